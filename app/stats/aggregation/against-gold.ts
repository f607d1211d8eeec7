import { type Consensus, TIE_WIDTH } from "./consensus";
import { known, undefinedBecause, type Possible } from "./possible";

/** How a consensus compares with known answers. Shares are of `n`, the gold items that were judged. */
export interface AgainstGold {
  readonly n: number;
  readonly correct: number;
  readonly accuracy: number;
  /** Tied items among them; the tie rule, not the annotators, chose their class. */
  readonly ties: number;
  /** Accuracy had every tie been broken wrongly, and rightly. */
  readonly possible: readonly [low: number, high: number];
  /** Expected accuracy had every tie been broken by lot. */
  readonly expectedByLot: number;
  /** Classes x classes, row-major: row the known class, column the consensus class. */
  readonly confusion: Float64Array;
}

/** The classes of item i that are within the width of a tie of the likeliest one. */
function leaders(consensus: Consensus, i: number, classCount: number): number[] {
  const share = (c: number) => consensus.posterior[i * classCount + c]!;
  const best = share(consensus.labels[i]!);
  return Array.from({ length: classCount }, (_, c) => c).filter((c) => share(c) > best - TIE_WIDTH);
}

/**
 * How often is the consensus right on items with a known class? `gold` holds a class an item, -1 where none is known.
 * Null where no gold item was judged.
 */
export function againstGold(
  consensus: Consensus,
  gold: ArrayLike<number>,
  classCount: number,
): Possible<AgainstGold> {
  let n = 0;
  let correct = 0;
  let ties = 0;
  let tiedRight = 0;
  let tiedMayBeRight = 0;
  let byLot = 0;
  const confusion = new Float64Array(classCount * classCount);
  for (let i = 0; i < consensus.labels.length; i++) {
    const truth = gold[i] ?? -1;
    const label = consensus.labels[i]!;
    if (truth < 0 || label < 0) continue;
    n++;
    confusion[truth * classCount + label]!++;
    if (label === truth) correct++;
    if (consensus.tied[i] === 0) continue;
    const even = leaders(consensus, i, classCount);
    ties++;
    if (label === truth) tiedRight++;
    if (even.includes(truth)) {
      tiedMayBeRight++;
      byLot += 1 / even.length;
    }
  }
  if (n === 0) return undefinedBecause("nothing to compare");
  const settled = correct - tiedRight;
  return known({
    n,
    correct,
    accuracy: correct / n,
    ties,
    possible: [settled / n, (settled + tiedMayBeRight) / n],
    expectedByLot: (settled + byLot) / n,
    confusion,
  });
}

/** A model that is right less often on gold than counting votes: its labels should not be used as they are. */
export interface WorseThanMajority {
  readonly kind: "worse than majority";
  readonly n: number;
  readonly modelAccuracy: number;
  readonly majorityAccuracy: number;
  /** Gold items only the majority gets right, and only the model. */
  readonly onlyMajorityRight: number;
  readonly onlyModelRight: number;
}

/**
 * Does a model do worse than counting votes where the answer is known? A richer model can settle far from the truth (the
 * one-coin model on bluebirds: .583 against .759, a true maximum of its likelihood), and only gold shows it.
 * Null where it does as well or better, or where there is no gold to tell.
 */
export function worseThanMajority(
  model: Consensus,
  majority: Consensus,
  gold: ArrayLike<number>,
): WorseThanMajority | null {
  let n = 0;
  let modelRight = 0;
  let majorityRight = 0;
  let onlyMajorityRight = 0;
  for (let i = 0; i < model.labels.length; i++) {
    const truth = gold[i] ?? -1;
    if (truth < 0 || model.labels[i]! < 0) continue;
    n++;
    if (model.labels[i] === truth) modelRight++;
    if (majority.labels[i] !== truth) continue;
    majorityRight++;
    if (model.labels[i] !== truth) onlyMajorityRight++;
  }
  if (modelRight >= majorityRight) return null;
  return {
    kind: "worse than majority",
    n,
    modelAccuracy: modelRight / n,
    majorityAccuracy: majorityRight / n,
    onlyMajorityRight,
    onlyModelRight: onlyMajorityRight - (majorityRight - modelRight),
  };
}
