import type { Reject, SourceRow } from "~/domain/importer";

const MAX_RAW_LENGTH = 1_000;

/** A refused row. Cells of `hidden` columns (personal data that is not imported) do not reach `raw`. */
export function rejectRow(
  row: SourceRow,
  column: string | null,
  reason: string,
  hidden: ReadonlySet<number> = NONE,
): Reject {
  const cells =
    hidden.size === 0 ? row.cells : row.cells.map((cell, index) => (hidden.has(index) ? "" : cell));
  let raw = "";
  for (let index = 0; index < cells.length && raw.length <= MAX_RAW_LENGTH; index += 1) {
    raw += (index > 0 ? "," : "") + (cells[index] ?? "").slice(0, MAX_RAW_LENGTH);
  }
  return { kind: "reject", line: row.line, column, reason, raw: clean(raw.slice(0, MAX_RAW_LENGTH)) };
}

const NONE: ReadonlySet<number> = new Set();

/** A cut can halve a pair of surrogates, and a JSON text can hold one half; neither can be stored. */
function clean(raw: string): string {
  return raw.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\0/g, "\uFFFD");
}
