import { known, undefinedBecause, type Possible } from "./possible";
import { type PreferenceSet, rowsOfPairs, voteForLower } from "./preference-set";

/** One annotator's agreement with the others on the same pairs. Shares, 0 to 1. */
export interface PreferenceAgreement {
  /** Choices on pairs that somebody else also judged. */
  readonly n: number;
  /** Agreement with the majority of everybody but the annotator; half where the others are split evenly. */
  readonly agreement: number;
  /** What the others reach on the same pairs, each against everybody but themselves: nobody can be asked for more. */
  readonly ceiling: number;
  /** agreement - ceiling: 0 is as good as the rest. */
  readonly excess: number;
  /** Standard error of excess over pairs; null with one. */
  readonly standardError: number | null;
}

/** Agreement of a vote (1, 0.5, 0) with the majority of `total` others of whom `forLower` voted 1. */
function withMajority(vote: number, forLower: number, total: number): number {
  const lead = forLower - total / 2;
  if (Math.abs(lead) < 1e-9 || vote === 0.5) return 0.5;
  const majority = lead > 0 ? 1 : 0;
  return vote === majority ? 1 : 0;
}

/** Sums over one annotator's pairs. */
interface Sums {
  n: number;
  agreed: number;
  ceiling: number;
  squares: number;
}

function addPair(set: PreferenceSet, rows: readonly number[], into: Map<number, Sums>): void {
  const votes = rows.map((row) => voteForLower(set, row));
  const total = rows.length;
  const forLower = votes.reduce((sum, vote) => sum + vote, 0);
  const agreement = votes.map((vote) => withMajority(vote, forLower - vote, total - 1));
  const all = agreement.reduce((sum, value) => sum + value, 0);
  rows.forEach((row, at) => {
    const who = set.annotator[row]!;
    const sums = into.get(who) ?? { n: 0, agreed: 0, ceiling: 0, squares: 0 };
    const ceiling = (all - agreement[at]!) / (total - 1);
    sums.n++;
    sums.agreed += agreement[at]!;
    sums.ceiling += ceiling;
    sums.squares += (agreement[at]! - ceiling) ** 2;
    into.set(who, sums);
  });
}

/**
 * Does each annotator prefer what the others prefer? There is no truth in a preference, and people agree less where two
 * things are alike, so agreement is read against a ceiling: what the others reach on the same pairs. A split or a
 * declared tie counts half. Summed over everybody, agreement equals the ceiling, so excess compares people and flatters
 * nobody. A map from annotator to agreement; an annotator who shares no pair with anybody is absent.
 * Null without choices, or where no pair was judged twice.
 */
export function preferenceAgreement(set: PreferenceSet): Possible<ReadonlyMap<number, PreferenceAgreement>> {
  if (set.choice.length === 0) return undefinedBecause("no judgments");
  const sums = new Map<number, Sums>();
  for (const rows of rowsOfPairs(set).values()) if (rows.length > 1) addPair(set, rows, sums);
  if (sums.size === 0) return undefinedBecause("no item has two judgments");
  const found = [...sums]
    .sort(([a], [b]) => a - b)
    .map(([who, { n, agreed, ceiling, squares }]) => {
      const excess = (agreed - ceiling) / n;
      const variance = Math.max(0, squares / n - excess ** 2);
      const standardError = n > 1 ? Math.sqrt(variance / (n - 1)) : null;
      return [who, { n, agreement: agreed / n, ceiling: ceiling / n, excess, standardError }] as const;
    });
  return known(new Map(found));
}

/** How often choices run in a circle. */
export interface Intransitivity {
  /** Triples of items of which all three pairs are decided. */
  readonly triples: number;
  /** Share of them that run in a circle: A over B over C over A. Chance alone gives one quarter. */
  readonly circular: number;
}

/** Which item of each decided pair the majority of these rows prefers: key low * itemCount + high, 1 the lower. */
function decided(set: PreferenceSet, annotator: number | null): Map<number, number> {
  const outcome = new Map<number, number>();
  for (const [key, rows] of rowsOfPairs(set)) {
    const own = annotator === null ? rows : rows.filter((row) => set.annotator[row] === annotator);
    const lead = own.reduce((sum, row) => sum + voteForLower(set, row) - 0.5, 0);
    if (Math.abs(lead) > 1e-9) outcome.set(key, lead > 0 ? 1 : 0);
  }
  return outcome;
}

/**
 * Do preferences order the items at all? Of one annotator's choices, or with `annotator` null of the majority's on each
 * pair; split pairs are left out. Null where no three items have all their pairs decided.
 * Kendall and Babington Smith 1940, "On the method of paired comparisons".
 */
export function intransitivity(
  set: PreferenceSet,
  annotator: number | null = null,
): Possible<Intransitivity> {
  const outcome = decided(set, annotator);
  const { itemCount } = set;
  const higherOf = new Map<number, number[]>();
  for (const key of outcome.keys()) {
    const low = Math.floor(key / itemCount);
    higherOf.set(low, [...(higherOf.get(low) ?? []), key % itemCount]);
  }
  let triples = 0;
  let circles = 0;
  for (const [a, above] of higherOf) {
    for (const b of above) {
      for (const c of higherOf.get(b) ?? []) {
        const third = outcome.get(a * itemCount + c);
        if (third === undefined) continue;
        triples++;
        // a over b, b over c and c over a, or all three the other way.
        if (
          outcome.get(a * itemCount + b) === outcome.get(b * itemCount + c) &&
          third !== outcome.get(a * itemCount + b)
        )
          circles++;
      }
    }
  }
  return triples > 0
    ? known({ triples, circular: circles / triples })
    : undefinedBecause("nothing to compare");
}
