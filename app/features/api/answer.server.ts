import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { DatabaseUnavailable } from "db/client";
import { log } from "~/log.server";
import type { Endpoint } from "./endpoints";
import { PROBLEM_TYPE, type Problem, Refusal, problemOf } from "./problem";

/**
 * An endpoint's answer, or the problem that stood in its way, with an id that stands in the log too. How the server is
 * built is in the log alone.
 */
export async function answerProgram(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const id = randomBytes(6).toString("hex");
    const { pathname } = new URL(request.url);
    const refusal = await refusalOf(error);
    if (refusal.status < 500)
      log.info({ errorId: id, path: pathname, status: refusal.status }, "a request was refused");
    else log.error({ err: error, errorId: id, path: pathname }, "a request failed");
    return problemResponse(refusal, id);
  }
}

export function problemResponse(refusal: Refusal, id: string): Response {
  return new Response(JSON.stringify(problemOf(refusal, id)), {
    status: refusal.status,
    headers: { ...refusal.more.headers, "Content-Type": PROBLEM_TYPE },
  });
}

async function refusalOf(error: unknown): Promise<Refusal> {
  if (error instanceof Refusal) return error;
  // What a feature throws for an address of which there is nothing.
  if (error instanceof Response && error.status < 500) {
    return new Refusal(error.status, (await error.text()) || error.statusText);
  }
  if (error instanceof DatabaseUnavailable) {
    return new Refusal(503, "The database cannot be reached. Try again in a moment.");
  }
  return new Refusal(500, "This failed on our side. Give whoever runs the server the id.");
}

/** The query of a request as its endpoint has it. Throws a {@link Refusal} that names every fault. */
export function readQuery({ query }: Endpoint, request: Request): Readonly<Record<string, unknown>> {
  const parsed = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (parsed.success) return parsed.data;
  throw new Refusal(422, "What was asked for cannot be read.", { faults: faultsOf(parsed.error) });
}

const faultsOf = (error: z.ZodError): NonNullable<Problem["faults"]> =>
  error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
