import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedRanks, probabilityGreater } from "~/stats/rank-probability";
import { rankReference } from "../reference/aggregation/ranks";

const reference = rankReference();
const { k, n } = reference.input;
const alpha = Float64Array.from(k, (successes) => successes + 1);
const beta = Float64Array.from(k, (successes, i) => n[i]! - successes + 1);

describe("the chance that one share exceeds another", () => {
  // Python: scipy.integrate.quad of beta.pdf * beta.cdf; tolerance 1e-8.
  it("agrees with SciPy for every pair of twelve people", () => {
    reference.p_row_beats_col.forEach((row, i) =>
      row.forEach((expected, j) => {
        expect(
          Math.abs(probabilityGreater(alpha[i]!, beta[i]!, alpha[j]!, beta[j]!) - expected),
        ).toBeLessThan(1e-8);
      }),
    );
  });

  it("gives expected ranks that agree with SciPy to 1e-6 and add up", () => {
    const ranks = expectedRanks({ alpha, beta });
    ranks.forEach((rank, i) => expect(Math.abs(rank - reference.expected_rank[i]!)).toBeLessThan(1e-6));
    expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(78, 9);
  });

  it("is one half for equals, and turns round", () => {
    const parameter = fc.double({ min: 0.3, max: 3000, noNaN: true });
    fc.assert(
      fc.property(parameter, parameter, parameter, parameter, (a, b, c, d) => {
        expect(probabilityGreater(a, b, a, b)).toBeCloseTo(0.5, 7);
        expect(probabilityGreater(a, b, c, d) + probabilityGreater(c, d, a, b)).toBeCloseTo(1, 7);
      }),
      { numRuns: 60 },
    );
  });

  it("is a ratio where both have one parameter: Beta(a, 1) exceeds Beta(c, 1) with a / (a + c)", () => {
    for (const [a, c] of [
      [1, 1],
      [3, 1],
      [0.5, 7],
      [40, 2],
    ] as const) {
      expect(probabilityGreater(a, 1, c, 1)).toBeCloseTo(a / (a + c), 8);
    }
  });

  it("refuses what is no distribution", () => {
    expect(() => probabilityGreater(0, 1, 1, 1)).toThrow(RangeError);
  });
});
