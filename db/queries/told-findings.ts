import { sql } from "kysely";
import type { Db } from "../client";
import type { StoredFinding } from "./audit-runs";

/** Runs that were not told, or by other rules, the oldest first. */
export async function listUntoldRuns(db: Db, rules: number) {
  const { rows } = await sql<{ readonly runId: number; readonly people: number }>`
    select r.run_id, r.people from audit_runs r left join told_runs t using (run_id)
    where t.rules is distinct from ${rules} order by r.run_id`.execute(db);
  return rows;
}

/** What a run found about nobody, as JSON text. */
export async function listFindingsAboutNobody(db: Db, runId: number) {
  const { rows } = await sql<{ readonly findingNo: number; readonly document: string }>`
    select finding_no, document::text as document from findings
    where run_id = ${runId} and scope in ('programme', 'project', 'tier') order by finding_no`.execute(db);
  return rows;
}

export interface ToldFinding extends StoredFinding {
  readonly findingNo: number;
}

/** Keeps what researchers may be told of a run, in place of what they were before. `db` must see people. */
export async function setToldRun(
  db: Db,
  run: { readonly runId: number; readonly rules: number; readonly people: number | null },
  findings: readonly ToldFinding[],
): Promise<void> {
  const { runId, rules, people } = run;
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('told_runs'), ${runId})`.execute(transaction);
    await transaction.deleteFrom("toldFindings").where("runId", "=", runId).execute();
    await transaction.deleteFrom("toldRuns").where("runId", "=", runId).execute();
    await sql`insert into told_runs
      select run_id, ${rules}, run_at, definitions_version, window_from, window_to, correction, ${people}::int
      from audit_runs where run_id = ${runId}`.execute(transaction);
    if (findings.length === 0) return;
    const rows = findings.map((finding) => ({ ...finding, runId, subject: finding.subject ?? "" }));
    await transaction
      .insertInto("toldFindings")
      .values(rows as never)
      .execute();
  });
}
