import { describe, expect, it } from "vitest";
import { seededRandom } from "~/stats/random";
import { drawShare, RankSorter } from "~/stats/rank-draws";
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
    const draws = Float64Array.from({ length: 40_000 }, () => drawShare(a, b, random));
    expect(distance(draws, (x) => betaCdf(x, a, b))).toBeLessThan(2.23 / Math.sqrt(draws.length));
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
