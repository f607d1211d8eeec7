import { defineDetector } from "~/domain/detector";
import type { PolicyTier, TierChange, TierPolicyRecord } from "~/domain/evidence";
import type { Answer, Chart, Json } from "~/domain/finding";
import { binomialLowerTail, binomialPmf } from "~/stats/binomial";
import { wilson } from "~/stats/wilson";
import { firstRowIds, programmeAnswer } from "./parts/answer";
import { type Bunching, bunchingAt } from "./parts/bunching";
import { param } from "./parts/params";
import { accuracyBar, isDemotion } from "./parts/tiers";

const THRESHOLD = {
  kind: "convention",
  source: "Alpha convention: a rule that errs in more than 5 % of windows, or 20 % of demotions within noise",
} as const;

/** How often a rule demotes somebody whose true accuracy is `accuracy`, in one window of `trials` gold items. */
export function falseDemotion(
  accuracy: number,
  trials: number,
  bar: number,
  { decideOn, consecutiveWindows }: Pick<TierPolicyRecord, "decideOn" | "consecutiveWindows">,
): number {
  return demotionChance(accuracy, trials, bar, decideOn) ** consecutiveWindows;
}

function demotionChance(
  accuracy: number,
  trials: number,
  bar: number,
  decideOn: "point" | "interval",
): number {
  // .98 * 50 is 49.00000000000001 short of nothing: a count that meets the bar must not be asked for one more.
  if (decideOn === "point") return binomialLowerTail(Math.ceil(bar * trials - 1e-9) - 1, trials, accuracy);
  let chance = 0;
  for (let correct = 0; correct <= trials; correct++) {
    if (wilson(correct, trials).high >= bar) break;
    chance += binomialPmf(correct, trials, accuracy);
  }
  return Math.min(1, chance);
}

/** The smallest n, in tens, at which "demote when the whole interval lies below" finds `bar - .05` in 80 % of windows. */
export function smallestTellingWindow(bar: number): number | null {
  for (let trials = 10; trials <= 1_500; trials += 10) {
    if (demotionChance(bar - 0.05, trials, bar, "interval") >= 0.8) return trials;
  }
  return null;
}

interface RuleAudit {
  readonly version: number;
  readonly tier: string;
  readonly bar: number;
  readonly trials: number;
  readonly slightlyAbove: number;
  readonly clearlyAbove: number;
  readonly sixWindows: number;
}

function auditRule(policy: TierPolicyRecord, tier: PolicyTier): RuleAudit | null {
  const bar = accuracyBar(tier);
  if (bar === null) return null;
  const trials = Math.max(1, policy.minimumGold);
  const at = (above: number) =>
    falseDemotion(Math.max(bar, Math.min(bar + above, 0.99)), trials, bar, policy);
  const clearlyAbove = bar >= 0.99 ? falseDemotion(0.99, trials, bar, policy) : at(0.02);
  return {
    version: policy.version,
    tier: tier.id,
    bar,
    trials,
    slightlyAbove: at(0.01),
    clearlyAbove,
    sixWindows: 1 - (1 - clearlyAbove) ** 6,
  };
}

interface JudgedDemotion {
  readonly change: TierChange;
  readonly noise: boolean;
  readonly costly: boolean;
}

/** Demotions decided on an accuracy below the bar, and whether the bar lies within the interval of that accuracy. */
function judgeDemotion(change: TierChange, policies: readonly TierPolicyRecord[]): JudgedDemotion | null {
  if (!isDemotion(change, policies) || change.goldCorrect === null || !change.goldTotal) return null;
  const policy = policies.find(({ version }) => version === change.policyVersion);
  const left = policy?.tiers.find(({ id }) => id === change.fromTier);
  const entered = policy?.tiers.find(({ id }) => id === change.toTier);
  const bar = accuracyBar(left);
  if (!left || bar === null) return null;
  const otherRules = left.rules.some((rule) => rule.metric !== "gold_accuracy");
  if (change.goldCorrect / change.goldTotal >= bar && otherRules) return null;
  return {
    change,
    noise: wilson(change.goldCorrect, change.goldTotal).high >= bar,
    costly:
      entered !== undefined &&
      (entered.payMultiplier < left.payMultiplier || (left.premiumAccess && !entered.premiumAccess)),
  };
}

/** Does one slip end a tier although the score does not show that the person fell below the bar? */
export default defineDetector({
  id: "perfect-score-cliff",
  version: 2,
  title: "Demotions by noise",
  question: "Are people demoted although their record does not show that they fell below the bar?",
  harm: "One slip ends a tier although the score is statistically at or above the bar.",
  kind: "deterministic",
  requires: ["tier_policies"],
  needs: ["policies", "tierChanges", "appeals", "goldDays"],
  params: {
    falseDemotionShare: param(
      "Chance that the rule demotes somebody clearly above the bar, a window",
      "share",
      [0.05, 0.001, 0.5],
      "Alpha convention",
    ),
    noiseShare: param("Share of demotions within noise (low end of its interval)", "share", [0.2, 0.01, 0.9]),
    minimumDemotions: param("Demotions needed for the share", "demotions", [20, 5, 1_000]),
  },
  minimum: "One policy version for the audit of its rule; 20 demotions with their tallies for the share.",
  innocent: [
    "Other evidence than the gold tally on record may have carried the decision.",
    "The window may hold more gold items than the rule's minimum, and the rule err less often than its worst case.",
  ],
  limits: [
    "The audit of a rule takes the fewest gold items at which it may decide; independent windows are assumed.",
    "Demotions without a recorded tally are not judged.",
    "How many people stand just above a bar beside how many skill alone would put there is reported, not flagged.",
  ],
  sources: [
    { kind: "paper", text: "Wilson 1927 (interval); exact binomial probabilities" },
    { kind: "paper", text: "McCrary 2008 (a jump of density at a bar)" },
    { kind: "convention", text: "5 % of windows and 20 % of demotions" },
  ],
  seenBy: ["manager", "annotator", "researcher"],
  remedy:
    "Demote only when the whole interval lies below the bar, in two consecutive windows, after a grace period; restore those demoted within noise.",
  messages: {
    flagged:
      "Under version {version}, tier {tier}: somebody at {accuracy} true accuracy is demoted in {share} of windows by chance alone; {noise} of {demotions} recorded demotions lie within noise.",
    clear:
      "The rules in force seldom demote by chance, and {noise} of {demotions} recorded demotions lie within noise.",
    inconclusive:
      "{noise} of {demotions} recorded demotions lie within noise; the interval covers the threshold.",
  },
  detect({ policies, tierChanges, appeals, goldDays }, params, { window }) {
    const audits = policiesInWindow(policies, window.from, window.to).flatMap((policy) =>
      policy.tiers.flatMap((tier) => auditRule(policy, tier) ?? []),
    );
    const demotions = tierChanges.flatMap((change) => judgeDemotion(change, policies) ?? []);
    const noise = demotions.filter((demotion) => demotion.noise);
    if (audits.length === 0 && demotions.length === 0) return [noBar()];
    const worst = audits.toSorted((a, b) => b.clearlyAbove - a.clearlyAbove)[0];
    const share = demotions.length === 0 ? null : wilson(noise.length, demotions.length);
    const ruleErrs = worst !== undefined && worst.clearlyAbove > params.falseDemotionShare;
    const enough = demotions.length >= params.minimumDemotions;
    const shareFlag = enough && share !== null && share.low > params.noiseShare;
    const shareOpen = enough && share !== null && !shareFlag && share.high > params.noiseShare;
    const outcome = ruleErrs || shareFlag ? "flagged" : shareOpen ? "inconclusive" : "clear";
    const refused = new Set(
      appeals.filter((appeal) => appeal.outcome === "rejected").map((appeal) => appeal.subjectId),
    );
    const lostAndRefused = noise.some(({ change, costly }) => costly && refused.has(change.id));
    const people = new Set(noise.map(({ change }) => change.annotator));
    return [
      programmeAnswer({
        outcome,
        severity:
          outcome !== "flagged" ? null : lostAndRefused ? "critical" : people.size > 0 ? "high" : "watch",
        message: {
          id: outcome,
          data: {
            version: worst?.version ?? "none",
            tier: worst?.tier ?? "none",
            accuracy: worst ? Math.min(worst.bar + 0.02, 0.99).toFixed(3) : "",
            share: worst ? worst.clearlyAbove.toFixed(3) : "",
            noise: noise.length,
            demotions: demotions.length,
          },
        },
        effect: effectOf(worst, share, noise.length, demotions.length, ruleErrs),
        n: enough || audits.length === 0 ? demotions.length : audits.length,
        nUnit: enough || audits.length === 0 ? "demotions" : "rules",
        threshold: {
          value: shareFlag && !ruleErrs ? params.noiseShare : params.falseDemotionShare,
          ...THRESHOLD,
        },
        wouldChange:
          "Deciding on the interval, more gold items a window, or two consecutive windows would lower the chance of demotion by noise.",
        evidence: {
          rules: audits.map((audit) => ({
            ...audit,
            smallestTellingWindow: smallestTellingWindow(audit.bar),
          })),
          demotions: demotions.length,
          noiseDemotions: noise.length,
          noiseShareInterval: share ? [share.low, share.high] : null,
          bunching: bunchingJson(bunchingAt(goldDays, policies, window)),
          list: noise.slice(0, 100).map(({ change }) => ({
            tierChange: change.id,
            annotator: change.annotator,
            correct: change.goldCorrect,
            total: change.goldTotal,
          })),
        },
        rowIds: firstRowIds(noise.map(({ change }) => change.id)),
        affected: people.size,
        chart: chartOf(audits, params.falseDemotionShare),
      }),
    ];
  },
});

/** People just below and just above the bars: what a metric does once a tier hangs on it. Reported, never flagged. */
function bunchingJson(bunching: Bunching | null): Json {
  return bunching === null ? null : { ...bunching };
}

/** Versions that held at some instant of the window. */
function policiesInWindow(policies: readonly TierPolicyRecord[], from: number, to: number) {
  return policies.filter((policy) => {
    const next = policies
      .filter((other) => other.project === policy.project && other.effectiveAt > policy.effectiveAt)
      .map((other) => other.effectiveAt);
    return policy.effectiveAt < to && Math.min(Infinity, ...next) > from;
  });
}

function effectOf(
  worst: RuleAudit | undefined,
  share: { low: number; high: number } | null,
  noise: number,
  demotions: number,
  ruleErrs: boolean,
): Answer["effect"] {
  if (share && !ruleErrs && demotions >= 20) {
    return {
      name: "noise_demotion_share",
      value: noise / demotions,
      unit: "share",
      ...share,
      method: "Wilson 95 %",
    };
  }
  if (!worst) return null;
  return {
    name: "false_demotion_probability",
    value: worst.clearlyAbove,
    unit: "probability a window",
    low: worst.clearlyAbove,
    high: worst.clearlyAbove,
    method: "exact binomial, no data needed",
  };
}

function noBar(): Answer {
  return programmeAnswer({
    outcome: "clear",
    message: { id: "clear", data: { noise: 0, demotions: 0 } },
    n: 0,
    nUnit: "rules with an accuracy bar",
    threshold: { value: null, ...THRESHOLD },
    wouldChange: "A policy version with an accuracy bar.",
    evidence: { rules: [], note: "No tier has an accuracy bar, so no score can end a tier." },
  });
}

function chartOf(audits: readonly RuleAudit[], reference: number): Chart | null {
  if (audits.length === 0) return null;
  return {
    kind: "bars",
    title: "Chance of demotion in one window, two points above the bar",
    unit: "probability",
    bars: audits.map((audit) => ({ label: `v${audit.version} ${audit.tier}`, value: audit.clearlyAbove })),
    reference,
  };
}
