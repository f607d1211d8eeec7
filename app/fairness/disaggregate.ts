import type { Measured } from "~/domain/measured";

/** One unit of observation (a person, or a person and project) with what it is compared by. */
export interface GroupedRow<Row> {
  readonly row: Row;
  /** The group compared: a declared group, project, tier, platform or country. */
  readonly group: string;
  /** Held constant: tier, task type, project. Rows are only compared within equal controls. */
  readonly controls?: Readonly<Record<string, string>>;
}

export interface GroupValue {
  readonly group: string;
  readonly people: number;
  readonly measured: Measured;
  /** Fewer people than the smallest cell: the number is withheld, not absent. */
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

export interface Disaggregated {
  readonly overall: Measured;
  readonly pooled: Comparison;
  /** Differences of each group from the reference within each stratum, weighed by people; null without controls. */
  readonly stratified:
    readonly { readonly group: string; readonly difference: number; readonly strata: number }[] | null;
  /** Said where a group's difference has another sign within strata than pooled; null where none has. */
  readonly signSentence: string | null;
}

export interface DisaggregateOptions {
  /** Compared with; the group with the highest value where left out. */
  readonly reference?: string;
  /** Groups of fewer people are suppressed; 10 for researchers, 5 for managers. */
  readonly minimumCell: number;
}

/**
 * Any measure by group: overall, by group, difference and ratio (fairlearn's words), pooled and, where controls are
 * given, like for like within strata. `measure` takes the rows of a group and gives value, interval and n.
 * Small groups are suppressed, and when only one is, the next smallest with it: else the overall number would give it.
 */
export function disaggregate<Row>(
  rows: readonly GroupedRow<Row>[],
  measure: (rows: readonly Row[]) => Measured,
  { reference, minimumCell }: DisaggregateOptions,
): Disaggregated {
  const pooled = compare(rows, measure, minimumCell, reference);
  const hasControls = rows.some(({ controls }) => controls !== undefined && Object.keys(controls).length > 0);
  const stratified =
    hasControls && pooled.reference !== null ? likeForLike(rows, measure, pooled, minimumCell) : null;
  return {
    overall: measure(rows.map(({ row }) => row)),
    pooled,
    stratified,
    signSentence: stratified === null ? null : signSentence(pooled, stratified),
  };
}

function compare<Row>(
  rows: readonly GroupedRow<Row>[],
  measure: (rows: readonly Row[]) => Measured,
  minimumCell: number,
  wanted: string | undefined,
): Comparison {
  const groups = byKey(rows, ({ group }) => group);
  const hidden = suppressedGroups(groups, minimumCell);
  const byGroup = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, own]): GroupValue => {
      const suppressed = hidden.has(group);
      const measured: Measured = suppressed
        ? { kind: "insufficient", n: 0, needed: minimumCell }
        : measure(own.map(({ row }) => row));
      return { group, people: suppressed ? 0 : own.length, measured, suppressed };
    });
  const values = byGroup.flatMap(({ group, measured }) =>
    measured.kind === "measured" ? [{ group, value: measured.value }] : [],
  );
  const sorted = values.toSorted((a, b) => b.value - a.value);
  const [highest, lowest] = [sorted[0], sorted.at(-1)];
  const several = highest !== undefined && lowest !== undefined && sorted.length >= 2;
  const named = values.find(({ group }) => group === wanted)?.group;
  return {
    byGroup,
    reference: named ?? highest?.group ?? null,
    difference: several ? highest.value - lowest.value : null,
    ratio: several && highest.value > 0 ? lowest.value / highest.value : null,
  };
}

/** Groups below the smallest cell; a single one takes the next smallest with it. */
function suppressedGroups<Row>(
  groups: ReadonlyMap<string, readonly Row[]>,
  minimumCell: number,
): ReadonlySet<string> {
  const bySize = [...groups].sort(([, a], [, b]) => a.length - b.length);
  const small = bySize.filter(([, own]) => own.length < minimumCell);
  const hidden = small.length === 1 ? bySize.slice(0, 2) : small;
  return new Set(hidden.map(([group]) => group));
}

function likeForLike<Row>(
  rows: readonly GroupedRow<Row>[],
  measure: (rows: readonly Row[]) => Measured,
  pooled: Comparison,
  minimumCell: number,
): NonNullable<Disaggregated["stratified"]> {
  const strata = [
    ...byKey(rows, ({ controls }) => JSON.stringify(Object.entries(controls ?? {}).sort())).values(),
  ];
  return pooled.byGroup
    .filter(({ group, suppressed }) => group !== pooled.reference && !suppressed)
    .flatMap(({ group }) => {
      let weighed = 0;
      let weights = 0;
      let used = 0;
      for (const stratum of strata) {
        const own = stratum.filter((one) => one.group === group);
        const others = stratum.filter((one) => one.group === pooled.reference);
        if (own.length === 0 || others.length === 0 || own.length + others.length < minimumCell) continue;
        const [first, second] = [measure(own.map(({ row }) => row)), measure(others.map(({ row }) => row))];
        if (first.kind !== "measured" || second.kind !== "measured") continue;
        // Mantel and Haenszel's weight: a stratum with few on either side says little.
        const weight = (own.length * others.length) / (own.length + others.length);
        weighed += weight * (first.value - second.value);
        weights += weight;
        used++;
      }
      return weights === 0 ? [] : [{ group, difference: weighed / weights, strata: used }];
    });
}

function signSentence(
  pooled: Comparison,
  stratified: NonNullable<Disaggregated["stratified"]>,
): string | null {
  const valueOf = (group: string | null) => {
    const measured = pooled.byGroup.find((one) => one.group === group)?.measured;
    return measured?.kind === "measured" ? measured.value : null;
  };
  const base = valueOf(pooled.reference);
  const turned = stratified.filter(({ group, difference }) => {
    const value = valueOf(group);
    return value !== null && base !== null && (value - base) * difference < 0;
  });
  if (turned.length === 0) return null;
  const names = turned.map(({ group }) => group).join(", ");
  return `Compared like for like, the difference of ${names} from ${pooled.reference ?? ""} has the opposite sign: who does which work explains more than the group.`;
}

function byKey<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const own = groups.get(keyOf(value));
    if (own) own.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
