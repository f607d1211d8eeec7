import { type Kysely, sql } from "kysely";

/**
 * Measures ready to be listed: one row an annotator and project (0: all projects together) for each window that screens
 * offer (0 days: everything). `row` is the report row as it is printed; it is moved out of line so that filtering and
 * sorting read only the narrow columns.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table snapshots (
    annotator_id int not null,
    project_id int not null,
    window_days int not null,
    source_id text collate "C" not null,
    project text collate "C" not null,
    label text not null,
    tier text,
    judgments bigint not null,
    gold double precision,
    gold_low double precision,
    consensus double precision,
    review double precision,
    rank_best int,
    median_seconds double precision,
    handling_ratio double precision,
    hourly_minor double precision,
    floor_gap double precision,
    hours double precision,
    paid_share double precision,
    night_share double precision,
    longest_spell_seconds double precision,
    rest_breaches int,
    row json not null,
    primary key (annotator_id, project_id, window_days)
  ) with (toast_tuple_target = 256)`,
  `alter table snapshots alter column row set storage external`,
  `create index snapshots_window on snapshots (window_days, project_id, source_id)`,
  `create table snapshot_windows (
    window_days int primary key,
    from_day date,
    to_day date,
    definitions_version text not null,
    computed_at timestamptz not null
  )`,
];
