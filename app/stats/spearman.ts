import { studentTwoSided } from "./beta";
import type { Numbers } from "./quantiles";
import { tiedRanks } from "./tied-ranks";

/** A rank correlation. */
export interface RankCorrelation {
  /** -1 to 1. */
  readonly rho: number;
  /** Two-sided, by Student's t with n - 2 degrees of freedom; rough below about 10 pairs. Null with two pairs. */
  readonly p: number | null;
  readonly n: number;
}

/**
 * Do two measures rise together? Spearman's rho, ties given average ranks: SciPy `spearmanr`, R
 * `cor.test(method = "spearman", exact = FALSE)`.
 * Null with fewer than two pairs, or where either measure is constant. Throws a RangeError for lists of different
 * lengths. For a handful of pairs take `spearmanExactP`: there t says p = 0 of three pairs in order, which happens
 * by chance one time in three.
 */
export function spearman(x: Numbers, y: Numbers): RankCorrelation | null {
  const n = requirePairs(x, y);
  const rho = correlation(tiedRanks(x).ranks, tiedRanks(y).ranks);
  if (rho === null) return null;
  if (n < 3) return { rho, p: null, n };
  const t = rho * Math.sqrt((n - 2) / ((1 - rho) * (1 + rho)));
  return { rho, p: Math.abs(rho) === 1 ? 0 : studentTwoSided(t, n - 2), n };
}

/** The most pairs whose orders are all tried: 9! = 362,880. */
export const MOST_EXACT_PAIRS = 9;

/**
 * The exact two-sided p value of Spearman's rho: the share of all orders of `y` whose rho is at least as far from 0.
 * Holds with ties. Null as for `spearman`, and above MOST_EXACT_PAIRS pairs.
 */
export function spearmanExactP(x: Numbers, y: Numbers): number | null {
  const n = requirePairs(x, y);
  const one = tiedRanks(x).ranks;
  const two = tiedRanks(y).ranks;
  if (n > MOST_EXACT_PAIRS || correlation(one, two) === null) return null;
  const mean = (n * (n + 1) * (n + 1)) / 4;
  const cross = () => Math.abs(one.reduce((sum, rank, index) => sum + rank * two[index]!, -mean));
  const bound = cross() - 1e-9;
  let asFar = 0;
  let all = 0;
  forEachOrder(two, () => {
    all++;
    if (cross() >= bound) asFar++;
  });
  return asFar / all;
}

/** Heap's algorithm: calls back with `values` in each of its orders, and leaves some order. */
function forEachOrder(values: Float64Array, visit: () => void): void {
  const state = new Uint8Array(values.length);
  visit();
  for (let i = 1; i < values.length;) {
    const done = state[i]!;
    if (done >= i) {
      state[i++] = 0;
      continue;
    }
    const other = i % 2 === 0 ? 0 : done;
    const kept = values[i]!;
    values[i] = values[other]!;
    values[other] = kept;
    state[i] = done + 1;
    i = 1;
    visit();
  }
}

function correlation(x: Float64Array, y: Float64Array): number | null {
  const centre = (x.length + 1) / 2;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let index = 0; index < x.length; index++) {
    const dx = x[index]! - centre;
    const dy = y[index]! - centre;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (xx === 0 || yy === 0) return null;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

function requirePairs(x: Numbers, y: Numbers): number {
  if (x.length !== y.length)
    throw new RangeError(`There are ${x.length} values but ${y.length} to pair them with.`);
  return x.length;
}
