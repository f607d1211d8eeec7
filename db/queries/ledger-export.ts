import { sql } from "kysely";
import { type TableName, fieldsOf } from "~/domain/ledger";
import type { Db } from "../client";

const ROWS_AT_ONCE = 2_000;

/** Tables whose own id is the source's text id beside a surrogate. */
const SHARED = new Set<TableName>(["platforms", "projects", "batches", "annotators", "items"]);

/** Where a ledger column that refers to another table finds the source's id. */
const REFERENCES: Readonly<Record<string, { readonly table: string; readonly on: string }>> = {
  annotator_id: { table: "annotators", on: "annotator_id" },
  platform_id: { table: "platforms", on: "platform_id" },
  project_id: { table: "projects", on: "project_id" },
  batch_id: { table: "batches", on: "batch_id" },
  item_id: { table: "items", on: "item_id" },
};

/** Columns whose ledger name is a reserved word. */
const RENAMED: Readonly<Record<string, string>> = { from: "from_at", to: "to_at" };

export interface LedgerRows {
  /** Letters and digits: the order rests on hashes of the source's ids with it. */
  readonly shuffle?: string | undefined;
  /** Through what a viewer may see: of people, the viewer alone. */
  readonly own?: boolean;
}

/**
 * Every row of a ledger table with the ledger's own columns and ids, in an order that rests on the source's ids alone.
 * Shared rows that other rows only refer to, and nothing describes, are left out: they come back with those rows.
 */
export function streamLedgerTable(db: Db, table: TableName, { shuffle, own = false }: LedgerRows = {}) {
  if (shuffle !== undefined && !/^\w+$/.test(shuffle)) throw new RangeError("Shuffle by letters and digits.");
  const columns = fieldsOf(table).map(([column]) => column);
  const joins = columns.flatMap((column) => joinFor(table, column));
  const read = (column: string) =>
    own && table === "annotators" && column === "groups" ? "own_groups()" : expression(table, column);
  const select = columns.map((column) => `${read(column)} as "${column}"`).join(", ");
  const described = SHARED.has(table) ? "where t.standing > 0" : "";
  const order = orderOf(table)
    .map((column) => {
      const ordered = expression(table, column);
      return shuffle !== undefined && column.endsWith("_id") ? `md5('${shuffle}' || ${ordered})` : ordered;
    })
    .join(", ");
  const text = `select ${select} from ${table} t ${joins.join(" ")} ${described} order by ${order}`;
  return db
    .selectFrom(sql.raw<Readonly<Record<string, unknown>>>(`(${text})`).as("rows"))
    .selectAll()
    .stream(ROWS_AT_ONCE);
}

/** How many rows {@link streamLedgerTable} gives an annotator of a table with rows of their own. */
export async function countOwnRows(db: Db, table: TableName): Promise<number> {
  const described = SHARED.has(table) ? "and standing > 0" : "";
  // What the annotator may see says the same, but in words that no index answers.
  const own = table === "items" ? `item_id in (select item_id from judgments where ${OWN_ROWS})` : OWN_ROWS;
  const { rows } = await sql
    .raw<{ n: number }>(`select count(*) as n from ${table} where ${own} ${described}`)
    .execute(db);
  return rows[0]?.n ?? 0;
}

const OWN_ROWS = "annotator_id = (select viewer_annotator())";

const isOwnId = (table: TableName, column: string) => SHARED.has(table) && column === fieldsOf(table)[0]![0];

function joinFor(table: TableName, column: string): string[] {
  const reference = REFERENCES[column];
  if (!reference || isOwnId(table, column)) return [];
  return [`left join ${reference.table} of_${column} on of_${column}.${reference.on} = t.${column}`];
}

function expression(table: TableName, column: string): string {
  if (isOwnId(table, column)) return "t.source_id";
  if (table === "judgments" && column === "judgment_id") return "t.source_id";
  if (table === "reviews" && column === "judgment_id") return "t.judgment_source_id";
  if (REFERENCES[column]) return `of_${column}.source_id`;
  return `t."${RENAMED[column] ?? column}"`;
}

/** The people first, then the row's own key; items are only unique within their project. */
function orderOf(table: TableName): string[] {
  if (table === "items") return ["project_id", "item_id"];
  const columns = fieldsOf(table).map(([column]) => column);
  const keys: Partial<Record<TableName, readonly string[]>> = {
    availability: ["annotator_id", "from"],
    streaks: ["annotator_id", "at_risk_at"],
    exchange_rates: ["date", "from_currency", "to_currency"],
    wage_floors: ["country", "region", "valid_from", "kind"],
  };
  const own = keys[table];
  if (own) return [...own];
  const key = columns[0]!;
  return columns.includes("annotator_id") && key !== "annotator_id" ? ["annotator_id", key] : [key];
}
