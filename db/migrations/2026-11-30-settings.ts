import { type Kysely, sql } from "kysely";

/**
 * What people set: each change of a detector's parameters beside the parameters themselves, so that a run's version can
 * be traced to who changed what; and how an account wants numbers, dates and pages shown, as one text of pairs.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table detector_setting_changes (
    change_id int generated always as identity primary key,
    detector text not null,
    params jsonb not null,
    changed_at timestamptz not null,
    changed_by text
  )`,
  `insert into detector_setting_changes (detector, params, changed_at, changed_by)
    select detector, params, changed_at, changed_by from detector_settings`,
  `call guard_rows('detector_setting_changes', 'people', 'people')`,
  `alter table accounts add column display text not null default ''`,
];
