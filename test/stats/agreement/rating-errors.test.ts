import { describe, expect, it } from "vitest";
import { cohenKappa, tableOfLists } from "~/stats/agreement/cohen-kappa";
import { ratingErrors } from "~/stats/agreement/rating-errors";
import { agreementWeights } from "~/stats/agreement/weights";

describe("errors of ratings", () => {
  const ratings = [4, 5, 3, 2, 5, 4, 1, 3];
  const values = [4, 4, 3, 3, 5, 2, 1, 2];

  // Python: d = np.array([0, 1, 0, -1, 0, 2, 0, 1]); d.mean() = .375, abs(d).mean() = .625, d.std(ddof=1) = .9161253813,
  // scipy.stats.t.interval(.95, 7, .375, d.std(ddof=1) / sqrt(8)) = (-.3908999856, 1.1408999856).
  it("separate severity from noise", () => {
    const errors = ratingErrors(ratings, values).value!;
    expect(errors).toMatchObject({
      n: 8,
      exact: 0.5,
      withinOne: 0.875,
      meanAbsoluteError: 0.625,
      bias: 0.375,
    });
    expect(errors.noise).toBeCloseTo(0.9161253813, 9);
    expect(errors.biasLow).toBeCloseTo(-0.3908999856, 9);
    expect(errors.biasHigh).toBeCloseTo(1.1408999856, 9);
  });

  it("read 4 and 4.0, and 0.1 + 0.2 and 0.3, as equal", () => {
    expect(ratingErrors([Number("4"), 0.1 + 0.2], [Number("4.0"), 0.3]).value!.exact).toBe(1);
  });

  it("leave missing pairs out, and are null without any", () => {
    expect(ratingErrors([1, Number.NaN, 3], [1, 2, Number.NaN]).value).toMatchObject({
      n: 1,
      noise: null,
      biasLow: null,
    });
    expect(ratingErrors([Number.NaN], [1])).toEqual({ value: null, reason: "nothing to compare" });
    expect(ratingErrors([], [])).toEqual({ value: null, reason: "nothing to compare" });
    expect(() => ratingErrors([1], [])).toThrow(RangeError);
  });

  // Python: sklearn.metrics.cohen_kappa_score(ratings, values, weights="quadratic", labels=[1, 2, 3, 4, 5]).
  it("come with quadratic-weighted kappa from the two lists", () => {
    const table = tableOfLists(
      ratings.map((r) => r - 1),
      values.map((v) => v - 1),
      5,
    );
    const { kappa, n } = cohenKappa(table, agreementWeights("quadratic", 5)).value!;
    expect(n).toBe(8);
    // 1 - sum (r - v)^2 / sum over all pairs (r - v)^2 / n = 1 - 7 / (sum r^2 + sum v^2 - 2 sum r sum v / n)
    expect(kappa).toBeCloseTo(1 - 7 / (105 + 84 - (2 * 27 * 24) / 8), 12);
    expect([...tableOfLists([0, -1, 1], [0, 1, -1], 2)]).toEqual([1, 0, 0, 0]);
  });
});
