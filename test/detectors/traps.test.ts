import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import contractChurn from "~/detectors/contract-churn";
import disparateImpact from "~/detectors/disparate-impact";
import goldenBatch from "~/detectors/golden-batch-concentration";
import goldLikelyWrong from "~/detectors/gold-likely-wrong";
import hoursRest from "~/detectors/hours-rest-night-breach";
import incomeFeastFamine from "~/detectors/income-feast-famine";
import perfectScoreCliff from "~/detectors/perfect-score-cliff";
import reviewerLottery from "~/detectors/reviewer-lottery";
import speedPressure from "~/detectors/speed-pressure-decay";
import taskDrought from "~/detectors/task-drought";
import unpaidWork from "~/detectors/unpaid-work-share";
import { DETECTORS } from "~/detectors";
import type { Contract, PersonAccess } from "~/domain/evidence";
import consensusAgreement from "~/metrics/consensus-agreement";
import goldAccuracy from "~/metrics/gold-accuracy";
import { fitBetaBinomial, shrink } from "~/stats/beta-binomial";
import { drawBeta, drawBinomial } from "~/stats/draws";
import { gini } from "~/stats/gini";
import { ordinalsMayBeShown, rankabilityOfShares } from "~/stats/rankability";
import { seededRandom } from "~/stats/random";
import { wilson } from "~/stats/wilson";
import { NOTHING } from "../metrics/nothing";
import {
  aBatch,
  aPolicy,
  aTierChange,
  aTimeline,
  audit,
  DAY,
  EMPTY,
  END,
  goldDays,
  HOUR,
  programme,
  someEarnings,
  START,
  WEEK,
} from "./support/evidence";
import { keys, SIMULATIONS } from "./support/simulations";

const count = (length: number) => Array.from({ length }, (_, index) => index);

/** Forty people of one accuracy and as many hours; the first eight hold the top tier. */
function allotted(batches: number, offereesOf: (index: number) => readonly string[]) {
  const people = count(40).map((index) => `a${index}`);
  return {
    policies: [aPolicy()],
    goldDays: goldDays(people.map((annotator) => ({ annotator, at: START - DAY, correct: 97, total: 100 }))),
    tierChanges: people
      .slice(0, 8)
      .map((annotator) =>
        aTierChange({ id: annotator, annotator, fromTier: "standard", toTier: "royalty", at: START - DAY }),
      ),
    allocation: {
      batches: count(batches).map((index) =>
        aBatch(`b${index}`, START + HOUR + index * 600, offereesOf(index)),
      ),
      hours: people.map((annotator) => ({ annotator, week: aBatch("", START, []).week, hours: 10 })),
    },
  };
}

describe("traps that numbers about work set", () => {
  it("Simpson: skilled people are fast and right, yet everybody's fast work is worse", () => {
    const skilled = count(10).map((index) => ({
      annotator: `s${index}`,
      project: "p1",
      fast: { correct: 930, total: 1_000 },
      reference: { correct: 2_940, total: 3_000 },
    }));
    const others = count(10).map((index) => ({
      annotator: `o${index}`,
      project: "p1",
      fast: { correct: 74, total: 100 },
      reference: { correct: 2_370, total: 3_000 },
    }));
    const finding = programme(speedPressure, {
      speed: { strata: [...skilled, ...others], targets: [], changes: [] },
    });
    expect(finding).toMatchObject({ outcome: "flagged", evidence: { signDiffers: true } });
  });

  it("small-n league tables: twenty gold items cannot rank sixty people", () => {
    const random = seededRandom("league");
    const tallies = count(60).map(() => ({
      successes: drawBinomial(20, drawBeta(57, 3, random), random),
      trials: 20,
    }));
    const prior = fitBetaBinomial(tallies)!;
    expect(
      ordinalsMayBeShown(
        rankabilityOfShares(
          prior,
          tallies.map(({ trials }) => trials),
        ),
      ),
    ).toBe(false);
  });

  it("regression to the mean: forty of forty is forecast to fall, and falls, with no change at all", () => {
    const random = seededRandom("regression");
    const people = count(4_000).map(() => {
      const skill = drawBeta(57, 3, random);
      return { now: drawBinomial(40, skill, random), next: drawBinomial(40, skill, random) };
    });
    const prior = fitBetaBinomial(people.map(({ now }) => ({ successes: now, trials: 40 })))!;
    const perfect = people.filter(({ now }) => now === 40);
    const later = perfect.reduce((sum, { next }) => sum + next, 0) / (40 * perfect.length);
    expect(later).toBeLessThan(0.985);
    expect(Math.abs(shrink(40, 40, prior).value - later)).toBeLessThan(0.01);
  });

  it("survivorship and censored times: engagements that still run are not short ones", () => {
    const contracts = count(60).map((index): Contract => ({
      id: `c${index}`,
      annotator: `a${index}`,
      platform: "p1",
      startedAt: START + index * DAY,
      // A third left early; the finished ones alone would have a median of two weeks.
      endedAt: index % 3 === 0 ? START + (index + 14) * DAY : null,
      endNoticeDays: null,
    }));
    const finding = programme(contractChurn, { contracts });
    expect(finding.outcome).not.toBe("flagged");
    expect(finding.evidence).toMatchObject({ open: 40 });
    expect((finding.evidence["medianTenureDays"] as (number | null)[])[0]).toBeNull();
  });

  it("censored times: a drought that still runs counts as lasting at least so long", () => {
    const online = count(20).map(
      (day) => [START + day * DAY, START + day * DAY + 4 * HOUR, "online"] as const,
    );
    const timelines = count(12).map((index) =>
      aTimeline(`a${index}`, {
        available: online,
        offers: [START + HOUR],
        work: [[START + HOUR, START + 2 * HOUR]],
      }),
    );
    const finding = programme(taskDrought, { timelines });
    // The only gap that ended lasted an hour; those that did not are what counts here.
    expect(finding).toMatchObject({ outcome: "flagged", evidence: { droughtPeople: 12 } });
    expect(finding.evidence["longestDroughtDays"]).toBeGreaterThan(15);
  });

  it("multiple testing: two hundred true keys together are flagged no more often than one may be", () => {
    const flagged = count(20).filter((run) =>
      audit(goldLikelyWrong, keys(seededRandom(`traps/${run}`), false)).some(
        ({ outcome }) => outcome === "flagged",
      ),
    );
    expect(flagged.length).toBeLessThanOrEqual(2);
    expect(audit(goldLikelyWrong, keys(seededRandom("traps"), true))[1]?.family?.size).toBe(200);
  });

  it("peeking: the same evidence gives the same findings, whenever it is asked for", () => {
    const simulation = SIMULATIONS.find(({ detector }) => detector === "golden-batch-concentration")!;
    const evidence = simulation.draw(seededRandom("peek"), true);
    const once = audit(goldenBatch, evidence, { params: { giniDraws: 99 } });
    expect(audit(goldenBatch, evidence, { params: { giniDraws: 99 } })).toEqual(once);
    expect(once[0]).toMatchObject({ window: { from: START, to: END } });
  });

  it("batch against item as the unit: a batch counts once, however many items it holds", () => {
    const few = allotted(24, (index) => [`a${index % 40}`]);
    const many = {
      ...few,
      allocation: {
        ...few.allocation,
        batches: few.allocation.batches.map((batch) => ({ ...batch, payMinor: 100 * (batch.payMinor ?? 0) })),
      },
    };
    const [one, other] = [few, many].map((evidence) =>
      programme(goldenBatch, evidence, { params: { giniDraws: 99 } }),
    );
    expect(one!.n).toBe(24);
    expect(other!.p).toBe(one!.p);
    expect(one!.evidence).toMatchObject({ unit: "batch" });
  });

  it("raw Gini: equal odds and one batch a person look unequal by it, and are not by the excess", () => {
    const random = seededRandom("gini");
    const evidence = allotted(40, () => [`a${Math.floor(40 * random())}`]);
    const counts = count(40).map(
      (person) =>
        evidence.allocation.batches.filter(({ offerees }) => offerees.includes(`a${person}`)).length,
    );
    expect(gini(counts)!.raw).toBeGreaterThan(0.4);
    const { excessGini } = programme(goldenBatch, evidence, { params: { giniDraws: 999 } }).evidence;
    expect(Math.abs((excessGini as { value: number }).value)).toBeLessThan(0.1);
  });

  it("four-fifths alone: a ratio of .7 between forty people each is not flagged without significance", () => {
    const people = (group: string, offered: number): PersonAccess[] =>
      count(40).map((index) => ({
        annotator: `${group}${index}`,
        project: "p",
        groups: { language: group },
        premiumOffered: index < offered,
        topTier: false,
        removed: false,
        paidAtMiddle: null,
      }));
    const finding = programme(disparateImpact, { access: [...people("one", 20), ...people("two", 14)] });
    expect(finding.effect?.value).toBeCloseTo(0.7, 1);
    expect(finding.outcome).toBe("inconclusive");
  });

  it("four-fifths of the favourable side alone: retention of .94 hides a threefold risk of removal", () => {
    const people = (group: string, removed: number): PersonAccess[] =>
      count(500).map((index) => ({
        annotator: `${group}${index}`,
        project: "p",
        groups: { language: group },
        premiumOffered: false,
        topTier: false,
        removed: index < removed,
        paidAtMiddle: null,
      }));
    const finding = programme(disparateImpact, { access: [...people("one", 15), ...people("two", 45)] });
    expect(finding).toMatchObject({ outcome: "flagged", effect: { name: "removed_ratio" } });
    expect(finding.effect?.value).toBeCloseTo(3, 0);
  });

  it("daylight saving: a night of eleven hours by the clock is ten in spring, and too short a rest", () => {
    const zone = "Europe/Berlin";
    // 2026-03-29 02:00 becomes 03:00. Work ends at 20:00 and begins at 07:00 local.
    const evening = Date.UTC(2026, 2, 28, 15) / 1_000;
    const ends = Date.UTC(2026, 2, 28, 19) / 1_000;
    const begins = Date.UTC(2026, 2, 29, 5) / 1_000;
    const spring = aTimeline("a1", {
      zone,
      work: [
        [evening, ends],
        [begins, begins + 4 * HOUR],
      ],
    });
    expect(programme(hoursRest, { timelines: [spring] }).evidence).toMatchObject({
      counts: { daily_rest: 1 },
    });
    const week = 7 * DAY;
    const earlier = aTimeline("a1", {
      zone,
      work: [
        [evening - week, ends - week],
        [begins - week + HOUR, begins - week + 5 * HOUR],
      ],
    });
    expect(programme(hoursRest, { timelines: [earlier] }).evidence).toMatchObject({
      counts: { daily_rest: 0 },
    });
  });

  it("selected audits: targeted reviews do not speak for a reviewer where random ones are on record", () => {
    const row = (reviewer: number, random: boolean, passed: number) => ({
      reviewer: `r${reviewer}`,
      project: "p",
      author: random ? null : "x",
      random,
      reviews: 80,
      passed,
      overturned: 0,
    });
    const reviewTallies = count(8).flatMap((reviewer) => [
      row(reviewer, true, 70),
      row(reviewer, false, 10 * reviewer),
    ]);
    expect(programme(reviewerLottery, { reviewTallies })).toMatchObject({
      outcome: "clear",
      evidence: { routing: "random" },
    });
  });

  it("means of skewed pay: one month of ten times the pay does not stand for the middle person", () => {
    const people = count(20).map((index) => `a${index}`);
    const earnings = people.flatMap((annotator, person) =>
      count(8).map((month) =>
        someEarnings(annotator, Date.UTC(2026, month, 15) / 1_000, {
          payMinor: person === 0 && month === 4 ? 1_000_000 : 100_000,
        }),
      ),
    );
    const timelines = people.map((annotator) => aTimeline(annotator, { work: [[START, START + HOUR]] }));
    const context = {
      window: { from: Date.UTC(2026, 0, 1) / 1_000, to: Date.UTC(2026, 8, 1) / 1_000 },
      now: Date.UTC(2026, 8, 1) / 1_000,
    };
    expect(programme(incomeFeastFamine, { timelines, earnings }, { context })).toMatchObject({
      outcome: "clear",
      effect: { value: 0 },
    });
  });

  it("denominator drift: somebody without any availability changes nothing", () => {
    const evidence = allotted(40, (index) => [`a${index % 40}`]);
    const params = { giniDraws: 99 };
    const before = programme(goldenBatch, evidence, { params });
    const hours = [
      ...evidence.allocation.hours,
      { annotator: "new", week: aBatch("", START, []).week, hours: 0 },
    ];
    const after = programme(
      goldenBatch,
      { ...evidence, allocation: { ...evidence.allocation, hours } },
      { params },
    );
    expect(after.effect).toEqual(before.effect);
  });

  it("consensus as truth: it is called agreement, says so, and stays apart from gold and review", () => {
    const tallies = {
      ...NOTHING,
      gold: { correct: 40, judged: 50 },
      consensus: { agreeing: 20, judged: 50 },
    };
    expect(consensusAgreement.label).toMatch(/agreement/i);
    expect(consensusAgreement.label).not.toMatch(/accura|correct|truth/i);
    expect(consensusAgreement.caveats.join(" ")).toMatch(/not truth/);
    // An expert whom the others contradict keeps the own gold accuracy, to the digit.
    const alone = goldAccuracy.measure({ ...tallies, consensus: { agreeing: 0, judged: 50 } });
    expect(goldAccuracy.measure(tallies)).toEqual(alone);
    expect(consensusAgreement.measure({ ...NOTHING, gold: tallies.gold }).kind).toBe("unmeasured");
  });

  it("Goodhart: people who stop once the bar is reached pile up above it; skill alone does not", () => {
    const bunching = (stop: boolean) => {
      const random = seededRandom("goodhart");
      const rows = count(300).flatMap((index) => {
        const drawn = drawBinomial(50, drawBeta(85.5, 4.5, random), random);
        // The bar is 48 of 50 (.95): whoever is one or two short tries again, and mostly gets there.
        const short = drawn === 46 || drawn === 47;
        const correct = stop && short && random() < 0.7 ? 48 : drawn;
        return { annotator: `a${index}`, at: START - 29 * DAY, correct, total: 50 };
      });
      const policies = [aPolicy({ minimumGold: 50, windowDays: 28 })];
      const finding = programme(
        perfectScoreCliff,
        { policies, goldDays: goldDays(rows) },
        { context: { window: { from: START - 60 * DAY, to: END } } },
      );
      return finding.evidence["bunching"] as { above: number; expectedAbove: number; p: number };
    };
    const skill = bunching(false);
    expect(skill.p).toBeGreaterThan(0.05);
    expect(Math.abs(skill.above - skill.expectedAbove)).toBeLessThan(20);
    const stopped = bunching(true);
    expect(stopped.p).toBeLessThan(0.001);
    expect(stopped.above).toBeGreaterThan(stopped.expectedAbove);
  });

  it("missing time: hours are a lower bound, and the share of people who could be examined is told", () => {
    const timelines = [aTimeline("a1", { work: [[START, START + 20 * HOUR]] })];
    const rest = programme(hoursRest, { timelines });
    expect(rest.effect).toMatchObject({ high: null, method: expect.stringMatching(/lower bound/) as string });
    const months = count(8).map((month) => Date.UTC(2026, month, 5) / 1_000);
    const people = count(20).map((index) => `a${index}`);
    const swing = programme(
      incomeFeastFamine,
      {
        timelines: people.map((annotator) => aTimeline(annotator)),
        // Half of them have only three months of pay on record.
        earnings: people.flatMap((annotator, index) =>
          months
            .slice(0, index % 2 === 0 ? 8 : 3)
            .map((at) => someEarnings(annotator, at, { payMinor: 10_000 })),
        ),
      },
      { context: { window: { from: START, to: START + 250 * DAY }, now: START + 250 * DAY } },
    );
    expect(swing.coverage).toBeCloseTo(0.5, 6);
    for (const detector of [hoursRest, unpaidWork]) {
      expect(detector.limits.join(" "), detector.id).toMatch(/lower bound/);
    }
  });

  it("effect without money: unpaid time, pay, access and waiting are told in hours or money", () => {
    const told = [
      "golden-batch-concentration",
      "near-target-starvation",
      "unpaid-work-share",
      "personalised-pay-spread",
      "task-drought",
      "contract-churn",
    ];
    for (const id of told) {
      const simulation = SIMULATIONS.find(({ detector }) => detector === id)!;
      const detector = DETECTORS.find((known) => known.id === id)!;
      const finding = programme(detector, simulation.draw(seededRandom(`money/${id}`), true), {
        context: simulation.context ?? {},
        params: simulation.params ?? {},
      });
      expect(finding.outcome, id).toBe("flagged");
      expect(finding.money !== null || finding.affectedHours !== null, id).toBe(true);
    }
  });

  it("zero and one rates: ten of ten is not certainty", () => {
    expect(wilson(10, 10).low).toBeCloseTo(0.7224672, 6);
    expect(wilson(0, 10).high).toBeCloseTo(0.2775328, 6);
  });

  it("no flag taken for fair: an empty ledger is clear of nothing", () => {
    for (const detector of DETECTORS) {
      expect(audit(detector, EMPTY, { tables: new Set() }).map(({ outcome }) => outcome)).toEqual([
        "insufficient",
      ]);
    }
  });

  it("a tool used for discipline: tiers know nothing of detectors, and no researcher sees one person", () => {
    const folder = new URL("../../app/tiers/", import.meta.url);
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts"))) {
      expect(readFileSync(new URL(file, folder), "utf8")).not.toMatch(/~\/detectors|domain\/finding/);
    }
    const timelines = [aTimeline("a1", { work: [[START, START + 20 * HOUR]] })];
    for (const { scope, audience } of audit(hoursRest, { timelines })) {
      expect(audience.includes("researcher")).toBe(scope === "programme");
      expect(audience.includes("annotator")).toBe(scope === "annotator");
    }
  });
});

describe("the week that windows are counted by", () => {
  it("begins on a Monday", () => {
    expect(new Date(START * 1_000).getUTCDay()).toBe(1);
    expect(aBatch("", START + WEEK, []).week - aBatch("", START, []).week).toBe(1);
  });
});
