import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRollups } from "db/queries/check";
import { refreshRollups } from "db/queries/refresh";
import type { ImportRecord } from "~/domain/importer";
import { findImport, listImports, listRejects } from "~/features/imports/import-list.server";
import type { FileCounts } from "~/features/imports/import-summary";
import { recoverImports, runImport } from "~/features/imports/import.server";
import { undoImport } from "~/features/imports/undo.server";
import { dumpLedger, emptyLedger, wrongHoldings } from "../../db/ledger-dump";
import { richProgramme } from "../../db/rich-programme";
import { without } from "../../db/rollup-reference";
import { testDatabase } from "../../support/database";
import { type RecordFile, importRecords, recordSource } from "./record-sources";
import { smallImport } from "./small-ledgers";

const database = await testDatabase();
const { db } = database;
const now = () => new Date("2026-03-01T12:00:00Z");

const counts = ({ rows, imported, unchanged, updated, rejected }: Omit<FileCounts, "path">) => ({
  rows,
  imported,
  unchanged,
  updated,
  rejected,
});

/** How many rows of versions are kept, for undo. */
async function versionCount(): Promise<number> {
  const { count } = await db
    .selectFrom("rowVersions")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

describe("importing", () => {
  it("counts every row of every file exactly once", async () => {
    await emptyLedger(db);
    const first = await importRecords(database, richProgramme);
    expect(first.files.map(counts)).toEqual(
      [1, 2, 12, 4].map((rows) => ({ rows, imported: rows, unchanged: 0, updated: 0, rejected: 0 })),
    );
    expect(first).toMatchObject({ annotators: 4, items: 7, projects: 1, rejectsTruncated: false });
    expect(first).toMatchObject({ firstAt: "2026-01-05T10:00:00.000Z", lastAt: "2026-01-05T12:01:00.000Z" });
  });

  it("changes nothing the second time, and keeps nothing for it but that it was", async () => {
    await emptyLedger(db);
    await importRecords(database, richProgramme);
    const before = await dumpLedger(db);
    const again = await importRecords(database, richProgramme);
    expect(counts(again)).toEqual({ rows: 19, imported: 0, unchanged: 19, updated: 0, rejected: 0 });
    expect(await dumpLedger(db)).toEqual(before);
    expect(await versionCount()).toBe(0);
    await refreshRollups(db);
    const third = await importRecords(database, richProgramme);
    expect(third.unchanged).toBe(19);
    expect(await refreshRollups(db)).toBe(0);
  });

  it("takes the newest revision, whichever comes first, and of equal ones the later import's", async () => {
    await emptyLedger(db);
    const version = (
      status: "submitted" | "approved" | "rejected",
      revisedAt: string | null,
      answer: string,
    ) => judgmentFile([{ status, revisedAt, answer }]);
    await importRecords(database, version("approved", "2026-02-02T00:00:00.000Z", "b"));
    const older = await importRecords(database, version("submitted", "2026-02-01T00:00:00.000Z", "a"));
    expect(counts(older)).toMatchObject({ imported: 0, unchanged: 1, updated: 0 });
    const equal = await importRecords(database, version("rejected", "2026-02-02T00:00:00.000Z", "c"));
    expect(counts(equal)).toMatchObject({ imported: 0, unchanged: 0, updated: 1 });
    const rows = await db.selectFrom("judgments").select(["status", "answer"]).execute();
    expect(rows).toEqual([{ status: "rejected", answer: "c" }]);
  });

  it("takes the last of a file's equally new rows and counts the others as unchanged", async () => {
    await emptyLedger(db);
    const files = judgmentFile([{ answer: "a" }, { answer: "b" }, { answer: "c" }]);
    expect(counts(await importRecords(database, files))).toEqual({
      rows: 3,
      imported: 1,
      unchanged: 2,
      updated: 0,
      rejected: 0,
    });
    expect(await db.selectFrom("judgments").select("answer").execute()).toEqual([{ answer: "c" }]);
  });

  it("moves a judgment, its reviews and its tallies to the annotator that a correction names", async () => {
    await emptyLedger(db);
    await importRecords(database, richProgramme);
    await refreshRollups(db);
    const judgments: RecordFile = {
      table: "judgments",
      rows: [
        [
          judgmentRecord({
            judgmentId: "J1",
            annotatorId: "eve",
            itemId: "I9",
            revisedAt: "2026-02-01T00:00:00.000Z",
          }),
        ],
      ],
    };
    expect((await importRecords(database, [judgments])).updated).toBe(1);
    await refreshRollups(db);
    expect(await checkRollups(db)).toEqual([]);
    const reviewed = await db
      .selectFrom("reviews")
      .innerJoin("annotators", "annotators.annotatorId", "reviews.annotatorId")
      .select(["reviewId", "sourceId"])
      .orderBy("reviewId")
      .execute();
    expect(reviewed.map(({ sourceId }) => sourceId)).toEqual(["eve", "eve", "ann", "ann"]);
  });

  it("keeps rejects with their place, and lists them a page at a time", async () => {
    await emptyLedger(db);
    const rejects = Array.from({ length: 2_500 }, (_, index) => ({
      kind: "reject" as const,
      line: index + 2,
      column: index % 2 ? "status" : null,
      reason: 'has a "tab\t", a \\ and a\nline break',
      raw: "a,b",
    }));
    const source = {
      ...recordSource(judgmentFile([{}])[0]!, "rejected.csv"),
      async *records() {
        yield await Promise.resolve({
          kind: "batch" as const,
          rows: 2_501,
          records: [judgmentRecord({})],
          rejects,
        });
      },
    };
    const result = await runImport(database, once(source), { now });
    expect(result).toMatchObject({ rows: 2_501, imported: 1, rejected: 2_500, rejectsTruncated: true });
    if ("fault" in result) throw new Error(result.fault);
    expect(result.rejects).toHaveLength(1_000);
    const page = await listRejects(db, result.importId, { limit: 2, offset: 2_498 });
    expect(page).toEqual([
      { file: "rejected.csv", line: 2_500, column: null, reason: rejects[0]!.reason, raw: "a,b" },
      { file: "rejected.csv", line: 2_501, column: "status", reason: rejects[0]!.reason, raw: "a,b" },
    ]);
  });

  it("keeps nothing of files of which one cannot be read to its end", async () => {
    await emptyLedger(db);
    const before = await dumpLedger(db);
    const [good] = judgmentFile([{}]);
    const broken = {
      ...recordSource(good!, "broken.csv"),
      async *records() {
        yield await Promise.resolve({
          kind: "batch" as const,
          rows: 2,
          records: [judgmentRecord({ judgmentId: "J2" })],
          rejects: [{ kind: "reject" as const, line: 3, column: null, reason: "bad", raw: "" }],
        });
        yield { kind: "fault" as const, path: "broken.csv", reason: "It ends in the middle." };
      },
    };
    async function* sources() {
      yield await Promise.resolve(recordSource(good!, "good.csv"));
      yield broken;
    }
    expect(await runImport(database, sources(), { now })).toEqual({
      fault: "It ends in the middle.",
      file: "broken.csv",
    });
    expect(await dumpLedger(db)).toEqual(before);
    const [listed] = await listImports(db);
    expect(listed).toMatchObject({ status: "failed", failure: "It ends in the middle.", rows: 0 });
    expect(await listRejects(db, listed!.importId, { limit: 10, offset: 0 })).toEqual([]);
    expect(await stagingTables()).toEqual([]);
  });

  it("stores text that COPY, JSON and PostgreSQL find hard", async () => {
    await emptyLedger(db);
    const hard = 'tab\t newline\n return\r backslash\\N \\. quote" null\0 half \ud800 smile \u{1f600}';
    const kept = 'tab\t newline\n return\r backslash\\N \\. quote" null\ufffd half \ufffd smile \u{1f600}';
    await importRecords(database, [
      { table: "judgments", rows: [[judgmentRecord({ answer: hard, judgmentId: "J\\1\t" })]] },
      {
        table: "annotators",
        rows: [[{ table: "annotators", row: { annotatorId: "A1", groups: { hard, "\\": "\\u0000" } } }]],
      },
    ]);
    const judgment = await db
      .selectFrom("judgments")
      .select(["answer", "sourceId"])
      .executeTakeFirstOrThrow();
    expect(judgment).toEqual({ answer: kept, sourceId: "J\\1\t" });
    const { groups } = await db.selectFrom("annotators").select("groups").executeTakeFirstOrThrow();
    expect(groups).toEqual({ hard: kept, "\\": "\\u0000" });
  });

  it("marks an import failed whose program is gone, and drops what it staged", async () => {
    await emptyLedger(db);
    await db
      .insertInto("imports")
      .values({ format: "ledger", status: "running", startedAt: now() })
      .execute();
    await recoverImports(database, now());
    expect(await findImport(db, 1)).toMatchObject({
      status: "failed",
      finishedAt: "2026-03-01T12:00:00.000Z",
    });
    expect(await undoImport(database, 1, now())).toMatchObject({ kind: "refused" });
    expect(await undoImport(database, 77, now())).toEqual({
      kind: "refused",
      importId: 77,
      reason: "There is no import 77; the list of imports shows their numbers.",
    });
  });

  it(
    "gives the same ledger in whatever order and however split the rows come",
    { timeout: 600_000 },
    async () => {
      const rowsAndCuts = fc.tuple(
        fc.array(smallImport, { minLength: 1, maxLength: 3 }).map((imports) => distinctRows(imports.flat())),
        fc.array(fc.nat({ max: 3 }), { minLength: 30, maxLength: 30 }),
        fc.infiniteStream(fc.nat()),
      );
      await fc.assert(
        fc.asyncProperty(rowsAndCuts, async ([rows, importOf, shuffle]) => {
          await emptyLedger(db);
          await importRecords(database, filesOf(rows));
          await refreshRollups(db);
          const whole = [await dumpLedger(db), await keptTallies()];
          await emptyLedger(db);
          const places = [...shuffle.take(rows.length)];
          const shuffled = rows.map((row, index) => ({ row, place: places[index]! }));
          shuffled.sort((a, b) => a.place - b.place);
          for (let part = 0; part <= 3; part += 1) {
            const own = shuffled.filter((_, index) => importOf[index % 30] === part).map(({ row }) => row);
            if (own.length > 0) await importRecords(database, filesOf(own));
            await refreshRollups(db);
          }
          expect([await dumpLedger(db), await keptTallies()]).toEqual(whole);
          expect(await wrongHoldings(db)).toEqual([]);
        }),
        { numRuns: 20, seed: 5 },
      );
    },
  );
});

type SourceRowRecords = RecordFile["rows"][number];

/** One row a key, but for judgments, of which each has a revision of its own. */
function distinctRows(files: readonly RecordFile[]): readonly SourceRowRecords[] {
  const seen = new Set<string>();
  const kept: SourceRowRecords[] = [];
  for (const row of files.flatMap(({ rows }) => rows)) {
    const own = row[row.length - 1]!;
    if (own.table === "judgments") {
      const revisedAt = new Date(Date.UTC(2026, 1, 1, 0, kept.length)).toISOString();
      kept.push([...row.slice(0, -1), { table: "judgments", row: { ...own.row, revisedAt } }]);
    } else {
      const key = keyOf(own);
      if (!seen.has(key)) kept.push(row);
      seen.add(key);
    }
  }
  return kept;
}

const KEYS = ["projectId", "platformId", "batchId", "annotatorId", "itemId"];

function keyOf({ table, row }: ImportRecord): string {
  const values = Object.entries(row);
  if (table === "items")
    return JSON.stringify([
      table,
      ...values.filter(([name]) => KEYS.slice(0, 1).concat("itemId").includes(name)),
    ]);
  const names: Readonly<Record<string, readonly string[]>> = {
    availability: ["annotatorId", "from"],
    wage_floors: ["country", "region", "validFrom", "kind"],
  };
  const key = names[table] ?? [values[0]![0]];
  return JSON.stringify([table, ...values.filter(([name]) => key.includes(name))]);
}

function filesOf(rows: readonly SourceRowRecords[]): readonly RecordFile[] {
  const tables = new Map<ImportRecord["table"], SourceRowRecords[]>();
  for (const row of rows) {
    const { table } = row[row.length - 1]!;
    tables.set(table, [...(tables.get(table) ?? []), row]);
  }
  return [...tables].map(([table, own]) => ({ table, rows: own }));
}

async function keptTallies(): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("rollups")
    .innerJoin("annotators", "annotators.annotatorId", "rollups.annotatorId")
    .innerJoin("projects", "projects.projectId", "rollups.projectId")
    .selectAll("rollups")
    .select(["annotators.sourceId as annotator", "projects.sourceId as project"])
    .execute();
  return rows
    .map((row) =>
      JSON.stringify(without(row, "annotatorId", "projectId"), (_, value: unknown) =>
        Array.isArray(value) ? [...(value as number[])].sort((a, b) => a - b) : value,
      ),
    )
    .sort();
}

function judgmentRecord(row: Partial<Extract<ImportRecord, { table: "judgments" }>["row"]>): ImportRecord {
  const base = {
    judgmentId: "J1",
    annotatorId: "A1",
    itemId: "I1",
    projectId: "P",
    status: "approved" as const,
  };
  return { table: "judgments", row: { ...base, ...row } };
}

const judgmentFile = (rows: ReadonlyArray<Parameters<typeof judgmentRecord>[0]>): readonly RecordFile[] => [
  { table: "judgments", rows: rows.map((row) => [judgmentRecord(row)]) },
];

async function* once<T>(value: T): AsyncGenerator<T> {
  yield await Promise.resolve(value);
}

async function stagingTables(): Promise<readonly string[]> {
  const tables = await db.introspection.getTables();
  return tables.map(({ name }) => name).filter((name) => name.startsWith("staging"));
}
