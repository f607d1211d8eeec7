import { createReadableStreamFromReadable, redirect } from "@remix-run/node";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { z } from "zod";
import type { Database, Db } from "db/client";
import { showAs } from "./conventions.server";
import { openDatabase } from "./database.server";
import type { Role, Viewer } from "./domain/viewer";
import {
  type Sighting,
  isRefusal,
  logChange,
  logToken,
  sends,
  sightings,
  withTrace,
} from "./features/access-log/access-log.server";
import { owesSecondFactor, viewerOf } from "./features/accounts/sign-in.server";
import { answerProgram, readQuery } from "./features/api/answer.server";
import { type Endpoint, rolesOf } from "./features/api/endpoints";
import { Refusal } from "./features/api/problem";
import { type Holder, holderOf } from "./features/api/tokens.server";
import { withoutSurprise } from "./failure.server";
import { log } from "./log.server";

/** What a loader or an action works with. */
export interface Access {
  readonly viewer: Viewer;
  /** How the account wants things shown; see `app/ui/preferences`. */
  readonly display: string;
  /** One transaction, ended when the work is: it shows the rows that the viewer may see, and no others. */
  readonly db: Db;
  /**
   * The system's own, which row-level security shows everything: for work that goes on after the answer or needs
   * connections of its own, such as an import, and for sums over people of which a viewer sees only the sum.
   */
  readonly database: Database;
  /**
   * Writes down whose rows the viewer is shown or given, for that person to read. Own rows are nobody's business. An
   * answer in pieces says so before its first.
   */
  readonly saw: (sighting: Sighting) => Promise<boolean>;
}

/**
 * Runs a loader's or an action's work for the viewer behind a request. Every route goes through here and names the
 * roles it is open to; anybody else is answered 403.
 */
export async function forViewer<T>(
  request: Request,
  roles: readonly Role[],
  work: (access: Access) => Promise<T>,
): Promise<T> {
  return withoutSurprise(request, async () => {
    const { viewer, display, database } = await admit(request, roles);
    const logged = () =>
      database.seenBy(viewer, async (db) => {
        const note = sightings(db, viewer);
        let said = false;
        const saw: Access["saw"] = async (sighting) => {
          const written = await note(sighting);
          said ||= written && (sighting.kind === "changed" || sighting.kind === "decided");
          return written;
        };
        const result = await work({ viewer, display, db, database, saw });
        // Whatever was sent and not refused has changed or decided something: in words, or else by its address.
        if (sends(request) && !said && !isRefusal(result)) await logChange(db, viewer, request);
        return result;
      });
    return withTrace({ request, viewer, system: database.db }, logged);
  });
}

/**
 * As {@link forViewer}, for an answer that is written piece by piece while its transaction is open. What fails before
 * the first piece fails as in any other route.
 */
export async function streamForViewer(
  request: Request,
  roles: readonly Role[],
  headers: Readonly<Record<string, string>>,
  pieces: (access: Access) => AsyncIterable<string | Uint8Array>,
): Promise<Response> {
  return withoutSurprise(request, async () => {
    const { viewer, display, database } = await admit(request, roles);
    return streamSeenBy({ viewer, display, database }, request, headers, pieces);
  });
}

async function streamSeenBy(
  { viewer, display, database }: Pick<Access, "viewer" | "display" | "database">,
  request: Request,
  headers: Readonly<Record<string, string>>,
  pieces: (access: Access) => AsyncIterable<string | Uint8Array>,
): Promise<Response> {
  const body = new PassThrough();
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  // Written on its own, before the piece that it is about: a reader who breaks off takes the transaction of the
  // pieces back, and has what was sent.
  const saw = sightings(database.db, viewer);
  const written = database.seenBy(viewer, async (db) => {
    const rest = pieces({ viewer, display, db, database, saw })[Symbol.asyncIterator]();
    const first = await rest.next();
    begin();
    await pipeline(Readable.from(followed(first, rest)), body);
  });
  await Promise.race([begun, written]);
  written.catch((error: unknown) => {
    // Whoever went away before the end is told nothing.
    if (!request.signal.aborted) log.error({ err: error }, "an answer broke off");
    body.destroy();
  });
  return new Response(createReadableStreamFromReadable(body), { headers });
}

/** What was read already, and then the others; whoever leaves early gives back what the others hold. */
async function* followed<T>(first: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/**
 * As {@link forViewer}, for the few addresses that are open before anybody has signed in. The work sees every row and
 * shows none: it lets people in and out.
 */
export async function forAnybody<T>(
  request: Request,
  work: (access: { readonly viewer: Viewer | undefined; readonly database: Database }) => Promise<T>,
): Promise<T> {
  return withoutSurprise(request, async () => {
    const database = await openDatabase();
    return work({ viewer: await viewerOf(database, request), database });
  });
}

/** What an endpoint of the API works with. */
export interface TokenAccess<E extends Endpoint> extends Access {
  readonly holder: Holder;
  readonly query: z.infer<E["query"]>;
}

/**
 * As {@link forViewer}, for a program that shows a token: the answer as JSON, refusals and faults as problems. What an
 * endpoint is open to stands in its definition; a session's cookie opens none.
 */
export function forToken<E extends Endpoint>(
  request: Request,
  endpoint: E,
  work: (access: TokenAccess<E>) => Promise<object>,
): Promise<Response> {
  return answerProgram(request, async () => {
    const { holder, database, query } = await admitToken(request, endpoint);
    const { viewer } = holder;
    const logged = () =>
      database.seenBy(viewer, async (db) => {
        const saw = sightings(db, viewer);
        const answer = await work({ viewer, display: "", db, database, saw, holder, query });
        if (sends(request)) await logChange(db, viewer, request);
        return answer;
      });
    const result = await withTrace({ request, viewer, system: database.db }, logged);
    return Response.json(result, { status: endpoint.status });
  });
}

/** As {@link forToken}, for a JSON text that is written piece by piece. */
export function streamForToken<E extends Endpoint>(
  request: Request,
  endpoint: E,
  pieces: (access: TokenAccess<E>) => AsyncIterable<string>,
): Promise<Response> {
  return answerProgram(request, async () => {
    const { holder, database, query } = await admitToken(request, endpoint);
    const source = { viewer: holder.viewer, display: "", database };
    return streamSeenBy(source, request, JSON_HEADERS, (access) => pieces({ ...access, holder, query }));
  });
}

const JSON_HEADERS = { "Content-Type": "application/json; charset=utf-8" };

async function admitToken<E extends Endpoint>(request: Request, endpoint: E) {
  const database = await openDatabase();
  const holder = await holderOf(database, request, endpoint, new Date());
  const closed = closedTo(endpoint, holder);
  if (closed !== null) {
    tellRefused(request, holder.viewer);
    throw new Refusal(403, closed);
  }
  const query = readQuery(endpoint, request) as z.infer<E["query"]>;
  const { viewer, annotator, token } = holder;
  if (annotator !== null) {
    await logToken(database.db, { viewer, annotator, token }, `${endpoint.path} by the API`);
  }
  return { database, holder, query };
}

/** Why an endpoint is not open to a token's holder; null where it is. */
function closedTo(endpoint: Endpoint, { scopes, viewer: { role } }: Holder): string | null {
  const { scope } = endpoint;
  if (scope !== null && !scopes.includes(scope)) return `The token lacks the scope ${scope}.`;
  return rolesOf(endpoint)?.includes(role) === false ? `This is not open to the role ${role}.` : null;
}

/** For whoever runs the server: somebody who may be here asked for what is not theirs. */
function tellRefused({ method, url }: Request, { accountId, name, role }: Viewer): void {
  log.warn({ accountId, viewer: name, role, method, path: new URL(url).pathname }, "a viewer was refused");
}

async function admit(
  request: Request,
  roles: readonly Role[],
): Promise<{ viewer: Viewer; display: string; database: Database }> {
  const database = await openDatabase();
  const found = await viewerOf(database, request);
  if (!found) throw signInFirst(request);
  const { display, ...viewer } = found;
  if (!roles.includes(viewer.role)) {
    tellRefused(request, viewer);
    throw new Response(null, { status: 403, statusText: "Forbidden" });
  }
  const isOwnAccount = new URL(request.url).pathname === "/settings/account";
  if (!isOwnAccount && (await owesSecondFactor(database, viewer))) throw redirect("/settings/account");
  await showAs(database.db, display);
  return { viewer, display, database };
}

/** A page, or the data of one, sends its reader to sign in and back; anything else is told that it has not. */
function signInFirst(request: Request): Response {
  const { pathname, search } = new URL(request.url);
  const isPage = request.method === "GET" && /text\/html|\*\/\*/.test(request.headers.get("Accept") ?? "*/*");
  if (!isPage) return new Response(null, { status: 401, statusText: "Unauthorized" });
  const next = pathname + search;
  return redirect(next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`);
}
