import { type Kysely, sql } from "kysely";

/**
 * What tier policies would change, window by window, and what people made of it; which versions were published here;
 * and who does not want to stand on a leaderboard. The changes themselves stay in `tier_changes`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // scope: the project's source id, '' for the whole programme: a key column cannot be null.
  `create table tier_evaluations (
    scope text collate "C" not null default '',
    window_from timestamptz not null,
    window_to timestamptz not null,
    policy_version int not null,
    evaluated_at timestamptz not null,
    evaluated int not null,
    insufficient int not null,
    proposed int not null,
    primary key (scope, window_to)
  )`,
  // carried_out: the platform did the same; superseded: it did something else, or a later window was decided.
  `create table tier_proposals (
    annotator_id int not null,
    scope text collate "C" not null default '',
    window_from timestamptz not null,
    window_to timestamptz not null,
    policy_version int not null,
    from_tier text not null,
    to_tier text not null,
    direction text not null check (direction in ('up', 'down')),
    noise boolean not null,
    displaced boolean not null,
    document jsonb not null,
    proposed_at timestamptz not null,
    status text not null
      check (status in ('open', 'carried_out', 'superseded', 'withdrawn', 'upheld', 'refused')),
    evidence_opened_at timestamptz,
    opened_by text,
    decided_at timestamptz,
    decided_by text,
    reasons text,
    check ((status in ('upheld', 'refused')) = (decided_at is not null)),
    check (decided_at is null or direction = 'up' or (evidence_opened_at <= decided_at and reasons <> '')),
    primary key (annotator_id, scope, window_to)
  )`,
  `create index tier_proposals_waiting on tier_proposals (window_to) where status = 'open'`,
  `create table policy_publications (
    version int primary key,
    published_at timestamptz not null,
    published_by text not null,
    warnings jsonb not null
  )`,
  `create table leaderboard_opt_outs (
    annotator_id int primary key,
    opted_out_at timestamptz not null,
    opted_out_by text not null
  )`,
  `call guard_rows('tier_evaluations', 'anyone', 'system')`,
  `call guard_rows('tier_proposals', 'own', 'system')`,
  `call guard_rows('policy_publications', 'anyone', 'system')`,
  `call guard_rows('leaderboard_opt_outs', 'own', 'system')`,
];
