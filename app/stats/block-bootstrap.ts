import { type Interval, requireConfidence } from "./interval";
import { quantilesOfSorted, type Numbers } from "./quantiles";
import { type Random, randomInteger } from "./random";

/** What a statistic is, and how far it moves when whole blocks are drawn again. */
export interface Bootstrap extends Interval {
  readonly value: number;
  readonly standardError: number;
  /** Draws in which the statistic existed. */
  readonly draws: number;
}

export interface BootstrapOptions {
  readonly random: Random;
  /** 1,999 by default: the ends of a 95 % interval are then the 50th and the 1,950th value. */
  readonly draws?: number;
  readonly confidence?: number;
}

/**
 * How uncertain is a statistic of things that come in blocks (a person's weeks, a project's batches)? Draws as many
 * blocks as there are, with replacement and each whole, and takes percentiles of the statistic. What is alike within
 * a block stays together, so that 40 batches of 25 tasks count as 40.
 *
 * `statistic` gets the drawn blocks (one array, reused between draws: do not keep it) and gives null where it does not
 * exist; such draws are left out. Null where it does not exist for the blocks themselves, with fewer than two blocks
 * (one block shows no spread), or where it existed in fewer than 90 % of draws.
 * Efron and Tibshirani 1993, "An introduction to the bootstrap", 8.5 and 13.3.
 */
export function blockBootstrap<Block>(
  blocks: readonly Block[],
  statistic: (blocks: readonly Block[]) => number | null,
  { random, draws = 1999, confidence = 0.95 }: BootstrapOptions,
): Bootstrap | null {
  const value = statistic(blocks);
  if (value === null || blocks.length < 2) return null;
  const sample = blocks.slice();
  return summarise(value, draws, confidence, () => {
    for (let at = 0; at < sample.length; at++) sample[at] = blocks[randomInteger(blocks.length, random)]!;
    return statistic(sample);
  });
}

/**
 * As `blockBootstrap` for the commonest statistic, a sum over a sum (pay over hours), a block's two amounts at the
 * same place of both lists: nothing is allocated in a draw. Null also where the sum below is 0.
 */
export function bootstrapRatio(
  above: Numbers,
  below: Numbers,
  { random, draws = 1999, confidence = 0.95 }: BootstrapOptions,
): Bootstrap | null {
  const n = above.length;
  if (below.length !== n)
    throw new RangeError(`There are ${n} amounts above the line but ${below.length} below.`);
  let top = 0;
  let bottom = 0;
  for (let at = 0; at < n; at++) {
    top += above[at]!;
    bottom += below[at]!;
  }
  if (n < 2 || bottom === 0) return null;
  return summarise(top / bottom, draws, confidence, () => {
    let drawnTop = 0;
    let drawnBottom = 0;
    for (let at = 0; at < n; at++) {
      const block = randomInteger(n, random);
      drawnTop += above[block]!;
      drawnBottom += below[block]!;
    }
    return drawnBottom === 0 ? null : drawnTop / drawnBottom;
  });
}

function summarise(
  value: number,
  draws: number,
  confidence: number,
  draw: () => number | null,
): Bootstrap | null {
  requireConfidence(confidence);
  const drawn = new Float64Array(draws);
  let used = 0;
  for (let at = 0; at < draws; at++) {
    const one = draw();
    if (one !== null) drawn[used++] = one;
  }
  if (used < 2 || used < 0.9 * draws) return null;
  const kept = drawn.subarray(0, used).sort();
  const tail = (1 - confidence) / 2;
  const [low, high] = quantilesOfSorted(kept, [tail, 1 - tail]) ?? [value, value];
  return { value, low: low!, high: high!, standardError: standardDeviation(kept), draws: used };
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
