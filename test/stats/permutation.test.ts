import { describe, expect, it } from "vitest";
import { drawNormal } from "~/stats/draws";
import { meanDifference, permutationTest } from "~/stats/permutation";
import type { Numbers } from "~/stats/quantiles";
import { seededRandom } from "~/stats/random";
import { expectClose } from "./close";

const size = (values: Numbers, labels: Uint32Array) => Math.abs(meanDifference(values, labels));

/** `ones` labels of 1 among `n`. */
const labelled = (ones: number, n: number) => Array.from({ length: n }, (_, index) => (index < ones ? 1 : 0));

describe("permutationTest", () => {
  // scipy: permutation_test((x, y), mean difference, permutation_type="independent", alternative): all 252 splits,
  // greater 0.0515873, of size 0.1031746
  it("agrees with every split of 5 against 5, as SciPy tries them", () => {
    const values = [7.1, 6.4, 8.8, 5.9, 9.3, 6.0, 5.2, 7.0, 4.8, 6.6];
    const labels = labelled(5, 10);
    const greater = permutationTest(values, labels, meanDifference, {
      random: seededRandom(1),
      draws: 60_000,
    })!;
    const either = permutationTest(values, labels, size, { random: seededRandom(2), draws: 60_000 })!;
    expectClose(greater.p, 0.0515873, { absolute: 0.004 });
    expectClose(either.p, 0.1031746, { absolute: 0.005 });
    expectClose(greater.expected, 0, { absolute: 0.02 });
  });

  it("keeps the sizes of groups, however unequal", () => {
    const sizes = new Set<number>();
    const count = (_: Numbers, labels: Uint32Array) => {
      sizes.add(labels.reduce((sum, label) => sum + label, 0));
      return 0;
    };
    permutationTest(new Float64Array(100), labelled(4, 100), count, { random: seededRandom(3), draws: 200 });
    expect([...sizes]).toEqual([4]);
  });

  it("raises a false alarm in 5 % of cases with 4 against 96, at p <= .05", () => {
    const random = seededRandom("4 against 96");
    const labels = labelled(4, 100);
    let alarms = 0;
    const runs = 1000;
    for (let run = 0; run < runs; run++) {
      const values = Float64Array.from({ length: 100 }, () => Math.exp(drawNormal(random)));
      if (permutationTest(values, labels, size, { random, draws: 199 })!.p <= 0.05) alarms++;
    }
    expect(alarms / runs).toBeGreaterThan(0.033);
    expect(alarms / runs).toBeLessThan(0.068);
  });

  it("changes labels within strata only", () => {
    const values = [1, 2, 3, 101, 102, 103];
    const labels = [1, 0, 0, 1, 1, 0];
    const strata = [5, 5, 5, 8, 8, 8];
    const perStratum = new Set<string>();
    const note = (_: Numbers, dealt: Uint32Array) => {
      perStratum.add(`${dealt[0]! + dealt[1]! + dealt[2]!} ${dealt[3]! + dealt[4]! + dealt[5]!}`);
      return 0;
    };
    permutationTest(values, labels, note, { random: seededRandom(4), draws: 300, strata });
    expect([...perStratum]).toEqual(["1 2"]);
  });

  it("sees through a difference that is one of strata alone", () => {
    const random = seededRandom("simpson");
    const strata = Array.from({ length: 80 }, (_, index) => (index < 40 ? 0 : 1));
    const labels = strata.map((stratum, index) => (index % 10 < (stratum === 0 ? 2 : 8) ? 1 : 0));
    const values = strata.map((stratum) => 5 * stratum + drawNormal(random));
    expect(permutationTest(values, labels, size, { random, draws: 999 })!.p).toBeLessThan(0.01);
    expect(permutationTest(values, labels, size, { random, draws: 999, strata })!.p).toBeGreaterThan(0.05);
  });

  it("never says 0, says 1 where nothing differs, and is null with one group", () => {
    const random = seededRandom(5);
    const apart = permutationTest([9, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 1], labelled(6, 12), size, {
      random,
      draws: 99,
    })!;
    expect(apart.p).toBeGreaterThanOrEqual(0.01);
    expect(permutationTest([0.1, 0.1, 0.1], [1, 0, 0], size, { random, draws: 99 })!.p).toBe(1);
    expect(permutationTest([1, 2], [1, 1], size, { random })).toBeNull();
    expect(permutationTest([], [], size, { random })).toBeNull();
  });

  it("takes any number of groups, leaves the labels given as they were, and repeats from its seed", () => {
    const labels = [0, 1, 2, 0, 1, 2];
    const spread = (values: Numbers, dealt: Uint32Array) => {
      const sums = [0, 0, 0];
      dealt.forEach((label, index) => (sums[label]! += values[index]!));
      return Math.max(...sums) - Math.min(...sums);
    };
    const run = () =>
      permutationTest([1, 5, 9, 2, 6, 8], labels, spread, { random: seededRandom(6), draws: 500 });
    expect(run()).toEqual(run());
    expect(labels).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it("refuses lists of different lengths", () => {
    const random = seededRandom(7);
    expect(() => permutationTest([1, 2], [1], size, { random })).toThrow(RangeError);
    expect(() => permutationTest([1, 2], [1, 0], size, { random, strata: [1] })).toThrow(RangeError);
  });
});
