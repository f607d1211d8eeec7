import type { PolicyTier, TierChange, TierPolicyRecord } from "~/domain/evidence";
import { groupBy } from "./group";

/** The policy that held at `at` for a project: the latest effective one that is the project's or everybody's. */
export function policyInForce(
  policies: readonly TierPolicyRecord[],
  project: string | null,
  at: number,
): TierPolicyRecord | null {
  let found: TierPolicyRecord | null = null;
  for (const policy of policies) {
    if (policy.effectiveAt > at || (policy.project !== null && policy.project !== project)) continue;
    if (found === null || policy.effectiveAt >= found.effectiveAt) found = policy;
  }
  return found;
}

/** The accuracy bar of a tier, 0 to 1; null where it has none. */
export function accuracyBar(tier: PolicyTier | undefined): number | null {
  const bars = tier?.rules.filter((rule) => rule.metric === "gold_accuracy" && rule.op.startsWith(">")) ?? [];
  return bars.length === 0 ? null : Math.max(...bars.map((rule) => rule.value));
}

/** The place of a tier in its policy, 0 the highest; the number of tiers where it is unknown. */
export function tierRank(policy: TierPolicyRecord | null, tier: string | null): number {
  const index = policy?.tiers.findIndex(({ id }) => id === tier) ?? -1;
  return index === -1 ? (policy?.tiers.length ?? 0) : index;
}

export const lowestTier = (policy: TierPolicyRecord | null): string => policy?.tiers.at(-1)?.id ?? "";

/** Whether a change takes somebody to a lower tier of the policy it was made under. */
export function isDemotion(change: TierChange, policies: readonly TierPolicyRecord[]): boolean {
  const policy = policies.find(({ version }) => version === change.policyVersion) ?? null;
  if (change.fromTier === null || policy === null) return false;
  return tierRank(policy, change.toTier) > tierRank(policy, change.fromTier);
}

export type TierAt = (annotator: string, project: string | null, at: number) => string;

/**
 * The tier of a person at an instant, rebuilt from changes: the last one at or before it; before the first, the tier
 * that change names as left, else `lowest`. A change for a project says nothing about other projects.
 */
export function tierTimeline(changes: readonly TierChange[], lowest: string): TierAt {
  const own = groupBy(
    [...changes].sort((a, b) => a.at - b.at),
    (change) => change.annotator,
  );
  return (annotator, project, at) => {
    let tier: string | null = null;
    let first: TierChange | null = null;
    for (const change of own.get(annotator) ?? []) {
      if (change.project !== null && project !== null && change.project !== project) continue;
      first ??= change;
      if (change.at > at) break;
      tier = change.toTier;
    }
    return tier ?? first?.fromTier ?? lowest;
  };
}
