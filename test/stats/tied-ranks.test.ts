import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tiedRanks } from "~/stats/tied-ranks";

describe("tiedRanks", () => {
  // scipy: stats.rankdata([30, 10, 20, 20, 20, 30]) = [5.5, 1, 3, 3, 3, 5.5]; tiecorrect's sum: 24 + 6
  it("gives ties their average rank and counts them", () => {
    const { ranks, tieTerm } = tiedRanks([30, 10, 20, 20, 20, 30]);
    expect([...ranks]).toEqual([5.5, 1, 3, 3, 3, 5.5]);
    expect(tieTerm).toBe(30);
  });

  it("gives nothing for nothing and refuses what is no number", () => {
    expect([...tiedRanks([]).ranks]).toEqual([]);
    expect(() => tiedRanks([1, NaN])).toThrow(RangeError);
    expect(() => tiedRanks([NaN])).toThrow(RangeError);
  });

  it("adds up to n (n + 1) / 2 and keeps the order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (values) => {
        const { ranks } = tiedRanks(values);
        expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBe((values.length * (values.length + 1)) / 2);
        values.forEach((one, i) =>
          values.forEach((other, j) => {
            expect(Math.sign(ranks[i]! - ranks[j]!)).toBe(Math.sign(one - other));
          }),
        );
      }),
    );
  });
});
