import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, afterEach, describe, expect, inject, it } from "vitest";
import { DatabaseUnavailable, type Db, connect } from "db/client";
import { migrateToLatest } from "db/migrate";
import { onDatabase, testDatabase } from "../support/database";
import { rowsOfTwoPeople } from "./two-people";

const server = inject("testServer");
const database = await testDatabase();
const { one } = await rowsOfTwoPeople(database.db);

/** Undone after each test, the last first. */
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function asAdmin(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server.admin });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** An empty database that the user of an address owns, and a connection to it as that user. */
async function ownedBy(address: string) {
  const name = `evenhand_role_${randomBytes(6).toString("hex")}`;
  await asAdmin(`create database ${name} owner "${decodeURIComponent(new URL(address).username)}"`);
  undo.push(() => asAdmin(`drop role if exists ${name}_viewer`));
  undo.push(() => asAdmin(`drop database ${name} with (force)`));
  const opened = await connect(onDatabase(address, name), { max: 2 });
  undo.push(() => opened.close());
  return { ...opened, name };
}

/** A role that may sign in, with these attributes; its address. */
async function newRole(attributes: string): Promise<string> {
  const name = `evenhand_user_${randomBytes(6).toString("hex")}`;
  await asAdmin(`create role ${name} login password 'of the tests' ${attributes}`);
  undo.push(() => asAdmin(`drop role ${name}`));
  const url = new URL(server.admin);
  url.username = name;
  if (url.password) url.password = "of the tests";
  return url.href;
}

const who = async (db: Db) => {
  const { rows } = await sql<{ name: string; is_free: boolean }>`
    select current_user::text as name, rolsuper or rolbypassrls as is_free from pg_roles where rolname = current_user`.execute(
    db,
  );
  return rows[0]! as unknown as { name: string; isFree: boolean };
};

const peopleSeen = async (db: Db) =>
  (await db.selectFrom("annotators").select("annotatorId").execute()).length;

/** Rows that a manager sees and that a session without any viewer does not, as the role that viewers are served as. */
async function expectBound(opened: Awaited<ReturnType<typeof ownedBy>>): Promise<void> {
  const { db, name } = opened;
  await rowsOfTwoPeople(db);
  expect(await opened.seenBy({ role: "manager", annotatorId: null }, who)).toEqual({
    name: `${name}_viewer`,
    isFree: false,
  });
  expect(await opened.seenBy({ role: "manager", annotatorId: null }, peopleSeen)).toBe(2);
  expect(await opened.seenBy({ role: "annotator", annotatorId: 1 }, peopleSeen)).toBe(1);
  expect(await opened.seenBy({ role: "" as never, annotatorId: null }, peopleSeen)).toBe(0);
  expect(await peopleSeen(db)).toBe(2);
}

describe("a session for a viewer", () => {
  const manager = { role: "manager", annotatorId: null } as const;

  it.each([
    ["drops a policy", "drop policy look on annotators"],
    ["lifts row-level security", "alter table annotators no force row level security"],
    ["reads a table that nothing guards", "select * from kysely_migration"],
    ["empties a table", "truncate annotators cascade"],
    ["takes from the log of who looked", "delete from access_log"],
    ["makes a table", "create table mine (a int)"],
    ["reads what people declared of themselves", "select groups from annotators"],
  ])("is refused when it %s", async (_what, statement) => {
    await expect(database.seenBy(manager, (db) => sql.raw(statement).execute(db))).rejects.toThrow(
      /permission denied|must be owner/,
    );
  });

  it("does not become the system by setting what says who looks", async () => {
    const seen = await database.seenBy({ role: "annotator", annotatorId: one }, async (db) => {
      await sql`select set_config('evenhand.role', 'system', true)`.execute(db);
      return peopleSeen(db);
    });
    expect(seen).toBe(0);
  });

  it("reads what its own annotator has declared, and nobody else", async () => {
    await database.db
      .updateTable("annotators")
      .set({ groups: JSON.stringify({ gender: "woman" }) })
      .where("annotatorId", "=", one)
      .execute();
    const declared = (viewer: Parameters<typeof database.seenBy>[0]) =>
      database.seenBy(
        viewer,
        async (db) => (await sql<{ own: unknown }>`select own_groups() as own`.execute(db)).rows,
      );
    expect(await declared({ role: "annotator", annotatorId: one })).toEqual([{ own: { gender: "woman" } }]);
    expect(await declared({ role: "annotator", annotatorId: one + 1 })).toEqual([{ own: null }]);
    expect(await declared(manager)).toEqual([{ own: null }]);
  });

  it("leaves its role with the transaction", async () => {
    const roles = await Promise.all([1, 2, 3, 4, 5, 6].map(() => database.seenBy(manager, who)));
    expect(new Set(roles.map(({ name }) => name)).size).toBe(1);
    expect((await who(database.db)).name).not.toBe(roles[0]!.name);
  });
});

describe("whatever role connects", () => {
  it("a superuser steps down for viewers, whom row-level security then binds", async () => {
    const opened = await ownedBy(server.admin);
    await migrateToLatest(opened.db);
    await expectBound(opened);
  });

  it("a role that may make roles does too, and again on a second start", async () => {
    const opened = await ownedBy(await newRole("createrole"));
    await migrateToLatest(opened.db);
    expect(await migrateToLatest(opened.db)).toEqual([]);
    await expectBound(opened);
  });

  it("a plain owner without a role for viewers is bound itself", async () => {
    const opened = await ownedBy(await newRole(""));
    await migrateToLatest(opened.db);
    expect(await opened.boundary()).toEqual({ kind: "own role" });
    await rowsOfTwoPeople(opened.db);
    expect(await opened.seenBy({ role: "annotator", annotatorId: 1 }, peopleSeen)).toBe(1);
    expect(await opened.seenBy({ role: "" as never, annotatorId: null }, peopleSeen)).toBe(0);
  });

  it("one that is spared and may make no role serves nobody, says how to mend it, and serves once that is done", async () => {
    const opened = await ownedBy(await newRole("bypassrls"));
    await migrateToLatest(opened.db);
    const serve = () => opened.seenBy({ role: "annotator", annotatorId: 1 }, peopleSeen);
    const refused = await serve().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseUnavailable);
    const said = /run as a superuser: (.*); then evenhand migrate\.$/.exec((refused as Error).message)?.[1];
    await asAdmin(...said!.split("; "));
    await migrateToLatest(opened.db);
    await expectBound(opened);
  });

  it("is not followed to a role of that name which is spared itself", async () => {
    const opened = await ownedBy(server.admin);
    await asAdmin(`create role ${opened.name}_viewer bypassrls`);
    await migrateToLatest(opened.db);
    await expect(opened.seenBy({ role: "manager", annotatorId: null }, peopleSeen)).rejects.toThrow(
      "alter role",
    );
  });
});

describe("the embedded database", () => {
  const folder = mkdtempSync(join(tmpdir(), "evenhand-viewers-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("serves viewers as a role of their own from its first start", async () => {
    const opened = await connect(folder, { max: 2 });
    try {
      await migrateToLatest(opened.db);
      await expectBound({ ...opened, name: "evenhand" });
    } finally {
      await opened.close();
    }
  });
});
