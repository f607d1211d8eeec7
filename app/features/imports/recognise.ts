import type { Importer, SourceHead } from "~/domain/importer";

/**
 * The importer that reads a source: the one asked for, or the only one that recognises it, a fallback giving way to
 * any other. A sentence where there is none.
 */
export function recognise(
  head: SourceHead,
  importers: readonly Importer[],
  format: string | undefined,
): Importer | string {
  if (format !== undefined && format !== "auto") {
    const asked = importers.find(({ id }) => id === format);
    return asked ?? `There is no format ${format}; known are ${importers.map(({ id }) => id).join(", ")}.`;
  }
  const answers = importers.map((importer) => ({ importer, answer: importer.recognises(head) }));
  const sure = answers.filter(({ answer }) => answer === "yes");
  const found = sure.length > 0 ? sure : answers.filter(({ answer }) => answer === "fallback");
  if (found.length > 1) {
    const labels = found.map(({ importer }) => importer.id).join(" and ");
    return `This could be ${labels}; say which with --format.`;
  }
  return found[0]?.importer ?? `The format is not known. ${beginning(head)}`;
}

function beginning(head: SourceHead): string {
  const first = (head.rows[0] ?? []).map((cell) => cell.replace(/\s+/g, " ").trim());
  const shown = first.slice(0, 8).map((cell) => (cell.length > 40 ? `${cell.slice(0, 37)}...` : cell));
  const more = first.length > shown.length ? `, and ${first.length - shown.length} more` : "";
  return `It begins with: ${shown.join(", ")}${more}. Say which column is which with --columns.`;
}
