import type { Reading, ReadingOptions, Refusal, SourceHead } from "~/domain/importer";
import { projectOf } from "./context";
import { parseKey, text } from "./ledger-field";
import { isReject, optional, type Place, required, rowParser } from "./row";

/** Whether these are the columns of a report of test questions: keys of units, no judgments. */
export function isGoldReport(header: readonly string[]): boolean {
  return (
    ["_pct_missed", "_judgments", "_gold_pool"].every((name) => header.includes(name)) &&
    header.includes("_id")
  );
}

const ROW = { _id: required(parseKey), gold: optional(text) };

/** Reads a report of test questions as a separate file of keys; as a file of judgments it is refused. */
export function goldReport(head: SourceHead, options: ReadingOptions): Reading | Refusal {
  if (options.role !== "gold") {
    return {
      kind: "refusal",
      reason:
        "This report holds test questions, not judgments: import the full report and give this file with --gold.",
    };
  }
  const header = head.rows[0] ?? [];
  const gold = keyColumn(header, options.answer);
  if (gold === undefined) return { kind: "refusal", reason: "The report has no column that ends in _gold." };
  const places: Record<keyof typeof ROW, Place> = {
    _id: { index: header.indexOf("_id"), column: "_id" },
    gold: { index: gold, column: header[gold] ?? "" },
  };
  const parse = rowParser(ROW, places, header.length);
  const projectId = options.project ?? projectOf(head.name);
  return {
    kind: "reading",
    plan: {
      rowTable: "items",
      hasHeader: true,
      columns: header.map((column, index) => ({
        column,
        as: index === gold ? "items.gold_answer" : column === "_id" ? "items.item_id" : null,
      })),
      notes: ["A report of test questions: only the keys are read."],
      project: projectId,
    },
    read(row) {
      const values = parse(row);
      if (isReject(values)) return values;
      const key = values.gold === null ? {} : { goldAnswer: values.gold };
      return [{ table: "items", row: { itemId: values._id, projectId, ...key } }];
    },
  };
}

function keyColumn(header: readonly string[], asked: string | undefined): number | undefined {
  const keys = header.flatMap((name, index) =>
    !name.startsWith("_") && name.endsWith("_gold") ? [index] : [],
  );
  return keys.find((index) => header[index] === `${asked ?? ""}_gold`) ?? keys[0];
}
