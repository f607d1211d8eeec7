import { type Kysely, sql } from "kysely";
import type { Viewer } from "~/domain/viewer";
import type { Schema } from "./schema";

/** What row-level security knows about a viewer; without an account, none of what belongs to one. */
export type RowViewer = Pick<Viewer, "role" | "annotatorId"> & Partial<Pick<Viewer, "accountId">>;

/**
 * Sets the viewer for one transaction, steps down to the role of viewers where there is one, and runs work in it. The
 * settings end with the transaction, so a connection never carries one viewer's over to the next.
 */
export function seenBy<T>(
  db: Kysely<Schema>,
  { role, annotatorId, accountId = "" }: RowViewer,
  actAs: string | null,
  work: (db: Kysely<Schema>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    const steppingDown = actAs === null ? sql`null` : sql`set_config('role', ${actAs}, true)`;
    await sql`select set_config('evenhand.role', ${role}, true),
      set_config('evenhand.annotator_id', ${annotatorId === null ? "" : String(annotatorId)}, true),
      set_config('evenhand.account_id', ${accountId}, true), ${steppingDown}`.execute(transaction);
    return work(transaction);
  });
}
