import { describe, expect, it } from "vitest";
import { policyInForce, tierOf } from "~/features/report/row-tier";
import { parsePolicies } from "~/tiers/parse-policies";
import type { TierPolicy } from "~/tiers/policy";
import { EFFICIENCY } from "~/tiers/shipped/efficiency";

const shipped = parsePolicies([EFFICIENCY]).policies[0] as TierPolicy;
const later: TierPolicy = { ...shipped, version: 2, effectiveAt: "2026-03-01T00:00:00.000Z" };
const first: TierPolicy = { ...shipped, version: 1, effectiveAt: "2026-01-01T00:00:00.000Z" };
const policies = new Map<string | null, readonly TierPolicy[]>([[null, [first, later]]]);

describe("the tier of a row", () => {
  it("is where the latest change led, whatever the policy says", () => {
    const changes = [
      { toTier: "standard", policyVersion: 1, at: "2026-02-01T00:00:00.000Z" },
      { toTier: "royalty", policyVersion: 2, at: "2026-03-01T00:00:00.000Z" },
    ];
    expect(tierOf(changes, later)).toMatchObject({ tier: "royalty", policy_version: 2, reason: null });
  });

  it("is the lowest of the policy in force before any change", () => {
    expect(tierOf([], later)).toEqual({
      tier: shipped.tiers.at(-1)?.id,
      policy_version: 2,
      since: null,
      reason: "no change on record",
    });
  });

  it("is not known without a policy", () => {
    expect(tierOf([], undefined)).toMatchObject({ tier: null, reason: "no tier policy in this source" });
  });

  it("follows the version in force at the window's end, the project's own first", () => {
    expect(policyInForce(policies, null, "2026-02-01T00:00:00.000Z")?.version).toBe(1);
    expect(policyInForce(policies, "p", "2026-04-01T00:00:00.000Z")?.version).toBe(2);
    const own = new Map([...policies, ["p", [{ ...first, version: 7 }]]] as const);
    expect(policyInForce(own, "p", "2026-04-01T00:00:00.000Z")?.version).toBe(7);
    expect(policyInForce(policies, null, "2025-12-31T00:00:00.000Z")).toBeUndefined();
    expect(policyInForce(policies, null, null)).toBeUndefined();
  });
});
