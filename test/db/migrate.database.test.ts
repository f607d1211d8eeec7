import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { connect } from "db/client";
import { migrateToLatest } from "db/migrate";
import { MIGRATIONS } from "db/migrations";
import { testDatabase } from "../support/database";

const empty = await testDatabase({ migrated: false });
const { db } = await testDatabase();

describe("migrations", () => {
  it("are listed in the order of their dates", () => {
    const names = Object.keys(MIGRATIONS);
    expect(names).toEqual([...names].sort());
    for (const name of names) expect(name).toMatch(/^\d{4}-\d{2}-\d{2}-[a-z0-9-]+$/);
  });

  it("are applied once when several programs start at the same time", async () => {
    const programs = await Promise.all([1, 2, 3, 4].map(() => connect(empty.url, { max: 2 })));
    try {
      const applied = await Promise.all(programs.map(({ db }) => migrateToLatest(db)));
      expect(applied.flat().sort()).toEqual(Object.keys(MIGRATIONS).sort());
      expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    } finally {
      await Promise.all(programs.map((program) => program.close()));
    }
  });

  it("refuse a database that a newer version has changed", async () => {
    await sql`insert into kysely_migration (name, timestamp) values ('9999-01-01-later', '')`.execute(db);
    await expect(migrateToLatest(db)).rejects.toThrow("changed by a newer version (9999-01-01-later)");
  });
});
