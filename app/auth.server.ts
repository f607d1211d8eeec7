import type { Database, Db } from "db/client";
import { openDatabase } from "./database.server";
import type { Role, Viewer } from "./domain/viewer";

/** What a loader or an action works with. */
export interface Access {
  readonly viewer: Viewer;
  readonly db: Db;
  /** For work that needs connections of its own, such as an import. */
  readonly database: Database;
}

/** Whoever sits at this machine: while there are no accounts, nobody else can reach the server. */
const ON_THIS_MACHINE: Viewer = { name: "this machine", role: "administrator", annotatorId: null };

/**
 * Runs a loader's or an action's work for the viewer behind a request. Every route goes through here and names the
 * roles it is open to; anybody else is answered 403.
 */
export async function forViewer<T>(
  request: Request,
  roles: readonly Role[],
  work: (access: Access) => Promise<T>,
): Promise<T> {
  const viewer = viewerOf(request);
  if (!roles.includes(viewer.role)) throw new Response(null, { status: 403, statusText: "Forbidden" });
  const database = await openDatabase();
  return work({ viewer, db: database.db, database });
}

function viewerOf(_request: Request): Viewer {
  return ON_THIS_MACHINE;
}
