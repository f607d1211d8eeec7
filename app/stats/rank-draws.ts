import type { Random } from "./random";

const LOG_FOUR = Math.log(4);

/**
 * Both algorithms give w such that w / (b + w) is a draw from Beta(a, b), and b / (b + w) its complement: the small one
 * of the two keeps all its digits, which 1 minus the other would not.
 *
 * Cheng 1978, algorithm BB, for parameters both above 1. `a` is the smaller of the two.
 */
function drawBothAboveOne(a: number, b: number, random: Random): number {
  const sum = a + b;
  const spread = Math.sqrt((sum - 2) / (2 * a * b - sum));
  const gamma = a + 1 / spread;
  for (;;) {
    const u1 = random();
    const u2 = random();
    if (u1 === 0 || u2 === 0) continue;
    const v = spread * Math.log(u1 / (1 - u1));
    const w = a * Math.exp(v);
    const z = u1 * u1 * u2;
    const r = gamma * v - LOG_FOUR;
    const s = a + r - w;
    if (s + 2.609438 >= 5 * z) return w;
    const t = Math.log(z);
    if (s >= t || r + sum * Math.log(sum / (b + w)) >= t) return w;
  }
}

/** Cheng 1978, algorithm BC, for a smallest parameter of at most 1. `a` is the larger of the two. */
function drawOneAtMostOne(a: number, b: number, random: Random): number {
  const sum = a + b;
  const spread = 1 / b;
  const delta = 1 + a - b;
  const k1 = (delta * (0.0138889 + 0.0416667 * b)) / (a * spread - 0.777778);
  const k2 = 0.25 + (0.5 + 0.25 / delta) * b;
  for (;;) {
    const u1 = random();
    const u2 = random();
    if (u1 === 0 || u2 === 0) continue;
    const y = u1 * u2;
    const z = u1 * y;
    if (u1 < 0.5 ? 0.25 * u2 + z - y >= k1 : z >= k2) continue;
    const v = spread * Math.log(u1 / (1 - u1));
    const w = a * Math.exp(v);
    if (u1 >= 0.5 && z <= 0.25) return w;
    if (sum * (Math.log(sum / (b + w)) + v) - LOG_FOUR >= Math.log(z)) return w;
  }
}

/**
 * One draw from Beta(a, b), a and b above 0, for ranking: the same distribution as `drawBeta` of draws.ts, in other
 * numbers and about a third of the time, which is what ranking 10,000 people 1,000 times is made of.
 * Cheng 1978, "Generating beta variates with nonintegral shape parameters", algorithms BB and BC.
 */
export function drawShare(a: number, b: number, random: Random): number {
  const aboveOne = Math.min(a, b) > 1;
  if (aboveOne ? a < b : a > b) {
    const w = aboveOne ? drawBothAboveOne(a, b, random) : drawOneAtMostOne(a, b, random);
    return w === Infinity ? 1 : w / (b + w);
  }
  const w = aboveOne ? drawBothAboveOne(b, a, random) : drawOneAtMostOne(b, a, random);
  return a / (a + w);
}

/** Orders many sets of numbers in [0, 1] of one size, without comparing: three passes of 11 bits over 32-bit keys. */
export class RankSorter {
  readonly #keys: Uint32Array;
  readonly #spare: Uint32Array;
  readonly #order: Uint32Array;
  readonly #spareOrder: Uint32Array;
  readonly #buckets = new Uint32Array(3 * 2048);

  constructor(readonly size: number) {
    this.#keys = new Uint32Array(size);
    this.#spare = new Uint32Array(size);
    this.#order = new Uint32Array(size);
    this.#spareOrder = new Uint32Array(size);
  }

  /** Indices from the highest value to the lowest. Values nearer than 2^-32 keep their order. Valid until the next call. */
  descending(values: Float64Array): Uint32Array {
    const buckets = this.#buckets.fill(0);
    for (let i = 0; i < this.size; i++) {
      const key = 4_294_967_295 - Math.floor(values[i]! * 4_294_967_295);
      this.#keys[i] = key;
      this.#order[i] = i;
      buckets[key & 2047]!++;
      buckets[2048 + ((key >>> 11) & 2047)]!++;
      buckets[4096 + (key >>> 22)]!++;
    }
    this.#pass(0, this.#keys, this.#order, this.#spare, this.#spareOrder);
    this.#pass(11, this.#spare, this.#spareOrder, this.#keys, this.#order);
    this.#pass(22, this.#keys, this.#order, this.#spare, this.#spareOrder);
    return this.#spareOrder;
  }

  #pass(
    shift: number,
    keys: Uint32Array,
    order: Uint32Array,
    keysTo: Uint32Array,
    orderTo: Uint32Array,
  ): void {
    const from = (shift / 11) * 2048;
    const buckets = this.#buckets;
    let next = 0;
    for (let b = from; b < from + 2048; b++) {
      const count = buckets[b]!;
      buckets[b] = next;
      next += count;
    }
    for (let i = 0; i < this.size; i++) {
      const key = keys[i]!;
      const to = buckets[from + ((key >>> shift) & 2047)]!++;
      keysTo[to] = key;
      orderTo[to] = order[i]!;
    }
  }
}
