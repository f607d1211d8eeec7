import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import {
  type AccessEntry,
  countAccess,
  insertAccess,
  listAccess,
  listLatestAccess,
} from "db/queries/access-log";
import type { Role } from "~/domain/viewer";
import { testDatabase } from "../support/database";
import { rowsOfTwoPeople } from "./two-people";

const database = await testDatabase();
const { one, other } = await rowsOfTwoPeople(database.db);

const entry = (changes: Partial<AccessEntry>): AccessEntry => ({
  at: new Date("2026-02-01T10:00:00Z"),
  kind: "viewed",
  what: "page",
  annotator: null,
  everybody: false,
  accountId: "m",
  viewer: "Mia",
  role: "manager",
  ...changes,
});

const as = <T>(role: Role, annotatorId: number | null, work: Parameters<typeof database.seenBy<T>>[1]) =>
  database.seenBy({ role, annotatorId, accountId: role === "manager" ? "m" : "somebody" }, work);

describe("the access log", () => {
  it("shows an annotator what is about them and what is about everybody, once a day", async () => {
    await as("manager", null, async (db) => {
      await insertAccess(db, entry({ annotator: "one" }));
      await insertAccess(db, entry({ annotator: "one", at: new Date("2026-02-01T11:00:00Z") }));
      await insertAccess(db, entry({ annotator: "other", viewer: "Max" }));
      await insertAccess(db, entry({ kind: "exported", what: "ranking", everybody: true }));
      await insertAccess(db, entry({ kind: "changed", what: "/settings/people" }));
    });
    const read = await as("annotator", one, (db) => listAccess(db, 100));
    expect(read.map(({ what, annotator, everybody, times }) => [what, annotator, everybody, times])).toEqual([
      ["page", "one", false, 2],
      ["ranking", null, true, 1],
    ]);
    const others = await as("annotator", other, (db) => listAccess(db, 100));
    expect(others.map(({ viewer }) => viewer).sort()).toEqual(["Max", "Mia"]);
    expect(await as("manager", null, (db) => listAccess(db, 100))).toEqual([]);
    expect((await as("administrator", null, (db) => listAccess(db, 100))).length).toBe(5);
  });

  it("is read page by page to its end, nothing twice, and the same acts are counted", async () => {
    // All in one moment, so that only their order of writing tells them apart; before everything else.
    const at = new Date("2026-01-02T10:00:00Z");
    await as("manager", null, async (db) => {
      for (let n = 0; n < 30; n += 1)
        await insertAccess(db, entry({ at, what: `look ${n}`, annotator: "other" }));
    });
    const own = <T>(work: Parameters<typeof database.seenBy<T>>[1]) => as("annotator", other, work);
    const total = await own(countAccess);
    const pages: Awaited<ReturnType<typeof listAccess>> = [];
    for (let offset = 0; offset < total; offset += 7)
      pages.push(...(await own((db) => listAccess(db, 7, offset))));
    expect(pages).toEqual(await own((db) => listAccess(db, 1_000)));
    expect(new Set(pages.map(({ what }) => what)).size).toBe(total);
    expect(pages.at(-1)?.what).toBe("look 0");
    expect(await own((db) => listAccess(db, 7, total))).toEqual([]);
    expect(await own((db) => listLatestAccess(db, 2))).toEqual(pages.slice(0, 2));
  });

  it.each([{ accountId: "x" }, { role: "administrator" }, { accountId: "command-line", role: "system" }])(
    "lets nobody write in another's name: %o",
    async (another) => {
      const forged = as("manager", null, (db) => insertAccess(db, entry({ what: "forged", ...another })));
      await expect(forged).rejects.toThrow(/row-level security/);
      const unnamed = database.seenBy({ role: "manager", annotatorId: null }, (db) =>
        insertAccess(db, entry({ what: "forged", accountId: "" })),
      );
      await expect(unnamed).rejects.toThrow(/row-level security/);
      const written = database.db.selectFrom("accessLog").select("entryId").where("what", "=", "forged");
      expect(await written.execute()).toEqual([]);
    },
  );

  it.each(["update access_log set viewer = 'nobody'", "delete from access_log", "truncate access_log"])(
    "refuses: %s",
    async (statement) => {
      await expect(sql.raw(statement).execute(database.db)).rejects.toThrow(/permission denied/);
      const granted = database.db.transaction().execute(async (transaction) => {
        await sql`grant update, delete, truncate on access_log to current_user`.execute(transaction);
        await sql`create policy undo on access_log using (true)`.execute(transaction);
        await sql.raw(statement).execute(transaction);
      });
      await expect(granted, "even when the privilege is given back").rejects.toThrow(/only ever added to/);
    },
  );
});
