import type { Db } from "db/client";
import {
  type AccessEntry,
  countAccess,
  insertAccess,
  listAccess,
  listLatestAccess,
} from "db/queries/access-log";
import { countResearcherQueries, listResearcherQueries } from "db/queries/query-ledger";
import type { Viewer } from "~/domain/viewer";
import { Refusal } from "~/features/api/problem";
import { log } from "~/log.server";
import { tableStateFrom } from "~/ui/table-state";

/** The whole programme's rows, or so many people's that each is told. */
export const EVERYBODYS = { everybody: true } as const;

/** What somebody is shown or given of other people's rows, or decides about them. */
export interface Sighting {
  readonly kind: "viewed" | "exported" | "decided" | "changed";
  /** In words: "profile", "ranking as CSV". */
  readonly what: string;
  /** The source's id of the person it is about; "everybody" where all are in it; null for nobody in particular. */
  readonly about: string | { readonly everybody: true } | null;
}

/** What a form has changed, for the log, and about whom. */
export type Noted = Pick<Sighting, "what" | "about">;

/**
 * Writes a viewer's sightings down; false where there was nothing to write, since an annotator sees own rows only. It
 * asks the request for nothing: what a client says of itself, such as that it fetches ahead, leaves no line out.
 */
export const sightings =
  (db: Db, viewer: Viewer) =>
  async ({ kind, what, about }: Sighting): Promise<boolean> => {
    if (viewer.role === "annotator") return false;
    await insertAccess(db, { ...by(viewer), kind, what, ...personOf(about) });
    return true;
  };

/**
 * Writes down that a program was given an annotator's own rows: tokens are made by those who administer, and whoever
 * holds one is not the person. The system's connection, since that person's own session writes nothing of the kind.
 */
export async function logToken(
  db: Db,
  {
    viewer,
    annotator,
    token,
  }: { viewer: Viewer; annotator: string; token: { name: string; madeBy: string } },
  what: string,
): Promise<void> {
  await insertAccess(db, {
    ...{ at: new Date(), accountId: viewer.accountId, role: "token", kind: "exported", what },
    ...{ viewer: `token ${token.name}, made by ${token.madeBy}`, ...personOf(annotator) },
  });
}

/** Whether a request is sent to change something. */
export const sends = ({ method }: Request): boolean => method !== "GET" && method !== "HEAD";

/**
 * Runs work whose lines are in the viewer's transaction, though not all that it does is: an import commits by itself.
 * Where a later step fails and takes the lines back, one of its own stays that says what was sent to.
 */
export async function withTrace<T>(
  { request, viewer, system }: { request: Request; viewer: Viewer; system: Db },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isAnswer = error instanceof Response || error instanceof Refusal;
    if (sends(request) && !isAnswer)
      await logChange(system, viewer, request, ", broken off").catch(unwritten);
    throw error;
  }
}

/** What broke the work is told in any case; where the database has gone, this is why no line says so. */
const unwritten = (fault: unknown): void => log.error({ err: fault }, "the access log cannot be written");

/** Writes down that something was sent to an address of this server. */
export async function logChange(db: Db, viewer: Viewer, request: Request, came = ""): Promise<void> {
  const { pathname } = new URL(request.url);
  await insertAccess(db, {
    ...by(viewer),
    kind: "changed",
    what: pathname + came,
    annotator: null,
    everybody: false,
  });
}

/**
 * Writes down what was done from the command line of the server, by whoever may use that; what is printed, before it
 * is. The system's connection, outside of any transaction.
 */
export async function logCommand(db: Db, { kind, what, about }: Sighting): Promise<void> {
  const by = { at: new Date(), accountId: "command-line", viewer: "command line", role: "system" };
  await insertAccess(db, { ...by, kind, what, ...personOf(about) });
}

const personOf = (about: Sighting["about"]): Pick<AccessEntry, "annotator" | "everybody"> =>
  typeof about === "string"
    ? { annotator: about, everybody: false }
    : { annotator: null, everybody: about !== null };

function by({ accountId, name, role }: Viewer): Pick<AccessEntry, "at" | "accountId" | "viewer" | "role"> {
  return { at: new Date(), accountId, viewer: name, role };
}

/** Whether an action answered that it did nothing. */
export function isRefusal(result: unknown): boolean {
  if (result instanceof Response) return result.status >= 400;
  if (typeof result !== "object" || result === null || !("init" in result)) return false;
  const { status } = (result.init ?? {}) as ResponseInit;
  return status !== undefined && status >= 400;
}

/** A page of what the viewer may read of the log, latest first: an annotator what is about them, an administrator all. */
export async function loadAccessLog(db: Db, request: Request) {
  const asked = pageOf(request, await countAccess(db));
  return { ...asked, entries: await listAccess(db, asked.size, (asked.page - 1) * asked.size) };
}

/** A page of what researchers have asked, latest first. `people` is a digest, which is the same for the same people. */
export async function loadQuestions(db: Db, request: Request) {
  const asked = pageOf(request, await countResearcherQueries(db));
  return { ...asked, questions: await listResearcherQueries(db, asked.size, (asked.page - 1) * asked.size) };
}

/** The page that an address asks for, or the last where there are no so many. */
function pageOf(request: Request, total: number) {
  const { page, size } = tableStateFrom(new URL(request.url).searchParams, { sortable: [], known: [] });
  return { total, size, page: Math.min(page, Math.max(1, Math.ceil(total / size))) };
}

const LATEST = 5;

/** The latest of them, for a page that says more of other things. */
export const loadLatestLooks = (db: Db) => listLatestAccess(db, LATEST);
