import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { arcChanges } from "~/stats/arc-change";
import { benjaminiHochberg } from "~/stats/benjamini-hochberg";
import { binomialLowerTail, binomialUpperTail } from "~/stats/binomial";
import { fisherExact } from "~/stats/fisher-exact";
import { gini } from "~/stats/gini";
import type { Interval } from "~/stats/interval";
import { jeffreys } from "~/stats/jeffreys";
import { kaplanMeier, survivalQuantile } from "~/stats/kaplan-meier";
import { mantelHaenszelDifference } from "~/stats/mantel-haenszel";
import { shorrocksMobility } from "~/stats/mobility";
import { poissonBinomialUpperTail } from "~/stats/poisson-binomial";
import { poissonRateRatio } from "~/stats/poisson-rate-ratio";
import { theil } from "~/stats/theil";
import { coefficientOfVariation } from "~/stats/variation";
import { wilson } from "~/stats/wilson";

/** The detectors' test vectors, as R printed them by `detectors.R` (the last two lines: Python). */
const LINES = readFileSync(new URL("../reference/stats/detectors.txt", import.meta.url), "utf8")
  .trim()
  .split("\n");

const ends = ({ low, high }: Interval) => [low, high];
const durations = [5, 8, 12, 20, 30, 30, 45, 60].map((time, index) => ({
  time,
  ended: [true, true, false, true, true, false, true, false][index]!,
}));
const rateRatio = poissonRateRatio({ events: 12, exposure: 100 }, { events: 30, exposure: 120 })!;
const difference = mantelHaenszelDifference([
  { first: { successes: 80, trials: 100 }, second: { successes: 270, trials: 300 } },
  { first: { successes: 45, trials: 50 }, second: { successes: 142, trials: 150 } },
])!;
const weeks = [400, 0, 250, 600, 0, 0, 300];
const tallies = [
  [0, 10],
  [10, 10],
  [19, 20],
  [49, 50],
  [97, 100],
] as const;

/** What each line says, by its name. */
const ANSWERS: Readonly<Record<string, readonly (number | null)[]>> = {
  ...Object.fromEntries(tallies.map(([k, n]) => [`wilson ${k} ${n}`, ends(wilson(k, n))])),
  ...Object.fromEntries(tallies.map(([k, n]) => [`jeffreys ${k} ${n}`, ends(jeffreys(k, n))])),
  "fisher 3/20 v 9/20 p": [fisherExact({ successes: 3, trials: 20 }, { successes: 9, trials: 20 }).p],
  BH: benjaminiHochberg([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]),
  "poisson rate ratio CI 12/100h v 30/120h": ends(rateRatio),
  rr: [rateRatio.ratio],
  "gini raw": [gini([0, 0, 1, 2, 3, 10])!.raw],
  "gini n/(n-1)": [gini([0, 0, 1, 2, 3, 10])!.corrected],
  "theil T": [theil([1, 2, 3, 10])],
  "arc abs": arcChanges(weeks).map((change) => (change === null ? null : Math.abs(change))),
  cv: [coefficientOfVariation(weeks)],
  "MH RD": [difference.difference],
  "MH RD se": [difference.standardError],
  "binom upper tail k=14 n=40 p=.15": [binomialUpperTail(14, 40, 0.15)],
  "P demoted bar1 p.99 n50": [binomialLowerTail(49, 50, 0.99)],
  "mobility M": [
    shorrocksMobility([
      [0.8, 0.15, 0.05],
      [0.2, 0.7, 0.1],
      [0.1, 0.2, 0.7],
    ]),
  ],
};

const isKnown = (line: string) => Object.keys(ANSWERS).some((name) => line.startsWith(`${name} :`));

/** As many digits as were printed, significant or after the point. */
function printedAs(printed: string, value: number | null): string {
  if (printed === "NA") return value === null ? "NA" : String(value);
  if (value === null) return "null";
  const places = printed.split(".")[1]?.length ?? 0;
  return value.toFixed(places);
}

describe("the detectors' test vectors, to the digits printed", () => {
  it.each(LINES.filter(isKnown))("%s", (line) => {
    const [name, printed] = line.split(" :") as [string, string];
    const expected = printed.trim().split(/\s+/);
    const answer = ANSWERS[name]!;
    expect(answer).toHaveLength(expected.length);
    expect(expected.map((text, index) => printedAs(text, answer[index]!))).toEqual(expected);
  });

  it("Kaplan-Meier of t = 5, 8, 12+, 20, 30, 30+, 45, 60+", () => {
    const line = LINES.find((one) => one.startsWith("KM "))!;
    const [times, survival] = [...line.matchAll(/\[([^\]]*)\]/g)].map((match) =>
      match[1]!.split(", ").map(Number),
    );
    const curve = kaplanMeier(durations)!;
    expect(curve.points.map((point) => point.time)).toEqual(times);
    expect(curve.points.map((point) => Number(point.survival.toFixed(12)))).toEqual(survival);
    expect(survivalQuantile(curve).value).toBe(Number(line.split("median ")[1]));
  });

  it("Poisson-binomial of .05, .1, .02, .2, .08", () => {
    const line = LINES.find((one) => one.startsWith("poisbin"))!;
    expect(poissonBinomialUpperTail(3, [0.05, 0.1, 0.02, 0.2, 0.08]).toFixed(10)).toBe(
      line.split("=").at(-1)!.trim(),
    );
  });

  it("leaves no line out", () => {
    expect(LINES.filter(isKnown)).toHaveLength(Object.keys(ANSWERS).length);
    expect(LINES).toHaveLength(Object.keys(ANSWERS).length + 2);
  });
});
