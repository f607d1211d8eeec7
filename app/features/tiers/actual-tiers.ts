import { groupBy } from "~/features/report/grouping";
import type { TierPolicy } from "~/tiers/policy";
import type { ActualTier } from "~/tiers/simulate";

/** A change of tier that really happened. */
export interface TierChange {
  readonly annotatorId: string;
  readonly fromTier: string | null;
  readonly toTier: string;
  readonly at: string;
  readonly policyVersion: number;
}

/**
 * Which tier somebody really held at an instant, with what it paid and opened under the version that gave it. Before
 * the first change it is the one that change left, else the lowest; null where no change is known of anybody.
 */
export function actualTiers(
  changes: readonly TierChange[],
  policies: readonly TierPolicy[],
): (annotatorId: string, at: string) => ActualTier | null {
  const byPerson = groupBy(changes, ({ annotatorId }) => annotatorId);
  const ordered = [...policies].sort((one, other) => (one.effectiveAt < other.effectiveAt ? -1 : 1));
  const inForce = (at: string) => ordered.findLast(({ effectiveAt }) => effectiveAt <= at) ?? ordered[0];
  return (annotatorId, at) => {
    if (changes.length === 0) return null;
    const own = byPerson.get(annotatorId) ?? [];
    const last = own.findLast((change) => change.at <= at);
    const policy = ordered.find(({ version }) => version === last?.policyVersion) ?? inForce(at);
    const tierId = last?.toTier ?? own[0]?.fromTier ?? policy?.tiers.at(-1)?.id;
    if (tierId === undefined) return null;
    const tier = policy?.tiers.find(({ id }) => id === tierId);
    return { tierId, payMultiplier: tier?.payMultiplier ?? 1, premiumAccess: tier?.premiumAccess ?? false };
  };
}
