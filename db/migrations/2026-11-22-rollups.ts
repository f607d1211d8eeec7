import { type Kysely, sql } from "kysely";

/**
 * What screens read instead of facts: tallies per annotator, project and day, and the marks that say which of them
 * must be counted again. A day is a UTC day, that of the submission, else of the start; judgments without either are on
 * day '-infinity'.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // *_ms: every handling time of the cell by clock, for exact quantiles. spans: union of the working intervals, in
  // milliseconds since 1970; paid_spans: that of judgments submitted or approved with pay above 0. review_total counts
  // reviews with a verdict, review_judgments the judgments they are about, targeted ones included and also apart.
  `create table rollups (
    annotator_id int not null,
    project_id int not null,
    day date not null,
    judgments int not null,
    submitted int not null,
    approved int not null,
    rejected int not null,
    skipped int not null,
    returned int not null,
    expired int not null,
    abandoned int not null,
    gold_correct int not null,
    gold_total int not null,
    consensus_agreeing int not null,
    consensus_total int not null,
    review_accepted int not null,
    review_first_pass int not null,
    review_total int not null,
    review_judgments int not null,
    targeted_accepted int not null,
    targeted_total int not null,
    active_ms int[],
    lead_ms int[],
    accept_to_submit_ms int[],
    inferred_ms int[],
    apportioned boolean not null,
    spans int8multirange,
    paid_spans int8multirange,
    first_at timestamptz,
    last_at timestamptz,
    primary key (annotator_id, project_id, day)
  )`,
  `create table pay_rollups (
    annotator_id int not null,
    project_id int not null,
    day date not null,
    currency text collate "C" not null,
    pay_minor bigint not null,
    paid_judgments int not null,
    primary key (annotator_id, project_id, day, currency)
  )`,
  // Append-only marks, claimed and deleted by the refresh. No key: two imports may mark the same cell. Null stands for
  // every annotator, every project, every day.
  `create table dirty_cells (
    mark_id bigint generated always as identity,
    annotator_id int,
    project_id int,
    day date
  )`,
  `create table dirty_items (
    mark_id bigint generated always as identity,
    item_id bigint not null
  )`,
];
