import { drawNormal } from "~/stats/draws";
import type { Random } from "~/stats/random";

export const between = (low: number, high: number, random: Random): number => low + (high - low) * random();

export const chance = (probability: number, random: Random): boolean => random() < probability;

export function pick<T>(values: readonly T[], random: Random): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new RangeError("There is nothing to pick from.");
  return value;
}

/** Picks a key in proportion to its weight. */
export function pickWeighted<T>(weights: readonly (readonly [T, number])[], random: Random): T {
  let left = random() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of weights) {
    left -= weight;
    if (left < 0) return value;
  }
  return (weights.at(-1) as readonly [T, number])[0];
}

export const lognormal = (median: number, sigma: number, random: Random): number =>
  median * Math.exp(sigma * drawNormal(random));

export const exponential = (mean: number, random: Random): number => -mean * Math.log(1 - random());

export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));
