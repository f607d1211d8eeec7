import type { Row } from "~/domain/ledger";
import { type Random, seededRandom } from "~/stats/random";
import type { Decision } from "~/tiers/evaluate";
import type { TierPolicy } from "~/tiers/policy";
import { DAY, HOUR, iso, MINUTE } from "./calendar";
import { chance, pick } from "./chance";
import type { Simulated } from "./simulate";

const MANAGERS = ["M-Okonjo", "M-Lindqvara", "M-Farrow", "M-Tanakai", "M-Iyer", "M-Baptist", "M-Sorrel"];

/**
 * What the platform did with the decisions of its policy. Promotions and unreviewed demotions take effect at the
 * window's end; proposed demotions three days later, once a manager has read the evidence and written down why.
 */
export function tierChangeRows({ studio, tiering, versions }: Simulated): readonly Row<"tier_changes">[] {
  const random = seededRandom(`${studio.settled.seed}/tier-changes`);
  return tiering.decisions
    .filter(({ outcome }) => outcome !== "kept")
    .map((decision, index) => {
      const policy = versions.find(({ version }) => version === decision.policyVersion) as TierPolicy;
      return rowOf(studio.effects.unattendedShare, tiering, policy, decision, index, random);
    });
}

function rowOf(
  unattendedShare: number,
  tiering: Simulated["tiering"],
  policy: TierPolicy,
  decision: Decision,
  index: number,
  random: Random,
): Row<"tier_changes"> {
  const endMs = Date.parse(decision.window.to);
  const tally = tiering.tallies.find(
    (each) => each.annotatorId === decision.annotatorId && each.window.to === decision.window.to,
  );
  const gold = tally?.readings.gold_accuracy;
  const common = {
    tierChangeId: `T${String(index + 1).padStart(5, "0")}`,
    annotatorId: decision.annotatorId,
    projectId: null,
    fromTier: decision.fromTier ?? policy.tiers.at(-1)?.id ?? null,
    toTier: decision.proposedTier ?? decision.toTier,
    policyVersion: decision.policyVersion,
    goldCorrect: gold?.kind === "share" ? gold.successes : null,
    goldTotal: gold?.n ?? null,
    handlingSeconds: secondsPerJudgment(tally?.workedSec, tally?.readings.judgments?.n),
  };
  const unattended = chance(unattendedShare, random);
  if (decision.outcome === "promoted") return { ...common, ...promotion(endMs) };
  if (unattended || !policy.humanReviewBeforeDemotion) {
    return { ...common, at: iso(endMs), actor: "system", decidedAt: iso(endMs) };
  }
  return { ...common, ...review(endMs, decision, random) };
}

const secondsPerJudgment = (seconds: number | null | undefined, n: number | undefined): number | null =>
  seconds == null || n === undefined || n === 0 ? null : Math.round((seconds / n) * 10) / 10;

const promotion = (endMs: number) => ({
  at: iso(endMs),
  actor: "system" as const,
  decidedAt: iso(endMs),
  reasons: "All bars of the tier were reached in the window.",
  notifiedAt: iso(endMs),
});

function review(endMs: number, { proposedTier, fromTier }: Decision, random: Random) {
  const openedMs = endMs + Math.round(8 * HOUR + 20 * HOUR * random());
  const decidedMs = openedMs + Math.round((6 + 40 * random()) * MINUTE);
  return {
    at: iso(endMs + 3 * DAY),
    actor: "human" as const,
    actorId: pick(MANAGERS, random),
    evidenceOpenedAt: iso(openedMs),
    decidedAt: iso(decidedMs),
    reasons: `The whole interval of gold accuracy lies below the bar of ${fromTier ?? "the tier"}; moved to ${proposedTier ?? "the next tier"}.`,
    notifiedAt: iso(decidedMs + 10 * MINUTE),
  };
}

export const manager = (random: Random): string => pick(MANAGERS, random);
