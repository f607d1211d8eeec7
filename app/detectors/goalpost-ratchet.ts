import { defineDetector } from "~/domain/detector";
import type { GoldDays, PolicyTier, TierPolicyRecord } from "~/domain/evidence";
import type { Answer, Severity } from "~/domain/finding";
import { newcombeDifference } from "~/stats/newcombe";
import { median } from "~/stats/quantiles";
import { insufficientAnswer, programmeAnswer } from "./parts/answer";
import { groupBy } from "./parts/group";
import { tallyGold, type AnnotatorTally } from "./parts/gold";
import { param } from "./parts/params";

const DAY = 86_400;
const NOTICE = {
  kind: "law",
  source: "Regulation (EU) 2019/1150, recital 18: at least 15 days for changed terms; by analogy",
} as const;

interface Tightening {
  readonly from: TierPolicyRecord;
  readonly to: TierPolicyRecord;
  readonly tier: string;
  readonly metric: string;
  readonly oldBar: number;
  readonly newBar: number;
}

/** Bars of the same tier and metric made harder from one version to the next; a bar that did not exist is harder. */
export function tightenings(from: TierPolicyRecord, to: TierPolicyRecord): readonly Tightening[] {
  return to.tiers.flatMap((tier) => {
    const before = from.tiers.find(({ id }) => id === tier.id);
    return before ? tierTightenings(from, to, before, tier) : [];
  });
}

function tierTightenings(
  from: TierPolicyRecord,
  to: TierPolicyRecord,
  before: PolicyTier,
  after: PolicyTier,
) {
  return after.rules.flatMap((rule) => {
    const old = before.rules.find((other) => other.metric === rule.metric && other.op[0] === rule.op[0]);
    const upwards = rule.op.startsWith(">");
    const oldBar = old?.value ?? (upwards ? -Infinity : Infinity);
    const harder = upwards ? rule.value > oldBar : rule.value < oldBar;
    return harder ? [{ from, to, tier: after.id, metric: rule.metric, oldBar, newBar: rule.value }] : [];
  });
}

/** Days from announcement to effect; negative where the announcement came after. Null where none is on record. */
export function noticeDays(policy: TierPolicyRecord): number | null {
  return policy.announcedAt === null ? null : (policy.effectiveAt - policy.announcedAt) / DAY;
}

const isRetroactive = (policy: TierPolicyRecord) => policy.retroactive || (noticeDays(policy) ?? 0) < 0;

/** People who met the old bar before the change and fail the new one after it with no detectable change of their own. */
function movedUnder(change: Tightening, gold: GoldDays): readonly string[] {
  if (change.metric !== "gold_accuracy") return [];
  const at = change.to.effectiveAt;
  const before = tallyGold(gold, change.to.project, at - change.from.windowDays * DAY, at);
  const after = tallyGold(gold, change.to.project, at, at + change.to.windowDays * DAY);
  return [...before].flatMap(([annotator, old]) => {
    const now = after.get(annotator);
    if (!now || old.total < change.from.minimumGold || now.total < change.to.minimumGold) return [];
    if (old.correct / old.total < change.oldBar || now.correct / now.total >= change.newBar) return [];
    const difference = newcombeDifference(
      { successes: now.correct, trials: now.total },
      { successes: old.correct, trials: old.total },
    );
    return difference.low <= 0 && difference.high >= 0 ? [annotator] : [];
  });
}

/** How many tightenings in a row set the bar at the same percentile (within half a point) of the roster before it. */
function ratchetLinks(changes: readonly Tightening[], gold: GoldDays): number {
  let longest = 0;
  for (const own of groupBy(changes, (change) => `${change.tier} ${change.metric}`).values()) {
    const ranks = own.flatMap((change) => rosterRank(change, gold) ?? []);
    let run = 1;
    ranks.forEach((rank, index) => {
      run = index > 0 && Math.abs(rank - (ranks[index - 1] ?? 0)) <= 0.05 ? run + 1 : 1;
      longest = Math.max(longest, run);
    });
  }
  return longest;
}

/** The share of the roster below the new bar in the window before the change, where somebody stands within half a point of it. */
function rosterRank(change: Tightening, gold: GoldDays): number | null {
  if (change.metric !== "gold_accuracy") return null;
  const at = change.to.effectiveAt;
  const scores = [...tallyGold(gold, change.to.project, at - change.from.windowDays * DAY, at).values()]
    .filter((tally: AnnotatorTally) => tally.total >= change.from.minimumGold)
    .map((tally) => tally.correct / tally.total);
  if (scores.length < 10 || !scores.some((score) => Math.abs(score - change.newBar) <= 0.005)) return null;
  return scores.filter((score) => score < change.newBar).length / scores.length;
}

/** Do bars rise as people reach them, with little notice or backwards in time? */
export default defineDetector({
  id: "goalpost-ratchet",
  version: 1,
  title: "Moving goalposts",
  question: "Are the bars of the tiers made harder often, at short notice or backwards in time?",
  harm: "Bars rise as people reach them, with little notice or backwards in time.",
  kind: "deterministic",
  requires: ["tier_policies"],
  needs: ["policies", "goldDays"],
  params: {
    tightenings: param("Dates on which a bar was made harder, within the span below", "changes", [2, 1, 20]),
    spanDays: param("Span in which they are counted", "days", [90, 7, 365]),
    noticeDays: param("Least notice", "days", [15, 1, 180], NOTICE.source, "law"),
  },
  minimum: "Two versions of a policy.",
  innocent: [
    "The task became easier, so that the same bar no longer told people apart.",
    "Notice may have been given by a channel that the ledger does not hold.",
  ],
  limits: ["Changes of minimum_gold, quota, decide_on, review or windows are listed and not counted."],
  sources: [
    { kind: "law", text: NOTICE.source },
    { kind: "law", text: "Directive (EU) 2024/2831, Article 9: information before changes" },
    { kind: "convention", text: "Two tightenings in 90 days" },
  ],
  seenBy: ["manager", "annotator", "researcher"],
  remedy:
    "Keep people on the rules they qualified under, give at least 15 days' notice, publish a changelog, consult representatives.",
  messages: {
    flagged:
      "{count} bars were made harder, {dense} of the dates within {span} days; {short} at less than {notice} days' notice, {retroactive} backwards in time.",
    clear: "{count} bars were made harder; none at short notice, backwards in time, or too often.",
  },
  detect({ policies, goldDays }, params, { window, people }) {
    const threshold = { value: params.noticeDays, ...NOTICE };
    const chains = [...groupBy(policies, (policy) => policy.project).values()].map((own) =>
      own.toSorted((a, b) => a.effectiveAt - b.effectiveAt),
    );
    const pairs = chains.flatMap((chain) =>
      chain.slice(1).map((to, index) => ({ from: chain[index] as TierPolicyRecord, to })),
    );
    if (pairs.length === 0) {
      const details = { n: policies.length, nUnit: "policy versions", threshold };
      return [insufficientAnswer("fewer than two versions of a tier policy (tier_policies)", details)];
    }
    const changes = pairs
      .flatMap(({ from, to }) => tightenings(from, to))
      .filter(({ to }) => to.effectiveAt < window.to);
    const versions = [...new Set(changes.map(({ to }) => to))];
    const dense = mostWithin(
      versions.map(({ effectiveAt }) => effectiveAt),
      params.spanDays * DAY,
    );
    const short = versions.filter((to) => (noticeDays(to) ?? Infinity) < params.noticeDays);
    const retroactive = versions.filter(isRetroactive);
    const links = ratchetLinks(changes, goldDays);
    const moved = new Set(changes.flatMap((change) => movedUnder(change, goldDays)));
    const flagged = dense >= params.tightenings || short.length > 0 || retroactive.length > 0 || links >= 3;
    const notice = median(versions.flatMap((to) => noticeDays(to) ?? []));
    return [
      programmeAnswer({
        outcome: flagged ? "flagged" : "clear",
        severity: flagged ? severityOf(retroactive.length, moved.size, people, short.length) : null,
        message: {
          id: flagged ? "flagged" : "clear",
          data: {
            count: changes.length,
            dense,
            span: params.spanDays,
            short: short.length,
            notice: params.noticeDays,
            retroactive: retroactive.length,
          },
        },
        effect: effectOf(changes.length, notice),
        n: policies.length,
        nUnit: "policy versions",
        threshold,
        wouldChange: "Notice of at least 15 days and bars kept for longer would clear this.",
        coverage:
          versions.length === 0
            ? null
            : versions.filter((to) => to.announcedAt !== null).length / versions.length,
        evidence: {
          tightenings: changes.map((change) => ({
            version: change.to.version,
            tier: change.tier,
            metric: change.metric,
            from: Number.isFinite(change.oldBar) ? change.oldBar : null,
            to: change.newBar,
            noticeDays: noticeDays(change.to),
            retroactive: isRetroactive(change.to),
          })),
          medianNoticeDays: notice,
          tighteningsWithinSpan: dense,
          ratchetLinks: links,
          movedUnder: moved.size,
          movedUnderShare: people === 0 ? null : moved.size / people,
          otherChanges: pairs.flatMap(({ from, to }) => otherChanges(from, to)),
        },
        rowIds: versions.map(({ version }) => `tier_policies ${version}`),
        affected: moved.size,
        chart: {
          kind: "bars",
          title: "Notice before each version that made a bar harder",
          unit: "days",
          bars: versions.map((to) => ({ label: `v${to.version}`, value: noticeDays(to) ?? 0 })),
          reference: params.noticeDays,
        },
      }),
    ];
  },
});

function effectOf(count: number, notice: number | null): Answer["effect"] {
  const exact = { low: notice, high: notice, method: "census of versions" };
  if (count === 0) return { name: "tightenings", value: 0, unit: "bars", ...exact, low: 0, high: 0 };
  return { name: "median_notice", value: notice, unit: "days", ...exact };
}

function severityOf(retroactive: number, moved: number, people: number, short: number): Severity {
  if (retroactive > 0) return "critical";
  return short > 0 || (people > 0 && moved / people >= 0.1) ? "high" : "watch";
}

/** The most instants within any stretch of `span` seconds. */
function mostWithin(instants: readonly number[], span: number): number {
  const ordered = instants.toSorted((a, b) => a - b);
  return Math.max(
    0,
    ...ordered.map((from) => ordered.filter((at) => at >= from && at <= from + span).length),
  );
}

function otherChanges(from: TierPolicyRecord, to: TierPolicyRecord): readonly string[] {
  const fields = ["minimumGold", "decideOn", "windowDays", "consecutiveWindows", "humanReview"] as const;
  const changed: string[] = fields.filter((field) => from[field] !== to[field]);
  const quota = (policy: TierPolicyRecord) => policy.tiers.map((tier) => tier.quotaShare).join();
  if (quota(from) !== quota(to)) changed.push("quotaShare");
  return changed.map((field) => `version ${to.version}: ${field}`);
}
