import { isDominated } from "~/stats/disclosure/counts";
import { crossLines, suppressTable } from "~/stats/disclosure/suppress-table";

/** One unit of observation (a person, or a person and project) with what it is compared by. */
export interface GroupedRow<Row> {
  readonly row: Row;
  /** The group compared: a declared group, project, tier, platform or country. */
  readonly group: string;
  /** Held constant: tier, task type, project. Rows are only compared within equal controls. */
  readonly controls?: Readonly<Record<string, string>>;
}

type Weight<Row> = (row: Row) => number;

export interface Disclosure<Row> {
  /** Cells of fewer people are suppressed; 10 for researchers, 5 for managers. */
  readonly minimumCell: number;
  /** Whose row it is, where a person may have several; else each row is a person. */
  readonly personOf?: (row: Row) => unknown;
  /** What a row adds to each total told of; a cell of any of which one person makes up more than half is suppressed. */
  readonly weights?: readonly Weight<Row>[];
  /**
   * Which of several sums may be told, given what was told before: everybody's first, then groups, strata and cells,
   * the largest first. All, where left out.
   */
  readonly permit?: (sums: readonly (readonly Row[])[]) => readonly boolean[];
}

export interface Cell<Row> {
  readonly rows: readonly Row[];
  readonly people: number;
  /** Withheld, not absent. */
  readonly hidden: boolean;
}

/** Rows by group and stratum with their margins, of which the hidden cells cannot be worked out. */
export interface CrossTable<Row> {
  readonly groups: readonly string[];
  /** One where nothing is held constant. */
  readonly strata: readonly string[];
  readonly overall: Cell<Row>;
  readonly ofGroup: (group: string) => Cell<Row>;
  readonly ofStratum: (stratum: string) => Cell<Row>;
  readonly of: (group: string, stratum: string) => Cell<Row>;
  /** The rows of every shown cell: what a ledger of answers keeps. */
  readonly told: readonly (readonly Row[])[];
  /** Cells withheld because `permit` refused them. */
  readonly refused: number;
}

/** Lays rows out by group and by what is held constant, and settles which cells are shown. */
export function crossTable<Row>(
  rows: readonly GroupedRow<Row>[],
  disclosure: Disclosure<Row>,
): CrossTable<Row> {
  const groups = sorted(rows.map(({ group }) => group));
  const strata = sorted(rows.map(stratumOf));
  // Without controls the strata's cells are the groups themselves: one column of totals says it all.
  const columns = strata.length > 1 || strata.some((stratum) => stratum !== "") ? strata.length : 0;
  const width = columns + 1;
  const cells = Array.from({ length: (groups.length + 1) * width }, (): Row[] => []);
  const [rowAt, columnAt] = [placesOf(groups), placesOf(strata)];
  for (const one of rows) {
    const [down, across] = [rowAt.get(one.group) ?? 0, columnAt.get(stratumOf(one)) ?? 0];
    const places = new Set([down * width + columns, groups.length * width + columns]);
    if (columns > 0) places.add(down * width + across).add(groups.length * width + across);
    for (const place of places) cells[place]?.push(one.row);
  }
  const people = cells.map((own) => peopleIn(own, disclosure));
  const { hidden, refused } = settle(cells, people, groups.length, columns, disclosure);
  const cellAt = (place: number): Cell<Row> => ({
    rows: cells[place] ?? [],
    people: people[place] ?? 0,
    hidden: hidden.has(place),
  });
  const down = (group: string) => rowAt.get(group) ?? groups.length;
  const across = (stratum: string) => (columns === 0 ? 0 : (columnAt.get(stratum) ?? columns));
  return {
    groups,
    strata,
    overall: cellAt(groups.length * width + columns),
    ofGroup: (group) => cellAt(down(group) * width + columns),
    ofStratum: (stratum) => cellAt(groups.length * width + across(stratum)),
    of: (group, stratum) => cellAt(down(group) * width + across(stratum)),
    told: cells.filter((own, place) => own.length > 0 && !hidden.has(place)),
    refused,
  };
}

/** Hides what is small or dominated, asks about the rest, and hides again round whatever was refused. */
function settle<Row>(
  cells: readonly (readonly Row[])[],
  people: readonly number[],
  groups: number,
  columns: number,
  { minimumCell, personOf, weights = [], permit }: Disclosure<Row>,
): { readonly hidden: ReadonlySet<number>; readonly refused: number } {
  const lines = crossLines(groups, columns).filter(({ parts }) => parts.length > 0);
  const minimum = minimumCell;
  // Rows add up where people, who may have several, do not.
  const counts = cells.map((own) => own.length);
  const small = cells.flatMap((own, place) => {
    const isSmall = (people[place] ?? 0) < minimum;
    const isTold = weights.some((weightOf) => isDominated(weightsOf(own, weightOf, personOf)));
    return isSmall || isTold ? [place] : [];
  });
  const first = suppressTable(counts, lines, { minimum, unsafe: new Set(small) });
  if (!permit) return { hidden: first, refused: 0 };
  const width = columns + 1;
  const depth = (place: number) =>
    Number(place % width !== columns) + Number(Math.floor(place / width) !== groups);
  const asked = [...cells.keys()]
    .filter((place) => !first.has(place))
    .sort((a, b) => depth(a) - depth(b) || (people[b] ?? 0) - (people[a] ?? 0) || a - b);
  const answers = permit(asked.map((place) => cells[place] ?? []));
  const refused = asked.filter((_, index) => answers[index] !== true);
  if (refused.length === 0) return { hidden: first, refused: 0 };
  const unsafe = new Set([...first, ...refused]);
  return { hidden: suppressTable(counts, lines, { minimum, unsafe }), refused: refused.length };
}

const stratumOf = <Row>({ controls }: GroupedRow<Row>): string =>
  Object.entries(controls ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value)
    .join(", ");

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

const placesOf = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, place) => [name, place]));

function peopleIn<Row>(rows: readonly Row[], { personOf }: Disclosure<Row>): number {
  return personOf ? new Set(rows.map(personOf)).size : rows.length;
}

function weightsOf<Row>(
  rows: readonly Row[],
  weightOf: Weight<Row>,
  personOf: ((row: Row) => unknown) | undefined,
): readonly number[] {
  if (!personOf) return rows.map(weightOf);
  const weights = new Map<unknown, number>();
  for (const row of rows) weights.set(personOf(row), (weights.get(personOf(row)) ?? 0) + weightOf(row));
  return [...weights.values()];
}
