import { describe, expect, it } from "vitest";
import { fieldsOf, LEDGER, TABLE_NAMES, type TableName } from "~/domain/ledger";
import { ledger } from "~/importers/ledger";
import { fixture, readAll, rowsOf, upload } from "./reading";

const HEADER =
  "judgment_id,annotator_id,item_id,project_id,status,started_at,submitted_at,active_seconds,pay_minor,currency";
const judgments = (...rows: string[]) => upload("work.csv", `${HEADER}\n${rows.join("\n")}\n`);

describe("a ledger folder", () => {
  it("is read table by table in the order in which they refer to each other", async () => {
    const { sources, faults, rejects } = await readAll(fixture("ledger"));
    expect(faults).toEqual([]);
    expect(rejects).toEqual([]);
    expect(sources.map(({ plan }) => plan.rowTable)).toEqual([
      "platforms",
      "annotators",
      "projects",
      "batches",
      "items",
      "judgments",
      "reviews",
      "payments",
      "tier_policies",
    ]);
  });

  it("gives every row with its types, instants in UTC and what is missing as null", async () => {
    const { records } = await readAll(fixture("ledger"));
    expect(rowsOf(records, "judgments")[0]).toEqual({
      judgmentId: "j1",
      annotatorId: "a1",
      itemId: "i1",
      projectId: "ratings",
      batchId: "b1",
      startedAt: "2026-03-01T10:00:00.000Z",
      submittedAt: "2026-03-01T10:00:30.500Z",
      activeSeconds: 28.5,
      answer: "4",
      status: "approved",
      payMinor: 12,
      currency: "USD",
    });
    expect(rowsOf(records, "judgments")[1]).toMatchObject({
      startedAt: "2026-03-01T10:00:00.000Z",
      payMinor: null,
    });
    expect(rowsOf(records, "annotators")[0]).toMatchObject({ groups: { language: "sw" }, country: "KE" });
    expect(rowsOf(records, "payments")[0]).toMatchObject({ amountMinor: -150 });
    expect(records.at(-1)).toMatchObject({ table: "tier_policies", row: { version: 1 } });
  });
});

describe("recognition of a table", () => {
  const headOf = (columns: readonly string[], name = "part-1.csv") => ({
    shape: "table" as const,
    name,
    delimiter: ",",
    rows: [columns, columns.map(() => "")],
  });

  it.each(TABLE_NAMES)(
    "knows %s by all of its columns and by the required ones alone",
    (table: TableName) => {
      const all = fieldsOf(table).map(([column]) => column);
      const required = fieldsOf(table).flatMap(([column, field]) => (field.required ? [column] : []));
      for (const columns of [all, required]) {
        const opened = ledger.open(headOf(columns), {});
        expect(ledger.recognises(headOf(columns))).toBe("yes");
        expect(opened.kind === "reading" && opened.plan.rowTable).toBe(table);
      }
    },
  );

  it("leaves alone a table of labels that only shares a column name", () => {
    expect(ledger.recognises(headOf(["annotator_id", "item_id", "answer", "gold"]))).toBe("no");
  });

  it("says which required columns a file lacks that is named as a table", () => {
    const head = headOf(["judgement_id", "annotator_id", "item_id", "project_id", "answer"], "judgments.csv");
    expect(ledger.recognises(head)).toBe("yes");
    expect(ledger.open(head, {})).toEqual({
      kind: "refusal",
      reason: "The table judgments needs the columns judgment_id, status.",
    });
    expect(ledger.recognises(headOf(["annotator_id", "item_id", "answer"], "judgments.csv"))).toBe("no");
  });

  it("names columns that it does not read", () => {
    const opened = ledger.open(headOf([...Object.keys(LEDGER.platforms.fields), "colour"]), {});
    expect(opened.kind === "reading" && opened.plan.columns.at(-1)).toEqual({
      column: "colour",
      as: null,
      note: "not a column of this table",
    });
  });
});

describe("refused rows", () => {
  it.each([
    [
      "an impossible date",
      "j,a,i,p,approved,2026-02-30T10:00:00Z,,,,",
      "started_at",
      "does not exist in the calendar",
    ],
    [
      "an impossible time",
      "j,a,i,p,approved,2026-02-03T25:00:00Z,,,,",
      "started_at",
      "does not exist in the calendar",
    ],
    ["a time without a zone", "j,a,i,p,approved,2026-02-03T10:00:00,,,,", "started_at", "names no time zone"],
    ["a date in place of a time", "j,a,i,p,approved,2026-02-03,,,,", "started_at", "a date without a time"],
    ["negative pay", "j,a,i,p,approved,,,,-5,USD", "pay_minor", "is below zero"],
    ["pay without a currency", "j,a,i,p,approved,,,,5,", "pay_minor", "needs its currency"],
    ["part of a minor unit", "j,a,i,p,approved,,,,5.5,USD", "pay_minor", "is not a whole number"],
    ["more than can be counted", "j,a,i,p,approved,,,,99999999999999999999,USD", "pay_minor", "is too large"],
    ["NaN", "j,a,i,p,approved,,,NaN,,", "active_seconds", "is not a number"],
    ["Infinity", "j,a,i,p,approved,,,Infinity,,", "active_seconds", "is not a number"],
    ["a number too large to be finite", "j,a,i,p,approved,,,1e999,,", "active_seconds", "is not a number"],
    ["hexadecimal", "j,a,i,p,approved,,,0x10,,", "active_seconds", "is not a number"],
    ["negative seconds", "j,a,i,p,approved,,,-1,,", "active_seconds", "is below zero"],
    ["an unknown status", "j,a,i,p,fine,,,,,", "status", "is none of submitted, approved"],
    ["an empty required cell", "j,,i,p,approved,,,,,", "annotator_id", "is required and empty"],
    ["a short row", "j,a,i", "project_id", "is required and empty"],
    [
      "an end before the beginning",
      "j,a,i,p,approved,2026-02-03T10:00:00Z,2026-02-03T09:00:00Z,,,",
      "submitted_at",
      "is before",
    ],
    ["more cells than the header", "j,a,i,p,approved,,,,,,x", null, "has 11 cells where the header has 10"],
    [
      "an id that no database key holds",
      `${"j".repeat(501)},a,i,p,approved,,,,,`,
      "judgment_id",
      "longer than 500",
    ],
  ])("%s is refused with line, column and reason", async (_name, row, column, reason) => {
    const { records, rejects, rows } = await readAll(judgments("j0,a,i,p,approved,,,,,", row));
    expect(rows).toBe(2);
    expect(records).toHaveLength(1);
    expect(rejects).toEqual([
      expect.objectContaining({ line: 3, column, reason: expect.stringContaining(reason) as string }),
    ]);
  });

  it("reads times without a zone in the zone that is given", async () => {
    const input = judgments("j,a,i,p,approved,2026-07-01T10:00:00,,,,");
    const { records } = await readAll(input, { timeZone: "Africa/Nairobi" });
    expect(rowsOf(records, "judgments")[0]?.startedAt).toBe("2026-07-01T07:00:00.000Z");
  });

  it("takes booleans and whole numbers as spreadsheets write them", async () => {
    const text =
      "batch_id,project_id,released_at,premium,pay_minor_per_item,currency\nb,p,2026-01-01T00:00:00Z,TRUE,12.0,usd\n";
    const { records } = await readAll(upload("part.csv", text));
    expect(rowsOf(records, "batches")[0]).toMatchObject({
      premium: true,
      payMinorPerItem: 12,
      currency: "USD",
    });
  });

  it("refuses a tier policy that lacks what it is", async () => {
    const text = '[{"version": 2, "tiers": [], "effective_at": "soon", "name": "n"},\n {"version": 3}]';
    const { rejects, records } = await readAll(upload("tier_policies.json", text));
    expect(records).toEqual([]);
    expect(rejects.map(({ line, column }) => [line, column])).toEqual([
      [1, "effective_at"],
      [2, "name"],
    ]);
  });
});
