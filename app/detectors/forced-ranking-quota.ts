import { defineDetector } from "~/domain/detector";
import type { Evidence, GoldDays, PolicyTier, TierChange, TierPolicyRecord } from "~/domain/evidence";
import type { Answer } from "~/domain/finding";
import { firstRowIds, insufficientAnswer, programmeAnswer } from "./parts/answer";
import { tallyGold } from "./parts/gold";
import { groupBy } from "./parts/group";
import { param } from "./parts/params";
import { tierTimeline } from "./parts/tiers";

const DAY = 86_400;
const THRESHOLD = {
  value: 4,
  kind: "convention",
  source: "Four cycles under one version whose implied cuts have no bar in common",
} as const;

/** Who stood in the tier (or above) at the end of one cycle, and who did not, with their scores. */
export interface Cycle {
  readonly at: number;
  /** People in the tier and people on the roster, those without a usable score included; the scored ones by default. */
  readonly places?: number;
  readonly roster?: number;
  readonly inside: readonly { readonly annotator: string; readonly score: number }[];
  readonly outside: readonly { readonly annotator: string; readonly score: number }[];
}

export interface CutAnalysis {
  readonly cycles: number;
  /** The implied cut of each cycle lies above `low` and at or below `high`. */
  readonly cuts: readonly { readonly at: number; readonly low: number; readonly high: number }[];
  readonly commonCut: boolean;
  /** The share q with |inside - q n| <= 1 in the most cycles, and in what share of cycles it holds. */
  readonly quota: number;
  readonly quotaFit: number;
}

/**
 * Can one absolute bar explain who was in the tier in every cycle? In each cycle where the score separates the tiers
 * the bar lies between the best outside and the worst inside; with no bar common to all, membership was relative.
 */
export function analyseCuts(cycles: readonly Cycle[]): CutAnalysis {
  const separated = cycles.flatMap(({ at, inside, outside, places, roster }) => {
    if (inside.length === 0 || outside.length === 0) return [];
    const low = Math.max(...outside.map(({ score }) => score));
    const high = Math.min(...inside.map(({ score }) => score));
    const all = roster ?? inside.length + outside.length;
    return low <= high ? [{ at, low, high, inside: places ?? inside.length, all }] : [];
  });
  const commonCut =
    Math.max(...separated.map(({ low }) => low)) < Math.min(...separated.map(({ high }) => high));
  const { quota, fit } = bestQuota(separated);
  return {
    cycles: separated.length,
    cuts: separated.map(({ at, low, high }) => ({ at, low, high })),
    commonCut,
    quota,
    quotaFit: fit,
  };
}

function bestQuota(cycles: readonly { readonly inside: number; readonly all: number }[]) {
  let quota = 0;
  let fit = 0;
  for (const { inside, all } of cycles) {
    const candidate = inside / all;
    const holds = cycles.filter((cycle) => Math.abs(cycle.inside - candidate * cycle.all) <= 1).length;
    if (holds / cycles.length > fit) [quota, fit] = [candidate, holds / cycles.length];
  }
  return { quota, fit };
}

/** Ends of the cycles of a version: the days on which tiers changed where they recur a window apart, else a grid. */
function cycleEnds(
  policy: TierPolicyRecord,
  until: number,
  changes: readonly TierChange[],
): readonly number[] {
  const days = [
    ...new Set(
      changes
        .filter(
          (change) =>
            change.policyVersion === policy.version && change.at >= policy.effectiveAt && change.at < until,
        )
        .map((change) => change.at),
    ),
  ].sort((a, b) => a - b);
  const step = policy.windowDays * DAY;
  const expected = Math.floor((until - policy.effectiveAt) / step);
  if (days.length > 0 && days.length <= Math.max(1, 5 * expected + 1)) return days;
  return Array.from({ length: expected }, (_, index) => policy.effectiveAt + (index + 1) * step);
}

function cyclesOf(
  policy: TierPolicyRecord,
  place: number,
  until: number,
  evidence: Pick<Evidence, "tierChanges" | "goldDays">,
): readonly Cycle[] {
  const { tierChanges, goldDays } = evidence;
  const changes = tierChanges.filter(
    (change) => policy.project === null || change.project === policy.project,
  );
  const tierAt = tierTimeline(changes, policy.tiers.at(-1)?.id ?? "");
  const inside = new Set(policy.tiers.slice(0, place + 1).map(({ id }) => id));
  const snapshots = groupBy(changes, (change) => change.at);
  return cycleEnds(policy, until, changes).map((at) => {
    const scores = scoresAt(policy, at, goldDays, snapshots.get(at) ?? []);
    const people = [...scores].map(([annotator, score]) => ({ annotator, score }));
    const isInside = ({ annotator }: { annotator: string }) =>
      inside.has(tierAt(annotator, policy.project, at));
    const roster = [...tallyGold(evidence.goldDays, policy.project, at - policy.windowDays * DAY, at).keys()];
    const places = roster.filter((annotator) => isInside({ annotator })).length;
    const outside = people.filter((person) => !isInside(person));
    return { at, inside: people.filter(isInside), outside, places, roster: roster.length };
  });
}

function scoresAt(policy: TierPolicyRecord, at: number, gold: GoldDays, snapshots: readonly TierChange[]) {
  const scores = new Map<string, number>();
  for (const [annotator, tally] of tallyGold(gold, policy.project, at - policy.windowDays * DAY, at)) {
    if (tally.total >= Math.max(1, policy.minimumGold)) scores.set(annotator, tally.correct / tally.total);
  }
  for (const { annotator, goldCorrect, goldTotal } of snapshots) {
    if (goldCorrect !== null && goldTotal) scores.set(annotator, goldCorrect / goldTotal);
  }
  return scores;
}

/** People inside in the first cycle whose later score was still above that cycle's cut, and who were outside then. */
function aboveFirstCut(cycles: readonly Cycle[], analysis: CutAnalysis): ReadonlySet<string> {
  const first = analysis.cuts[0];
  if (!first) return new Set();
  const later = cycles.filter(({ at }) => at > first.at);
  return new Set(
    later.flatMap(({ outside }) =>
      outside.filter(({ score }) => score >= first.high).map(({ annotator }) => annotator),
    ),
  );
}

/** Must a fixed share of people lose, however well everybody does? */
export default defineDetector({
  id: "forced-ranking-quota",
  version: 1,
  title: "Stack ranking",
  question: "Is a tier given to a fixed share of people rather than to all who reach a bar?",
  harm: "A fixed share must lose however well all do.",
  kind: "deterministic",
  requires: ["tier_policies", "tier_changes"],
  needs: ["policies", "tierChanges", "goldDays"],
  params: {
    cycles: param("Cycles under one version", "cycles", [4, 3, 52]),
    quotaFit: param("Share of cycles in which one quota fits", "share", [0.8, 0.5, 1]),
  },
  minimum: "Four cycles under one version of the policy in which the score separates the tiers.",
  innocent: [
    "The number of places may be set by the amount of work, and be published as such.",
    "A score on record may not be the score that was ranked by.",
  ],
  limits: [
    "The score is what the policy ranks by, else gold accuracy; where it does not separate the tiers a cycle says nothing.",
    "Where the rule itself states a share, cycles without a common bar are enough.",
    "No test for too-even counts is used: on a stable roster it errs in 21 % of fair programmes.",
  ],
  sources: [
    { kind: "paper", text: "Moon et al. 2015 (later lower citizenship under forced distribution)" },
    { kind: "paper", text: "Giumetti et al. 2015 (simulated adverse impact)" },
    { kind: "convention", text: THRESHOLD.source },
  ],
  seenBy: ["manager", "annotator", "researcher"],
  remedy: "Absolute, published standards with unlimited places.",
  messages: {
    flagged:
      "Under version {version} no single bar explains tier {tier} over {cycles} cycles; a share of {quota} fits {fit} of them.",
    clear: "One absolute bar explains each tier in every cycle that could be examined.",
    inconclusive: "No single bar explains tier {tier} over {cycles} cycles, yet no fixed share fits either.",
  },
  detect(evidence, params, { window, people }) {
    const details = { n: 0, nUnit: "cycles", threshold: THRESHOLD };
    const examined = evidence.policies.flatMap((policy) => {
      const next = evidence.policies
        .filter((other) => other.project === policy.project && other.effectiveAt > policy.effectiveAt)
        .map((other) => other.effectiveAt);
      const until = Math.min(window.to, ...next);
      return policy.tiers.slice(0, -1).map((tier, place) => {
        const cycles = cyclesOf(policy, place, until, evidence);
        return { policy, tier, cycles, analysis: analyseCuts(cycles) };
      });
    });
    const enough = examined.filter(({ analysis }) => analysis.cycles >= params.cycles);
    const most = Math.max(0, ...examined.map(({ analysis }) => analysis.cycles));
    if (enough.length === 0) {
      const reason = `${most} cycles in which the score separates the tiers, ${params.cycles} needed`;
      return [insufficientAnswer(reason, { ...details, n: most })];
    }
    const relative = enough.filter(({ analysis }) => !analysis.commonCut);
    const documented = ({ quotaShare }: PolicyTier) => quotaShare !== null && quotaShare < 1;
    const quota = relative.filter(
      ({ analysis, tier }) => analysis.quotaFit >= params.quotaFit || documented(tier),
    );
    const outcome = quota.length > 0 ? "flagged" : relative.length > 0 ? "inconclusive" : "clear";
    const shown = quota[0] ?? relative[0] ?? enough[0];
    if (!shown) return [insufficientAnswer("no tier could be examined", details)];
    const above = new Set(quota.flatMap(({ cycles, analysis }) => [...aboveFirstCut(cycles, analysis)]));
    const lowered = evidence.tierChanges.filter(
      (change) => above.has(change.annotator) && change.fromTier === shown.tier.id,
    );
    const losesPay = shown.policy.tiers.some(
      (tier) => tier.payMultiplier < shown.tier.payMultiplier || shown.tier.premiumAccess,
    );
    return [
      programmeAnswer({
        outcome,
        severity:
          outcome === "flagged"
            ? losesPay || (people > 0 && above.size / people >= 0.1)
              ? "high"
              : "watch"
            : null,
        message: {
          id: outcome,
          data: {
            version: shown.policy.version,
            tier: shown.tier.id,
            cycles: shown.analysis.cycles,
            quota: shown.analysis.quota.toFixed(3),
            fit: shown.analysis.quotaFit.toFixed(2),
          },
        },
        effect: effectOf(shown.analysis),
        n: shown.analysis.cycles,
        nUnit: "cycles",
        threshold: { ...THRESHOLD, value: params.cycles },
        wouldChange: "One bar that lies within the implied cut of every cycle would clear this.",
        evidence: {
          tiers: enough.map(({ policy, tier, analysis }) => ({
            version: policy.version,
            tier: tier.id,
            documentedQuota: tier.quotaShare,
            commonCut: analysis.commonCut,
            quota: analysis.quota,
            quotaFit: analysis.quotaFit,
            cuts: analysis.cuts.map(({ at, low, high }) => ({ at, low, high })),
          })),
          aboveFirstCut: [...above].slice(0, 100),
        },
        rowIds: firstRowIds(lowered.map(({ id }) => id)),
        affected: above.size,
        chart: {
          kind: "intervals",
          title: "Where the bar must have been, cycle by cycle",
          unit: "score",
          rows: shown.analysis.cuts.map(({ low, high }, index) => ({
            label: `cycle ${index + 1}`,
            value: (low + high) / 2,
            low,
            high,
          })),
          reference: null,
        },
      }),
    ];
  },
});

function effectOf({ quotaFit, cycles }: CutAnalysis): Answer["effect"] {
  return {
    name: "cycles_fitting_one_quota",
    value: quotaFit,
    unit: "share of cycles",
    low: quotaFit,
    high: quotaFit,
    method: `census of ${cycles} cycles`,
  };
}
