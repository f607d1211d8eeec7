import fc from "fast-check";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { text as readText } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import type { TableName } from "~/domain/ledger";
import { exportLedger } from "~/features/export/export.server";
import { ledgerCsv } from "~/features/export/ledger-csv.server";
import { runImport } from "~/features/imports/import.server";
import { type ImportSummary, isImportFault } from "~/features/imports/import-summary";
import { openSources } from "~/features/imports/source.server";
import { type LedgerDump, dumpLedger, emptyLedger } from "../../db/ledger-dump";
import { richProgramme } from "../../db/rich-programme";
import { testDatabase } from "../../support/database";
import { importRecords } from "../imports/record-sources";
import { smallImport } from "../imports/small-ledgers";

const database = await testDatabase();
const { db } = database;
const folder = await mkdtemp(join(tmpdir(), "evenhand-export-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function importFrom(path: string): Promise<ImportSummary> {
  const result = await runImport(database, openSources([path]), {
    now: () => new Date("2026-03-01T00:00:00Z"),
  });
  if (isImportFault(result)) throw new Error(`${result.file}: ${result.fault}`);
  return result;
}

async function readFolder(directory: string): Promise<Record<string, string>> {
  const names = (await readdir(directory)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), "utf8")));
  return Object.fromEntries(names.map((name, index) => [name, texts[index]!]));
}

/** Exports what is there, imports that into an empty ledger, and exports again. */
async function roundTrip(name: string) {
  const [first, second] = [join(folder, `${name}-1`), join(folder, `${name}-2`)];
  const before = await dumpLedger(db);
  await exportLedger(db, first);
  await emptyLedger(db);
  const summary = await importFrom(first);
  const after = await dumpLedger(db);
  await exportLedger(db, second);
  return { before, after, summary, files: [await readFolder(first), await readFolder(second)] };
}

const rowCount = (dump: LedgerDump) => Object.values(dump).reduce((sum, rows) => sum + rows.length, 0);

describe("an exported ledger", () => {
  it("is described, has checksums, and comes back the same", async () => {
    await emptyLedger(db);
    await importRecords(database, richProgramme);
    const { before, after, files } = await roundTrip("rich");
    expect(after).toEqual(before);
    expect(files[1]).toEqual(files[0]);
    expect(Object.keys(files[0]!)).toEqual([
      "README.md",
      "SHA256SUMS",
      "datapackage.json",
      "definitions.json",
      "items.csv",
      "judgments.csv",
      "projects.csv",
      "reviews.csv",
    ]);
  });

  it("comes back the same whatever is in it", { timeout: 600_000 }, async () => {
    let run = 0;
    const imports = fc.array(smallImport, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(imports, async (files) => {
        await emptyLedger(db);
        for (const file of files) await importRecords(database, file);
        // Ledger files hold no row that contradicts itself, which made-up rows may.
        await db.deleteFrom("judgments").whereRef("submittedAt", "<", "startedAt").execute();
        await db.deleteFrom("availability").whereRef("toAt", "<", "fromAt").execute();
        const { before, after, summary, files: exported } = await roundTrip(`any-${(run += 1)}`);
        expect(summary.rejects).toEqual([]);
        expect(exported[1]).toEqual(exported[0]);
        expect(rowCount(after)).toBeLessThanOrEqual(rowCount(before));
        for (const table of ["judgments", "reviews", "payments", "offers", "wage_floors", "tier_policies"]) {
          expect(after[table], table).toEqual(before[table]);
        }
      }),
      { numRuns: 12, seed: 21, endOnFailure: true },
    );
  });

  const data = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));
  const REAL = ["mturk", "turkle", "toloka", "crowdflower"];
  it.runIf(existsSync(data)).each(REAL)(
    "comes back the same from the real files of %s (skipped without ../shared/data)",
    { timeout: 600_000 },
    async (name) => {
      await emptyLedger(db);
      let imported = 0;
      for (const file of await readdir(join(data, name), { recursive: true })) {
        const result = await runImport(database, openSources([join(data, name, file)]), {
          now: () => new Date(0),
        });
        if (!isImportFault(result)) imported += result.imported;
      }
      expect(imported).toBeGreaterThan(0);
      const { before, after, summary, files } = await roundTrip(name);
      expect(summary.rejects).toEqual([]);
      expect(after).toEqual(before);
      expect(files[1]).toEqual(files[0]);
    },
  );
});

describe("a table for people who open it in a spreadsheet", () => {
  it("has no cell that one would take for a formula, and keeps numbers below zero", async () => {
    await emptyLedger(db);
    await db.insertInto("projects").values({ sourceId: "=1+1", client: "@SUM(A1)", standing: 1 }).execute();
    const { annotatorId } = await db
      .insertInto("annotators")
      .values({ sourceId: "-A1", standing: 1 })
      .returning("annotatorId")
      .executeTakeFirstOrThrow();
    const fee = { annotatorId, paymentId: "p", paidAt: "2026-03-01T00:00:00Z", amountMinor: -486 };
    await db
      .insertInto("payments")
      .values({ ...fee, currency: "USD", kind: "fee", importId: 1 })
      .execute();
    const text = async (table: TableName, escapeFormulas: boolean) =>
      readText((await ledgerCsv(db, table, { escapeFormulas }))!.csv);
    expect(await text("projects", false)).toMatch(/^=1\+1,/m);
    const escaped = await text("projects", true);
    expect(escaped).toMatch(/^'=1\+1,/m);
    expect(escaped).toContain("'@SUM(A1)");
    expect(escaped).not.toMatch(/(^|,)"?[=@]/m);
    expect(await text("payments", true)).toMatch(/'-A1,.*,-486,/);
  });
});
