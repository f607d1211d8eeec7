import { type Kysely, sql } from "kysely";

/**
 * Days of work as audits read them, kept beside the rollups: what was done, earned and lost by annotator, project, UTC
 * day, day where the annotator lives, and rate. A judgment's rate is what it or its batch pays; undated work is on no
 * day and left out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // *_us: whole microseconds, so that sums do not depend on the order of rows. rated: judgments that their rate says
  // something of. estimated: those with active time of a batch that says how long an item should take; over_estimate:
  // those that took more than one and a half times as long. Nulls in the key (no currency, no batch) keep it from being a primary key.
  `create table work_days (
    annotator_id int not null,
    project_id int not null,
    day date not null,
    local_day date not null,
    submitted boolean not null,
    currency text collate "C",
    premium boolean,
    rate bigint,
    rate_currency text collate "C",
    first_at timestamptz not null,
    last_at timestamptz not null,
    rated int not null,
    judgments int not null,
    approved int not null,
    paid_judgments int not null,
    active_known int not null,
    elapsed_known int not null,
    rejected int not null,
    rejected_without_reason int not null,
    estimated int not null,
    over_estimate int not null,
    pay_minor double precision,
    active_us double precision,
    idle_us double precision,
    elapsed_us double precision,
    rejected_us double precision,
    rejected_pay_minor double precision,
    lost_us double precision
  )`,
  `create index work_days_cell on work_days (annotator_id, project_id, day)`,
  // A zone that this server does not know must not keep anything from being counted.
  `create function known_zone(zone text) returns text language plpgsql stable parallel unsafe as $$
   begin
     perform timestamptz 'epoch' at time zone zone;
     return zone;
   exception when invalid_parameter_value then
     return null;
   end $$`,
  `call guard_rows('work_days', 'own', 'system')`,
  `insert into dirty_cells (annotator_id, project_id, day) select null, null, null where exists (select from judgments)`,
];
