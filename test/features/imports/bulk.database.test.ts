import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { connect } from "db/client";
import { checkRollups } from "db/queries/check";
import { refreshRollups } from "db/queries/refresh";
import { runImport } from "~/features/imports/import.server";
import { type ImportSummary, isImportFault } from "~/features/imports/import-summary";
import { isFault, openSources, type OpenedSource } from "~/features/imports/source.server";
import { undoImport } from "~/features/imports/undo.server";
import { upload } from "../../importers/reading";
import { dumpLedger, emptyLedger, wrongHoldings } from "../../db/ledger-dump";
import { testDatabase } from "../../support/database";

const database = await testDatabase();
const { db } = database;
const now = () => new Date("2026-03-01T12:00:00Z");

/** Enough for the keys to be built after the rows. */
const MANY = 24_000;
const HEADER =
  "judgment_id,annotator_id,item_id,project_id,batch_id,started_at,submitted_at,active_seconds,is_gold,answer,status," +
  "pay_minor,currency,rejection_reason\n";

/** Rows as plainly spelt as most are, every eleventh not. */
function row(n: number, answer = `answer ${n % 5}`): string {
  const at = new Date(Date.UTC(2026, 0, 29) + n * 61_000).toISOString();
  const later = new Date(Date.UTC(2026, 0, 29) + n * 61_000 + 30_000);
  const odd = n % 11 === 0;
  const submitted = odd ? later.toISOString().replace("Z", "+00:00") : later.toISOString();
  const text = odd ? `"${answer}, ""tab\there"", \\N and ☃"` : answer;
  return (
    `judgment-${n},a${n % 97},item ${Math.floor(n / 3)},p${n % 2},b${n % 7},${at},${submitted},${odd ? " 2.50" : n % 40},` +
    `${n % 3 === 0 ? "true" : odd ? "no" : ""},${text},${n % 9 === 0 ? "rejected" : "approved"},${n % 50},USD,` +
    `${n % 9 === 0 ? "ein Grund: größer" : ""}\n`
  );
}

const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => row(from + index));
const file = (...lines: readonly string[]) => upload("judgments.csv", HEADER + lines.join(""));

async function importFile(
  source: ReturnType<typeof upload>,
  read = (opened: OpenedSource) => opened,
): Promise<ImportSummary> {
  async function* sources() {
    for await (const opened of openSources([source])) yield isFault(opened) ? opened : read(opened);
  }
  const result = await runImport(database, sources(), { now });
  if (isImportFault(result)) throw new Error(result.fault);
  return result;
}

/** The indexes and constraints of the tables that a first load fills. */
async function keysOf(): Promise<readonly unknown[]> {
  const { rows: found } = await sql`
    select pg_get_indexdef(i.indexrelid) as definition, i.indisprimary, i.indisvalid, con.conname
    from pg_index i left join pg_constraint con on con.conindid = i.indexrelid
    where i.indrelid in ('judgments'::regclass, 'items'::regclass) order by 1`.execute(db);
  return found;
}

const keys = await keysOf();

/** Tables that were filled while nobody else could look have other files than before. */
async function storage(): Promise<Storage> {
  const { rows: found } = await sql<Storage>`
    select pg_relation_filenode('judgments') as judgments, pg_relation_filenode('items') as items`.execute(
    db,
  );
  return found[0]!;
}

interface Storage {
  readonly judgments: number;
  readonly items: number;
}

async function emptied(): Promise<Storage> {
  await emptyLedger(db);
  return storage();
}

describe("a first load of many rows", () => {
  afterEach(async () => {
    expect(await keysOf()).toEqual(keys);
    expect(await wrongHoldings(db)).toEqual([]);
    await refreshRollups(db);
    expect(await checkRollups(db)).toEqual([]);
  });

  it("leaves what the same rows leave that come in small parts, and the same keys", async () => {
    await emptyLedger(db);
    for (let from = 0; from < MANY; from += 8_000) await importFile(file(...rows(from, from + 8_000)));
    const inParts = await dumpLedger(db);
    const before = await emptied();
    const whole = await importFile(file(...rows(0, MANY)));
    expect(whole).toMatchObject({ rows: MANY, imported: MANY, annotators: 97, projects: 2 });
    expect(whole.items).toBe(new Set(rows(0, MANY).map((line) => line.split(",").slice(2, 4).join())).size);
    const after = await storage();
    expect(after.judgments).not.toBe(before.judgments);
    expect(after.items).not.toBe(before.items);
    expect(await dumpLedger(db)).toEqual(inParts);
    expect(await importFile(file(...rows(0, MANY)))).toMatchObject({
      imported: 0,
      unchanged: MANY,
      updated: 0,
    });
    expect(await dumpLedger(db)).toEqual(inParts);
  }, 300_000);

  it("stores what a row says the same whether it was read by its bytes or as text", async () => {
    await emptyLedger(db);
    await importFile(file(...rows(0, 3_000)));
    const byBytes = await dumpLedger(db);
    await emptyLedger(db);
    await importFile(file(...rows(0, 3_000)), (opened) => ({ ...opened, records: () => opened.records() }));
    expect(await dumpLedger(db)).toEqual(byBytes);
  }, 120_000);

  it("keeps the last of several rows of one judgment", async () => {
    await emptyLedger(db);
    const again = [3, 8_005, 22_222].map((n) => row(n, "corrected"));
    const summary = await importFile(file(...rows(0, MANY), ...again));
    expect(summary).toMatchObject({ imported: MANY, unchanged: again.length });
    const { rows: answers } = await sql`
      select answer from judgments where source_id in ('judgment-3', 'judgment-8005', 'judgment-22222')`.execute(
      db,
    );
    expect(answers).toEqual(Array(3).fill({ answer: "corrected" }));
  }, 120_000);

  it("does not wait for somebody who looks at the ledger meanwhile, and is the same", async () => {
    const before = await emptied();
    const other = await connect(database.url);
    try {
      await other.db.transaction().execute(async (looking) => {
        await sql`select count(*) from judgments, items`.execute(looking);
        expect(await importFile(file(...rows(0, MANY)))).toMatchObject({ imported: MANY });
      });
    } finally {
      await other.close();
    }
    expect(await storage()).toEqual(before);
    const looked = await dumpLedger(db);
    await emptyLedger(db);
    await importFile(file(...rows(0, MANY)));
    expect(await dumpLedger(db)).toEqual(looked);
  }, 300_000);

  it("is taken out again whole", async () => {
    await emptyLedger(db);
    const { importId } = await importFile(file(...rows(0, MANY)));
    await importFile(file(...rows(0, 100), row(MANY)));
    expect(await undoImport(database, importId, now())).toMatchObject({ removed: MANY - 100 });
    const left = await dumpLedger(db);
    await emptyLedger(db);
    await importFile(file(...rows(0, 100), row(MANY)));
    expect(await dumpLedger(db)).toEqual(left);
  }, 300_000);
});
