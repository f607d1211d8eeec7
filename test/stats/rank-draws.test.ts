import { describe, expect, it } from "vitest";
import { seededRandom } from "~/stats/random";
import { drawBeta, drawBinomial, drawMultinomial, RankSorter } from "~/stats/rank-draws";
import { betaCdf } from "~/stats/beta";

/** Largest distance between the share of draws at most x and the distribution function (Kolmogorov). */
function distance(draws: Float64Array, cdf: (x: number) => number): number {
  draws.sort();
  let largest = 0;
  draws.forEach((x, i) => {
    const p = cdf(x);
    largest = Math.max(largest, Math.abs(p - i / draws.length), Math.abs(p - (i + 1) / draws.length));
  });
  return largest;
}

describe("draws", () => {
  it.each([
    [57, 3],
    [3, 57],
    [1, 1],
    [1.5, 1.5],
    [0.5, 20.5],
    [20.5, 0.5],
    [0.5, 0.5],
    [0.05, 3],
    [1881, 121],
  ])("from Beta(%d, %d) follow its distribution (Kolmogorov, 1 in 10,000)", (a, b) => {
    const random = seededRandom(17);
    const draws = Float64Array.from({ length: 40_000 }, () => drawBeta(a, b, random));
    expect(distance(draws, (x) => betaCdf(x, a, b))).toBeLessThan(2.23 / Math.sqrt(draws.length));
  });

  it.each([
    [5, 0.3],
    [20, 0.9],
    [1000, 0.02],
    [1000, 0.4],
    [250_000, 0.7],
  ])("from Binomial(%d, %d) have its mean and variance", (n, p) => {
    const random = seededRandom(23);
    const size = 20_000;
    let sum = 0;
    let squares = 0;
    for (let draw = 0; draw < size; draw++) {
      const x = drawBinomial(n, p, random);
      sum += x;
      squares += (x - n * p) ** 2;
    }
    const variance = n * p * (1 - p);
    expect(Math.abs(sum / size - n * p)).toBeLessThan(4 * Math.sqrt(variance / size));
    expect(Math.abs(squares / size / variance - 1)).toBeLessThan(0.05);
  });

  it("from a multinomial keep the total", () => {
    const random = seededRandom(2);
    const times = Float64Array.of(0, 3, 500, 0, 1);
    const out = new Float64Array(5);
    for (let draw = 0; draw < 200; draw++) {
      drawMultinomial(times, random, out);
      expect(out.reduce((a, b) => a + b)).toBe(504);
      expect(out[0]! + out[3]!).toBe(0);
    }
  });

  it("give the edges of a binomial exactly", () => {
    expect(drawBinomial(10, 0, seededRandom(1))).toBe(0);
    expect(drawBinomial(10, 1, seededRandom(1))).toBe(10);
    expect(drawBinomial(0, 0.5, seededRandom(1))).toBe(0);
  });
});

describe("the rank sorter", () => {
  it("orders as a comparing sort does", () => {
    const random = seededRandom(9);
    const sorter = new RankSorter(2000);
    for (let round = 0; round < 5; round++) {
      const values = Float64Array.from({ length: 2000 }, random);
      const expected = Array.from(values, (_, i) => i).sort((a, b) => values[b]! - values[a]!);
      expect([...sorter.descending(values)]).toEqual(expected);
    }
  });

  it("takes 0 and 1", () => {
    expect([...new RankSorter(3).descending(Float64Array.of(0, 1, 0.5))]).toEqual([1, 2, 0]);
  });
});
