import { sql } from "kysely";
import { from as copyFrom } from "pg-copy-streams";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { describe, expect, it } from "vitest";
import { DatabaseUnavailable, connect } from "db/client";
import { testDatabase } from "../support/database";

const database = await testDatabase({ migrated: false });
const { db, url } = database;

/** What a value of SQL is in TypeScript. */
async function valueOf(expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(db);
  return rows[0]?.value;
}

describe("values from the database", () => {
  it.each([
    ["42::int8", 42],
    ["(select count(*) from generate_series(1, 3))", 3],
    ["(select sum(x) from generate_series(1, 3) x)", 6],
    ["1.25::numeric", 1.25],
    ["(select avg(x) from generate_series(1, 2) x)", 1.5],
    ["42::int4", 42],
    ["0.1::float8", 0.1],
    ["0.1::float8 + 0.2::float8", 0.1 + 0.2],
    ["9007199254740991::int8", Number.MAX_SAFE_INTEGER],
    ["-9007199254740991::int8", Number.MIN_SAFE_INTEGER],
    ["'{1,2,3}'::int4[]", [1, 2, 3]],
    ["'{}'::int4[]", []],
    ["'{1,NULL,3}'::int8[]", [1, null, 3]],
    ["'{1.5,2}'::numeric[]", [1.5, 2]],
    ["'{0.5,NaN}'::float8[]", [0.5, Number.NaN]],
  ])("%s is the number %s", async (expression, expected) => {
    const value = await valueOf(expression);
    expect(value).toEqual(expected);
    if (!Array.isArray(expected)) expect(typeof value).toBe("number");
  });

  it("keeps a whole number that a double cannot hold as text", async () => {
    expect(await valueOf("9007199254740993::int8")).toBe("9007199254740993");
    expect(await valueOf("'{-9223372036854775808}'::int8[]")).toEqual(["-9223372036854775808"]);
  });

  it.each([
    ["'2026-03-01'::date", "2026-03-01"],
    ["'-infinity'::date", "-infinity"],
    ["'infinity'::date", "infinity"],
    ["'2026-03-01 10:00:00+00'::timestamptz", "2026-03-01T10:00:00.000Z"],
    ["'2026-03-01 10:00:00.5+03'::timestamptz", "2026-03-01T07:00:00.500Z"],
    ["'2026-03-01 10:00:00.123999+00'::timestamptz", "2026-03-01T10:00:00.123Z"],
    ["'2026-10-25 02:30:00 Europe/Berlin'::timestamptz", "2026-10-25T01:30:00.000Z"],
    ["'-infinity'::timestamptz", "-infinity"],
  ])("%s is the text %s", async (expression, expected) => {
    expect(await valueOf(expression)).toBe(expected);
  });

  it("reads lists of dates and of instants", async () => {
    expect(await valueOf("array['2026-03-01'::date]")).toEqual(["2026-03-01"]);
    expect(await valueOf("array['2026-03-01 10:00:00+05:45'::timestamptz, null]")).toEqual([
      "2026-03-01T04:15:00.000Z",
      null,
    ]);
  });

  it("gives instants back as they were written, to the millisecond", async () => {
    const instant = "2026-03-01T10:00:00.007Z";
    const { rows } = await sql<{ value: string }>`select ${instant}::timestamptz as value`.execute(db);
    expect(rows[0]?.value).toBe(instant);
  });

  it("gives column names in camel case and leaves the names inside JSON alone", async () => {
    const { rows } = await sql`select 1 as row_count, '{"as_is": {"so_too": 1}}'::jsonb as details`.execute(
      db,
    );
    expect(rows).toEqual([{ rowCount: 1, details: { as_is: { so_too: 1 } } }]);
  });

  it("leaves the parsers of other users of pg alone", async () => {
    const { default: pg } = await import("pg");
    const parse = pg.types.getTypeParser(20, "text") as (text: string) => unknown;
    expect(parse("42")).toBe("42");
  });
});

describe("a session", () => {
  it("runs in UTC whatever the server is set to", async () => {
    expect(await valueOf("current_setting('TimeZone')")).toBe("UTC");
  });

  it("shares one transaction between queries and COPY", async () => {
    const copied = await database.session(({ db: one, client }) =>
      one.transaction().execute(async (transaction) => {
        await sql`create temporary table stage (a int) on commit drop`.execute(transaction);
        await pipeline(Readable.from(["1\n2\n", "3\n"]), client.query(copyFrom("copy stage from stdin")));
        const { rows } = await sql<{ n: number }>`select count(*) as n from stage`.execute(transaction);
        return rows[0]?.n;
      }),
    );
    expect(copied).toBe(3);
  });

  it("gives a broken connection to nobody else", async () => {
    const failed = database.session(async ({ client }) => {
      await client.query("begin");
      await client.query("select 1 / 0");
    });
    await expect(failed).rejects.toThrow("division by zero");
    expect(await valueOf("1")).toBe(1);
  });

  it("streams rows without holding them all", async () => {
    const query = db
      .selectFrom(sql<{ n: number }>`generate_series(1, 5000)`.as<"series">(sql`series(n)`))
      .select("series.n");
    let sum = 0;
    for await (const { n } of query.stream(500)) sum += n;
    expect(sum).toBe((5000 * 5001) / 2);
  });
});

describe("a database that cannot be used", () => {
  it.each([
    ["postgres://nobody@127.0.0.1:1/x", /No PostgreSQL answers at postgres:\/\/nobody@127.0.0.1:1\/x/],
    [
      "postgres://somebody:secret@localhost/x?host=/nowhere",
      /No PostgreSQL answers at postgres:\/\/somebody@\/nowhere/,
    ],
  ])("%s is named in one sentence", async (location, message) => {
    await expect(connect(location)).rejects.toThrow(DatabaseUnavailable);
    await expect(connect(location)).rejects.toThrow(message);
  });

  it("says that a database does not exist", async () => {
    const other = url.replace(/evenhand_test_\w+/, "evenhand_absent");
    await expect(connect(other)).rejects.toThrow("has no such database");
  });

  it("never shows the password", async () => {
    await expect(connect("postgres://u:hunter2@127.0.0.1:1/x")).rejects.not.toThrow("hunter2");
  });

  it("says that an address is no address", async () => {
    await expect(connect("postgres://u:p@:x:/")).rejects.toThrow("is not a URL such as");
  });
});
