import { defineDetector } from "~/domain/detector";
import type { Answer } from "~/domain/finding";
import { MINIMUM_CELL } from "~/stats/disclosure/counts";
import { insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import {
  insideUpTo,
  liftOf,
  sharesOf,
  trialsOf,
  type Lift,
  type Shares,
  type Trial,
} from "./parts/concentration";
import { excessGini } from "./parts/excess-gini";
import { expectPremium, type Expectation } from "./parts/expectation";
import { sum } from "./parts/group";
import { judgeHigh } from "./parts/outcome";
import { param } from "./parts/params";

const THRESHOLD = {
  kind: "convention",
  source: "Lift of 1.5 with its low end above 1.1, chosen by simulation",
} as const;

/** Does the best-paid work go to a few people more than their quality and availability explain? */
export default defineDetector({
  id: "golden-batch-concentration",
  version: 2,
  title: "Concentration of premium batches",
  question:
    "Do premium batches go to the top tier more often than a lottery among all who truly pass would send them there?",
  harm: "The best-paid batches go to a small circle more than their quality and availability explain.",
  kind: "statistical",
  requires: ["batches", "offers", "availability", "tier_policies"],
  needs: ["allocation", "goldDays", "policies", "tierChanges"],
  params: {
    lift: param("Premium work received over expected", "ratio", [1.5, 1.05, 5], THRESHOLD.source),
    liftLow: param("The interval's low end must exceed", "ratio", [1.1, 1, 5], THRESHOLD.source),
    batches: param("Premium batches", "batches", [20, 10, 1_000]),
    outsiders: param("People outside of the top tier with enough gold", "people", [10, 5, 100]),
    giniDraws: param("Draws of a lottery for the band of the Gini coefficient", "draws", [9_999, 99, 99_999]),
    goldItems: param("Gold items that is", "items", [20, 5, 200]),
  },
  minimum: "Twenty premium batches, and ten people outside the top tier with twenty scored items each.",
  innocent: [
    "The top tier may hold a qualification for this work that the gold items do not measure.",
    "A published rule may reserve premium work; the finding then says that the rule does it.",
    "Offers made by another channel are not in the ledger.",
  ],
  limits: [
    "Availability is what the ledger holds; people who gave up declaring it count for less.",
    "The chance of truly passing is itself estimated; a p value alone never flags.",
  ],
  sources: [
    { kind: "convention", text: THRESHOLD.source },
    { kind: "paper", text: "Clopper and Pearson 1934; Poisson-binomial over batches" },
  ],
  seenBy: ["manager", "researcher", "annotator"],
  remedy:
    "A lottery or turns among all who pass an absolute bar; publish the rule and the odds; cap a person's share.",
  messages: {
    flagged:
      "The top tier was offered {received} of {batches} premium batches, {lift} times the {expected} that a lottery among those who pass would give; {excluded} people who probably pass got less than half of their share.{rule}",
    clear:
      "The top tier was offered {received} of {batches} premium batches, {lift} times what a lottery among those who pass would give.",
    inconclusive:
      "The top tier was offered {received} of {batches} premium batches, {lift} times what a lottery would give; the interval or the correction leaves it open.",
    tier: "Tier {tier} was offered {received} of premium batches, {lift} times what a lottery among those who pass would give.",
  },
  detect(evidence, params, context) {
    const threshold = { value: params.lift, ...THRESHOLD };
    const expectation = expectPremium(evidence);
    const random = context.random("golden-batch-concentration");
    const trials = trialsOf(expectation, expectation.isTop);
    const details = { n: trials.length, nUnit: "premium batches", threshold };
    if (trials.length < params.batches) {
      return [
        insufficientAnswer(
          `${trials.length} premium batches with availability on record, ${params.batches} needed`,
          details,
        ),
      ];
    }
    const outsiders = outsidersUpTo(params.outsiders, expectation, trials, params.goldItems);
    if (outsiders < params.outsiders) {
      return [
        insufficientAnswer(
          `${outsiders} people outside the top tier with ${params.goldItems} gold items, ${params.outsiders} needed: no comparison`,
          details,
        ),
      ];
    }
    const lift = liftOf(trials, expectation.ordinary, expectation, expectation.isTop, random);
    if (!lift) return [insufficientAnswer("nobody in the top tier was available", details)];
    const shares = sharesOf(trials);
    return [
      programme(expectation, trials, lift, shares, params, threshold, random),
      ...tierAnswers(
        evidence.policies.at(-1)?.tiers.map(({ id }) => id) ?? [],
        expectation,
        params,
        threshold,
        random,
      ),
    ];
  },
});

type Rules = Readonly<Record<"lift" | "liftLow" | "batches" | "giniDraws", number>>;

/** How many people there are outside the top tier with enough gold items; counted no further than `most`. */
function outsidersUpTo(
  most: number,
  expectation: Expectation,
  trials: readonly Trial[],
  leastGold: number,
): number {
  const outside = new Set<string>();
  for (const { stratum, batch } of trials) {
    const tallies = expectation.skills.get(stratum.project)?.tallies;
    for (const annotator of stratum.annotators) {
      if (outside.has(annotator) || (tallies?.get(annotator)?.total ?? 0) < leastGold) continue;
      if (!expectation.isTop(annotator, batch.project, batch.at)) outside.add(annotator);
      if (outside.size >= most) return outside.size;
    }
  }
  return outside.size;
}

function programme(
  expectation: Expectation,
  trials: readonly Trial[],
  lift: Lift,
  shares: Shares,
  rules: Rules,
  threshold: Answer["threshold"],
  random: () => number,
): Answer {
  const outcome = judgeHigh({ ...lift, threshold: rules.lift, indifference: rules.liftLow });
  const equals = equalsOf(expectation, shares);
  const excess = excessGini(shares, random, rules.giniDraws);
  const reserved = trials.filter(({ batch }) => batch.minimumTier !== null).length;
  return programmeAnswer({
    outcome,
    severity:
      outcome === "flagged"
        ? lift.low >= rules.lift || equals.excluded.length >= 0.25 * Math.max(1, equals.passing)
          ? "high"
          : "watch"
        : null,
    message: {
      id: outcome,
      data: {
        received: lift.received.toFixed(3),
        batches: trials.length,
        lift: lift.value.toFixed(2),
        expected: lift.expectedShare.toFixed(3),
        excluded: equals.excluded.length,
        rule: reserved > 0 ? " A published rule reserves these batches: the rule does it." : "",
      },
    },
    effect: {
      name: "lift",
      value: lift.value,
      unit: "ratio",
      low: lift.low,
      high: lift.high,
      method: lift.method,
    },
    p: lift.p,
    cautiousP: lift.cautiousP,
    n: trials.length,
    nUnit: "premium batches",
    threshold,
    wouldChange: "Availability that is not on record, or a measure of quality beyond gold.",
    coverage: trials.length / expectation.premium.length,
    evidence: {
      topTierShare: lift.received,
      expectedShare: lift.expectedShare,
      mostPossibleLift: 1 / lift.expectedShare,
      insideAtLeast: insideUpTo(MINIMUM_CELL, trials, expectation.isTop),
      excludedEquals: equals.excluded.slice(0, 100),
      passing: equals.passing,
      excessGini: excess
        ? {
            value: excess.value,
            observed: excess.observed,
            underLottery: excess.expected,
            draws: excess.draws,
          }
        : null,
      reservedByRule: reserved,
      unit: "batch",
    },
    rowIds: trials.slice(0, 100).map(({ batch }) => batch.batch),
    affected: equals.excluded.length,
    money: moneyGap(trials),
    chart: excess?.chart ?? null,
  });
}

/** People who probably pass, and those of them who got less than half of an expected share of at least one batch. */
function equalsOf(expectation: Expectation, { annotators, received, expected }: Shares) {
  const chance = new Map<string, number>();
  for (const { passes } of expectation.skills.values()) {
    for (const [annotator, own] of passes) chance.set(annotator, Math.max(own, chance.get(annotator) ?? 0));
  }
  let passing = 0;
  const excluded: string[] = [];
  annotators.forEach((annotator, place) => {
    if ((chance.get(annotator) ?? 0) < 0.5) return;
    passing++;
    const due = expected[place] ?? 0;
    if (due >= 1 && (received[place] ?? 0) < 0.5 * due) excluded.push(annotator);
  });
  return { passing, excluded: excluded.sort() };
}

/** Premium pay that people outside of the tier went without, against their expected share. */
function moneyGap(trials: readonly Trial[]): Answer["money"] {
  const currencies = new Set(trials.map(({ batch }) => batch.currency));
  const [currency] = currencies;
  if (currencies.size !== 1 || !currency) return null;
  const gap = sum(trials.map(({ batch, inside, expected }) => (batch.payMinor ?? 0) * (inside - expected)));
  return { minor: Math.max(0, Math.round(gap)), currency };
}

function tierAnswers(
  tiers: readonly string[],
  expectation: Expectation,
  rules: Rules,
  threshold: Answer["threshold"],
  random: () => number,
): readonly Answer[] {
  return tiers.flatMap((tier) => {
    const inside = (annotator: string, project: string, at: number) =>
      expectation.tierAt(annotator, project, at) === tier;
    const trials = trialsOf(expectation, inside);
    const lift = liftOf(trials, expectation.ordinary, expectation, inside, random);
    if (!lift) return [];
    const outcome = judgeHigh({ ...lift, threshold: rules.lift, indifference: rules.liftLow });
    return [
      subjectAnswer("tier", tier, {
        outcome,
        severity: outcome === "flagged" ? (lift.low >= rules.lift ? "high" : "watch") : null,
        message: {
          id: "tier",
          data: { tier, received: lift.received.toFixed(3), lift: lift.value.toFixed(2) },
        },
        effect: {
          name: "lift",
          value: lift.value,
          unit: "ratio",
          low: lift.low,
          high: lift.high,
          method: lift.method,
        },
        p: lift.p,
        cautiousP: lift.cautiousP,
        n: trials.length,
        nUnit: "premium batches",
        threshold,
        wouldChange: "Availability that is not on record, or a measure of quality beyond gold.",
        evidence: {
          ...{ share: lift.received, expectedShare: lift.expectedShare },
          insideAtLeast: insideUpTo(MINIMUM_CELL, trials, inside),
        },
      }),
    ];
  });
}
