import type { Chart } from "~/domain/finding";
import { weightedPicker } from "~/stats/draws";
import { gini } from "~/stats/gini";
import { quantiles } from "~/stats/quantiles";
import type { Shares } from "./concentration";
import { sum } from "./group";

export interface ExcessGini {
  readonly value: number;
  readonly observed: number;
  readonly expected: number;
  readonly draws: number;
  readonly chart: Chart;
}

/**
 * How much more unequal is premium work per expected share than a lottery alone makes it? Never the raw coefficient:
 * with one batch a person on average, equal odds give .52.
 */
export function excessGini(
  { received, expected }: Shares,
  random: () => number,
  mostDraws = 9_999,
): ExcessGini | null {
  const places = [...expected.keys()].filter((place) => (expected[place] ?? 0) > 0);
  const total = sum(places.map((place) => received[place] ?? 0));
  const ratios = (counts: ArrayLike<number>) =>
    Float64Array.from(places, (place, index) => (counts[index] ?? 0) / (expected[place] ?? 1));
  const observed = gini(ratios(places.map((place) => received[place] ?? 0)))?.raw;
  if (observed === undefined || total === 0) return null;
  const pick = weightedPicker(places.map((place) => expected[place] ?? 0));
  const draws = Math.max(99, Math.min(mostDraws, Math.floor(4e6 / (places.length + total))));
  let added = 0;
  const curves: Float64Array[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const counts = new Float64Array(places.length);
    for (let unit = 0; unit < total; unit++) {
      const place = pick(random);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    const drawn = ratios(counts);
    added += gini(drawn)?.raw ?? 0;
    if (draw < 199) curves.push(tenths(drawn));
  }
  const mean = added / draws;
  const chart = lorenzChart(ratios(places.map((place) => received[place] ?? 0)), curves);
  return { value: observed - mean, observed, expected: mean, draws, chart };
}

/** Cumulative share of the amount held by the lowest tenth, two tenths, ... of people. */
function tenths(values: Float64Array): Float64Array {
  const ascending = values.slice().sort();
  const total = sum(ascending);
  const curve = new Float64Array(11);
  let running = 0;
  let next = 1;
  ascending.forEach((value, index) => {
    running += value;
    while (next <= 10 && (index + 1) / ascending.length >= next / 10 - 1e-9)
      curve[next++] = total === 0 ? 0 : running / total;
  });
  return curve;
}

function lorenzChart(values: Float64Array, curves: readonly Float64Array[]): Chart {
  const own = tenths(values);
  return {
    kind: "lorenz",
    title: "Premium work per expected share, with the band of a lottery",
    count: values.length,
    points: [...own].map((amount, index) => [index / 10, amount]),
    band: [...own].map((_, index) => {
      const [low, high] = quantiles(
        curves.map((curve) => curve[index] ?? 0),
        [0.025, 0.975],
      ) ?? [0, 1];
      return [index / 10, low ?? 0, high ?? 1];
    }),
  };
}
