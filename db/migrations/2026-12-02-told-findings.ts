import { type Kysely, sql } from "kysely";

/**
 * What researchers may be told of a run, apart from the run: its head and its findings about nobody, with small counts
 * and single people's numbers left out. The whole findings, and exact counts of people, are for those who see people.
 *
 * Runs of before have no such copy until a researcher asks for one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // rules: the number of the rules that it was told by; another number, and it is told again.
  `create table told_runs (
    run_id int primary key,
    rules int not null,
    run_at timestamptz not null,
    definitions_version text not null,
    window_from timestamptz,
    window_to timestamptz,
    correction text not null,
    people int
  )`,
  `create table told_findings (
    run_id int not null,
    finding_no int not null,
    detector text not null,
    version int not null,
    scope text not null check (scope in ('programme', 'project', 'tier')),
    subject text collate "C" not null default '',
    outcome text not null check (outcome in ('flagged', 'clear', 'inconclusive', 'insufficient')),
    severity text check (severity in ('watch', 'high', 'critical')),
    document jsonb not null,
    primary key (run_id, finding_no)
  )`,
  `create index told_findings_by_subject on told_findings (detector, scope, subject, run_id)`,
  `call guard_rows('told_runs', 'programme', 'people')`,
  `call guard_rows('told_findings', 'programme', 'people')`,
  `drop policy about_nobody on findings`,
  ...["audit_runs", "tier_evaluations"].map((table) => `drop policy look on ${table}`),
  ...["audit_runs", "tier_evaluations"].map(
    (table) => `create policy look on ${table} for select using ((select sees_people()) is not null)`,
  ),
];
