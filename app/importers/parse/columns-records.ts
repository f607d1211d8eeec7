import type { ImportRecord, Reading, Reject, SourceRow, TaskType } from "~/domain/importer";
import { backwards, type Money } from "./assignment";
import type { Assigned, Role } from "./columns-mapping";
import { parseAnyStatus, type Readers, rowShape, type RowValues } from "./columns-row";
import { contentId, hashOf } from "./content-id";
import { settings, type Setting } from "./context";
import { MAX_KEY_LENGTH } from "./ledger-field";
import { Problem } from "./problem";
import { rejectRow } from "./reject";
import { isReject, type Place, rowParser } from "./row";

/** A table whose columns are known. */
export interface Table {
  readonly assigned: Assigned;
  readonly header: readonly string[] | undefined;
  readonly width: number;
  readonly project: string;
  /** Whether the user named the project: then a project column does not count. */
  readonly fixedProject: boolean;
  readonly taskType: TaskType;
  readonly read: Readers;
}

/** Reads rows of judgments. */
export function readRow(table: Table): Reading["read"] {
  const { assigned } = table;
  const parse = parserOf(table);
  const item = itemReader(table);
  const platform = assigned.platform ?? "files";
  const settingOf = settings(
    { id: platform, name: assigned.platform ?? "Imported files" },
    table.taskType,
    assigned.scale,
  );
  return (row) => {
    const values = parse(row);
    if (isReject(values)) return values;
    const itemId = item(row);
    if (typeof itemId !== "string") return itemId;
    if (values.annotator_id === null)
      return rejectRow(row, nameOf(table, "annotator_id"), "is required and empty");
    const wrong = backwards(row, nameOf(table, "submitted_at"), values.started_at, values.submitted_at);
    if (wrong) return wrong;
    const money = moneyOf(values, assigned);
    if (money instanceof Problem) return rejectRow(row, nameOf(table, "pay_minor"), money.reason);
    const projectId = table.fixedProject ? table.project : (values.project_id ?? table.project);
    return recordsOf(
      { ...values, annotator_id: values.annotator_id },
      itemId,
      money,
      settingOf(projectId),
      assigned,
    );
  };
}

/** Reads rows of a separate file of answer keys: items and nothing else. */
export function readKeys(table: Table): Reading["read"] {
  const parse = parserOf(table);
  const item = itemReader(table);
  return (row) => {
    const values = parse(row);
    if (isReject(values)) return values;
    const itemId = item(row);
    if (typeof itemId !== "string") return itemId;
    const key = values.gold_answer ?? values.answer;
    if (key === null) return rejectRow(row, nameOf(table, "gold_answer"), "is required and empty");
    return [{ table: "items", row: { itemId, projectId: table.project, goldAnswer: key } }];
  };
}

function parserOf(table: Table): (row: SourceRow) => RowValues | Reject {
  const places: Partial<Record<Exclude<Role, "item_id">, Place>> = {};
  for (const [name, index] of Object.entries(table.assigned.at)) {
    const role = name as Role;
    if (role !== "item_id") places[role] = { index, column: nameOf(table, role) };
  }
  return rowParser(rowShape(table.read), places, table.width);
}

function nameOf({ header, assigned }: Table, role: Role): string {
  const index = role === "item_id" ? assigned.item[0] : assigned.at[role];
  return index === undefined ? role : (header?.[index] ?? `column ${index + 1}`);
}

/** The item's id: one cell exactly as it stands, or several joined. */
function itemReader(table: Table): (row: SourceRow) => string | Reject {
  const positions = table.assigned.item;
  const [only = 0] = positions;
  return (row) => {
    const itemId =
      positions.length === 1
        ? (row.cells[only] ?? "")
        : positions.map((index) => row.cells[index] ?? "").join("/");
    if (itemId.replace(/[\s/]+/g, "") === "")
      return rejectRow(row, nameOf(table, "item_id"), "is required and empty");
    // A text that names the item is kept as its hash: database keys are short.
    return itemId.length <= MAX_KEY_LENGTH ? itemId : `${itemId.slice(0, 40)}/${hashOf([itemId])}`;
  };
}

function moneyOf(values: RowValues, { constants }: Assigned): Money | null | Problem {
  const currency = values.currency ?? constants?.currency ?? null;
  if (values.pay_minor !== null) {
    return currency === null
      ? new Problem("an amount of money needs its currency")
      : { minor: values.pay_minor, currency };
  }
  return values.pay;
}

type Known = RowValues & { readonly annotator_id: string };

function recordsOf(
  values: Known,
  itemId: string,
  money: Money | null,
  { projectId, records }: Setting,
  assigned: Assigned,
): ImportRecord[] {
  const { annotator_id: annotatorId } = values;
  const country = values.country === null ? {} : { country: values.country };
  const name = values.display_name === null ? {} : { displayName: values.display_name };
  const key = values.gold_answer === null ? {} : { goldAnswer: values.gold_answer };
  const fixed = assigned.constants?.status === undefined ? null : parseAnyStatus(assigned.constants.status);
  const status = values.status ?? (fixed instanceof Problem ? null : fixed) ?? "submitted";
  return [
    ...records,
    { table: "annotators", row: { annotatorId, ...name, ...country } },
    { table: "items", row: { itemId, projectId, ...key } },
    {
      table: "judgments",
      row: {
        judgmentId: idOf(values, itemId, projectId, assigned.exactId),
        annotatorId,
        itemId,
        projectId,
        startedAt: values.started_at,
        submittedAt: values.submitted_at,
        activeSeconds: values.active_seconds,
        idleSeconds: values.idle_seconds,
        leadSeconds: values.lead_seconds,
        answer: values.answer,
        status,
        ...(money === null ? {} : { payMinor: money.minor, currency: money.currency }),
        rejectionReason: values.rejection_reason,
        revisedAt: values.revised_at,
      },
    },
  ];
}

/**
 * A judgment's id. One that the user maps is taken as it is. One that was guessed may be an assignment's and shared
 * by several items (Snow et al.: 400 ids for 8,000 judgments), so annotator and item are added. Without any, answer
 * and times stand in: rows that agree in everything are one judgment.
 */
function idOf(values: Known, itemId: string, projectId: string, exact: boolean): string {
  const { judgment_id: id, annotator_id: annotatorId } = values;
  if (id !== null && exact) return id;
  if (id !== null) return contentId([id, itemId], [projectId, id, annotatorId, itemId]);
  const said = [values.answer, values.started_at, values.submitted_at];
  return contentId([annotatorId, itemId], [projectId, annotatorId, itemId, ...said]);
}
