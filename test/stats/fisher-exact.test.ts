import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fisherExact } from "~/stats/fisher-exact";
import made from "../reference/stats/fisher-exact.json";
import copied from "../reference/stats/two-proportions.json";
import { tallyOfWhole } from "./arbitraries";
import { expectClose } from "./close";

const tally = ([successes, trials]: readonly number[]) => ({ successes: successes!, trials: trials! });

describe("fisherExact", () => {
  it("agrees with R and SciPy to 1e-12 on the shared tables", () => {
    for (const row of copied.rows) {
      const test = fisherExact(tally([row.k1, row.n1]), tally([row.k2, row.n2]));
      const close = { absolute: 1e-12 };
      expectClose(test.p, row["fisher_p_two-sided"], close, row);
      expectClose(test.less, row.fisher_p_less, close, row);
      expectClose(test.greater, row.fisher_p_greater, close, row);
      if (row.sample_odds_ratio === null) expect(test.oddsRatio).toBeNull();
      else expectClose(test.oddsRatio, row.sample_odds_ratio, { relative: 1e-12 }, row);
    }
  });

  it("agrees with SciPy to 1e-12, from an empty side to 100,000 trials; mid-p by the hypergeometric", () => {
    for (const row of made.rows) {
      const test = fisherExact(tally(row.first), tally(row.second));
      const close = { absolute: 1e-12 };
      expectClose(test.p, row["two-sided"], close, row);
      expectClose(test.less, row.less, close, row);
      expectClose(test.greater, row.greater, close, row);
      expectClose(test.midP, row.mid, close, row);
    }
  });

  it("counts a table as likely as the observed one in, though rounding parts them", () => {
    // 1 of 2 against 1 of 2: every table is no likelier than the observed one.
    expect(fisherExact(tally([1, 2]), tally([1, 2])).p).toBe(1);
    // Symmetric margins: both ends are equally likely, so p is exactly twice one tail.
    const { p, less } = fisherExact(tally([2, 33]), tally([11, 33]));
    expectClose(p, 2 * less, { relative: 1e-12 });
  });

  it("gives probabilities, mid-p below p, and turns round with its sides", () => {
    fc.assert(
      fc.property(tallyOfWhole, tallyOfWhole, (first, second) => {
        const test = fisherExact(first, second);
        const turned = fisherExact(second, first);
        for (const p of [test.p, test.midP, test.less, test.greater]) {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
        expect(test.midP).toBeLessThanOrEqual(test.p);
        expect(test.less + test.greater).toBeGreaterThanOrEqual(1 - 1e-12);
        expectClose(turned.p, test.p, { absolute: 1e-10, relative: 1e-9 });
        expectClose(turned.less, test.greater, { absolute: 1e-10, relative: 1e-9 });
      }),
    );
  });

  it("does not flag more than 5 % of equal groups at p < .05, nor mid-p many more", () => {
    // scipy: binom.pmf(k, 20, .3); all pairs of counts, weighted by their chance.
    const pmf = [0.000797923, 0.006839337, 0.027845873, 0.071603672, 0.130420974, 0.178863051, 0.191638983];
    pmf.push(0.164261985, 0.11439674, 0.065369566, 0.030817081, 0.012006655, 0.003859282, 0.001017832);
    let flagged = 0;
    let midFlagged = 0;
    pmf.forEach((one, k1) =>
      pmf.forEach((other, k2) => {
        const test = fisherExact(tally([k1, 20]), tally([k2, 20]));
        if (test.p < 0.05) flagged += one * other;
        if (test.midP < 0.05) midFlagged += one * other;
      }),
    );
    expect(flagged).toBeLessThan(0.05);
    expect(midFlagged).toBeGreaterThan(flagged);
    expect(midFlagged).toBeLessThan(0.055);
  });

  it("refuses counts that are not whole", () => {
    expect(() => fisherExact({ successes: 1.5, trials: 3 }, tally([1, 2]))).toThrow(RangeError);
    expect(() => fisherExact(tally([3, 2]), tally([1, 2]))).toThrow(RangeError);
  });
});
