import { type Kysely, sql } from "kysely";

/**
 * Who saw, exported, decided or changed what, and about whom. Rows are added and never touched again: no policy lets
 * anybody update or delete, the application's role has not the privilege, and a trigger refuses whoever has.
 * `annotator` is the source's id of the person it is about; null where it is about everybody, or about nobody.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table access_log (
    entry_id bigint generated always as identity primary key,
    at timestamptz not null,
    kind text not null check (kind in ('viewed', 'exported', 'decided', 'changed')),
    what text not null,
    annotator text collate "C",
    everybody boolean not null default false,
    account_id text not null,
    viewer text not null,
    role text not null,
    check (not everybody or annotator is null)
  )`,
  `create index access_log_annotator on access_log (annotator, at)`,
  `alter table access_log enable row level security`,
  `alter table access_log force row level security`,
  // Annotators read what is about them: by name, and where everybody's rows left the system.
  `create policy look on access_log for select using (
    (select is_administrator()) is not null
    or annotator in (select source_id from annotators where annotator_id = (select viewer_annotator()))
    or (everybody and (select viewer_annotator()) is not null))`,
  `create policy add on access_log for insert with check ((select viewer_role()) is not null)`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the access log is only ever added to';
    end
  $$`,
  `create trigger access_log_is_kept before update or delete or truncate on access_log
    for each statement execute function refuse_change()`,
  `revoke update, delete, truncate on access_log from current_user`,
];
