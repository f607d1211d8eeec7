import { type Kysely, sql } from "kysely";

/**
 * What a worker thread made of a project's labels: one row a project and method, `agreement` among them. `data_stamp` is
 * what the imports were when it was computed; where it differs from today's, the result is of other records.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table aggregations (
        project_id int not null,
        method text collate "C" not null,
        computed_at timestamptz not null,
        definitions_version text not null,
        data_stamp text not null,
        label_count bigint not null,
        result jsonb not null,
        primary key (project_id, method)
      )`,
    )
    .execute(db);
}
