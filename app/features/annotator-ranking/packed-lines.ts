import type { Measured } from "~/domain/measured";
import type { CellMeasure } from "~/features/report/row-measures";
import { shownOrder } from "~/ui/data-table";
import { columnsOf } from "./ranking-columns";
import type { MeasureName, RankingLine } from "./ranking-line";
import type { RankingQuery } from "./ranking-query";

/** A line as the screen has it: with the measures of the columns that it shows. */
export interface ShownLine extends Omit<RankingLine, "measures"> {
  readonly measures: Readonly<Partial<Record<MeasureName, CellMeasure>>>;
}

/** All that a cell shows beside its number: the same down most of a column. */
type Manner = Omit<CellMeasure, "measured">;

/** The place of its manner, then the number: n and value; n, value and both ends; n, needed and 0; or only a reason. */
type PackedCell = readonly [number, ...(number | string)[]];
type PackedLine = readonly [...Omitted, readonly PackedCell[]];
type Omitted = readonly [
  RankingLine["id"],
  RankingLine["name"],
  RankingLine["people"],
  RankingLine["judgments"],
  RankingLine["country"],
  RankingLine["tier"],
  RankingLine["rank"],
];

interface Packed {
  readonly measures: readonly MeasureName[];
  readonly manners: readonly Manner[];
  readonly lines: readonly PackedLine[];
}

/**
 * Lines on their way to the browser as one text: the router's own writing costs by the value, of which a page of a
 * thousand lines has a hundred thousand. Only measures that the query shows go along, to seven decimals: files, which have
 * all of them, are not made of it.
 */
export function packLines(lines: readonly RankingLine[], query: RankingQuery): string {
  const columns = columnsOf(query.group);
  const shown = shownOrder(columns, query.columns);
  const measures = columns.flatMap(({ id, measure }) => (measure && shown.includes(id) ? [measure] : []));
  const manners: Manner[] = [];
  const places = new Map<string, number>();
  const placeOf = (measure: MeasureName, { measured: _, ...manner }: CellMeasure): number => {
    const { unit, clock, reference, lineageHref } = manner;
    const currency = unit.kind === "money" ? unit.currency : "";
    const key = `${measure} ${unit.kind} ${currency} ${clock} ${reference?.value} ${lineageHref}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, manners.length);
    return manners.push(manner) - 1;
  };
  const packed = lines.map(
    ({ id, name, people, judgments, country, tier, rank, measures: all }): PackedLine => {
      const cells = measures.map((measure): PackedCell => {
        const cell = all[measure];
        return [placeOf(measure, cell), ...numbersOf(cell.measured)];
      });
      const { tier: held, reason } = tier;
      return [id, name, people, judgments, country, { tier: held, reason }, rank, cells];
    },
  );
  return JSON.stringify({ measures, manners, lines: packed } satisfies Packed);
}

const rounded = (value: number): number => Math.round(value * 1e7) / 1e7;

function numbersOf(measured: Measured): readonly (number | string)[] {
  if (measured.kind === "unmeasured") return [measured.reason];
  const { n } = measured;
  if (measured.kind === "insufficient") return [n, measured.needed, 0];
  const { value, low, high } = measured;
  return low === value && high === value
    ? [n, rounded(value)]
    : [n, rounded(value), rounded(low), rounded(high)];
}

/** The lines as they were, less what was left out. */
export function unpackLines(text: string): readonly ShownLine[] {
  const { measures, manners, lines } = JSON.parse(text) as Packed;
  return lines.map(([id, name, people, judgments, country, tier, rank, cells]) => ({
    ...{ id, name, people, judgments, country, tier, rank },
    measures: Object.fromEntries(
      cells.map(([place, ...numbers], index) => [
        measures[index]!,
        { ...manners[place]!, measured: measuredOf(numbers) },
      ]),
    ),
  }));
}

function measuredOf(numbers: readonly (number | string)[]): Measured {
  if (typeof numbers[0] === "string") return { kind: "unmeasured", reason: numbers[0] };
  const [n = 0, value = 0, low = value, high = value] = numbers as readonly number[];
  if (numbers.length === 3) return { kind: "insufficient", n, needed: value };
  return { kind: "measured", value, low, high, n };
}
