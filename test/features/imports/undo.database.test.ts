import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { undoImport } from "~/features/imports/undo.server";
import { dumpLedger, emptyLedger, wrongHoldings } from "../../db/ledger-dump";
import { testDatabase } from "../../support/database";
import { type RecordFile, importRecords } from "./record-sources";
import { smallImport } from "./small-ledgers";

const database = await testDatabase();
const { db } = database;
const now = new Date("2026-03-02T00:00:00Z");

/** Import files, or those of an earlier step again, or every other row of them, or take an earlier import out. */
type Step =
  | { readonly kind: "import"; readonly files: readonly RecordFile[] }
  | { readonly kind: "again"; readonly of: number }
  | { readonly kind: "part"; readonly of: number }
  | { readonly kind: "undo"; readonly of: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: smallImport.map((files) => ({ kind: "import" as const, files })) },
  { weight: 2, arbitrary: fc.nat().map((of) => ({ kind: "again" as const, of })) },
  { weight: 2, arbitrary: fc.nat().map((of) => ({ kind: "part" as const, of })) },
  { weight: 3, arbitrary: fc.nat().map((of) => ({ kind: "undo" as const, of })) },
);

const everyOtherRow = ({ table, rows }: RecordFile): RecordFile => ({
  table,
  rows: rows.filter((_, index) => index % 2 === 0),
});

interface Done {
  readonly importId: number;
  readonly files: readonly RecordFile[];
  undone: boolean;
}

async function walk(steps: readonly Step[]): Promise<readonly Done[]> {
  await emptyLedger(db);
  const done: Done[] = [];
  for (const one of steps) {
    if (one.kind === "undo") {
      const target = done[one.of % Math.max(1, done.length)];
      if (!target || target.undone) continue;
      expect(await undoImport(database, target.importId, now)).toMatchObject({ kind: "undone" });
      target.undone = true;
    } else {
      const files = one.kind === "import" ? one.files : done[one.of % Math.max(1, done.length)]?.files;
      if (!files) continue;
      const read = one.kind === "part" ? files.map(everyOtherRow) : files;
      const { importId } = await importRecords(database, read);
      done.push({ importId, files: read, undone: false });
    }
    expect(await wrongHoldings(db)).toEqual([]);
  }
  return done;
}

describe("undoing an import", () => {
  it(
    "leaves the ledger as if the import had never been, whatever came before, between and after",
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
          const done = await walk(steps);
          const found = await dumpLedger(db);
          await emptyLedger(db);
          for (const { files, undone } of done) if (!undone) await importRecords(database, files);
          expect(found).toEqual(await dumpLedger(db));
        }),
        { numRuns: Number(process.env["RUNS"] ?? 20), seed: Number(process.env["SEED"] ?? 7) },
      );
    },
  );
});
