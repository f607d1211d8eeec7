import { type Kysely, sql } from "kysely";

/**
 * Runs of the detectors and what they found, kept so that a later run can be compared; the status and notes that
 * people give a finding, by detector and subject across runs; and parameters that were changed from their defaults.
 * Local tables: a run is read as a whole, never by annotator alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table audit_runs (
    run_id int generated always as identity primary key,
    run_at timestamptz not null,
    definitions_version text not null,
    window_from timestamptz,
    window_to timestamptz,
    correction text not null,
    people int not null,
    settings jsonb not null default '{}'
  )`,
  // document: the whole finding as the detector gave it; the columns are what lists filter and sort by.
  `create table findings (
    run_id int not null,
    finding_no int not null,
    detector text not null,
    version int not null,
    scope text not null check (scope in ('programme', 'project', 'tier', 'annotator', 'item', 'reviewer')),
    subject text collate "C" not null default '',
    outcome text not null check (outcome in ('flagged', 'clear', 'inconclusive', 'insufficient')),
    severity text check (severity in ('watch', 'high', 'critical')),
    document jsonb not null,
    primary key (run_id, finding_no)
  )`,
  `create index findings_by_subject on findings (detector, scope, subject, run_id)`,
  // subject is '' for the programme: a key column cannot be null.
  `create table finding_states (
    detector text not null,
    scope text not null,
    subject text collate "C" not null default '',
    status text not null check (status in ('new', 'acknowledged', 'being_mended', 'mended', 'disputed')),
    changed_at timestamptz not null,
    changed_by text,
    primary key (detector, scope, subject)
  )`,
  `create table finding_notes (
    note_id int generated always as identity primary key,
    detector text not null,
    scope text not null,
    subject text collate "C" not null default '',
    written_at timestamptz not null,
    author text,
    status text,
    note text not null
  )`,
  `create index finding_notes_by_subject on finding_notes (detector, scope, subject)`,
  `create table detector_settings (
    detector text primary key,
    params jsonb not null,
    changed_at timestamptz not null,
    changed_by text
  )`,
];
