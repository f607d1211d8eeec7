import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Db } from "db/client";
import { checkRollups } from "db/queries/check";
import { refreshRollups } from "db/queries/refresh";
import { undoImport } from "~/features/imports/undo.server";
import { importRecords } from "../features/imports/record-sources";
import { smallImport } from "../features/imports/small-ledgers";
import { testDatabase } from "../support/database";
import { emptyLedger } from "./ledger-dump";
import { richProgramme } from "./rich-programme";
import { type ReferenceCell, referenceRollups, sorted, without } from "./rollup-reference";

const database = await testDatabase();
const { db } = database;

async function keptRollups(from: Db): Promise<ReferenceCell[]> {
  const rows = await from
    .selectFrom("rollups")
    .innerJoin("annotators", "annotators.annotatorId", "rollups.annotatorId")
    .innerJoin("projects", "projects.projectId", "rollups.projectId")
    .selectAll("rollups")
    .select(["annotators.sourceId as annotator", "projects.sourceId as project"])
    .execute();
  const cells = rows.map((row) => ({
    ...without(row, "annotatorId", "projectId", "firstAt", "lastAt", "returned", "expired", "abandoned"),
    activeMs: sorted(row.activeMs),
    leadMs: sorted(row.leadMs),
    acceptToSubmitMs: sorted(row.acceptToSubmitMs),
    inferredMs: sorted(row.inferredMs),
  }));
  const key = (cell: (typeof cells)[number]) => [cell.annotator, cell.project, cell.day].join("|");
  return cells.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const ms = (time: string) => Date.parse(`2026-01-05T${time}Z`);

/** Each import, and for some of them the number of an earlier one that is taken out after it. */
const history = fc.array(fc.tuple(smallImport, fc.option(fc.nat(), { freq: 2 })), {
  minLength: 1,
  maxLength: 5,
});

describe("rollups", () => {
  it("hold, cell by cell, what the rules say", async () => {
    await emptyLedger(db);
    await importRecords(database, richProgramme);
    await refreshRollups(db);
    const kept = await keptRollups(db);
    expect(kept.find(({ annotator }) => annotator === "ann")).toEqual({
      annotator: "ann",
      project: "P",
      day: "2026-01-05",
      judgments: 7,
      submitted: 2,
      approved: 3,
      rejected: 1,
      skipped: 1,
      // I1: 3.0 is within 1 of the key 4; the key of I2 is disputed.
      goldTotal: 1,
      goldCorrect: 1,
      // I1: the others said 3, 3, 1; I2: 1 against 5; I3: the other agrees; nobody else on the rest.
      consensusTotal: 3,
      consensusAgreeing: 2,
      // Fixed, then accepted; a rejection overturned; a review without a verdict.
      reviewTotal: 3,
      reviewAccepted: 2,
      reviewJudgments: 2,
      reviewFirstPass: 1,
      targetedTotal: 1,
      targetedAccepted: 1,
      activeMs: [30_250],
      leadMs: [90_000],
      acceptToSubmitMs: [29_996, 29_997],
      inferredMs: [600_000, 600_001],
      apportioned: true,
      spans: `{[${ms("10:00:00")},${ms("10:00:59.993")}),[${ms("10:20:00") - 30_250},${ms("10:20:00")}),[${ms("10:28:30")},${ms("10:30:00")})}`,
      paidSpans: `{[${ms("10:20:00") - 30_250},${ms("10:20:00")})}`,
    });
    // Undated work has a day of its own.
    expect(kept.filter(({ annotator }) => annotator === "cam").map(({ day }) => day)).toEqual([
      "-infinity",
      "2026-01-05",
    ]);
    expect(kept).toEqual(await referenceRollups(db));
    expect(await checkRollups(db)).toEqual([]);
    expect(await refreshRollups(db)).toBe(0);
  });

  it(
    "are what going through every judgment by hand gives, after imports, corrections and undo",
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async (steps) => {
          await emptyLedger(db);
          const imports: number[] = [];
          for (const [files, undone] of steps) {
            imports.push((await importRecords(database, files)).importId);
            await refreshRollups(db);
            if (undone !== null) await undoImport(database, imports[undone % imports.length]!, new Date(0));
            if (undone !== null) await refreshRollups(db);
            expect(await keptRollups(db)).toEqual(await referenceRollups(db));
          }
          expect(await checkRollups(db)).toEqual([]);
        }),
        { numRuns: 15, seed: 11 },
      );
    },
  );

  it("that were tampered with are found, cell by cell", async () => {
    await emptyLedger(db);
    await importRecords(database, richProgramme);
    await refreshRollups(db);
    await db
      .updateTable("rollups")
      .set({ goldCorrect: 0, activeMs: null })
      .where("judgments", "=", 7)
      .execute();
    await db.deleteFrom("rollups").where("day", "=", "-infinity").execute();
    expect(await checkRollups(db)).toMatchObject([
      { annotator: "ann", project: "P", day: "2026-01-05", columns: ["gold_correct", "active_ms"] },
      { annotator: "cam", project: "P", day: "-infinity" },
      // The sums of the day still hold what was counted.
      { annotator: null, project: "P", day: "2026-01-05", columns: ["active times", "gold_correct"] },
    ]);
    // A cell that waits to be counted again is nobody's claim.
    await db
      .insertInto("dirtyCells")
      .values({ annotatorId: null, projectId: null, day: "-infinity" })
      .execute();
    await db
      .insertInto("dirtyCells")
      .values({ annotatorId: null, projectId: null, day: "2026-01-05" })
      .execute();
    expect((await checkRollups(db)).map(({ day }) => day)).toEqual(["-infinity", "2026-01-05"]);
  });
});
