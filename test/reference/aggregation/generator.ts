/**
 * The reference's generator of synthetic judgments: only 32-bit integer hashing and + - * / < on doubles, so it gives
 * the same bytes as its Python and JavaScript originals (the SHA-256 of each set is in synthetic.json).
 *
 * Annotators: 6 % answer at random, 3 % nearly always the same, 3 % the next class, the rest are right .55 to .95 of the
 * time. A tenth of the items are hard: half their answers are random. Few annotators do most of the work.
 */
export interface SyntheticSet {
  readonly item: Int32Array;
  readonly annotator: Int32Array;
  readonly label: Uint8Array;
  readonly truth: Uint8Array;
}

export interface SyntheticShape {
  readonly seed: number;
  readonly items: number;
  readonly annotators: number;
  readonly classes: number;
  readonly judgmentsPerItem: number;
}

export const SYNTHETIC: Readonly<Record<"synth2k" | "synth500k" | "synth5m", SyntheticShape>> = {
  synth2k: { seed: 11, items: 400, annotators: 30, classes: 5, judgmentsPerItem: 5 },
  synth500k: { seed: 20240601, items: 100_000, annotators: 1000, classes: 5, judgmentsPerItem: 5 },
  synth5m: { seed: 20240602, items: 1_000_000, annotators: 10_000, classes: 5, judgmentsPerItem: 5 },
};

function finalise(hash: number): number {
  let h = hash;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The i-th number of a seed's stream, in [0, 1). */
export function uniformStream(seed: number, stream: number): (i: number) => number {
  const key = finalise((Math.imul(seed, 0x9e3779b1) + Math.imul(stream, 0x85ebca77) + 0x165667b1) >>> 0);
  const second = finalise((key ^ 0x27d4eb2f) >>> 0);
  return (i) => finalise((finalise((Math.imul(i >>> 0, 0x9e3779b1) + key) >>> 0) ^ second) >>> 0) / 4294967296;
}

function cumulative(chances: readonly number[]): number[] {
  let sum = 0;
  return chances.map((chance) => (sum = sum + chance));
}

const pick = (limits: ArrayLike<number>, from: number, classes: number, u: number): number => {
  for (let k = 0; k < classes; k++) if (u < limits[from + k]!) return k;
  return classes - 1;
};

type Streams = readonly ((i: number) => number)[];

function answerChances(w: number, c: number, K: number, stream: Streams): number[] {
  const kind = stream[1]!(w);
  const row = (chance: (j: number) => number) => Array.from({ length: K }, (_, j) => chance(j));
  if (kind < 0.06) return row(() => 1 / K);
  if (kind < 0.09) {
    const favourite = Math.floor(K * stream[2]!(w));
    return row((j) => (j === favourite ? 0.9 : 0.1 / (K - 1)));
  }
  if (kind < 0.12) return row((j) => (j === (c + 1) % K ? 0.7 : 0.3 / (K - 1)));
  const right = 0.55 + 0.4 * stream[3]!(w) + 0.1 * (stream[4]!(w * K + c) - 0.5);
  const wrong = row((j) => (j === c ? 0 : 0.2 + stream[5]!((w * K + c) * K + j)));
  let sum = 0;
  for (let j = 0; j < K; j++) if (j !== c) sum = sum + wrong[j]!;
  return wrong.map((x, j) => (j === c ? right : ((1 - right) * x) / sum));
}

function chooseAnnotator(n: number, start: number, count: number, chosen: Int32Array, redraw: (i: number) => number) {
  const taken = (w: number) => chosen.subarray(start, n).includes(w);
  for (let attempt = 0; attempt < 15; attempt++) {
    const r = redraw(n * 16 + attempt);
    const w = Math.floor(count * r * r);
    if (!taken(w)) return w;
    if (attempt === 14) {
      let next = w;
      while (taken(next)) next = (next + 1) % count;
      return next;
    }
  }
  throw new RangeError("more judgments an item than annotators");
}

/** The set of a shape: rows in order of item, then slot. */
export function generate({ seed, items, annotators, classes: K, judgmentsPerItem: L }: SyntheticShape): SyntheticSet {
  const stream = Array.from({ length: 11 }, (_, s) => uniformStream(seed, s));
  const prior = cumulative([0.4, 0.25, 0.15, 0.12, 0.08].slice(0, K));
  const limits = new Float64Array(annotators * K * K);
  for (let w = 0; w < annotators; w++) {
    for (let c = 0; c < K; c++) limits.set(cumulative(answerChances(w, c, K, stream)), (w * K + c) * K);
  }
  const set = {
    item: new Int32Array(items * L),
    annotator: new Int32Array(items * L),
    label: new Uint8Array(items * L),
    truth: new Uint8Array(items),
  };
  for (let i = 0; i < items; i++) {
    const c = pick(prior, 0, K, stream[6]!(i));
    set.truth[i] = c;
    const hard = stream[7]!(i) < 0.1;
    for (let n = i * L; n < (i + 1) * L; n++) {
      const w = chooseAnnotator(n, i * L, annotators, set.annotator, stream[8]!);
      const u = stream[10]!(n);
      set.item[n] = i;
      set.annotator[n] = w;
      set.label[n] = hard && stream[9]!(n) < 0.5 ? Math.floor(K * u) : pick(limits, (w * K + c) * K, K, u);
    }
  }
  return set;
}
