import { type Kysely, sql } from "kysely";

/**
 * What was meant to come in, set by a manager for a project, every version kept; and when in the day it came in.
 * A plan counts from its first day until a later one begins. `total` and `due_on` are what is wanted altogether from
 * that day on, and by when.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table project_plans (
    plan_id bigint generated always as identity primary key,
    project_id int not null,
    from_on date not null,
    per_day int not null check (per_day >= 0),
    total bigint check (total > 0),
    due_on date,
    set_at timestamptz not null,
    set_by text not null
  )`,
  `create index project_plans_project on project_plans (project_id, from_on)`,
  // Judgments by the UTC hour of their submission, else of their start; sums to those of project_days.
  `create table project_hours (
    project_id int not null,
    day date not null,
    hour int not null check (hour between 0 and 23),
    judgments bigint not null,
    primary key (project_id, day, hour)
  )`,
  `call guard_rows('project_plans', 'people', 'people')`,
  `call guard_rows('project_hours', 'people', 'system')`,
  `insert into dirty_cells (annotator_id, project_id, day) select null, null, null where exists (select from judgments)`,
];
