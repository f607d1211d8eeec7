import { stringify, type Stringifier } from "csv-stringify";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Db } from "db/client";
import { streamLedgerTable } from "db/queries/ledger-export";
import { listTierPolicies } from "db/queries/tiers";
import { type TableName, TABLE_NAMES, camelCase, fieldsOf } from "~/domain/ledger";

export interface LedgerCsv {
  /** The bytes as they are exported: read once. */
  readonly csv: Stringifier;
  /** Rows given so far. */
  readonly rows: () => number;
}

type Row = Readonly<Record<string, unknown>>;

export interface LedgerCsvOptions {
  /** What of a row is written; the row itself where left out. */
  readonly change?: (table: TableName, row: Row) => Row;
  /** Puts the rows in an order that depends on this and says nothing of their ids. */
  readonly shuffle?: string;
  /** For people who open it in a spreadsheet: text that one would take for a formula is neutralised. */
  readonly escapeFormulas?: boolean;
}

/** A table of the ledger as CSV: the same rows give the same bytes. Null where the table has no rows. */
export async function ledgerCsv(
  db: Db,
  table: TableName,
  { change = (_, row) => row, shuffle, escapeFormulas = false }: LedgerCsvOptions = {},
): Promise<LedgerCsv | null> {
  const columns = fieldsOf(table).map(([column]) => column);
  const rows = streamLedgerTable(db, table, { shuffle });
  const first = await rows.next();
  if (first.done) return null;
  let count = 0;
  const lines = async function* () {
    for (let next: IteratorResult<Row> = first; !next.done; next = await rows.next()) {
      count += 1;
      const row = change(table, next.value);
      const cells = columns.map((column) => cell(row[camelCase(column)]));
      yield escapeFormulas ? cells.map(neutralised) : cells;
    }
  };
  const csv = stringify({ header: true, columns });
  const source = Readable.from(lines());
  source.once("error", (error) => csv.destroy(error));
  return { csv: source.pipe(csv), rows: () => count };
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** As csv-stringify does it, but for numbers below zero, which are none. */
const neutralised = (text: string): string =>
  /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;

/** The tier policies as a file of an export; null where there are none. */
export async function policiesText(
  db: Db,
): Promise<{ readonly text: string; readonly count: number } | null> {
  const policies = (await listTierPolicies(db)).map(({ policy }) => policy);
  if (policies.length === 0) return null;
  return { text: `${JSON.stringify(policies, null, 1)}\n`, count: policies.length };
}

export interface TableChecksum {
  /** The file's name in an export. */
  readonly path: string;
  readonly rows: number;
  readonly sha256: string;
}

/** SHA-256 of every table as an export writes it, all as of one instant; nothing is written. */
export function ledgerChecksums(db: Db): Promise<readonly TableChecksum[]> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (transaction) => {
      const sums: TableChecksum[] = [];
      for (const table of TABLE_NAMES) {
        const found = await ledgerCsv(transaction, table);
        if (!found) continue;
        const hash = createHash("sha256");
        for await (const chunk of found.csv) hash.update(chunk as Buffer);
        sums.push({ path: `${table}.csv`, rows: found.rows(), sha256: hash.digest("hex") });
      }
      const policies = await policiesText(transaction);
      if (!policies) return sums;
      const sha256 = createHash("sha256").update(policies.text).digest("hex");
      return [...sums, { path: "tier_policies.json", rows: policies.count, sha256 }];
    });
}
