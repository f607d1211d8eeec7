import { sql } from "kysely";
import type { Db } from "db/client";
import { seenBy } from "db/row-viewer";

const AT = "'2026-01-05T10:00:00Z'";

/** Rows of two annotators in every table that is about people, and a row in every other. */
export async function rowsOfTwoPeople(db: Db): Promise<{ readonly one: number; readonly other: number }> {
  for (const statement of [...PROGRAMME, ...personal(1, "one"), ...personal(2, "other")]) {
    await sql.raw(statement).execute(db);
  }
  for (const [accountId, statements] of PRIVATE) {
    await seenBy(db, { role: "annotator", annotatorId: null, accountId }, null, async (own) => {
      for (const statement of statements) await sql.raw(statement).execute(own);
    });
  }
  return { one: 1, other: 2 };
}

const PROGRAMME = [
  `insert into imports (format, status, started_at) values ('ledger', 'done', ${AT})`,
  `insert into rejects values (1, 1, 'file', 1, null, 'reason', 'raw')`,
  `insert into row_versions values (1, 'judgments', 1, 1, ${AT}, '{}')`,
  `insert into import_repeats values (1, 'judgments', 1)`,
  `insert into import_holdings values (1, 'judgments', 1)`,
  `insert into platforms (source_id) values ('L')`,
  `insert into projects (source_id) values ('P')`,
  `insert into batches (source_id, project_id) values ('B', 1)`,
  `insert into bonus_rules values ('R', ${AT}, '2026-01-01', null, 'judgments', 'day', 1, 1, 'USD', 1)`,
  `insert into exchange_rates values ('2026-01-01', 'USD', 'EUR', 1, 1)`,
  `insert into wage_floors values ('KE', '', '2026-01-01', 1, 'KES', 'minimum', 'source', 1)`,
  `insert into tier_policies values (1, '{}', 1)`,
  `insert into settings values ('name', '{}', ${AT})`,
  `insert into dirty_cells (annotator_id) values (1)`,
  `insert into dirty_items (item_id) values (1)`,
  `insert into snapshot_windows values (28, null, null, '1', ${AT})`,
  `insert into aggregations values (1, 'agreement', ${AT}, '1', 'stamp', 1, '{}')`,
  `insert into audit_runs (run_at, definitions_version, correction, people) values (${AT}, '1', 'none', 2)`,
  ...["programme", "annotator", "item", "reviewer"].flatMap((scope, index) => [
    `insert into findings values (1, ${index}, 'd', 1, '${scope}', 's', 'flagged', 'high', '{}')`,
    `insert into finding_states values ('d', '${scope}', 's', 'new', ${AT}, null)`,
    `insert into finding_notes (detector, scope, subject, written_at, note) values ('d', '${scope}', 's', ${AT}, 'note')`,
  ]),
  `insert into told_runs values (1, 1, ${AT}, '1', null, null, 'none', null)`,
  `insert into told_findings values (1, 0, 'd', 1, 'programme', 's', 'flagged', 'high', '{}')`,
  `insert into audit_figures values (1, 'allocation', '', '{}')`,
  `insert into detector_settings values ('d', '{}', ${AT}, null)`,
  `insert into detector_setting_changes (detector, params, changed_at) values ('d', '{}', ${AT})`,
  `insert into alert_rules (name, scope, kind, measure, op, bound, minimum_n, window_days, tells, endpoints,
    changed_at, changed_by) values ('Rule', 'programme', 'metric', 'hours', 'above', 1, 1, 28, '[]', '[]', ${AT}, 'Ada')`,
  `insert into alert_crossings values (1, '', ${AT}, null, '{}')`,
  `insert into alert_endpoints (name, kind, url, created_at, created_by)
    values ('Hook', 'webhook', 'https://example.org', ${AT}, 'Ada')`,
  `insert into notices (at, kind, title, body, href) values (${AT}, 'crossed', 'Title', 'Body', '/inbox')`,
  `insert into tier_evaluations values ('', ${AT}, ${AT}, 1, ${AT}, 2, 0, 2)`,
  `insert into policy_publications values (1, ${AT}, 'manager', '[]')`,
  `insert into project_settings values ('Q', true, ${AT}, 'manager')`,
  `insert into accounts (id, name, email, role, created_at, updated_at)
    values ('a', 'Ada', 'ada@example.org', 'administrator', ${AT}, ${AT})`,
  `insert into saved_views values (1, 'a', 'annotators', 'Mine', 'sort=-gold', false, ${AT}, 'Ada')`,
  `insert into accounts (id, name, email, role, annotator, created_at, updated_at) values
    ('n', 'One', 'one@example.org', 'annotator', 'account of one', ${AT}, ${AT}),
    ('o', 'Other', 'other@example.org', 'annotator', 'account of other', ${AT}, ${AT})`,
  `insert into researcher_queries (at, account_id, viewer, screen, measure, question, people, withheld, outcome)
    values (${AT}, 'a', 'Ada', '/audit/explore', 'gold', '{}', 'digest', 0, 'answered')`,
  `insert into told_sums values ('gold', 'digest', '\\x00', ${AT})`,
  `insert into default_views values ('a', 'annotators', 1)`,
  `insert into inbox values ('a', 1, ${AT}, 'crossed', 'Title', 'Body', '/inbox', null)`,
  `insert into mail_settings values ('a', 'at_once', null, null, 8, 1)`,
  `insert into deliveries (notice_id, channel, account_id, made_at, due_at) values (1, 'email', 'a', ${AT}, ${AT})`,
  `insert into credentials (id, account_id, provider_id, user_id, created_at, updated_at)
    values ('c', 'a', 'credential', 'a', ${AT}, ${AT})`,
  `insert into second_factors (id, user_id, secret, backup_codes) values ('s', 'a', 'sealed', 'sealed')`,
  `insert into sessions (id, expires_at, token, created_at, updated_at, user_id)
    values ('s', ${AT}, 'token', ${AT}, ${AT}, 'a')`,
  `insert into verifications values ('v', 'hash', 'a', ${AT}, ${AT}, ${AT})`,
  `insert into access_log (at, kind, what, annotator, account_id, viewer, role)
    values (${AT}, 'viewed', 'page', 'somebody else', 'a', 'Ada', 'administrator')`,
  `insert into api_tokens (token_id, account_id, name, hash, scopes, created_by, created_at, expires_at)
    values ('t', 'a', 'nightly', 'hash', '{ingest}', 'Ada', ${AT}, ${AT})`,
  `insert into rate_limits values ('r', 'key', 1, 1)`,
  `insert into sign_in_attempts values ('key', 1, ${AT})`,
];

/** Only the account itself can write these: one keeps them, the other shares. */
const PRIVATE: readonly (readonly [accountId: string, statements: readonly string[]])[] = [
  [
    "n",
    ["2026-01-05", "2026-01-06"].map(
      (day) =>
        `insert into own_logs values ('n', 'Elsewhere', '${day}T10:00:00Z', '${day}T12:00:00Z', 100, 'USD', false, ${AT})`,
    ),
  ],
  [
    "o",
    [
      `insert into own_logs values ('o', 'Elsewhere', '2026-01-05T10:00:00Z', '2026-01-05T12:00:00Z', null, null, true, ${AT})`,
      `insert into own_log_shares values ('o', ${AT})`,
    ],
  ],
];

const personal = (id: number, name: string): readonly string[] => [
  `insert into rest_notices values (${id}, 'break', ${AT}, 'ahead', ${AT})`,
  `insert into annotators (source_id, display_name) values ('${name}', '${name}')`,
  `insert into items values (${id}, 1, 'item of ${name}', null, 'yes', 'active', 1, 2)`,
  `insert into judgments (annotator_id, judgment_id, item_id, project_id, import_id, status, source_id)
    values (${id}, ${id}, ${id}, 1, 1, 'approved', 'judgment of ${name}')`,
  `insert into contracts (annotator_id, contract_id, platform_id, started_at, import_id) values (${id}, 'c', 1, ${AT}, 1)`,
  `insert into offers (annotator_id, offer_id, batch_id, offered_at, import_id) values (${id}, 'o', 1, ${AT}, 1)`,
  `insert into availability values (${id}, ${AT}, ${AT}, 'declared', 1)`,
  `insert into reviews (annotator_id, review_id, judgment_id, judgment_source_id, reviewer_id, reviewed_at, import_id)
    values (${id}, 'r', ${id}, 'judgment of ${name}', 'reviewer', ${AT}, 1)`,
  `insert into time_entries values (${id}, 't', 1, ${AT}, ${AT}, 'task', true, 1)`,
  `insert into payments values (${id}, 'p', 1, ${AT}, 100, 'USD', 'work', null, 1)`,
  `insert into tier_changes (annotator_id, tier_change_id, to_tier, at, policy_version, actor, import_id)
    values (${id}, 'tc', 'top', ${AT}, 1, 'system', 1)`,
  `insert into decisions (annotator_id, decision_id, kind, at, actor, import_id)
    values (${id}, 'd', 'suspension', ${AT}, 'human', 1)`,
  `insert into appeals (annotator_id, appeal_id, subject, subject_id, filed_at, import_id)
    values (${id}, 'a', 'payment', 'p', ${AT}, 1)`,
  `insert into streaks values (${id}, 1, ${AT}, null, 1)`,
  `insert into targets (annotator_id, target_id, from_at, to_at, unit, goal, import_id)
    values (${id}, 'g', ${AT}, ${AT}, 'judgments', 1, 1)`,
  `insert into rollups select (jsonb_populate_record(null::rollups, jsonb_object_agg(attname, 0) || jsonb_build_object(
      'annotator_id', ${id}, 'project_id', 1, 'day', '2026-01-05', 'apportioned', false))).*
    from pg_attribute where attrelid = 'rollups'::regclass and attnum > 0 and attnotnull`,
  `insert into project_days values (1, '2026-01-05', 1, 0, 0, 0, 0, 0, 0) on conflict do nothing`,
  `insert into project_day_times values (1, '2026-01-05', 'active', 3, 1) on conflict do nothing`,
  `insert into snapshot_projects values (28, 1, 1, 1) on conflict do nothing`,
  `insert into project_hours values (1, '2026-01-05', 9, 1) on conflict do nothing`,
  `insert into project_plans (project_id, from_on, per_day, set_at, set_by) values (1, '2026-01-05', 1, ${AT}, 'M')`,
  `insert into work_days select (jsonb_populate_record(null::work_days, jsonb_object_agg(attname, 0) || jsonb_build_object(
      'annotator_id', ${id}, 'project_id', 1, 'day', '2026-01-05', 'local_day', '2026-01-05', 'submitted', true,
      'first_at', ${AT}, 'last_at', ${AT}))).*
    from pg_attribute where attrelid = 'work_days'::regclass and attnum > 0 and attnotnull`,
  `insert into pay_rollups values (${id}, 1, '2026-01-05', 'USD', 1, 1)`,
  `insert into snapshots (annotator_id, project_id, window_days, source_id, project, label, judgments, row)
    values (${id}, 1, 28, '${name}', 'P', '${name}', 1, '{}')`,
  `insert into tier_proposals (annotator_id, window_from, window_to, policy_version, from_tier, to_tier, direction, noise,
      displaced, document, proposed_at, status)
    values (${id}, ${AT}, ${AT}, 1, 'top', 'base', 'down', true, false, '{}', ${AT}, 'open')`,
  `insert into leaderboard_opt_outs values (${id}, ${AT}, '${name}')`,
  `insert into appeal_events (annotator_id, appeal_id, event_no, at, kind, account_id, actor, role, words)
    values (${id}, 'a', 1, ${AT}, 'filed', 'a', '${name}', 'annotator', 'The payment is short.')`,
  `insert into rulings values (${id}, 'a', 'review', 'r', null, null, ${AT})`,
  `insert into gold_rescores values (${id}, ${id}, 1, ${AT}, 8, 10, 8, 9, '[]')`,
];
