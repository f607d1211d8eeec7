import { sql } from "kysely";
import type { Person } from "~/domain/evidence";
import type { Db } from "../../client";

/** Everybody on the programme, by source id. */
export async function listPeople(db: Db): Promise<readonly Person[]> {
  const { rows } = await sql<Person>`
    select source_id as annotator, coalesce(time_zone, 'UTC') as zone, country, region,
      date_part('epoch', joined_at)::float8 as joined_at, date_part('epoch', left_at)::float8 as left_at
    from annotators order by annotator_id`.execute(db);
  return rows;
}

/** Source ids by the ledger's numbers. */
export async function sourceIds(db: Db): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ id: number; source: string }>`
    select annotator_id as id, source_id as source from annotators`.execute(db);
  return new Map(rows.map(({ id, source }) => [id, source]));
}
