import { sql } from "kysely";
import type { PolicyTier, TierPolicyRecord, TierRule } from "~/domain/evidence";
import type { Db } from "../../client";

/** As a ledger's `tier_policies.json` writes a version; fields left out take the schema's defaults. */
interface PolicyJson {
  readonly version: number;
  readonly announced_at?: string | null;
  readonly effective_at?: string | null;
  readonly retroactive?: boolean;
  readonly window_days?: number;
  readonly minimum_gold?: number;
  readonly decide_on?: "point" | "interval";
  readonly consecutive_windows?: number;
  readonly human_review_before_demotion?: boolean;
  readonly project_id?: string | null;
  readonly tiers?: readonly {
    readonly id: string;
    readonly rules?: readonly TierRule[];
    readonly quota_share?: number | null;
    readonly pay_multiplier?: number;
    readonly premium_access?: boolean;
  }[];
}

/** Every version of the tier policies, by the instant it took effect. */
export async function listPolicies(db: Db): Promise<readonly TierPolicyRecord[]> {
  // As text: the plugin that renames columns would rename what stands inside of a document, too.
  const { rows } = await sql<{ policy: string }>`
    select policy::text as policy from tier_policies order by version`.execute(db);
  return rows
    .map(({ policy }) => record(JSON.parse(policy) as PolicyJson))
    .sort((a, b) => a.effectiveAt - b.effectiveAt);
}

const seconds = (at: string | null | undefined): number | null => (at ? Date.parse(at) / 1_000 : null);

function record(policy: PolicyJson): TierPolicyRecord {
  return {
    version: policy.version,
    project: policy.project_id ?? null,
    announcedAt: seconds(policy.announced_at),
    effectiveAt: seconds(policy.effective_at) ?? seconds(policy.announced_at) ?? 0,
    retroactive: policy.retroactive ?? false,
    windowDays: policy.window_days ?? 28,
    minimumGold: policy.minimum_gold ?? 1,
    decideOn: policy.decide_on ?? "point",
    consecutiveWindows: policy.consecutive_windows ?? 1,
    humanReview: policy.human_review_before_demotion ?? false,
    tiers: (policy.tiers ?? []).map((tier): PolicyTier => ({
      id: tier.id,
      rules: tier.rules ?? [],
      quotaShare: tier.quota_share ?? null,
      payMultiplier: tier.pay_multiplier ?? 1,
      premiumAccess: tier.premium_access ?? false,
    })),
  };
}
