import { log } from "./log.server";

/** Set by the web server: by it a request is found in the log, and it is what a page of an error shows. */
export const REQUEST_HEADER = "x-evenhand-request";

/** What PostgreSQL says of a value that no column of the type could hold: a number too long, a day there never was. */
const NO_SUCH_VALUE = new Set(["22003", "22007", "22008", "22021", "22P02"]);

/**
 * Runs a loader's or an action's work so that a surprise becomes an answer with an id, which stands in the log with all
 * the rest, in pages and in the data that a page asks for alike. An address by which no row could be named is not found.
 */
export async function withoutSurprise<T>(request: Request, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Answers are thrown as well: redirects, refusals.
    if (!(error instanceof Error) || request.signal.aborted) throw error;
    const { pathname } = new URL(request.url);
    const errorId = request.headers.get(REQUEST_HEADER) ?? "";
    if (NO_SUCH_VALUE.has((error as { code?: string }).code ?? "")) {
      log.warn({ err: error, errorId, path: pathname }, "an address that names nothing");
      throw new Response(null, { status: request.method === "POST" ? 400 : 404 });
    }
    log.error({ err: error, errorId, path: pathname }, "a page failed");
    throw Response.json({ errorId }, { status: 500 });
  }
}
