import { type Kysely, sql } from "kysely";

/**
 * Rollups summed up by project and day, for screens that show a programme and nobody in particular: they stay as
 * small as the calendar however many annotators there are. Undated work is on no day and left out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table project_days (
    project_id int not null,
    day date not null,
    judgments bigint not null,
    approved bigint not null,
    rejected bigint not null,
    gold_correct bigint not null,
    gold_total bigint not null,
    consensus_agreeing bigint not null,
    consensus_total bigint not null,
    primary key (project_id, day)
  )`,
  // Judgments by handling time; bin k holds (4/3)^k seconds and more.
  `create table project_day_times (
    project_id int not null,
    day date not null,
    clock text not null check (clock in ('active', 'lead', 'accept_to_submit', 'inferred')),
    bin int not null,
    judgments bigint not null,
    primary key (project_id, day, clock, bin)
  )`,
  `call guard_rows('project_days', 'people', 'system')`,
  `call guard_rows('project_day_times', 'people', 'system')`,
  `insert into dirty_cells (annotator_id, project_id, day) select null, null, null where exists (select from judgments)`,
];
