/**
 * A source of chance: each call gives a number in [0, 1), uniform, with 53 random bits. Chance is always an argument,
 * so that every simulation can be repeated from its seed.
 */
export type Random = () => number;

/**
 * A seeded source of chance: xoshiro128**, period 2^128 - 1, whose state is filled from `seed` by SplitMix32.
 * The same seed gives the same numbers on every machine. A text seed names a stream ("golden-batch/2026-03"), so that
 * one finding's draws do not depend on which others were computed before it; it is hashed by FNV-1a, 32 bits.
 * Numbers are taken modulo 2^32; throws a RangeError for one that is not an integer. Not for secrets.
 * Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators" (xoshiro128starstar.c).
 */
export function seededRandom(seed: number | string): Random {
  const next = xoshiro128StarStar(typeof seed === "string" ? hashText(seed) : seed);
  return () => {
    const high = next() >>> 5;
    const low = next() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  };
}

/** The generator's raw output: whole numbers from 0 to 2^32 - 1. See `seededRandom`. */
export function xoshiro128StarStar(seed: number): () => number {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed must be an integer; it is ${seed}.`);
  const mix = splitMix32(seed);
  let s0 = mix();
  let s1 = mix();
  let s2 = mix();
  let s3 = mix();
  return () => {
    const scrambled = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9);
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotateLeft(s3, 11);
    return scrambled >>> 0;
  };
}

/** A whole number from 0 to `below` - 1, each as likely (to 2^-53). `below` is at least 1. */
export const randomInteger = (below: number, random: Random): number => Math.floor(random() * below);

/** Shuffles in place, every order equally likely (Fisher-Yates), and gives the same array back. */
export function shuffle<T extends { [index: number]: unknown; readonly length: number }>(
  values: T,
  random: Random,
): T {
  for (let last = values.length - 1; last > 0; last--) {
    const other = randomInteger(last + 1, random);
    const kept = values[last];
    values[last] = values[other];
    values[other] = kept;
  }
  return values;
}

const rotateLeft = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** SplitMix32: the 32-bit finaliser of MurmurHash3 over a counter that steps by the golden ratio. */
function splitMix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
