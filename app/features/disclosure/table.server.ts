import type { Database, Db } from "db/client";
import type { Measured, Told } from "~/domain/measured";
import type { Viewer } from "~/domain/viewer";
import type { GroupedRow } from "~/fairness/cross-table";
import { type Disaggregated, disaggregate, type GroupValue } from "~/fairness/disaggregate";
import { PEOPLE_FOR_MEDIAN, type PeopleMeasure, type PersonWork } from "~/features/workload/measures.server";
import { pseudonymKey } from "~/secret.server";
import { MINIMUM_CELL, roundedCount, roundedShare, roundedValue } from "~/stats/disclosure/counts";
import { wilson } from "~/stats/wilson";
import { answered, type LedgerEntry, refusalSentence } from "./answer.server";
import type { Contribution } from "./digests.server";

/** Who asks, and where. */
export interface Asker {
  readonly viewer: Viewer;
  /** Sees the ledger of what researchers were told. */
  readonly system: Db;
  readonly key: Buffer;
  readonly screen: string;
  readonly at: Date;
  /** Told what the ledger of answers was given. */
  readonly wrote?: (entry: LedgerEntry) => void;
}

export const askerOf = (
  { viewer, database, request }: { viewer: Viewer; database: Database; request: Request },
  at: Date,
): Asker => ({
  ...{ viewer, at, system: database.db, key: pseudonymKey(database) },
  screen: new URL(request.url).pathname.replace(/\.data$/, ""),
});

/** Fewest people of a group for those who see people by name anyway. */
export const MANAGERS_CELL = 5;

export type PeopleTable = Omit<Disaggregated<PersonWork>, "told"> & {
  readonly minimumCell: number;
  /** Why numbers are withheld beyond those of small groups; null where none are. */
  readonly sentence: string | null;
};

/** Fewest people of a cell of a measure, by who looks. */
export function minimumCellOf(viewer: Viewer, { kind }: Pick<PeopleMeasure, "kind">): number {
  if (viewer.role !== "researcher") return MANAGERS_CELL;
  return kind === "middle" ? PEOPLE_FOR_MEDIAN : MINIMUM_CELL;
}

/**
 * One measure by group, as whoever asks may have it: every screen that shows researchers numbers over people comes
 * through here. Researchers' tables are held against the ledger of all earlier answers and rounded. `partsOf` gives
 * the rows that a row sums up, itself among none.
 */
export async function peopleTable(
  asker: Asker,
  measure: PeopleMeasure,
  rows: readonly GroupedRow<PersonWork>[],
  asked: Readonly<Record<string, string | number | null>>,
  partsOf: (row: PersonWork) => readonly PersonWork[] = () => [],
): Promise<PeopleTable> {
  const minimumCell = minimumCellOf(asker.viewer, measure);
  const known = rows.filter(({ row }) => measure.inputs(row) !== null);
  const personOf = ({ annotator }: PersonWork) => annotator;
  const options = { minimumCell, personOf, ...(measure.weights ? { weights: measure.weights } : {}) };
  if (asker.viewer.role !== "researcher") {
    const table = disaggregate(known, (own) => measure.of(own, 1), options);
    return { ...withPeople(table, asItIs, asItIs), minimumCell, sentence: null };
  }
  const contributionsOf = (row: PersonWork): readonly Contribution[] => {
    const parts = measure.kind === "pooled" ? partsOf(row) : [];
    return (parts.length > 0 ? parts : [row]).flatMap((part) => {
      const inputs = measure.inputs(part);
      // Who works on one project only has one number there and over all: it is one unknown, not two.
      const ownPart = part.project || (part.onlyProject ?? "");
      return inputs === null
        ? []
        : [{ person: part.annotator, part: ownPart, inputs: inputs.map(sameInput) }];
    });
  };
  const { viewer, system, key, screen, at, wrote } = asker;
  const question = { viewer, screen, measure: measure.id, asked, at, key, contributionsOf, wrote };
  const table = await answered(system, question, (permit) =>
    disaggregate(known, (own) => told(measure, measure.of(own, 1)), { ...options, permit }),
  );
  return { ...withPeople(table, roundedCount, roundedValue), minimumCell, sentence: refusalSentence(table) };
}

/** Two ways to one number may differ in its last digits. */
const sameInput = (input: number): number => Number(input.toPrecision(9));

/** A measure's number as it is told: counts of people and what shares are of to the nearest five, values to three digits. */
function told({ kind, unit }: PeopleMeasure, measured: Measured): Told {
  if (measured.kind !== "measured") return measured;
  const { value, low, high, n } = measured;
  if (unit.kind === "count") return inInterval([value, low, high].map(roundedCount), n);
  if (kind !== "share") return inInterval([value, low, high].map(roundedValue), n);
  return toldShare(Math.round(value * n), n);
}

/** A share of people as researchers are told it. */
export function toldShare(hits: number, count: number): Told {
  const share = roundedShare(hits, count);
  if (share === null) return { kind: "insufficient", n: 0, needed: MINIMUM_CELL };
  if (share.kind === "counts") {
    const { low: from, high: to } = wilson(share.hits, share.total);
    return inInterval([share.hits / share.total, from, to].map(roundedValue), share.total);
  }
  return { kind: "bounded", side: share.side, bound: roundedValue(share.bound), n: share.total };
}

function inInterval([value = 0, low = value, high = value]: readonly number[], n: number): Measured {
  return { kind: "measured", value, low, high, n: roundedCount(n) };
}

const asItIs = (value: number): number => value;

type Shown = Omit<Disaggregated<PersonWork>, "told">;

/** What of a table leaves the server: never the rows behind it. */
function withPeople(
  { overall, pooled, strata, stratified, signSentence, refused }: Shown,
  counted: (people: number) => number,
  valued: (value: number) => number,
): Shown {
  const shown = (value: GroupValue): GroupValue => ({ ...value, people: counted(value.people) });
  return {
    stratified: stratified?.map((one) => ({ ...one, difference: valued(one.difference) })) ?? null,
    ...{ signSentence, refused },
    overall: shown(overall),
    pooled: {
      ...pooled,
      difference: pooled.difference === null ? null : valued(pooled.difference),
      ratio: pooled.ratio === null ? null : valued(pooled.ratio),
      byGroup: pooled.byGroup.map(shown),
    },
    strata: strata.map(({ stratum, overall: all, byGroup }) => ({
      ...{ stratum, overall: shown(all), byGroup: byGroup.map(shown) },
    })),
  };
}
