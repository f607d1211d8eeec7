import { sql } from "kysely";
import type { Db } from "../client";

export interface OfferTally {
  readonly project: string;
  readonly name: string | null;
  /** Marked premium by the ledger. */
  readonly premium: boolean;
  readonly batches: number;
  readonly offers: number;
  readonly taken: number;
  readonly people: number;
}

/** Offers and how many were taken, by project, premium batches apart from the others. */
export async function tallyOffers(db: Db): Promise<readonly OfferTally[]> {
  const { rows } = await sql<OfferTally>`
    select p.source_id as project, p.name, coalesce(b.premium, false) as premium,
      count(distinct o.batch_id)::int as batches, count(*)::int as offers,
      count(o.accepted_at)::int as taken, count(distinct o.annotator_id)::int as people
    from offers o join batches b using (batch_id) join projects p using (project_id)
    group by 1, 2, 3 order by 1, 3 desc`.execute(db);
  return rows;
}
