import type { Db } from "db/client";
import { listTierPolicyTexts } from "db/queries/tiers";
import { parsePolicies } from "~/tiers/parse-policies";
import type { TierPolicy } from "~/tiers/policy";

/** Every version on record that can be read, oldest first. What a platform did stands, however odd. */
export async function loadPolicies(db: Db): Promise<readonly TierPolicy[]> {
  const texts = await listTierPolicyTexts(db);
  return texts.flatMap(({ policy }) => parsePolicies(JSON.parse(policy), { recorded: true }).policies);
}

/** The versions of each scope (project, or null for the whole programme), by the instant they took effect. */
export function byScope(policies: readonly TierPolicy[]): ReadonlyMap<string | null, readonly TierPolicy[]> {
  const scopes = new Map<string | null, TierPolicy[]>();
  const ordered = [...policies].sort((one, other) => (one.effectiveAt < other.effectiveAt ? -1 : 1));
  for (const policy of ordered) {
    const own = scopes.get(policy.projectId);
    if (own === undefined) scopes.set(policy.projectId, [policy]);
    else own.push(policy);
  }
  return scopes;
}
