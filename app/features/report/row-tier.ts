import type { TierPolicy } from "~/tiers/policy";
import type { ReportRow } from "./report-row";

/** The version that decides at the end of the window: the project's own, else the programme's. */
export function policyInForce(
  policies: ReadonlyMap<string | null, readonly TierPolicy[]>,
  project: string | null,
  end: string | null,
): TierPolicy | undefined {
  const versions = policies.get(project) ?? policies.get(null) ?? [];
  return versions.findLast(({ effectiveAt }) => end !== null && effectiveAt <= end);
}

/** Where the latest change led; before the first one everybody is in the lowest tier of the policy in force. */
export function tierOf(
  changes: readonly { readonly toTier: string; readonly policyVersion: number; readonly at: string }[],
  policy: TierPolicy | undefined,
): ReportRow["tier"] {
  const [latest] = [...changes].sort((a, b) => (a.at < b.at ? 1 : -1));
  if (latest) {
    return { tier: latest.toTier, policy_version: latest.policyVersion, since: latest.at, reason: null };
  }
  const lowest = policy?.tiers.at(-1);
  if (policy && lowest) {
    return {
      tier: lowest.id,
      policy_version: policy.version,
      since: null,
      reason: "no change on record",
    };
  }
  return { tier: null, policy_version: null, since: null, reason: "no tier policy in this source" };
}
