import { type Kysely, sql } from "kysely";

/**
 * What screens look up among many rows: findings of the whole programme or of a person, who leads in a window, and how
 * many people worked on each project in it (project 0: on any), with how many judgments.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create index findings_programme on findings (detector, run_id) where scope = 'programme'`,
  `create index snapshots_leaders on snapshots
    (window_days, rank_best, ((row -> 'rank' ->> 'worst')::int), source_id) where project_id = 0 and gold is not null`,
  `create index findings_flagged on findings (run_id, detector, scope)
    where outcome = 'flagged' and scope <> 'programme'`,
  `create index findings_person on findings (subject, detector, run_id) where scope = 'annotator'`,
  `create table snapshot_projects (
    window_days int not null,
    project_id int not null,
    annotators int not null,
    judgments bigint not null,
    primary key (window_days, project_id)
  )`,
  `call guard_rows('snapshot_projects', 'people', 'system')`,
  `insert into snapshot_projects
    select window_days, project_id, count(*), sum(judgments) from snapshots group by window_days, project_id`,
];
