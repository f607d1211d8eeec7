import { afterAll, describe, expect, it } from "vitest";
import { connect } from "db/client";
import { closeDatabase, openDatabase, shareDatabase } from "~/database.server";
import { testDatabase } from "./support/database";

const { url } = await testDatabase();

afterAll(closeDatabase);

describe("the web server's database", () => {
  it("is the one that was handed over, for everybody, until it is closed", async () => {
    const database = await connect(url, { max: 1 });
    shareDatabase(database);
    expect(await openDatabase()).toBe(database);
    expect(await openDatabase()).toBe(database);
    await closeDatabase();
    await expect(database.db.selectFrom("imports").selectAll().execute()).rejects.toThrow();
  });
});
