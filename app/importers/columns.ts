import type {
  Importer,
  PlannedColumn,
  Reading,
  ReadingOptions,
  Refusal,
  SourceHead,
} from "~/domain/importer";
import { guessColumns } from "./parse/columns-guess";
import { type Assigned, ROLES } from "./parse/columns-mapping";
import { assignColumns } from "./parse/columns-assign";
import { readKeys, readRow, type Table } from "./parse/columns-records";
import { readableRoles, readers } from "./parse/columns-row";
import { projectOf } from "./parse/context";
import { cellsOf, namesOf } from "./parse/documents-table";
import { isStorableJson } from "./parse/json";
import { Problem } from "./parse/problem";
import { guessTaskType } from "./parse/question";
import { rejectRow } from "./parse/reject";

/** Any table of judgments: delimited or JSON Lines, columns named by the user or guessed and shown. */
export const columns: Importer = {
  id: "columns",
  label: "Any table of judgments",
  description:
    "CSV, TSV or JSON Lines with one judgment a row. Which column is which is said in a mapping file or guessed from " +
    "header names and contents, and shown. Bare label files (annotator, item, answer) and Appraise scores need no header.",
  sources: [
    "Snow et al. 2008 (standardized TSV), ipeirotis/Get-Another-Label (label and evaluation files) (read)",
    "Jiaxin-Pei/Potato-Prolific-Dataset, WMT-SLT/wmt-slt22 human_evaluation (read)",
  ],
  caveats: [
    "Without an identifier of its own a judgment is named by annotator, item, answer and times: two rows that agree in " +
      "all of these are one judgment, because nothing tells a repeated row from a repeated judgment.",
    "A guess reads the first 1,000 rows; a mapping file, --answer and --task-type make it certain.",
    "Columns about people (age, gender and the like) are never imported.",
    "Times without a zone are UTC unless a time zone is given; 3/4/2026 is the fourth of March.",
  ],
  readsGold: true,
  recognises: (head) => (tableOf(head) === undefined ? "no" : "fallback"),
  open(head, options) {
    const table = tableOf(head);
    if (table === undefined) return refusal("The documents are not JSON objects with one judgment each.");
    const assigned =
      options.columns === undefined
        ? guessColumns(table.rows, options)
        : assignColumns(options.columns, table.rows[0] ?? [], options.role === "gold");
    if (assigned instanceof Problem) return refusal(assigned.reason);
    return openTable(head, table, assigned, options);
  },
};

interface HeadTable {
  /** Rows as a table, the names first where there are any. */
  readonly rows: ReadonlyArray<readonly string[]>;
  /** For documents: the names that their members have been put under. */
  readonly names?: readonly string[];
}

function tableOf(head: SourceHead): HeadTable | undefined {
  if (head.shape === "table") return head.rows.length > 0 ? { rows: head.rows } : undefined;
  const documents = head.rows.map((cells) => cellsOf(cells[0] ?? "")).filter((cells) => cells !== undefined);
  if (documents.length * 2 < head.rows.length || documents.length === 0) return undefined;
  const names = namesOf(documents);
  return { rows: [names, ...documents.map((cells) => names.map((name) => cells.get(name) ?? ""))], names };
}

function openTable(head: SourceHead, table: HeadTable, guessed: Assigned, options: ReadingOptions): Reading {
  const read = readers(options.timeZone ?? "UTC", guessed.unitSec);
  const body = guessed.hasHeader ? table.rows.slice(1) : table.rows;
  const at = options.columns === undefined ? readableRoles(body, guessed.at, read) : guessed.at;
  const assigned = { ...guessed, at };
  const taskType =
    options.taskType ??
    guessed.taskType ??
    (at.answer === undefined ? "other" : guessTaskType(body, at.answer));
  const shape: Table = {
    assigned,
    header: guessed.hasHeader ? (table.rows[0] ?? []) : undefined,
    width: table.names?.length ?? widthOf(table.rows, guessed.hasHeader),
    project: options.project ?? projectOf(head.name),
    fixedProject: options.project !== undefined,
    taskType,
    read,
  };
  const isGold = options.role === "gold";
  const fromCells = isGold ? readKeys(shape) : readRow(shape);
  return {
    kind: "reading",
    plan: planOf(shape, isGold, table.names !== undefined),
    read: table.names === undefined ? fromCells : fromDocument(table.names, fromCells),
  };
}

/** Without a header no row is the measure: the longest of the first ones is. */
function widthOf(rows: HeadTable["rows"], hasHeader: boolean): number {
  if (hasHeader) return rows[0]?.length ?? 0;
  return rows.reduce((widest, row) => Math.max(widest, row.length), 0);
}

function fromDocument(names: readonly string[], fromCells: Reading["read"]): Reading["read"] {
  return (row) => {
    const document = row.cells[0] ?? "";
    const cells = cellsOf(document);
    if (cells === undefined) return rejectRow(row, null, "is not a JSON object");
    if (!isStorableJson(document)) return rejectRow(row, null, "contains a character that cannot be stored");
    return fromCells({ line: row.line, cells: names.map((name) => cells.get(name) ?? "") });
  };
}

function planOf(
  { assigned, header, width, project, taskType }: Table,
  isGold: boolean,
  isDocuments: boolean,
): Reading["plan"] {
  const columns: PlannedColumn[] = [];
  for (let index = 0; index < width; index += 1) {
    const role = ROLES.find((one) => assigned.at[one] === index && one !== "item_id");
    const as =
      role !== undefined ? LEDGER_NAME[role] : assigned.item.includes(index) ? "judgments.item_id" : null;
    const key = role ?? (assigned.item.includes(index) ? "item_id" : undefined);
    const column = header?.[index] ?? `column ${index + 1}`;
    columns.push({ column, as: as ?? null, ...(key === undefined ? {} : { role: key }) });
  }
  const notes = isGold ? [] : [`The answers are taken for ${taskType}; --task-type says otherwise.`];
  return {
    rowTable: isGold ? "items" : "judgments",
    // The names of documents are no row of theirs.
    hasHeader: assigned.hasHeader && !isDocuments,
    columns,
    notes: [...assigned.notes, ...notes],
    ...(assigned.at.project_id === undefined ? { project } : {}),
  };
}

const LEDGER_NAME: Readonly<Partial<Record<string, string>>> = {
  ...Object.fromEntries(ROLES.map((role) => [role, `judgments.${role}`])),
  gold_answer: "items.gold_answer",
  country: "annotators.country",
  display_name: "annotators.display_name",
  pay: "judgments.pay_minor",
};

const refusal = (reason: string): Refusal => ({ kind: "refusal", reason });
