import type { Told } from "~/domain/measured";
import { type Cell, type CrossTable, crossTable, type Disclosure, type GroupedRow } from "./cross-table";

export interface GroupValue {
  readonly group: string;
  /** 0 where suppressed. */
  readonly people: number;
  readonly measured: Told;
  /** The number is withheld, not absent: too few people, or another number would tell it. */
  readonly suppressed: boolean;
}

/** A comparison of groups, pooled or within controls. */
export interface Comparison {
  readonly byGroup: readonly GroupValue[];
  readonly reference: string | null;
  /** Largest less smallest of the shown groups; null with fewer than two. */
  readonly difference: number | null;
  /** Smallest over largest; null with fewer than two, or where the largest is not above 0. */
  readonly ratio: number | null;
}

export interface Stratum {
  readonly stratum: string;
  readonly overall: GroupValue;
  readonly byGroup: readonly GroupValue[];
}

export interface Disaggregated<Row> {
  readonly overall: GroupValue;
  readonly pooled: Comparison;
  /** Every group within each value of the controls; none without controls. */
  readonly strata: readonly Stratum[];
  /** Differences of each group from the reference within each stratum, weighed by people; null without controls. */
  readonly stratified:
    readonly { readonly group: string; readonly difference: number; readonly strata: number }[] | null;
  /** Said where a group's difference has another sign within strata than pooled; null where none has. */
  readonly signSentence: string | null;
  /** The rows of every shown cell, for a ledger of what was told. */
  readonly told: readonly (readonly Row[])[];
  /** Cells withheld because `permit` refused them. */
  readonly refused: number;
}

export interface DisaggregateOptions<Row> extends Disclosure<Row> {
  /** Compared with; the group with the highest value where left out. */
  readonly reference?: string;
}

type Measure<Row> = (rows: readonly Row[]) => Told;

/**
 * Any measure by group: overall, by group, difference and ratio (fairlearn's words), pooled and, where controls are
 * given, like for like within strata. `measure` takes the rows of a cell and gives value, interval and n.
 * Every number, pooled, stratified or marginal, rests on shown cells of one table, see {@link crossTable}.
 */
export function disaggregate<Row>(
  rows: readonly GroupedRow<Row>[],
  measure: Measure<Row>,
  options: DisaggregateOptions<Row>,
): Disaggregated<Row> {
  const table = crossTable(rows, options);
  const valueOf = (group: string, cell: Cell<Row>): GroupValue => ({
    group,
    people: cell.hidden ? 0 : cell.people,
    measured: cell.hidden ? { kind: "insufficient", n: 0, needed: options.minimumCell } : measure(cell.rows),
    suppressed: cell.hidden,
  });
  const pooled = compare(
    table.groups.map((group) => valueOf(group, table.ofGroup(group))),
    options.reference,
  );
  const hasControls = rows.some(({ controls }) => controls !== undefined && Object.keys(controls).length > 0);
  const strata = !hasControls
    ? []
    : table.strata.map((stratum) => ({
        stratum,
        overall: valueOf("", table.ofStratum(stratum)),
        byGroup: table.groups.map((group) => valueOf(group, table.of(group, stratum))),
      }));
  const stratified = hasControls && pooled.reference !== null ? likeForLike(table, strata, pooled) : null;
  const { overall } = table;
  return {
    // Nobody at all on record is no secret.
    overall: {
      ...valueOf("", overall),
      ...(overall.rows.length === 0 ? { measured: measure([]), suppressed: false } : {}),
    },
    pooled,
    strata,
    stratified,
    signSentence: stratified === null ? null : signSentence(pooled, stratified),
    told: table.told,
    refused: table.refused,
  };
}

function compare(byGroup: readonly GroupValue[], wanted: string | undefined): Comparison {
  const values = byGroup.flatMap(({ group, measured }) =>
    measured.kind === "measured" ? [{ group, value: measured.value }] : [],
  );
  const ordered = values.toSorted((a, b) => b.value - a.value);
  const [highest, lowest] = [ordered[0], ordered.at(-1)];
  const several = highest !== undefined && lowest !== undefined && ordered.length >= 2;
  const named = values.find(({ group }) => group === wanted)?.group;
  return {
    byGroup,
    reference: named ?? highest?.group ?? null,
    difference: several ? highest.value - lowest.value : null,
    ratio: several && highest.value > 0 ? lowest.value / highest.value : null,
  };
}

function likeForLike<Row>(
  table: CrossTable<Row>,
  strata: readonly Stratum[],
  { byGroup, reference }: Comparison,
): NonNullable<Disaggregated<Row>["stratified"]> {
  return byGroup
    .filter(({ group, suppressed }) => group !== reference && !suppressed)
    .flatMap(({ group }) => {
      let weighed = 0;
      let weights = 0;
      let used = 0;
      for (const { stratum, byGroup: within } of strata) {
        const [own, other] = [measuredOf(within, group), measuredOf(within, reference)];
        if (own === null || other === null) continue;
        const [mine, theirs] = [table.of(group, stratum).people, table.of(reference ?? "", stratum).people];
        // Mantel and Haenszel's weight: a stratum with few on either side says little.
        const weight = (mine * theirs) / (mine + theirs);
        weighed += weight * (own - other);
        weights += weight;
        used++;
      }
      return weights === 0 ? [] : [{ group, difference: weighed / weights, strata: used }];
    });
}

function measuredOf(byGroup: readonly GroupValue[], group: string | null): number | null {
  const measured = byGroup.find((one) => one.group === group)?.measured;
  return measured?.kind === "measured" ? measured.value : null;
}

function signSentence(
  { byGroup, reference }: Comparison,
  stratified: NonNullable<Disaggregated<unknown>["stratified"]>,
): string | null {
  const base = measuredOf(byGroup, reference);
  const turned = stratified.filter(({ group, difference }) => {
    const value = measuredOf(byGroup, group);
    return value !== null && base !== null && (value - base) * difference < 0;
  });
  if (turned.length === 0) return null;
  const names = turned.map(({ group }) => group).join(", ");
  return `Compared like for like, the difference of ${names} from ${reference ?? ""} has the opposite sign: who does which work explains more than the group.`;
}
