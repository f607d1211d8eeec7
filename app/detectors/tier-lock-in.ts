import { defineDetector } from "~/domain/detector";
import { mantelHaenszelRateRatio } from "~/stats/mantel-haenszel";
import { insufficientAnswer, programmeAnswer } from "./parts/answer";
import { expectPremium, type AllocationEvidence, type Expectation } from "./parts/expectation";
import { tallyGold } from "./parts/gold";
import { groupBy, sum } from "./parts/group";
import { mobilityOf, regainDays } from "./parts/mobility";
import { judgeHigh, statisticalSeverity } from "./parts/outcome";
import { param } from "./parts/params";
import { type Cell, predictiveTail, shareTail } from "./parts/skill-draws";
import { accuracyBar, policyInForce } from "./parts/tiers";

const DAY = 86_400;
const SPAN = 28 * DAY;
const THRESHOLD = {
  kind: "convention",
  source: "Twice the premium work inside the tier, low end of the interval above 1.25",
} as const;

interface Side {
  people: Set<string>;
  offers: number;
  expected: number;
}

/** Does past rank decide access to premium work among people of the same quality? */
export default defineDetector({
  id: "tier-lock-in",
  version: 2,
  title: "Leads for closers",
  question:
    "Near the bar, do people inside the tier get more premium work than people of the same quality outside?",
  harm: "Past rank decides access, access feeds rank; equals just below the bar never get the good work.",
  kind: "statistical",
  requires: ["batches", "offers", "availability", "tier_policies", "tier_changes"],
  needs: ["allocation", "goldDays", "policies", "tierChanges"],
  params: {
    rateRatio: param("Premium offers over expected, inside against outside", "ratio", [2, 1.1, 10]),
    rateRatioLow: param("The interval's low end must exceed", "ratio", [1.25, 1, 5]),
    people: param("People near the bar on each side", "people", [10, 5, 200]),
    offers: param("Premium offers to them", "offers", [30, 10, 1_000]),
  },
  minimum: "Ten people near the bar on each side and thirty premium offers to them.",
  innocent: [
    "People inside may hold a qualification that gold does not measure.",
    "A published rule may reserve premium work for the tier; then the rule does it.",
  ],
  limits: [
    "Exposure is the quality-matched expectation, because near a bar the chance of truly passing changes fast.",
    "Mobility is shown beside its simulated band and never flags by itself.",
  ],
  sources: [
    {
      kind: "paper",
      text: "Mantel and Haenszel 1959; Greenland and Robins 1985; Shorrocks 1978; Kaplan and Meier 1958",
    },
    { kind: "convention", text: THRESHOLD.source },
  ],
  seenBy: ["manager", "researcher"],
  remedy:
    "Sloped access in place of a cliff, a share of premium work for people not demonstrably worse, a way back in.",
  messages: {
    flagged:
      "Near the bar, people inside the tier got {ratio} times the premium work of equals outside, for what a lottery would have sent each.",
    clear: "Near the bar, people inside the tier got {ratio} times the premium work of equals outside.",
    inconclusive:
      "Near the bar, people inside the tier got {ratio} times the premium work of equals outside; the interval leaves it open.",
  },
  detect(evidence, params, context) {
    const threshold = { value: params.rateRatio, ...THRESHOLD };
    const expectation = expectPremium(evidence);
    const { strata, cells } = nearBarStrata(evidence, expectation, context.window);
    const inside = new Set([...strata.values()].flatMap(({ first }) => [...first.people]));
    const outside = new Set([...strata.values()].flatMap(({ second }) => [...second.people]));
    const offers = sum([...strata.values()].map(({ first, second }) => first.offers + second.offers));
    if (inside.size < params.people || outside.size < params.people || offers < params.offers) {
      const reason = `${inside.size} people near the bar inside, ${outside.size} outside, ${offers} premium offers; ${params.people}, ${params.people} and ${params.offers} needed`;
      return [insufficientAnswer(reason, { n: offers, nUnit: "premium offers", threshold })];
    }
    const result = mantelHaenszelRateRatio(
      [...strata.values()].map(({ first, second }) => ({
        first: { events: first.offers, exposure: first.expected },
        second: { events: second.offers, exposure: second.expected },
      })),
    );
    const details = { n: offers, nUnit: "premium offers", threshold };
    if (!result) return [insufficientAnswer("no project had people near the bar on both sides", details)];
    const value = result.ratio ?? Infinity;
    const outcome = judgeHigh({
      value,
      low: result.low,
      high: result.high,
      threshold: params.rateRatio,
      indifference: params.rateRatioLow,
    });
    const mobility = mobilityOf(evidence, expectation, context.window, context.random("tier-lock-in"));
    const finite = (number: number) => (Number.isFinite(number) ? number : null);
    return [
      programmeAnswer({
        outcome,
        severity:
          outcome === "flagged"
            ? statisticalSeverity(
                Math.min(value, 1e6),
                params.rateRatio,
                1,
                outside.size / Math.max(1, context.people),
              )
            : null,
        message: {
          id: outcome,
          data: { ratio: Number.isFinite(value) ? value.toFixed(2) : "infinitely many" },
        },
        effect: {
          name: "near_bar_rate_ratio",
          value: finite(value),
          unit: "ratio",
          low: finite(result.low),
          high: finite(result.high),
          method: `Mantel-Haenszel over projects, ${result.method} 95 %`,
        },
        p: result.p,
        cautiousP: byChance(strata, cells, expectation, context.random("tier-lock-in/passes")),
        n: offers,
        nUnit: "premium offers",
        threshold,
        wouldChange: "More premium offers to people near the bar.",
        evidence: {
          inside: inside.size,
          outside: outside.size,
          mobility,
          medianDaysToRegain: regainDays(evidence, context.now),
        },
        affected: outside.size,
        chart: {
          kind: "intervals",
          title: "Premium work inside against outside, near the bar",
          unit: "ratio",
          rows: [
            {
              label: "inside / outside",
              value: Math.min(value, 20),
              low: Math.min(result.low, 20),
              high: Math.min(result.high, 20),
            },
          ],
          reference: 1,
        },
      }),
    ];
  },
});

/** By project: premium offers in the 28 days after each of the dates, and those expected, of people near the bar then. */
function nearBarStrata(
  evidence: AllocationEvidence,
  expectation: Expectation,
  window: { from: number; to: number },
) {
  const strata = new Map<string, { first: Side; second: Side }>();
  const cells: Cell[] = [];
  const batches = groupBy(expectation.premium, ({ project }) => project);
  for (let at = window.from + SPAN; at < window.to; at += SPAN) {
    for (const [project, own] of batches) {
      const after = own.filter((batch) => batch.at > at && batch.at <= at + SPAN);
      const near = nearBar(evidence, expectation, project, at);
      if (after.length === 0 || near.length === 0) continue;
      const { received, expected } = tallyAfter(after, expectation);
      const stratum = strata.get(project) ?? { first: emptySide(), second: emptySide() };
      strata.set(project, stratum);
      cells.push(...cellsAfter(after, new Set(near), at, expectation));
      for (const annotator of near) {
        const due = expected.get(annotator) ?? 0;
        if (due === 0) continue;
        const side = expectation.hasAccess(annotator, project, at) ? stratum.first : stratum.second;
        side.people.add(annotator);
        side.offers += received.get(annotator) ?? 0;
        side.expected += due;
      }
    }
  }
  return { strata, cells };
}

/** How the members of each week's stratum stand to the tier, of those near the bar. */
function cellsAfter(
  after: Expectation["premium"],
  near: ReadonlySet<string>,
  at: number,
  expectation: Expectation,
): readonly Cell[] {
  return [...groupBy(after, ({ week }) => week).values()].flatMap((own) => {
    const stratum = own[0] ? expectation.stratumOf(own[0]) : null;
    if (!stratum || stratum.total === 0) return [];
    const side = Int8Array.from(stratum.annotators, (annotator) =>
      near.has(annotator) ? (expectation.hasAccess(annotator, stratum.project, at) ? 1 : -1) : 0,
    );
    return [{ stratum, batches: sum(own.map(({ offerees }) => offerees.length)), side }];
  });
}

/** Chance that as much goes inside, over who near the bar truly passes: only that way is a flag. */
function byChance(
  strata: ReadonlyMap<string, { readonly first: Side; readonly second: Side }>,
  cells: readonly Cell[],
  expectation: Expectation,
  random: () => number,
): number {
  const inside = sum([...strata.values()].map(({ first }) => first.offers));
  const all = inside + sum([...strata.values()].map(({ second }) => second.offers));
  return predictiveTail(cells, expectation, random, (first, second) =>
    first + second === 0 ? 1 : shareTail(inside, all, first / (first + second)),
  );
}

const emptySide = (): Side => ({ people: new Set(), offers: 0, expected: 0 });

/** People whose accuracy up to `at` lies within one standard error of the bar, or the ten nearest on each side. */
function nearBar(
  evidence: AllocationEvidence,
  expectation: Expectation,
  project: string,
  at: number,
): readonly string[] {
  const skill = expectation.skills.get(project);
  if (!skill) return [];
  const policy = policyInForce(evidence.policies, project, at);
  const bar = accuracyBar(policy?.tiers.findLast((tier) => tier.premiumAccess)) ?? skill.bar;
  const scored = [...tallyGold(evidence.goldDays, project, -Infinity, at)]
    .filter(([, { total }]) => total >= 10)
    .map(([annotator, { correct, total }]) => {
      const share = (correct + 0.5) / (total + 1);
      return { annotator, distance: correct / total - bar, error: Math.sqrt((share * (1 - share)) / total) };
    });
  const sides = [true, false].flatMap((inside) => {
    const own = scored.filter(({ annotator }) => expectation.hasAccess(annotator, project, at) === inside);
    const within = own.filter(({ distance, error }) => Math.abs(distance) <= error);
    return within.length >= 10
      ? within
      : own.toSorted((a, b) => Math.abs(a.distance) - Math.abs(b.distance)).slice(0, 10);
  });
  return sides.map(({ annotator }) => annotator);
}

function tallyAfter(after: Expectation["premium"], expectation: Expectation) {
  const received = new Map<string, number>();
  const expected = new Map<string, number>();
  for (const batch of after) {
    const stratum = expectation.stratumOf(batch);
    if (!stratum || stratum.total === 0) continue;
    for (const annotator of batch.offerees) received.set(annotator, (received.get(annotator) ?? 0) + 1);
    stratum.annotators.forEach((annotator, index) => {
      const due = (batch.offerees.length * (stratum.weights[index] ?? 0)) / stratum.total;
      expected.set(annotator, (expected.get(annotator) ?? 0) + due);
    });
  }
  return { received, expected };
}
