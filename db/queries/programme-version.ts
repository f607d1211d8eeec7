import { sql } from "kysely";
import type { Db } from "../client";

/**
 * A mark that is another one after every refresh, audit, import and undoing of an import: while it stays the same, so
 * does whatever is worked out from snapshots, findings, figures and what imports say of annotators and projects.
 */
export async function findProgrammeVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select concat_ws(' ',
      (select string_agg(concat_ws(',', window_days, from_day, to_day, definitions_version,
        extract(epoch from computed_at)), ';' order by window_days) from snapshot_windows),
      'runs', (select concat_ws(',', count(*), max(run_id), extract(epoch from max(run_at))) from audit_runs),
      'imports', (select concat_ws(',', count(*), max(import_id), count(*) filter (where status = 'running'),
        extract(epoch from max(finished_at)), extract(epoch from max(undone_at))) from imports)) as version`.execute(
    db,
  );
  return rows[0]?.version ?? "";
}
