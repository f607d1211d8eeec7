import { type Kysely, sql } from "kysely";

/**
 * Alerts: rules, which of their subjects are beyond the bound and since when, where notices go besides people, the
 * notices themselves, each account's copies and how it wants them by mail, and every delivery with its outcome.
 * Deliveries are claimed row by row, so that several servers send each once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // subject: '' for every project, tier or annotator. measure: a metric's or a detector's id.
  // evaluated: what the rule was last held against, so that nothing is held against it twice.
  `create table alert_rules (
    rule_id int generated always as identity primary key,
    name text not null,
    scope text not null check (scope in ('programme', 'project', 'tier', 'annotator')),
    subject text collate "C" not null default '',
    kind text not null check (kind in ('metric', 'detector')),
    measure text not null,
    op text not null check (op in ('above', 'below')),
    bound double precision,
    currency text,
    severity text check (severity in ('watch', 'high', 'critical')),
    minimum_n int not null,
    window_days int not null,
    tells jsonb not null,
    endpoints jsonb not null,
    paused boolean not null default false,
    changed_at timestamptz not null,
    changed_by text not null,
    evaluated text not null default '',
    check ((kind = 'metric') = (bound is not null)),
    check ((kind = 'detector') = (severity is not null))
  )`,
  `create table alert_crossings (
    rule_id int not null references alert_rules (rule_id) on delete cascade,
    subject text collate "C" not null,
    crossed_at timestamptz not null,
    resolved_at timestamptz,
    reading text not null,
    primary key (rule_id, subject, crossed_at)
  )`,
  // A crossing is open once: what is open already is not crossed again.
  `create unique index alert_crossings_open on alert_crossings (rule_id, subject) where resolved_at is null`,
  `create table alert_endpoints (
    endpoint_id int generated always as identity primary key,
    name text not null unique,
    kind text not null check (kind in ('webhook', 'slack')),
    url text not null,
    created_at timestamptz not null,
    created_by text not null
  )`,
  // confidential: about one person and for that person alone.
  `create table notices (
    notice_id int generated always as identity primary key,
    at timestamptz not null,
    kind text not null,
    rule_id int,
    title text not null,
    body text not null,
    href text not null,
    confidential boolean not null default false
  )`,
  `create table inbox (
    account_id text not null references accounts (id) on delete cascade,
    notice_id int not null references notices (notice_id) on delete cascade,
    at timestamptz not null,
    kind text not null,
    title text not null,
    body text not null,
    href text not null,
    read_at timestamptz,
    primary key (account_id, notice_id)
  )`,
  `create index inbox_at on inbox (account_id, at desc)`,
  // quiet_from and quiet_to: minutes of the local day; equal or null for no quiet hours.
  `create table mail_settings (
    account_id text primary key references accounts (id) on delete cascade,
    mode text not null check (mode in ('at_once', 'daily', 'weekly', 'never')),
    quiet_from int check (quiet_from between 0 and 1439),
    quiet_to int check (quiet_to between 0 and 1439),
    digest_hour int not null check (digest_hour between 0 and 23),
    digest_weekday int not null check (digest_weekday between 0 and 6)
  )`,
  `create table deliveries (
    delivery_id int generated always as identity primary key,
    notice_id int not null references notices (notice_id) on delete cascade,
    channel text not null check (channel in ('email', 'webhook', 'slack')),
    account_id text references accounts (id) on delete cascade,
    endpoint_id int references alert_endpoints (endpoint_id) on delete cascade,
    made_at timestamptz not null,
    due_at timestamptz not null,
    held_for text check (held_for in ('quiet hours', 'digest', 'another attempt')),
    status text not null default 'waiting' check (status in ('waiting', 'sent', 'failed')),
    attempts int not null default 0,
    claimed_until timestamptz,
    done_at timestamptz,
    outcome text,
    check (num_nonnulls(account_id, endpoint_id) = 1)
  )`,
  `create index deliveries_due on deliveries (due_at) where status = 'waiting'`,
  `create index deliveries_notice on deliveries (notice_id)`,
  // One warning, and one notice of what happened, for each stretch of work that a limit of rest is about.
  `create table rest_notices (
    annotator_id int not null,
    rule text not null,
    since timestamptz not null,
    stage text not null check (stage in ('ahead', 'happened')),
    noticed_at timestamptz not null,
    primary key (annotator_id, rule, since, stage)
  )`,
  ...["alert_rules", "alert_crossings"].map((table) => `call guard_rows('${table}', 'people', 'people')`),
  `call guard_rows('alert_endpoints', 'administrator', 'administrator')`,
  // What is ahead of a person is for that person: the copy in their inbox shows it.
  ...["notices", "deliveries", "rest_notices"].map(
    (table) => `call guard_rows('${table}', 'system', 'system')`,
  ),
  ...["inbox", "mail_settings"].map((table) => `call guard_rows('${table}', 'account', 'account')`),
];
