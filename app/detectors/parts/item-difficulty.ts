import { binomialUpperTail } from "~/stats/binomial";

/** Misses of one item: how many of how many, and the share that its responders miss elsewhere. */
export interface ItemMisses {
  readonly missed: number;
  readonly responders: number;
  readonly expected: number;
}

/** How likely each spread of difficulty (standard deviation on the logit scale) is, given the items. */
export type DifficultySpread = readonly { readonly spread: number; readonly weight: number }[];

const SPREADS = Array.from({ length: 13 }, (_, step) => step / 4);
/** Difficulties in standard deviations, with the normal weight of each: far out, because a key is judged by its tail. */
const NODES = Array.from({ length: 25 }, (_, step) => (step - 12) / 2).map((z) => ({
  z,
  weight: Math.exp((-z * z) / 2),
}));
const NODE_TOTAL = NODES.reduce((sum, { weight }) => sum + weight, 0);
/** Items the spread is learnt from, evenly spaced over all. */
const MOST_FITTED = 2_000;
/** A marginal rate is a conditional one drawn to a half: sqrt(1 + c^2 s^2), c = 16 sqrt(3) / (15 pi). */
const SHRINKAGE = 0.3458;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

function chanceAt(expected: number, spread: number, z: number): number {
  const share = Math.min(0.99, Math.max(1e-4, expected));
  return logistic(Math.log(share / (1 - share)) * Math.sqrt(1 + SHRINKAGE * spread * spread) + spread * z);
}

/** P(at least `count` misses) where difficulty is normal on the logit scale with this spread. */
function tailAt(count: number, { responders, expected }: ItemMisses, spread: number): number {
  if (count <= 0) return 1;
  if (spread === 0) return binomialUpperTail(count, responders, chanceAt(expected, 0, 0));
  let sum = 0;
  for (const { z, weight } of NODES) {
    sum += weight * binomialUpperTail(count, responders, chanceAt(expected, spread, z));
  }
  return sum / NODE_TOTAL;
}

/**
 * How far do items differ in difficulty? A likelihood over thirteen spreads from 0 to 3 logits, of items that fewer than
 * half of the responders miss, given that they are such: a wrong key is missed by most, so it is not among them, and what
 * is left out is left out of the likelihood too. Weights add to one; their width is what the items leave unknown.
 */
export function difficultySpread(items: readonly ItemMisses[]): DifficultySpread {
  const ordinary = items.filter(({ missed, responders }) => 2 * missed < responders);
  const step = Math.max(1, Math.ceil(ordinary.length / MOST_FITTED));
  const fitted = ordinary.filter((_, index) => index % step === 0);
  const known = new Map<string, number>();
  const logs = SPREADS.map((spread) => {
    let sum = 0;
    for (const item of fitted) {
      const expected = Number(item.expected.toFixed(3));
      const key = `${spread} ${item.missed} ${item.responders} ${expected}`;
      let own = known.get(key);
      if (own === undefined) known.set(key, (own = logChance({ ...item, expected }, spread)));
      sum += own;
    }
    return sum;
  });
  const best = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - best));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return SPREADS.map((spread, index) => ({ spread, weight: (weights[index] ?? 0) / total })).filter(
    ({ weight }) => weight > 1e-4,
  );
}

function logChance(item: ItemMisses, spread: number): number {
  const half = Math.ceil(item.responders / 2);
  const exactly = tailAt(item.missed, item, spread) - tailAt(item.missed + 1, item, spread);
  return Math.log(Math.max(1e-12, exactly)) - Math.log(Math.max(1e-12, 1 - tailAt(half, item, spread)));
}

/** The chance of as many misses where items are as hard as they are, over the spreads that are likely. */
export const missTail = (item: ItemMisses, spreads: DifficultySpread): number =>
  Math.min(
    1,
    spreads.reduce((sum, { spread, weight }) => sum + weight * tailAt(item.missed, item, spread), 0),
  );
