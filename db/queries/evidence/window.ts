import { sql } from "kysely";
import type { Db } from "../../client";
import { MADE_HERE } from "../appeals";

/** Seconds since 1970 UTC, `from` included, `to` excluded. */
export interface EvidenceWindow {
  readonly from: number;
  readonly to: number;
}

/** Statuses of judgments that were handed in. */
export const HANDED_IN = sql`('submitted', 'approved', 'rejected')`;

export const instant = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/**
 * The instants of the first and the last record, seconds since 1970; null in an empty ledger. The first is that of
 * work, offers or availability where there is any: a contract or a tier may be years older than what is on record.
 * What was decided or contested here since the last import is no record of it: nobody's work has stopped by then.
 */
export async function findRecordedSpan(db: Db): Promise<{ first: number; last: number } | null> {
  const pending = await sql<{ found: boolean }>`select exists (select from dirty_cells) as found`.execute(db);
  // Nothing waits to be counted: the kept days of work hold the first and the last judgment.
  const work = pending.rows[0]?.found
    ? sql`select true as active, min(coalesce(submitted_at, started_at)) as first, max(coalesce(submitted_at, started_at)) as last from judgments`
    : sql`select true as active, min(first_at) as first, max(last_at) as last from work_days`;
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select date_part('epoch', coalesce(min(first) filter (where active), min(first)))::float8 as first,
      date_part('epoch', max(last))::float8 as last
    from (
      ${work}
      union all select true, min(from_at), max(to_at) from time_entries
      union all select true, min(from_at), max(to_at) from availability
      union all select true, min(offered_at), max(offered_at) from offers
      union all select false, min(reviewed_at), max(reviewed_at) from reviews
      union all select false, min(paid_at), max(paid_at) from payments where import_id <> ${MADE_HERE}
      union all select false, min(at), max(at) from tier_changes where import_id <> ${MADE_HERE}
      union all select false, min(at), max(at) from decisions where import_id <> ${MADE_HERE}
      union all select false, min(filed_at), max(greatest(filed_at, answered_at, rectified_at)) from appeals
        where import_id <> ${MADE_HERE}
      union all select false, min(started_at), max(greatest(started_at, ended_at)) from contracts
    ) spans`.execute(db);
  const { first, last } = rows[0] ?? { first: null, last: null };
  return first === null || last === null ? null : { first, last };
}

const TABLES = [
  "platforms",
  "annotators",
  "contracts",
  "projects",
  "batches",
  "items",
  "offers",
  "availability",
  "judgments",
  "reviews",
  "time_entries",
  "payments",
  "tier_changes",
  "decisions",
  "appeals",
  "streaks",
  "targets",
  "bonus_rules",
  "exchange_rates",
  "wage_floors",
  "tier_policies",
] as const;
export type EvidenceTable = (typeof TABLES)[number];

/** The tables that hold at least one record. */
export async function listFilledTables(db: Db): Promise<ReadonlySet<EvidenceTable>> {
  const probes = TABLES.map(
    (table) => sql`select ${sql.lit(table)} as name where exists (select from ${sql.table(table)})`,
  );
  const { rows } = await sql<{ name: EvidenceTable }>`${sql.join(probes, sql` union all `)}`.execute(db);
  return new Set(rows.map(({ name }) => name));
}

/** People with judgments, time entries or offers in the window. */
export async function countActivePeople(db: Db, { from, to }: EvidenceWindow): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(distinct annotator_id) as people from (
      select annotator_id from rollups
        where day >= ${instant(from)}::timestamptz::date and day <= ${instant(to)}::timestamptz::date and judgments > 0
      union all select annotator_id from time_entries where to_at > ${instant(from)} and from_at < ${instant(to)}
      union all select annotator_id from offers where offered_at >= ${instant(from)} and offered_at < ${instant(to)}
    ) active`.execute(db);
  return rows[0]?.people ?? 0;
}
