import { type Kysely, sql } from "kysely";

/**
 * What happened to an appeal, step by step: added to and never touched again, as the access log is. What rulings
 * changed in the ledger, so that a later import of the same files does not take it back; whom a retired key scored
 * anew; and which projects keep the keys of live gold items to themselves.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // contested: the row as it stood when it was contested. words: the claim, the reasons, what was done.
  `create table appeal_events (
    annotator_id int not null,
    appeal_id text collate "C" not null,
    event_no int not null,
    at timestamptz not null,
    kind text not null check (kind in ('filed', 'opened', 'answered', 'withdrawn', 'rectified')),
    outcome text check (outcome in ('upheld', 'rejected')),
    account_id text not null,
    actor text not null,
    role text not null,
    words text not null,
    effects jsonb not null default '[]',
    contested jsonb,
    check ((kind = 'answered') = (outcome is not null)),
    primary key (annotator_id, appeal_id, event_no)
  )`,
  `alter table appeal_events enable row level security`,
  `alter table appeal_events force row level security`,
  `create policy look on appeal_events for select using (
    (select sees_people()) is not null or annotator_id = (select viewer_annotator()))`,
  `create policy add on appeal_events for insert with check ((select is_system()) is not null)`,
  `revoke update, delete, truncate on appeal_events from current_user`,

  // subject_id as the ledger names it; item_id of a gold item. was: the key's status before.
  `create table rulings (
    annotator_id int not null,
    appeal_id text collate "C" not null,
    subject text not null check (subject in ('gold_item', 'judgment', 'review', 'time_entry')),
    subject_id text collate "C" not null,
    item_id bigint,
    was text,
    at timestamptz not null,
    primary key (annotator_id, appeal_id)
  )`,
  `call guard_rows('rulings', 'people', 'system')`,

  // flips: tiers that the rules give otherwise without the key, [{ "at", "held", "counted", "without" }].
  `create table gold_rescores (
    annotator_id int not null,
    item_id bigint not null,
    project_id int not null,
    at timestamptz not null,
    correct_before int not null,
    total_before int not null,
    correct_after int not null,
    total_after int not null,
    flips jsonb not null default '[]',
    primary key (annotator_id, item_id)
  )`,
  `call guard_rows('gold_rescores', 'own', 'system')`,

  `create table project_settings (
    source_id text collate "C" primary key,
    hides_live_keys boolean not null,
    changed_at timestamptz not null,
    changed_by text not null
  )`,
  `call guard_rows('project_settings', 'anyone', 'people')`,
  `create function hides_live_keys(project int) returns boolean language sql stable
    return exists (select from projects p join project_settings s on s.source_id = p.source_id
      where p.project_id = project and s.hides_live_keys)`,
  `drop policy judged on items`,
  `create policy judged on items for select using (
    (select viewer_annotator()) is not null and exists (
      select from judgments j where j.item_id = items.item_id and j.annotator_id = (select viewer_annotator()))
    and (gold_answer is null or gold_status = 'retired' or not hides_live_keys(project_id)))`,
];
