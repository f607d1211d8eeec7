import { describe, expect, it } from "vitest";
import { projectRanks } from "~/features/quality/ranks";
import { beyondOf, funnelLimits } from "~/features/quality/funnel-limits";
import { drawBeta, drawBinomial } from "~/stats/draws";
import { seededRandom } from "~/stats/random";

const tally = (annotator: string, correct: number, total: number) => ({
  annotator,
  displayName: null,
  correct,
  total,
});

function roster(people: number, trials: number, seed: string) {
  const random = seededRandom(seed);
  return Array.from({ length: people }, (_, i) =>
    tally(`p${i}`, drawBinomial(trials, drawBeta(57, 3, random), random), trials),
  );
}

describe("ranks of a project", () => {
  it("are hidden at twenty gold judgments a person and given at five hundred", () => {
    const few = projectRanks("few", roster(60, 20, "few"))!;
    const many = projectRanks("many", roster(60, 500, "many"))!;
    expect(few.ordinals).toBe(false);
    expect(few.rankability ?? 0).toBeLessThan(0.7);
    expect(many.ordinals).toBe(true);
    expect(many.rankability!).toBeGreaterThan(0.7);
  });

  it("for everybody at once are no narrower than for one at a time, but for a rank of simulation", () => {
    const { rows } = projectRanks("many", roster(40, 500, "at once"))!;
    for (const { best, worst, allBest, allWorst } of rows) {
      expect(allBest!).toBeLessThanOrEqual(best! + 1);
      expect(allWorst!).toBeGreaterThanOrEqual(worst! - 1);
    }
  });

  it("list both ends of a long order and some of everybody between", () => {
    const { rows, people, bands } = projectRanks("long", roster(1_500, 100, "long"))!;
    expect({ people, listed: rows.length }).toEqual({ people: 1_500, listed: 1_000 });
    expect(new Set(rows.map(({ annotator }) => annotator)).size).toBe(1_000);
    const listedBelow = rows.filter(({ band }) => band === "below").length;
    expect(bands.below).toBeGreaterThan(0);
    expect(listedBelow).toBeGreaterThanOrEqual(Math.min(300, bands.below));
    expect(rows).toEqual(rows.toSorted((a, b) => b.shrunk - a.shrunk));
  });

  it("say that nothing tells people apart, without making up an order", () => {
    const same = projectRanks("same", [tally("a", 9, 10), tally("b", 9, 10), tally("c", 9, 10)])!;
    expect(same).toMatchObject({ strength: null, ordinals: false, rankability: 0 });
    expect(same.rows.every(({ best, allBest }) => best === null && allBest === null)).toBe(true);
    expect(same.bands).toEqual({ above: 0, around: 3, below: 0 });
  });

  it("do not depend on the order of people", () => {
    const people = roster(30, 100, "order");
    const one = projectRanks("order", people)!;
    const other = projectRanks("order", people.toReversed())!;
    expect(other.bands).toEqual(one.bands);
    expect(other.rows.map(({ annotator }) => annotator)).toEqual(one.rows.map(({ annotator }) => annotator));
  });

  it("are null for fewer than two people with gold", () => {
    expect(projectRanks("one", [tally("a", 3, 4), tally("b", 0, 0)])).toBeNull();
    expect(projectRanks("none", [])).toBeNull();
  });

  it("compare by eye at 83.4 %: narrower than the 95 % interval", () => {
    const { rows } = projectRanks("eye", roster(10, 200, "eye"))!;
    for (const { low, high, compareLow, compareHigh } of rows) {
      expect(compareLow).toBeGreaterThan(low);
      expect(compareHigh).toBeLessThan(high);
    }
  });
});

describe("the limits of a funnel", () => {
  it("narrow with n and stay within [0, 1]", () => {
    const limits = funnelLimits(400, 0.95);
    for (const { innerLow, innerHigh, outerLow, outerHigh } of limits) {
      expect(outerLow).toBeGreaterThanOrEqual(0);
      expect(outerHigh).toBeLessThanOrEqual(1);
      expect(innerLow).toBeGreaterThanOrEqual(outerLow);
      expect(innerHigh).toBeLessThanOrEqual(outerHigh);
    }
    expect(limits.at(-1)!.outerLow).toBeGreaterThan(limits[0]!.outerLow);
  });

  it("leave five people in a hundred of one accuracy beyond the inner ones", () => {
    const random = seededRandom("funnel");
    const draws = 4_000;
    let beyond = 0;
    for (let i = 0; i < draws; i++)
      if (beyondOf(drawBinomial(300, 0.8, random) / 300, 300, 0.8) !== "none") beyond++;
    expect(beyond / draws).toBeGreaterThan(0.035);
    expect(beyond / draws).toBeLessThan(0.065);
  });
});
