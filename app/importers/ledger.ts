import { z } from "zod";
import type {
  Importer,
  ImportRecord,
  Plan,
  Reading,
  Refusal,
  SourceHead,
  SourceRow,
} from "~/domain/importer";
import { camelCase, type Field, fieldsOf, TABLE_NAMES, type TableName } from "~/domain/ledger";
import { fieldSchema } from "./parse/ledger-field";
import { ledgerPlainRows } from "./parse/ledger-plain";
import { impossibleRow } from "./parse/ledger-row";
import { isTierPolicies, tierPolicyReading } from "./parse/ledger-tier-policies";
import { rejectRow } from "./parse/reject";

/** The product's own tables, as CSV named after them and `tier_policies.json`; what `export` writes. */
export const ledger: Importer = {
  id: "ledger",
  label: "Evenhand ledger",
  description:
    "The complete record of an annotation programme: CSV files named as in the data package (judgments.csv, " +
    "annotators.csv and so on) and tier_policies.json, one table a file, recognised by their columns.",
  sources: ["The data package description that an export contains (datapackage.json)"],
  caveats: [
    "A table that is missing makes the measures that need it insufficient, never zero.",
    "Times need Z or an offset; a time without one is refused unless a time zone is given.",
  ],
  recognises: (head) => (tableOf(head) !== undefined || isTierPolicies(head) ? "yes" : "no"),
  open(head, options) {
    if (isTierPolicies(head)) return tierPolicyReading();
    const table = tableOf(head) ?? namedTable(head);
    const header = head.rows[0];
    if (table === undefined || header === undefined)
      return refusal("The columns are those of no ledger table.");
    return openTable(table, header, options.timeZone ?? null);
  },
};

function openTable(table: TableName, header: readonly string[], zone: string | null): Reading | Refusal {
  const fields = fieldsOf(table);
  const missing = fields.filter(([column, field]) => field.required && !header.includes(column));
  if (missing.length > 0) {
    const names = missing.map(([column]) => column).join(", ");
    return refusal(
      `The table ${table} needs ${missing.length === 1 ? "the column" : "the columns"} ${names}.`,
    );
  }
  const present = fields.filter(([column]) => header.includes(column));
  const plain = ledgerPlainRows(table, header);
  return {
    kind: "reading",
    plan: planOf(table, header),
    read: rowReader(table, header, present, zone),
    ...(plain && { plain }),
  };
}

/** The table whose columns these are: all required ones present, most columns known, fewest columns lacking. */
function tableOf(head: SourceHead): TableName | undefined {
  const header = head.rows[0];
  if (head.shape !== "table" || header === undefined) return undefined;
  const named = namedTable(head);
  if (named !== undefined && mostlyThere(fieldsOf(named), header)) return named;
  let best: { table: TableName; known: number; lacking: number } | undefined;
  for (const table of TABLE_NAMES) {
    const fields = fieldsOf(table);
    const known = fields.filter(([column]) => header.includes(column)).length;
    const lacking = fields.length - known;
    if (!holdsRequired(fields, header) || known * 2 <= header.length) continue;
    if (!best || known > best.known || (known === best.known && lacking < best.lacking))
      best = { table, known, lacking };
  }
  return best?.table;
}

function namedTable({ name }: SourceHead): TableName | undefined {
  return TABLE_NAMES.find((table) => name.toLowerCase() === `${table}.csv`);
}

/** A file named as a table is one when most of what the table needs is there: what lacks can then be said. */
function mostlyThere(fields: ReturnType<typeof fieldsOf>, header: readonly string[]): boolean {
  const required = fields.filter(([, field]) => field.required);
  const known = fields.filter(([column]) => header.includes(column)).length;
  return (
    known * 2 > header.length &&
    required.filter(([column]) => header.includes(column)).length * 2 > required.length
  );
}

function holdsRequired(fields: ReturnType<typeof fieldsOf>, header: readonly string[]): boolean {
  const required = fields.filter(([, field]) => field.required);
  // One required column alone (annotator_id) is in too many other files to recognise a table by.
  if (required.length === 1 && !header.every((column) => fields.some(([known]) => known === column)))
    return false;
  return required.every(([column]) => header.includes(column));
}

function planOf(table: TableName, header: readonly string[]): Plan {
  const known = new Set(fieldsOf(table).map(([column]) => column));
  return {
    rowTable: table,
    hasHeader: true,
    columns: header.map((column, index) =>
      !known.has(column)
        ? { column, as: null, note: "not a column of this table" }
        : header.indexOf(column) < index
          ? { column, as: null, note: "the first column of this name is read" }
          : { column, as: `${table}.${column}` },
    ),
    notes: [],
  };
}

function rowReader(
  table: TableName,
  header: readonly string[],
  present: ReadonlyArray<readonly [string, Field]>,
  zone: string | null,
): Reading["read"] {
  const columns = present.map(([column]) => ({
    column,
    name: camelCase(column),
    index: header.indexOf(column),
  }));
  const schema = z.object(
    Object.fromEntries(
      present.map(([column, field]) => [camelCase(column), fieldSchema(table, column, field, zone)]),
    ),
  );
  const columnOf = new Map<PropertyKey, string>(columns.map(({ name, column }) => [name, column]));
  return (row) => {
    if (row.cells.length > header.length && row.cells.slice(header.length).some((cell) => cell !== "")) {
      return rejectRow(row, null, `has ${row.cells.length} cells where the header has ${header.length}`);
    }
    const values: Record<string, string> = {};
    for (const { name, index } of columns) values[name] = row.cells[index] ?? "";
    const parsed = schema.safeParse(values);
    if (!parsed.success) return rejectIssue(row, parsed.error.issues[0], columnOf);
    const impossible = impossibleRow(table, parsed.data);
    if (impossible) return rejectRow(row, impossible.column, impossible.reason);
    // The schema is built from the same definition as the type, column by column.
    return [{ table, row: parsed.data } as unknown as ImportRecord];
  };
}

function rejectIssue(
  row: SourceRow,
  issue: z.core.$ZodIssue | undefined,
  columns: ReadonlyMap<PropertyKey, string>,
) {
  const column = columns.get(issue?.path[0] ?? "") ?? null;
  return rejectRow(row, column, issue?.message ?? "is not readable");
}

const refusal = (reason: string): Refusal => ({ kind: "refusal", reason });
