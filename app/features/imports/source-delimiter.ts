import { delimitedSplitter } from "~/importers/parse/delimited";

const DELIMITERS = [",", "\t", ";", "|"];

/**
 * The delimiter that cuts a sample into rows of the same width, from the content alone. A file of one column has none
 * and is read with the comma.
 */
export function guessDelimiter(sample: string): string {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const score = evenness(sample, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Share of the rows that have the commonest width, weighed by that width; 0 where the delimiter cuts nothing. */
function evenness(sample: string, delimiter: string): number {
  const rows = delimitedSplitter(delimiter).push(`${sample}\n`).rows;
  const widths = new Map<number, number>();
  for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  let common = { width: 1, count: 0 };
  for (const [width, count] of widths) if (count > common.count) common = { width, count };
  // The header alone says much: exports are often shorter in their rows than in their header.
  const header = rows[0]?.cells.length ?? 1;
  if (common.width < 2 && header < 2) return 0;
  return (
    (common.width < 2 ? 0 : (common.count / rows.length) * Math.log(common.width)) + 0.1 * Math.log(header)
  );
}
