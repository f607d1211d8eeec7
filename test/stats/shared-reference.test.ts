import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import betaBinomial from "../reference/stats/beta-binomial.json";
import chiSquare from "../reference/stats/chi-square.json";
import gini from "../reference/stats/gini.json";
import mannWhitney from "../reference/stats/mann-whitney.json";
import multipleTesting from "../reference/stats/multiple-testing.json";
import proportions from "../reference/stats/proportions.json";
import spearman from "../reference/stats/spearman.json";
import twoProportions from "../reference/stats/two-proportions.json";

const SHARED = new URL("../../../shared/reference/statistics/reference.json", import.meta.url);
const present = existsSync(SHARED);
const VECTORS = new URL("../../../shared/reference/detectors/vectors.txt", import.meta.url);

type Row = Readonly<Record<string, unknown>>;
interface Shared {
  readonly proportion_intervals: { readonly rows: readonly Row[] };
  readonly beta_binomial_eb: { readonly main: Row; readonly degenerate: readonly Row[] };
  readonly [part: string]: unknown;
}

/** The columns that were copied, of every shared row. */
const copied = (rows: unknown, copy: readonly Row[]) =>
  (rows as readonly Row[]).map((row) =>
    Object.fromEntries(Object.keys(copy[0]!).map((name) => [name, row[name] ?? null])),
  );

const title = present
  ? "the copies under test/reference/stats"
  : "the copies under test/reference/stats (not compared: ../shared/reference is not beside this checkout)";

describe.runIf(present)(title, () => {
  const shared = present ? (JSON.parse(readFileSync(SHARED, "utf8")) as Shared) : ({} as Shared);

  it("are every row of the shared reference, unchanged", () => {
    expect(proportions.rows).toEqual(copied(shared.proportion_intervals.rows, proportions.rows));
    expect(betaBinomial.rows).toEqual([shared.beta_binomial_eb.main, ...shared.beta_binomial_eb.degenerate]);
    expect(twoProportions.rows).toEqual(shared.two_proportions);
    expect(mannWhitney.rows).toEqual(shared.mann_whitney);
    expect(chiSquare.rows).toEqual(shared.chi_square);
    expect(gini.rows).toEqual(shared.gini);
    expect(multipleTesting.rows).toEqual(copied(shared.multiple_testing, multipleTesting.rows));
    expect(spearman.rows).toEqual(copied(shared.spearman, spearman.rows));
  });

  it("are the detectors' vectors, unchanged", () => {
    const copy = readFileSync(new URL("../reference/stats/detectors.txt", import.meta.url), "utf8");
    expect(copy).toBe(readFileSync(VECTORS, "utf8"));
  });
});
