import { sql } from "kysely";
import type { Db } from "../client";
import { dayOf } from "./merge-marks";
import { countCells } from "./rollups";

/** A cell whose kept tally is not what the facts give. */
export interface DifferingCell {
  readonly annotator: string;
  readonly project: string;
  readonly day: string;
}

const run = (db: Db, text: string) => sql.raw(text).execute(db);

/**
 * Counts every cell from the facts and compares it with what is kept; a cell on either side alone differs too. Empty
 * where all is well and nothing waits to be counted.
 */
export function checkRollups(db: Db): Promise<readonly DifferingCell[]> {
  return db.transaction().execute(async (transaction) => {
    await sql`set local work_mem = '128MB'`.execute(transaction);
    await run(
      transaction,
      `create temp table counted_cells on commit drop as
       select distinct annotator_id, project_id, ${dayOf("j")} as day from judgments j`,
    );
    await run(transaction, "analyze counted_cells");
    await run(transaction, "create temp table fresh_rollups (like rollups) on commit drop");
    await run(transaction, "create temp table fresh_pay_rollups (like pay_rollups) on commit drop");
    await countCells(transaction, { rollups: "fresh_rollups", payRollups: "fresh_pay_rollups" });
    const { rows } = await sql<DifferingCell>`
      with differing as (
        (select annotator_id, project_id, day from (table rollups except table fresh_rollups) missing)
        union (select annotator_id, project_id, day from (table fresh_rollups except table rollups) missing)
        union (select annotator_id, project_id, day from (table pay_rollups except table fresh_pay_rollups) missing)
        union (select annotator_id, project_id, day from (table fresh_pay_rollups except table pay_rollups) missing)
      )
      select a.source_id as annotator, p.source_id as project, d.day
      from differing d
      left join annotators a using (annotator_id)
      left join projects p using (project_id)
      order by 1, 2, 3`.execute(transaction);
    return rows;
  });
}
