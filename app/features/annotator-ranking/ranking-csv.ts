import { stringify } from "csv-stringify/sync";
import { shownOrder } from "~/ui/data-table";
import { columnsOf } from "./ranking-columns";
import type { RankingLine } from "./ranking-line";
import type { RankingQuery } from "./ranking-query";

type Cell = string | number | null;

interface CsvColumn {
  readonly name: string;
  readonly of: (line: RankingLine) => Cell;
}

/**
 * The columns that the query shows, in its order, as those of a file. Of a number the file holds what the cell shows:
 * value, both ends of its interval, n, clock, and where there is none its reason. Values are unrounded and in the
 * column's unit: shares from 0 to 1, money in minor units.
 */
export function csvColumns(query: RankingQuery): readonly CsvColumn[] {
  const columns = columnsOf(query.group);
  return shownOrder(columns, query.columns).flatMap((id): CsvColumn[] => {
    const measure = columns.find((column) => column.id === id)?.measure;
    if (measure) return measureColumns(id, measure);
    switch (id) {
      case "label":
        return query.group === null
          ? [
              { name: "annotator_id", of: (line) => line.id },
              { name: "display_name", of: ({ name }) => name },
            ]
          : [
              { name: query.group, of: (line) => line.id },
              { name: "name", of: ({ name }) => name },
            ];
      case "rankBest":
        return [
          { name: "rank_best", of: ({ rank }) => rank?.best ?? null },
          { name: "rank_worst", of: ({ rank }) => rank?.worst ?? null },
          { name: "rank_of", of: ({ rank }) => rank?.of ?? null },
          { name: "rankable", of: ({ rank }) => (rank?.rankable ? "yes" : "no") },
        ];
      case "tier":
        return [{ name: "tier", of: ({ tier }) => tier.tier }];
      default:
        return [{ name: id, of: (line) => line[id as "judgments" | "people" | "country"] }];
    }
  });
}

function measureColumns(id: string, measure: keyof RankingLine["measures"]): CsvColumn[] {
  const name = id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const measured =
    (of: (found: { value: number; low: number; high: number }) => number) => (line: RankingLine) => {
      const found = line.measures[measure].measured;
      return found.kind === "measured" ? of(found) : null;
    };
  return [
    { name, of: measured(({ value }) => value) },
    { name: `${name}_low`, of: measured(({ low }) => low) },
    { name: `${name}_high`, of: measured(({ high }) => high) },
    { name: `${name}_n`, of: ({ measures }) => nOf(measures[measure].measured) },
    { name: `${name}_clock`, of: ({ measures }) => measures[measure].clock ?? null },
    { name: `${name}_note`, of: ({ measures }) => noteOf(measures[measure]) },
  ];
}

const nOf = (measured: RankingLine["measures"]["gold"]["measured"]): number | null =>
  measured.kind === "unmeasured" ? null : measured.n;

function noteOf({ measured, unit }: RankingLine["measures"]["gold"]): string | null {
  if (measured.kind === "unmeasured") return `unmeasured: ${measured.reason}`;
  if (measured.kind === "insufficient") return `insufficient: ${measured.n} of ${measured.needed}`;
  return unit.kind === "money" ? unit.currency : null;
}

/** Text that a spreadsheet would take for a formula is neutralised; a missing number is empty. */
const written = (lines: readonly (readonly Cell[])[]): string =>
  stringify(lines as Cell[][], { escape_formulas: true });

export const csvHeader = (query: RankingQuery): string =>
  written([csvColumns(query).map(({ name }) => name)]);

export function csvLines(query: RankingQuery, lines: readonly RankingLine[]): string {
  const columns = csvColumns(query);
  return written(lines.map((line) => columns.map(({ of }) => of(line))));
}
