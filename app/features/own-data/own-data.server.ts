import { stringify } from "csv-stringify/sync";
import { Readable } from "node:stream";
import type { Db } from "db/client";
import { countOwnRows, streamLedgerTable } from "db/queries/ledger-export";
import { listOwnLogs, type OwnLogRow } from "db/queries/own-logs";
import { listOwnMeasures } from "db/queries/snapshots";
import { type TableName, LEDGER, TABLE_NAMES, camelCase, fieldsOf } from "~/domain/ledger";
import { codebook, dataPackage } from "~/features/export/package-files";
import { type PackageFile, zipped } from "~/features/export/package.server";
import { findingsFor } from "~/features/patterns/patterns.server";

/** Whose rows belong to the annotator of a judgment that they name. */
const BY_JUDGMENT: readonly TableName[] = ["items", "reviews"];

/** Tables with rows of one person, with the items that person has judged and the reviews of that. */
const OWN_TABLES: readonly TableName[] = TABLE_NAMES.filter(
  (table) => BY_JUDGMENT.includes(table) || fieldsOf(table).some(([name]) => name === "annotator_id"),
);

/** Columns that name somebody else. */
const OTHER_PEOPLE = new Set(["reviewer_id", "actor_id"]);

type LedgerRow = Readonly<Record<string, unknown>>;

export const isOwnTable = (name: string): name is TableName => OWN_TABLES.includes(name as TableName);

/** What can be taken away: the tables that hold something, with how much. `db` is the person's own view. */
export async function listOwnTables(db: Db) {
  const tables = [];
  for (const table of OWN_TABLES) {
    const rows = await countOwnRows(db, table);
    if (rows > 0) tables.push({ table, rows, description: LEDGER[table].description });
  }
  return tables;
}

/** Everything as one JSON document, piece by piece: the description of each column, the rows, and own records. */
export async function* ownDataJson(db: Db, accountId: string): AsyncGenerator<string> {
  const tables = await listOwnTables(db);
  const described = tables.map(({ table, rows }) => ({ table, rows, path: `${table}.csv` }));
  yield `{"package":${JSON.stringify(dataPackage(described))},\n"tables":{`;
  const hide = newPseudonyms();
  for (const [index, { table }] of tables.entries()) {
    yield `${index === 0 ? "" : ","}\n${JSON.stringify(table)}:[`;
    let first = true;
    for await (const row of streamLedgerTable(db, table, { own: true })) {
      yield `${first ? "" : ","}\n${JSON.stringify(ledgerRow(table, row, hide))}`;
      first = false;
    }
    yield "]";
  }
  yield `},\n"work_elsewhere":${JSON.stringify((await listOwnLogs(db, accountId)).map(ownLog))}}\n`;
}

/** All tables, what each column means, and what was computed from them: a data package as a zip. */
export async function* ownDataZip(db: Db, system: Db, owner: Owner): AsyncGenerator<Uint8Array> {
  yield* zipped(ownDataFiles(db, system, owner)) as AsyncIterable<Uint8Array>;
}

interface Owner {
  readonly annotatorId: number;
  readonly accountId: string;
}

async function* ownDataFiles(
  db: Db,
  system: Db,
  { annotatorId, accountId }: Owner,
): AsyncGenerator<PackageFile> {
  const tables = await listOwnTables(db);
  const parts = tables.map(({ table, rows }) => ({ table, rows, path: `${table}.csv` }));
  const hide = newPseudonyms();
  for (const { table, path } of parts) yield { path, csv: Readable.from(ownTableCsv(db, table, hide)) };
  const logs = await listOwnLogs(db, accountId);
  if (logs.length > 0) yield { path: "work_elsewhere.csv", text: ownLogsCsv(logs) };
  const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
  yield { path: "measures.json", text: json(await listOwnMeasures(db, annotatorId)) };
  yield { path: "findings.json", text: json(await findingsFor(system, annotatorId)) };
  yield { path: "datapackage.json", text: json(dataPackage(parts)) };
  yield { path: "README.md", text: `${ABOUT}\n\n${codebook(parts)}` };
}

const ABOUT = [
  "# My data",
  "",
  "Every record about you, one CSV file a table, and what was computed from them: `measures.json` has your numbers as",
  "screens show them, for each period and project, with n and interval; `findings.json` what the audit found about your",
  "own case. `work_elsewhere.csv`, where there is one, holds the work elsewhere that you added yourself, times",
  "in UTC and amounts in minor units. Other people are numbers (`person-1`), the same in all files of this package and in no other.",
].join("\n");

/** One table as CSV: the ledger's columns, formulas neutralised. */
export async function* ownTableCsv(db: Db, table: TableName, hide = newPseudonyms()): AsyncGenerator<string> {
  const columns = fieldsOf(table).map(([name]) => name);
  yield stringify([columns]);
  for await (const row of streamLedgerTable(db, table, { own: true })) {
    const cells = Object.values(ledgerRow(table, row, hide)).map((value) =>
      typeof value === "object" && value !== null ? JSON.stringify(value) : value,
    );
    yield stringify([cells], { escape_formulas: true, cast: { boolean: String } });
  }
}

function ownLog({ platform, fromAt, toAt, payMinor, currency, kind, notes, file, addedAt }: OwnLogRow) {
  return {
    ...{ platform, started_at: fromAt, ended_at: toAt, paid_minor: payMinor, currency, kind, notes },
    ...{ file, added_at: addedAt },
  };
}

function ownLogsCsv(logs: readonly OwnLogRow[]): string {
  return stringify(logs.map(ownLog), { header: true, escape_formulas: true });
}

function ledgerRow(table: TableName, row: LedgerRow, hide: (name: string) => string): LedgerRow {
  return Object.fromEntries(
    fieldsOf(table).map(([name]) => {
      const value = row[camelCase(name)] ?? null;
      return [name, OTHER_PEOPLE.has(name) && typeof value === "string" ? hide(value) : value];
    }),
  );
}

/** The same person is the same number in one document, and nobody in any other. */
function newPseudonyms(): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const pseudonym = known.get(name) ?? `person-${known.size + 1}`;
    known.set(name, pseudonym);
    return pseudonym;
  };
}
