/** Rows as aligned text; numbers to the right. An empty cell is a number that does not exist. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const text = rows.map((row) => row.map((cell) => (cell === null ? "" : String(cell))));
  const widths = header.map((name, index) =>
    Math.max(name.length, ...text.map((row) => row[index]?.length ?? 0)),
  );
  const toRight = header.map((_, index) => rows.some((row) => typeof row[index] === "number"));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (toRight[index] ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!)))
      .join("  ")
      .trimEnd();
  return [line(header), ...text.map(line)].join("\n") + "\n";
}
