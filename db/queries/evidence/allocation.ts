import { sql } from "kysely";
import type { Allocation, OfferedBatch } from "~/domain/evidence";
import type { Db } from "../../client";
import { streamRows } from "./stream";
import { instant, type EvidenceWindow } from "./window";

/** Monday 1970-01-05, from which weeks are counted. */
const weekOf = (column: string) =>
  sql`floor((date_part('epoch', ${sql.ref(column)}) - 345600) / 604800)::int`;

/** Batches offered in the window with their offerees, and the hours people were available by week. */
export async function findAllocation(db: Db, window: EvidenceWindow): Promise<Allocation> {
  return { batches: await offeredBatches(db, window), hours: await availableHours(db, window) };
}

async function offeredBatches(db: Db, { from, to }: EvidenceWindow): Promise<readonly OfferedBatch[]> {
  const names = new Map<string, string>();
  // One text for each person, however many offers name it.
  const shared = (name: string) => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, name);
    return name;
  };
  const query = sql<OfferedBatch>`
    select b.source_id as batch, p.source_id as project, ${weekOf("o.at")} as week,
      date_part('epoch', o.at)::float8 as at, b.premium,
      b.pay_minor_per_item * 3600.0 / nullif(b.estimated_seconds_per_item, 0) as hourly_minor,
      b.pay_minor_per_item * coalesce(i.items, 1) as pay_minor, b.currency, b.minimum_tier, o.offerees
    from (
      select batch_id, min(offered_at) as at, array_agg(distinct a.source_id) as offerees
      from offers join annotators a using (annotator_id)
      where offered_at >= ${instant(from)} and offered_at < ${instant(to)} group by batch_id
    ) o join batches b using (batch_id) join projects p on p.project_id = b.project_id
    left join (select batch_id, count(*) as items from items where batch_id is not null group by batch_id) i using (batch_id)
    order by o.at, b.batch_id`;
  const batches: OfferedBatch[] = [];
  for await (const row of streamRows(db, query)) {
    batches.push({ ...row, project: shared(row.project), offerees: row.offerees.map(shared) });
  }
  return batches;
}

/** Parallel availability of one person counts as often as it was declared; an interval over a Sunday night is parted. */
async function availableHours(db: Db, { from, to }: EvidenceWindow): Promise<Allocation["hours"]> {
  const { rows } = await sql<Allocation["hours"][number]>`
    select a.source_id as annotator, week, sum(seconds) / 3600.0 as hours
    from (
      select annotator_id, ${weekOf("from_at")} as week,
        least(date_part('epoch', to_at), (${weekOf("from_at")} + 1) * 604800.0 + 345600) - date_part('epoch', from_at) as seconds
      from availability where to_at > ${instant(from)} and from_at < ${instant(to)}
      union all
      select annotator_id, ${weekOf("to_at")}, date_part('epoch', to_at) - (${weekOf("to_at")} * 604800.0 + 345600)
      from availability where to_at > ${instant(from)} and from_at < ${instant(to)} and ${weekOf("to_at")} > ${weekOf("from_at")}
    ) parts join annotators a using (annotator_id)
    where seconds > 0 group by a.annotator_id, a.source_id, week order by a.annotator_id, week`.execute(db);
  return rows.map(({ annotator, week, hours }) => ({ annotator, week, hours: Number(hours) }));
}
