import { sql } from "kysely";
import type { Counted } from "~/domain/window-tally";
import type { Db } from "../client";

/**
 * Counts by annotator and window for tier policies. Windows lie end to end: `edges` are the UTC days they begin on and,
 * last, the day after the last window; window 1 is the first.
 */
export interface WindowEdges {
  readonly edges: readonly string[];
  /** Null: all projects together. */
  readonly projectId: number | null;
}

const first = ({ edges }: WindowEdges): string => edges[0] ?? "";
const last = ({ edges }: WindowEdges): string => edges.at(-1) ?? "";
const days = ({ edges }: WindowEdges) => sql`${sql.val(`{${edges.join(",")}}`)}::date[]`;
const instants = ({ edges }: WindowEdges) =>
  sql`${sql.val(`{${edges.map((day) => `${day}T00:00:00Z`).join(",")}}`)}::timestamptz[]`;
const onProject = ({ projectId }: WindowEdges, column = "project_id") =>
  projectId === null ? sql`true` : sql`${sql.ref(column)} = ${projectId}`;

export interface WindowCounts extends Counted {
  readonly annotatorId: number;
  readonly windowNo: number;
}

/** What was counted of everybody who handed in work, from the kept tallies. */
export async function tallyWindows(db: Db, windows: WindowEdges): Promise<readonly WindowCounts[]> {
  const { rows } = await sql<WindowCounts>`
    select annotator_id, width_bucket(day, ${days(windows)}) as window_no,
      sum(submitted + approved + rejected) as handed_in, sum(approved) as approved, sum(rejected) as rejected,
      sum(gold_correct) as gold_correct, sum(gold_total) as gold_total,
      sum(consensus_agreeing) as consensus_agreeing, sum(consensus_total) as consensus_total,
      sum(review_accepted) as review_accepted, sum(review_total) as review_total,
      sum(review_first_pass) as review_first_pass, sum(review_judgments) as review_judgments
    from rollups
    where day >= ${first(windows)}::date and day < ${last(windows)}::date and ${onProject(windows)}
    group by 1, 2
    having sum(submitted + approved + rejected) > 0
    order by 2, 1`.execute(db);
  return rows;
}

/** Pay earned, by the currency that most judgments were paid in. */
export async function tallyWindowPay(db: Db, windows: WindowEdges) {
  const { rows } = await sql<{ annotatorId: number; windowNo: number; currency: string; payMinor: number }>`
    select distinct on (1, 2) annotator_id, width_bucket(day, ${days(windows)}) as window_no, currency,
      sum(pay_minor) as pay_minor
    from pay_rollups
    where day >= ${first(windows)}::date and day < ${last(windows)}::date and ${onProject(windows)}
    group by 1, 2, 3
    order by 1, 2, sum(paid_judgments) desc, 3`.execute(db);
  return rows;
}

/** Seconds of work: the union of working intervals; who has none is left out. */
export async function tallyWindowWork(db: Db, windows: WindowEdges) {
  const { rows } = await sql<{ annotatorId: number; windowNo: number; workedSec: number }>`
    select annotator_id, window_no,
      (select sum(upper(span) - lower(span)) from unnest(worked) span)::float8 / 1000 as worked_sec
    from (
      select annotator_id, width_bucket(day, ${days(windows)}) as window_no, range_agg(spans) as worked
      from rollups
      where day >= ${first(windows)}::date and day < ${last(windows)}::date and spans is not null
        and ${onProject(windows)}
      group by 1, 2
    ) united`.execute(db);
  return rows;
}

/** Seconds in which people declared themselves available or were online, cut at the windows' edges. */
export async function tallyWindowAvailability(db: Db, windows: WindowEdges) {
  const { rows } = await sql<{ annotatorId: number; windowNo: number; availableSec: number }>`
    with edge as (
      select edge_no::int as window_no, at as from_at, lead(at) over (order by edge_no) as to_at
      from unnest(${instants(windows)}) with ordinality as listed (at, edge_no)
    )
    select annotator_id, window_no,
      (select sum(extract(epoch from upper(span) - lower(span))) from unnest(available) span)::float8 as available_sec
    from (
      select a.annotator_id, edge.window_no,
        range_agg(tstzrange(greatest(a.from_at, edge.from_at), least(a.to_at, edge.to_at))) as available
      from edge join availability a on a.from_at < edge.to_at and a.to_at > edge.from_at
      where edge.to_at is not null
      group by 1, 2
    ) united`.execute(db);
  return rows;
}

/** Premium batches offered. Null where no batch of the ledger is marked as premium. */
export async function tallyPremiumOffers(db: Db, windows: WindowEdges) {
  const { rows: found } = await sql<{ any: boolean }>`
    select exists (select from batches where premium) as any`.execute(db);
  if (!found[0]?.any) return null;
  const { rows } = await sql<{ annotatorId: number; windowNo: number; offers: number }>`
    select o.annotator_id, width_bucket(o.offered_at, ${instants(windows)}) as window_no, count(*) as offers
    from offers o join batches b on b.batch_id = o.batch_id and b.premium
    where o.offered_at >= ${`${first(windows)}T00:00:00Z`}::timestamptz
      and o.offered_at < ${`${last(windows)}T00:00:00Z`}::timestamptz and ${onProject(windows, "b.project_id")}
    group by 1, 2`.execute(db);
  return rows;
}

/** The source's ids by ours. */
export async function listAnnotatorSourceIds(db: Db): Promise<ReadonlyMap<number, string>> {
  const rows = await db.selectFrom("annotators").select(["annotatorId", "sourceId"]).execute();
  return new Map(rows.map(({ annotatorId, sourceId }) => [annotatorId, sourceId]));
}
