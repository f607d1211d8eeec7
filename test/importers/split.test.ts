import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ImportRecord } from "~/domain/importer";
import type { SourceOptions } from "~/features/imports/source.server";
import { delimitedSplitter } from "~/importers/parse/delimited";
import { fixture, readAll, upload } from "./reading";

/**
 * A file cut anywhere between two rows, its header on every part, has the same records as the whole. The project is
 * named, as it has to be where the format takes it from the file's name, and so is the answer where a part may be too
 * small to guess it from.
 */
const CASES: ReadonlyArray<readonly [path: string, hasHeader: boolean, options: SourceOptions]> = [
  ["appen/full_report_f123.csv", true, { project: "p", answer: "topic", taskType: "categorical" }],
  ["mturk/batch_results.csv", true, { answer: "relation", taskType: "categorical" }],
  ["toloka/assignments.tsv", true, { answer: "result", taskType: "categorical" }],
  ["columns/standardized.tsv", true, { project: "p", taskType: "categorical" }],
  ["columns/offensiveness.csv", true, { project: "p", answer: "offensiveness", taskType: "rating" }],
  ["columns/scores.csv", false, { project: "p" }],
  ["ledger/judgments.csv", true, {}],
];

const keysOf = (records: readonly ImportRecord[]) =>
  [...new Set(records.map((one) => JSON.stringify(one)))].sort();

function physicalRows(text: string, delimiter: string): string[] {
  const splitter = delimitedSplitter(delimiter);
  const rows = [...splitter.push(text).rows, ...splitter.end().rows];
  const lines = text.split(/(?<=\n)/);
  return rows.map(({ line }, index) =>
    lines.slice(line - 1, (rows[index + 1]?.line ?? Infinity) - 1).join(""),
  );
}

describe("a file split in any way and read in any order", () => {
  it.each(CASES)("%s gives the same set of records", async (path, hasHeader, options) => {
    const text = readFileSync(fixture(path), "utf8");
    const rows = physicalRows(text, path.endsWith(".tsv") ? "\t" : ",");
    const header = hasHeader ? (rows.shift() ?? "") : "";
    const whole = keysOf((await readAll(upload("whole", text), options)).records);
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: rows.length - 1 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(cuts, fc.boolean(), async (at, reversed) => {
        const ends = [...at.sort((a, b) => a - b), rows.length];
        const parts = ends.map((end, index) => header + rows.slice(ends[index - 1] ?? 0, end).join(""));
        // A part that holds nothing but separators has no rows and is refused as such.
        const inputs = parts
          .filter((part) => part.slice(header.length).trim() !== "")
          .map((part, index) => upload(`part-${index}`, part));
        const { records, faults } = await readAll(reversed ? inputs.reverse() : inputs, options);
        expect(faults).toEqual([]);
        expect(keysOf(records)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });
});
