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
import { type ReferenceCell, referenceRollups, sorted } from "./rollup-reference";

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
  const cells = rows.map(({ annotatorId: _a, projectId: _p, firstAt: _f, lastAt: _l, ...row }) => {
    const { returned: _r, expired: _e, abandoned: _b, ...cell } = row;
    return {
      ...cell,
      activeMs: sorted(cell.activeMs),
      leadMs: sorted(cell.leadMs),
      acceptToSubmitMs: sorted(cell.acceptToSubmitMs),
      inferredMs: sorted(cell.inferredMs),
    };
  });
  const key = (cell: (typeof cells)[number]) => [cell.annotator, cell.project, cell.day].join("|");
  return cells.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Each import, and for some of them the number of an earlier one that is taken out after it. */
const history = fc.array(fc.tuple(smallImport, fc.option(fc.nat(), { freq: 2 })), {
  minLength: 1,
  maxLength: 5,
});

describe("rollups", () => {
  it(
    "are what going through every judgment by hand gives, after imports, corrections and undo",
    { timeout: 600_000 },
    async () => {
      const seen = new Map<string, number>();
      await fc.assert(
        fc.asyncProperty(history, async (steps) => {
          await emptyLedger(db);
          const imports: number[] = [];
          for (const [files, undone] of steps) {
            imports.push((await importRecords(database, files)).importId);
            await refreshRollups(db);
            if (undone !== null) await undoImport(database, imports[undone % imports.length]!, new Date(0));
            if (undone !== null) await refreshRollups(db);
            const kept = await keptRollups(db);
            expect(kept).toEqual(await referenceRollups(db));
            for (const cell of kept) noteMeasures(seen, cell);
          }
          expect(await checkRollups(db)).toEqual([]);
        }),
        {
          numRuns: Number(process.env["RUNS"] ?? 25),
          seed: Number(process.env["SEED"] ?? 11),
          endOnFailure: !!process.env["QUICK"],
        },
      );
      // Each measure was put to the test, not only its zero.
      for (const measure of MEASURES) expect(seen.get(measure) ?? 0, measure).toBeGreaterThan(0);
    },
  );
});

const MEASURES = [
  ...[
    "goldCorrect",
    "goldTotal",
    "consensusAgreeing",
    "consensusTotal",
    "reviewAccepted",
    "targetedAccepted",
  ],
  ...["activeMs", "leadMs", "acceptToSubmitMs", "inferredMs", "apportioned", "spans", "paidSpans"],
];

function noteMeasures(seen: Map<string, number>, cell: ReferenceCell): void {
  for (const measure of MEASURES) if (cell[measure]) seen.set(measure, (seen.get(measure) ?? 0) + 1);
}
