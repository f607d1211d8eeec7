import { matchesGold } from "~/domain/answer";
import type { Consensus } from "~/stats/aggregation/consensus";
import { wilson } from "~/stats/wilson";
import type { GoldComparison } from "./analysis";
import type { LabelTask } from "./label-task";

/** Does a key accept a class, by the project's rule and tolerance? Each pair is looked at once. */
export function keysOf({ classes, goldKeys, rule, tolerance }: LabelTask) {
  const known = new Map<number, boolean>();
  return (key: number, label: number): boolean => {
    const pair = key * classes.length + label;
    const before = known.get(pair);
    if (before !== undefined) return before;
    const accepts = matchesGold(classes[label] ?? "", goldKeys[key] ?? "", rule, tolerance);
    known.set(pair, accepts);
    return accepts;
  };
}

export type Accepts = ReturnType<typeof keysOf>;

/**
 * How often is a consensus right on items with a key? As `againstGold`, but a key may accept several classes, or none
 * that anybody gave. Null where no item with a key was judged.
 */
export function compareWithGold(
  consensus: Consensus,
  gold: Int32Array,
  classCount: number,
  accepts: Accepts,
): GoldComparison | null {
  const sum = { n: 0, correct: 0, ties: 0, settled: 0, mayBeRight: 0, byLot: 0 };
  for (let item = 0; item < consensus.labels.length; item++) {
    const key = gold[item] ?? -1;
    const label = consensus.labels[item]!;
    if (key < 0 || label < 0) continue;
    const right = accepts(key, label);
    sum.n++;
    if (right) sum.correct++;
    if (consensus.tied[item] === 0) {
      if (right) sum.settled++;
      continue;
    }
    sum.ties++;
    const even = leaders(consensus, item, classCount);
    const accepted = even.filter((leader) => accepts(key, leader)).length;
    if (accepted === even.length) sum.settled++;
    else if (accepted > 0) sum.mayBeRight++;
    sum.byLot += accepted === even.length ? 0 : accepted / even.length;
  }
  if (sum.n === 0) return null;
  return {
    n: sum.n,
    correct: sum.correct,
    accuracy: sum.correct / sum.n,
    ...wilson(sum.correct, sum.n),
    ties: sum.ties,
    possible: [sum.settled / sum.n, (sum.settled + sum.mayBeRight) / sum.n],
    expectedByLot: (sum.settled + sum.byLot) / sum.n,
  };
}

/** The classes of an item that are as likely as the likeliest. */
function leaders({ posterior, labels }: Consensus, item: number, classCount: number): number[] {
  const best = posterior[item * classCount + labels[item]!]!;
  return Array.from({ length: classCount }, (_, label) => label).filter(
    (label) => Math.abs(posterior[item * classCount + label]! - best) < 1e-12,
  );
}
