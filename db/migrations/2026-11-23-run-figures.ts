import { type Kysely, sql } from "kysely";

/**
 * What screens show beside a run's findings: one document a name, for the programme (subject '') or an annotator's
 * source id. Written with the run, so that a screen reads and never computes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table audit_figures (
    run_id int not null,
    name text not null,
    subject text collate "C" not null default '',
    document jsonb not null,
    primary key (run_id, name, subject)
  )`.execute(db);
  await sql`call guard_rows('audit_figures', 'people', 'people')`.execute(db);
}
