import type { Db } from "../client";
import { type MergeRun, rowsOf, run } from "./merge-run";
import type { SharedTable } from "./merge-tables";

/** The rollup day of a judgment. */
export const dayOf = (row: string): string =>
  `coalesce((coalesce(${row}.submitted_at, ${row}.started_at) at time zone 'UTC')::date, '-infinity'::date)`;

/** Marks the cells and items of judgments, given as the end of a select over rows `j` of them. */
export async function markJudgments(merge: MergeRun, from: string): Promise<void> {
  await run(
    merge.db,
    `insert into dirty_cells (annotator_id, project_id, day)
     select distinct j.annotator_id, j.project_id, ${dayOf("j")} from ${from}`,
  );
  await markItems(merge, from);
}

/** Marks items, given as for {@link markJudgments}: the cells of all judgments on them are counted again. */
export async function markItems({ db }: MergeRun, from: string): Promise<void> {
  await run(db, `insert into dirty_items (item_id) select distinct j.item_id from ${from}`);
}

/** Marks the cells of the judgments that reviews `r` are about. */
export async function markReviews({ db }: MergeRun, from: string, where = "true"): Promise<void> {
  await run(
    db,
    `insert into dirty_cells (annotator_id, project_id, day)
     select distinct j.annotator_id, j.project_id, ${dayOf("j")}
     from ${from}
     join judgments j on j.annotator_id = r.annotator_id and j.judgment_id = r.judgment_id
     where ${where}`,
  );
}

/** One mark for everything: cheaper than one a cell where nothing was before. */
export async function markAll({ db }: MergeRun): Promise<void> {
  await run(db, `insert into dirty_cells (annotator_id, project_id, day) values (null, null, null)`);
}

/** Marks what must be counted again when rows of a shared table (a select of their ids) change. */
export async function markShared({ db }: MergeRun, table: SharedTable, ids: string): Promise<void> {
  if (table === "items") await run(db, `insert into dirty_items (item_id) ${ids}`);
  if (table === "projects") {
    await run(
      db,
      `insert into dirty_cells (annotator_id, project_id, day) select null, id, null from (${ids}) p (id)`,
    );
  }
  if (table === "annotators") {
    await run(
      db,
      `insert into dirty_cells (annotator_id, project_id, day) select id, null, null from (${ids}) a (id)`,
    );
  }
  if (table === "batches") await markBatches(db, ids);
}

/** Nothing leads from a batch to its judgments but going through them all: done only where a batch did change. */
async function markBatches(db: Db, ids: string): Promise<void> {
  const [found] = await rowsOf<{ found: boolean }>(db, `select exists (${ids}) as found`);
  if (!found?.found) return;
  await run(
    db,
    `insert into dirty_cells (annotator_id, project_id, day)
     select distinct j.annotator_id, j.project_id, ${dayOf("j")}
     from (${ids}) b (id) join judgments j on j.batch_id = b.id`,
  );
}
