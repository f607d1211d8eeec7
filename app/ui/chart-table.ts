/** The table behind a chart: what a screen reader reads and what the CSV holds. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  /** Cells as they are written; `raw` values, where given, go to the CSV instead. */
  readonly rows: readonly (readonly ChartCell[])[];
}

export interface ChartColumn {
  readonly header: string;
  readonly numeric?: boolean;
}

export type ChartCell =
  string | { readonly text: string; readonly raw: number | string | null; readonly href?: string };

export const cellText = (cell: ChartCell): string => (typeof cell === "string" ? cell : cell.text);

/** RFC 4180, with a guard: a cell that a spreadsheet would run as a formula is quoted with an apostrophe. */
export function chartCsv(table: ChartTable): string {
  const rows = table.rows.map((row) =>
    row.map((cell) => csvCell(typeof cell === "string" ? cell : cell.raw)),
  );
  return [table.columns.map((column) => csvCell(column.header)), ...rows]
    .map((row) => `${row.join(",")}\r\n`)
    .join("");
}

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
