import { type Kysely, sql } from "kysely";

/**
 * Row-level security: what a transaction sees follows from its settings `evenhand.role` and `evenhand.annotator_id`,
 * and without a role it sees nothing. It is forced, so that it binds the tables' owner, which the application is.
 *
 * A condition that does not look at the row is an uncorrelated subquery, which is evaluated once a statement; and it
 * is asked whether it is null, because the planner then expects nearly all rows to pass, which is right for everybody
 * but the annotators, whose queries name their own id besides.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of FUNCTIONS) await sql.raw(statement).execute(db);
  for (const [looks, writes, tables] of TABLES) {
    for (const table of tables)
      await sql.raw(`call guard_rows('${table}', '${looks}', '${writes}')`).execute(db);
  }
  for (const statement of FURTHER) await sql.raw(statement).execute(db);
}

const FUNCTIONS = [
  `create function viewer_role() returns text language sql stable parallel safe
    return case when current_setting('evenhand.role', true)
      in ('system', 'administrator', 'manager', 'researcher', 'annotator') then current_setting('evenhand.role') end`,
  `create function viewer_annotator() returns int language sql stable parallel safe
    return case when viewer_role() = 'annotator' then nullif(current_setting('evenhand.annotator_id', true), '')::int end`,
  // True or null: see above.
  `create function sees_people() returns boolean language sql stable parallel safe
    return case when viewer_role() in ('system', 'administrator', 'manager') then true end`,
  `create function sees_programme() returns boolean language sql stable parallel safe
    return case when viewer_role() in ('system', 'administrator', 'manager', 'researcher') then true end`,
  `create function is_administrator() returns boolean language sql stable parallel safe
    return case when viewer_role() in ('system', 'administrator') then true end`,
  `create function is_system() returns boolean language sql stable parallel safe
    return case when viewer_role() = 'system' then true end`,
  // Who sees rows of a table, and who writes them; for the tables of later migrations too.
  // own: the annotator that the row belongs to, and whoever sees people.
  `create function guard_condition(who text) returns text language sql immutable strict return case who
    when 'anyone' then '(select viewer_role()) is not null'
    when 'own' then '(select sees_people()) is not null or annotator_id = (select viewer_annotator())'
    when 'people' then '(select sees_people()) is not null'
    when 'programme' then '(select sees_programme()) is not null'
    when 'administrator' then '(select is_administrator()) is not null'
    when 'system' then '(select is_system()) is not null'
  end`,
  `create procedure guard_rows(guarded regclass, looks text, writes text) language plpgsql as $$
    begin
      if guard_condition(looks) is null or guard_condition(writes) is null then
        raise exception 'there is no guard called % or %', looks, writes;
      end if;
      execute format('alter table %s enable row level security', guarded);
      execute format('alter table %s force row level security', guarded);
      execute format('create policy look on %s for select using (%s)', guarded, guard_condition(looks));
      execute format('create policy write on %s using (%s)', guarded, guard_condition(writes));
    end
  $$`,
];

type Guard = readonly [looks: string, writes: string, tables: readonly string[]];

const TABLES: readonly Guard[] = [
  [
    "own",
    "system",
    [
      ...[
        "annotators",
        "judgments",
        "contracts",
        "offers",
        "availability",
        "reviews",
        "time_entries",
        "payments",
      ],
      ...[
        "tier_changes",
        "decisions",
        "appeals",
        "streaks",
        "targets",
        "rollups",
        "pay_rollups",
        "snapshots",
      ],
    ],
  ],
  [
    "anyone",
    "system",
    [
      ...[
        "platforms",
        "projects",
        "batches",
        "bonus_rules",
        "exchange_rates",
        "wage_floors",
        "tier_policies",
      ],
      "snapshot_windows",
    ],
  ],
  [
    "people",
    "system",
    [
      ...[
        "imports",
        "rejects",
        "row_versions",
        "import_repeats",
        "import_holdings",
        "dirty_cells",
        "dirty_items",
      ],
      // An item's key is an answer to come; annotators see those of items they have judged, below.
      "items",
    ],
  ],
  ["people", "people", ["aggregations", "findings", "finding_states", "finding_notes"]],
  ["programme", "people", ["audit_runs"]],
  ["anyone", "people", ["settings", "detector_settings"]],
];

const ABOUT_NOBODY = "(select sees_programme()) is not null and scope in ('programme', 'project', 'tier')";

const FURTHER = [
  `create policy judged on items for select using (
    (select viewer_annotator()) is not null and exists (
      select from judgments j where j.item_id = items.item_id and j.annotator_id = (select viewer_annotator())))`,
  // Researchers see no finding about one person, and none about the few who answered an item.
  ...["findings", "finding_states", "finding_notes"].map(
    (table) => `create policy about_nobody on ${table} for select using (${ABOUT_NOBODY})`,
  ),
];
