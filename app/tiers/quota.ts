import type { Candidate, Judgement } from "./judge";
import type { Tier, TierPolicy } from "./policy";
import { ruleMetric } from "./rule-metrics";
import { readingFor, valueOf } from "./verdict";

/**
 * The tier index of each candidate once quotas are filled, from the highest tier down. A tier with `quotaShare` has
 * floor(share * roster) places. Who keeps the tier for want of data, by grace or by grandfathering keeps a place; the
 * rest go best first by the policy's `rankBy`, ties to the larger n and then to the lower annotator id. Who finds no
 * place goes to the next tier whose rules are met or, at or below the present tier, not missed.
 */
export function fillQuotas(
  policy: TierPolicy,
  roster: readonly Candidate[],
  judgements: readonly Judgement[],
): readonly number[] {
  const settled = judgements.map((judgement) => judgement.target);
  if (policy.tiers.every((tier) => tier.quotaShare === null)) return settled;
  const keys = roster.map((candidate) => rankKey(policy, candidate));
  policy.tiers.forEach(({ quotaShare }, tier) => {
    if (quotaShare === null || tier === policy.tiers.length - 1) return;
    const claims = settled.flatMap((target, index) => (target === tier ? [index] : []));
    const secure = claims.filter((index) => keepsPlace(judgements[index] as Judgement));
    const others = claims.filter((index) => !keepsPlace(judgements[index] as Judgement));
    others.sort((one, other) => compareKeys(keys[one] as RankKey, keys[other] as RankKey));
    const places = Math.max(0, placesOf(quotaShare, roster.length) - secure.length);
    for (const index of others.slice(places)) {
      settled[index] = nextBelow(policy.tiers, judgements[index] as Judgement, tier);
    }
  });
  return settled;
}

/** How many of a roster fit into a share of it; a share of 0.2 of 10 is 2, whatever binary fractions say. */
export const placesOf = (share: number, roster: number): number => Math.floor(share * roster + 1e-9);

function keepsPlace({ heldBy }: Judgement): boolean {
  return heldBy === "insufficient" || heldBy === "grace" || heldBy === "grandfathered";
}

function nextBelow(tiers: readonly Tier[], { ladder, present }: Judgement, tier: number): number {
  const next = ladder.findIndex(
    (state, index) =>
      index > tier && (state === "held" || (present !== -1 && index >= present && state !== "lost")),
  );
  return next === -1 ? tiers.length - 1 : next;
}

interface RankKey {
  /** Larger is better; -Infinity where unmeasured. */
  readonly score: number;
  readonly n: number;
  readonly annotatorId: string;
}

function rankKey(policy: TierPolicy, { tally }: Candidate): RankKey {
  const reading = readingFor(tally, policy.rankBy);
  if (reading === undefined) return { score: -Infinity, n: 0, annotatorId: tally.annotatorId };
  const sign = ruleMetric(policy.rankBy)?.better === "lower" ? -1 : 1;
  return { score: sign * valueOf(reading), n: reading.n, annotatorId: tally.annotatorId };
}

function compareKeys(one: RankKey, other: RankKey): number {
  if (one.score !== other.score) return other.score > one.score ? 1 : -1;
  if (one.n !== other.n) return other.n - one.n;
  return one.annotatorId < other.annotatorId ? -1 : one.annotatorId > other.annotatorId ? 1 : 0;
}
