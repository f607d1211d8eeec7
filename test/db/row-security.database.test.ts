import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Db } from "db/client";
import type { RowViewer } from "db/row-viewer";
import type { Role } from "~/domain/viewer";
import { testDatabase } from "../support/database";
import { rowsOfTwoPeople } from "./two-people";

/**
 * Raw SQL as the application's own role, with every viewer set. A new table is guarded in its migration:
 * `call guard_rows('tier_reviews', 'own', 'people')` names who sees its rows and who writes them (own, account,
 * people, programme, anyone, administrator, system). It is then named in SEES below, and `two-people.ts` puts rows into it.
 */
const database = await testDatabase();
const { one, other } = await rowsOfTwoPeople(database.db);

/** Where Kysely keeps which migrations were applied. */
const NOT_OURS = ["kysely_migration", "kysely_migration_lock"];

/** Who sees rows of a table: everybody who is signed in, only those who see people, and so on. */
const SEES: Readonly<
  Record<
    "own" | "account" | "anyone" | "people" | "programme" | "administrator" | "system" | "private",
    readonly string[]
  >
> = {
  own: [
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
      "work_days",
      "snapshots",
    ],
    ...["tier_proposals", "leaderboard_opt_outs", "appeal_events", "gold_rescores"],
    "items",
  ],
  account: ["saved_views", "default_views", "inbox", "mail_settings"],
  anyone: [
    ...["platforms", "projects", "batches", "bonus_rules", "exchange_rates", "wage_floors", "tier_policies"],
    ...["snapshot_windows", "settings", "detector_settings"],
    ...["policy_publications", "project_settings"],
  ],
  people: [
    ...[
      "imports",
      "rejects",
      "row_versions",
      "import_repeats",
      "import_holdings",
      "dirty_cells",
      "dirty_items",
    ],
    ...["aggregations", "audit_figures", "project_days", "project_day_times", "rulings"],
    ...["project_hours", "project_plans", "snapshot_projects"],
    ...["detector_setting_changes", "alert_rules", "alert_crossings"],
    ...["audit_runs", "findings", "tier_evaluations"],
  ],
  programme: ["told_runs", "told_findings", "finding_states", "finding_notes"],
  administrator: ["accounts", "api_tokens", "access_log", "researcher_queries", "alert_endpoints"],
  system: [
    ...[
      "credentials",
      "sessions",
      "verifications",
      "rate_limits",
      "sign_in_attempts",
      "second_factors",
      "told_sums",
    ],
    ...["notices", "deliveries", "rest_notices"],
  ],
  private: ["own_logs", "own_log_shares"],
};

const tables = await listTables(database.db);
const viewer = (role: Role, annotatorId: number | null = null): RowViewer => ({ role, annotatorId });

async function listTables(db: Db): Promise<readonly { name: string; guarded: boolean }[]> {
  const { rows } = await sql<{ name: string; guarded: boolean }>`
    select relname as name, relrowsecurity and relforcerowsecurity as guarded from pg_class
    where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace
      and not relname = any(${NOT_OURS}) order by relname`.execute(db);
  return rows;
}

async function count(db: Db, table: string, where = "true"): Promise<number> {
  const { rows } = await sql
    .raw<{ n: number }>(`select count(*) as n from ${table} where ${where}`)
    .execute(db);
  return rows[0]!.n;
}

const seen = (who: RowViewer, table: string, where?: string) =>
  database.seenBy(who, (db) => count(db, table, where));

describe("the application's role", () => {
  it("is not spared from row-level security", async () => {
    expect(await database.boundary()).toMatchObject({ kind: "stepped down" });
  });

  it("is bound on every table, and this test knows each of them", () => {
    expect(tables.filter(({ guarded }) => !guarded)).toEqual([]);
    expect(tables.map(({ name }) => name)).toEqual(Object.values(SEES).flat().sort());
  });

  it("has rows to hide in every table", async () => {
    for (const { name } of tables) expect(await count(database.db, name), name).toBeGreaterThan(0);
  });
});

describe.each(tables.map(({ name }) => name))("%s", (table) => {
  it("shows nothing without a viewer, or with one of no known role", async () => {
    for (const role of ["", "nobody"]) expect(await seen(viewer(role as Role), table), role).toBe(0);
  });

  it("shows managers and administrators what it holds, unless it is about signing in", async () => {
    const all = await count(database.db, table);
    const open = ![...SEES.system, ...SEES.account, ...SEES.private].includes(table);
    expect(await seen(viewer("administrator"), table)).toBe(open ? all : 0);
    expect(await seen(viewer("manager"), table)).toBe(open && !SEES.administrator.includes(table) ? all : 0);
  });

  it("shows an annotator own rows only, or what is about nobody", async () => {
    const rows = await seen(viewer("annotator", one), table);
    if (SEES.anyone.includes(table)) expect(rows).toBe(await count(database.db, table));
    else if (!SEES.own.includes(table)) expect(rows).toBe(0);
    else expect(rows).toBeGreaterThan(0);
    if (SEES.own.includes(table) && table !== "items") {
      expect(await seen(viewer("annotator", one), table, `annotator_id <> ${one}`)).toBe(0);
      expect(await count(database.db, table, `annotator_id = ${other}`)).toBeGreaterThan(0);
    }
  });

  it("shows a researcher nobody's rows", async () => {
    const rows = await seen(viewer("researcher"), table);
    const open = SEES.anyone.includes(table) || SEES.programme.includes(table);
    expect(rows > 0).toBe(open);
  });
});

describe("what an annotator adds from elsewhere", () => {
  const as = (role: Role, accountId: string): RowViewer => ({ role, annotatorId: null, accountId });

  it("is seen by that account and no other, whatever the role", async () => {
    const own = await seen(as("annotator", "n"), "own_logs");
    expect(own).toBe(2);
    expect(await seen(as("annotator", "o"), "own_logs", "account_id = 'n'")).toBe(0);
    for (const role of ["administrator", "manager", "researcher"] as const) {
      for (const table of SEES.private) {
        // Not even under the account's own name.
        for (const account of ["n", "a"])
          expect(await seen(as(role, account), table), `${role} ${table}`).toBe(0);
      }
    }
  });

  it("is counted by the system only where the person shares it", async () => {
    expect(await count(database.db, "own_logs")).toBe(1);
    expect(await count(database.db, "own_logs", "account_id = 'n'")).toBe(0);
  });

  it("is changed by nobody else", async () => {
    for (const viewing of [as("manager", "a"), as("annotator", "o"), as("administrator", "a")]) {
      const changed = await database.seenBy(viewing, (db) =>
        sql`update own_logs set pay_minor = 1, currency = 'USD' where account_id = 'n'`.execute(db),
      );
      expect(changed.numAffectedRows).toBe(0n);
    }
  });
});

describe("what belongs to an account", () => {
  const as = (accountId: string, role: Role = "manager"): RowViewer => ({
    role,
    annotatorId: null,
    accountId,
  });

  it.each(SEES.account)("is seen by it alone: %s", async (table) => {
    const all = await count(database.db, table);
    expect(await seen(as("a", "annotator"), table)).toBe(all);
    expect(await seen(as("another account"), table)).toBe(0);
  });

  it("is seen by those who see people once it is shared, and changed by nobody else", async () => {
    await database.db.updateTable("savedViews").set({ shared: true }).execute();
    expect(await seen(as("another account"), "saved_views")).toBe(1);
    expect(await seen(as("another account", "researcher"), "saved_views")).toBe(0);
    const changed = await database.seenBy(as("another account"), (db) =>
      db.updateTable("savedViews").set({ name: "changed" }).executeTakeFirst(),
    );
    expect(changed.numUpdatedRows).toBe(0n);
    const planted = database.seenBy(as("another account"), (db) =>
      db
        .insertInto("savedViews")
        .values({
          accountId: "a",
          screen: "x",
          name: "x",
          query: "",
          owner: "",
          shared: false,
          changedAt: "2026-01-01T00:00:00Z",
        })
        .execute(),
    );
    await expect(planted).rejects.toThrow(/row-level security/);
  });
});

describe("an annotator", () => {
  it("sees the key of an item they have judged and of no other", async () => {
    const keys = (who: number) =>
      database.seenBy(viewer("annotator", who), (db) => db.selectFrom("items").select("sourceId").execute());
    expect(await keys(one)).toEqual([{ sourceId: "item of one" }]);
    expect(await keys(other)).toEqual([{ sourceId: "item of other" }]);
  });

  it("sees no key of a project that keeps live keys to itself, unless the key has been retired", async () => {
    const keys = () =>
      database.seenBy(viewer("annotator", one), (db) =>
        db.selectFrom("items").select("goldAnswer").execute(),
      );
    await database.db
      .insertInto("projectSettings")
      .values({ sourceId: "P", hidesLiveKeys: true, changedAt: "2026-01-06T00:00:00Z", changedBy: "m" })
      .execute();
    expect(await keys()).toEqual([]);
    await database.db.updateTable("items").set({ goldStatus: "retired" }).execute();
    expect(await keys()).toEqual([{ goldAnswer: "yes" }]);
    await database.db.updateTable("items").set({ goldStatus: "active" }).execute();
    await database.db.deleteFrom("projectSettings").where("sourceId", "=", "P").execute();
    expect(await keys()).toEqual([{ goldAnswer: "yes" }]);
  });

  it.each([
    "update annotators set display_name = 'changed'",
    "delete from payments",
    "delete from judgments",
  ])("changes nothing by: %s", async (statement) => {
    const changed = await database.seenBy(viewer("annotator", one), (db) => sql.raw(statement).execute(db));
    expect(changed.numAffectedRows).toBe(0n);
  });
});

describe("the history of an appeal", () => {
  it.each([
    "update appeal_events set words = 'other words'",
    "delete from appeal_events",
    "truncate appeal_events",
  ])("is never changed, not by the system either: %s", async (statement) => {
    await expect(sql.raw(statement).execute(database.db)).rejects.toThrow(/permission denied/);
  });

  it("stays as it is where the privilege is given back", async () => {
    const words = () => database.db.selectFrom("appealEvents").select("words").execute();
    const before = await words();
    await database.db.transaction().execute(async (transaction) => {
      await sql`grant update, delete on appeal_events to current_user`.execute(transaction);
      const changed = await sql`update appeal_events set words = 'other words'`.execute(transaction);
      const removed = await sql`delete from appeal_events`.execute(transaction);
      expect([changed.numAffectedRows, removed.numAffectedRows]).toEqual([0n, 0n]);
      await sql`revoke update, delete on appeal_events from current_user`.execute(transaction);
    });
    expect(await words()).toEqual(before);
  });
});

describe("a viewer", () => {
  it("of whole findings, of exact counts of a run or of tier reviews is no researcher", async () => {
    for (const table of ["findings", "audit_runs", "audit_figures", "tier_evaluations"]) {
      expect(await seen(viewer("researcher"), table), table).toBe(0);
      expect(await seen(viewer("manager"), table), table).toBeGreaterThan(0);
    }
  });

  it("writes no record of the ledger, whatever the role", async () => {
    for (const role of ["administrator", "manager", "researcher", "annotator"] as const) {
      const write = database.seenBy(viewer(role, one), (db) =>
        sql`insert into streaks values (${one}, 1, '2026-02-02T00:00:00Z', null, 1)`.execute(db),
      );
      await expect(write).rejects.toThrow(/row-level security/);
    }
  });

  it("leaves nothing behind on the connection, also when the work fails", async () => {
    const failing = database.seenBy(viewer("manager"), () => Promise.reject(new Error("on purpose")));
    await expect(failing).rejects.toThrow("on purpose");
    for (let turn = 0; turn < 12; turn++) expect(await seen(viewer("" as Role), "annotators")).toBe(0);
  });
});
