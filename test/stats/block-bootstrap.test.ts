import { describe, expect, it } from "vitest";
import { blockBootstrap, bootstrapRatio } from "~/stats/block-bootstrap";
import { drawGamma, drawNormal } from "~/stats/draws";
import { seededRandom } from "~/stats/random";
import { mean } from "~/stats/variation";
import { expectClose } from "./close";

const meanOf = (values: readonly number[]) => mean(values);

describe("blockBootstrap", () => {
  const weeks = [310, 270, 420, 0, 515, 330, 290, 480, 200, 365, 405, 150];

  it("repeats from its seed and differs with another", () => {
    const run = (seed: number) => blockBootstrap(weeks, meanOf, { random: seededRandom(seed) });
    expect(run(1)).toEqual(run(1));
    expect(run(1)!.low).not.toBe(run(2)!.low);
  });

  // scipy: bootstrap((weeks,), numpy.mean, n_resamples=200_000, method="percentile"): (229.17, 385.83), se 40.03
  it("agrees with SciPy's percentile bootstrap of a mean, to its own scatter", () => {
    const found = blockBootstrap(weeks, meanOf, { random: seededRandom("weeks"), draws: 50_000 })!;
    expectClose(found.value, 311.25, { absolute: 1e-12 });
    expectClose(found.low, 229.17, { absolute: 2 });
    expectClose(found.high, 385.83, { absolute: 2 });
    expectClose(found.standardError, 40.03, { absolute: 0.5 });
  });

  it("keeps what is alike within a block together", () => {
    const random = seededRandom("alike");
    const blocks = Array.from({ length: 30 }, () => {
      const level = drawNormal(random);
      return Array.from({ length: 25 }, () => level + 0.1 * drawNormal(random));
    });
    const byBlock = blockBootstrap(blocks, (drawn) => mean(drawn.flat()), { random, draws: 400 })!;
    const byItem = blockBootstrap(blocks.flat(), meanOf, { random, draws: 400 })!;
    expect(byBlock.standardError / byItem.standardError).toBeGreaterThan(3.5);
  });

  it("is null with fewer than two blocks, or where the statistic does not exist", () => {
    const random = seededRandom(1);
    expect(blockBootstrap([], meanOf, { random })).toBeNull();
    expect(blockBootstrap([3], meanOf, { random })).toBeNull();
    expect(blockBootstrap([3, 4], () => null, { random })).toBeNull();
  });

  it("leaves draws without a statistic out, and is null where they are many", () => {
    const random = seededRandom(2);
    const share = (values: readonly number[]) => {
      const below = values.filter((value) => value > 0).length;
      return below === 0 ? null : values.length / below;
    };
    const rare = [1, 1, 1, 1, 0, 0, 0, 0];
    const found = blockBootstrap(rare, share, { random, draws: 5000 })!;
    expect(found.draws).toBeLessThan(5000);
    expect(found.draws).toBeGreaterThan(4900);
    expect(blockBootstrap([1, 0, 0, 0, 0, 0], share, { random, draws: 500 })).toBeNull();
  });

  it("refuses impossible confidence", () => {
    expect(() => blockBootstrap(weeks, meanOf, { random: seededRandom(1), confidence: 1 })).toThrow(
      RangeError,
    );
  });

  it("covers the true mean of 26 skewed weeks 91 to 96 % of the time", () => {
    const random = seededRandom("weekly coverage");
    let covered = 0;
    const runs = 500;
    for (let run = 0; run < runs; run++) {
      const sample = Array.from({ length: 26 }, () => drawGamma(6, random));
      const { low, high } = blockBootstrap(sample, meanOf, { random, draws: 399 })!;
      if (low <= 6 && 6 <= high) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.91);
    expect(covered / runs).toBeLessThan(0.97);
  });
});

describe("bootstrapRatio", () => {
  const pay = [4200, 3100, 0, 5200, 4800];
  const hours = [40, 33, 6, 44, 41];

  it("is the bootstrap of a sum over a sum", () => {
    const weeks = pay.map((amount, week) => ({ amount, spent: hours[week]! }));
    const ratio = (list: typeof weeks) => {
      const sum = (of: (week: (typeof weeks)[number]) => number) =>
        list.reduce((total, week) => total + of(week), 0);
      return sum((week) => week.amount) / sum((week) => week.spent);
    };
    const fast = bootstrapRatio(pay, hours, { random: seededRandom(9) })!;
    const plain = blockBootstrap(weeks, (list) => ratio([...list]), { random: seededRandom(9) })!;
    for (const name of ["value", "low", "high", "standardError"] as const) {
      expectClose(fast[name], plain[name], { relative: 1e-10 }, name);
    }
  });

  it("is null without hours, or with one week, and refuses lists of different lengths", () => {
    const random = seededRandom(1);
    expect(bootstrapRatio([1, 2], [0, 0], { random })).toBeNull();
    expect(bootstrapRatio([1], [2], { random })).toBeNull();
    expect(bootstrapRatio([], [], { random })).toBeNull();
    expect(() => bootstrapRatio([1], [2, 3], { random })).toThrow(RangeError);
  });
});
