import type { Db } from "db/client";
import { listTiersInForce } from "db/queries/measures";
import { tallyTierChanges } from "db/queries/tiers";

/** How many annotators stand in each tier at the end of the period, and the changes that led there. */
export async function tierReport(db: Db, from: string | null, to: string | null) {
  const [standing, changes] = await Promise.all([listTiersInForce(db, to), tallyTierChanges(db, from, to)]);
  const mix = new Map<string, number>();
  for (const { toTier } of standing) mix.set(toTier, (mix.get(toTier) ?? 0) + 1);
  return {
    tiers: [...mix].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tier, annotators]) => ({ tier, annotators })),
    changes: changes.map((change) => ({
      project: change.project,
      from_tier: change.fromTier,
      to_tier: change.toTier,
      policy_version: change.policyVersion,
      actor: change.actor,
      changes: change.changes,
      annotators: change.annotators,
      first_at: change.firstAt,
      last_at: change.lastAt,
    })),
  };
}
