import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareUpperTail } from "~/stats/gamma";
import { randomInteger, seededRandom, shuffle, xoshiro128StarStar } from "~/stats/random";
import reference from "../reference/stats/xoshiro.json";

/** Chi-square p of counts against equal chances. */
function evenness(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return chiSquareUpperTail(statistic, counts.length - 1);
}

describe("xoshiro128StarStar", () => {
  it("gives the same numbers as the authors' C program", () => {
    for (const { seed, next } of reference.rows) {
      const generate = xoshiro128StarStar(seed);
      expect(next.map(() => generate())).toEqual(next);
    }
  });

  it("refuses a seed that is not an integer", () => {
    expect(() => xoshiro128StarStar(0.5)).toThrow(RangeError);
    expect(() => xoshiro128StarStar(NaN)).toThrow(RangeError);
  });
});

describe("seededRandom", () => {
  it("repeats from its seed and differs between seeds, numbers and texts alike", () => {
    const first = (seed: number | string) => Array.from({ length: 5 }, seededRandom(seed));
    expect(first(7)).toEqual(first(7));
    expect(first("golden-batch/2026-03")).toEqual(first("golden-batch/2026-03"));
    const seeds = [7, 8, -7, "7", "golden-batch/2026-03", "golden-batch/2026-04", ""];
    expect(new Set(seeds.map((seed) => first(seed).join())).size).toBe(seeds.length);
  });

  it("stays in [0, 1) and is even, in hundredths and in its last bits", () => {
    const random = seededRandom(20260801);
    const hundredths = new Array<number>(100).fill(0);
    const lastBits = new Array<number>(64).fill(0);
    for (let draw = 0; draw < 200_000; draw++) {
      const value = random();
      if (!(value >= 0 && value < 1)) expect.fail(`drew ${value}`);
      hundredths[Math.floor(value * 100)]!++;
      lastBits[(value * 2 ** 53) % 64]!++;
    }
    expect(evenness(hundredths)).toBeGreaterThan(0.001);
    expect(evenness(lastBits)).toBeGreaterThan(0.001);
  });
});

describe("shuffle", () => {
  it("keeps what it is given, whatever the length", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (values, seed) => {
        const shuffled = shuffle([...values], seededRandom(seed));
        expect(shuffled.toSorted()).toEqual(values.toSorted());
      }),
    );
  });

  it("makes every order equally often", () => {
    const random = seededRandom("orders");
    const orders = new Map<string, number>();
    for (let draw = 0; draw < 24_000; draw++) {
      const order = shuffle([1, 2, 3, 4], random).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(24);
    expect(evenness([...orders.values()])).toBeGreaterThan(0.001);
  });

  it("takes typed arrays and gives them back", () => {
    const values = Uint32Array.from([3, 1, 2]);
    expect(shuffle(values, seededRandom(1))).toBe(values);
  });
});

describe("randomInteger", () => {
  it("reaches every whole number below its bound and no other", () => {
    const random = seededRandom(3);
    const seen = new Set(Array.from({ length: 500 }, () => randomInteger(6, random)));
    expect([...seen].toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(randomInteger(1, random)).toBe(0);
  });
});
