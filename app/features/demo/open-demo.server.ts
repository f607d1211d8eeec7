import type { Database, Db } from "db/client";
import { hasRecords } from "db/queries/server";
import { MANAGERS, type Viewer } from "~/domain/viewer";
import { env } from "~/env.server";
import { tellImport } from "~/features/imports/progress.server";
import type { Installation } from "~/features/shell/nothing-yet";
import { log } from "~/log.server";
import { seedDemo } from "./seed.server";

let filling = false;

/**
 * Whether the demonstration can be opened: the server answers its own machine alone (it has no public address), there
 * are no records that it could be mistaken for, and the viewer is a manager.
 */
export const offersDemo = async (db: Db, { role }: Viewer): Promise<boolean> =>
  MANAGERS.includes(role) && env().publicUrl === null && !(await hasRecords(db));

/** What an empty installation needs to know of itself to be explained. */
export const loadInstallation = async (db: Db, viewer: Viewer, url: string): Promise<Installation> => ({
  origin: env().publicUrl ?? new URL(url).origin,
  offersDemo: await offersDemo(db, viewer),
});

/** Fills the empty database with the demonstration; a sentence where that cannot be. */
export async function openDemoNow(database: Database, viewer: Viewer): Promise<string | null> {
  if (env().publicUrl !== null)
    return "The demonstration opens only where the server answers its own machine alone.";
  if (filling) return "The database is being filled already; the overview opens by itself.";
  if (!(await offersDemo(database.db, viewer)))
    return "There are records already; the demonstration needs an empty database.";
  filling = true;
  try {
    await seedDemo(
      database,
      () => new Date(),
      (sentence) => log.info(sentence),
    );
  } finally {
    filling = false;
  }
  tellImport({ kind: "done", importId: 1, rows: 0, rejected: 0 });
  return null;
}
