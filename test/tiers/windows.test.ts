import { describe, expect, it } from "vitest";
import { policySchema } from "~/tiers/policy";
import { EFFICIENCY } from "~/tiers/shipped/efficiency";
import { policyWindows } from "~/tiers/windows";

const version = (number: number, effectiveAt: string, days: number) =>
  policySchema.parse({ ...EFFICIENCY, version: number, effective_at: effectiveAt, window_days: days });

const days = (windows: ReturnType<typeof policyWindows>) =>
  windows.map(({ from, to, policy }) => [from.slice(5, 10), to.slice(5, 10), policy.version]);

describe("windows of a policy", () => {
  it("follow each other from the start, and leave out what is not whole", () => {
    const policies = [version(1, "2026-01-01T00:00:00Z", 28)];
    expect(days(policyWindows(policies, "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z"))).toEqual([
      ["01-01", "01-29", 1],
      ["01-29", "02-26", 1],
    ]);
  });

  it("are decided by the version in force before their end, and as long as the one at their start says", () => {
    const policies = [version(2, "2026-02-10T00:00:00Z", 14), version(1, "2026-01-01T00:00:00Z", 28)];
    expect(days(policyWindows(policies, "2026-01-01T00:00:00Z", "2026-03-31T00:00:00Z"))).toEqual([
      ["01-01", "01-29", 1],
      ["01-29", "02-26", 2],
      ["02-26", "03-12", 2],
      ["03-12", "03-26", 2],
    ]);
  });

  it("still belong to the old version where the new one begins with their end", () => {
    const policies = [version(1, "2026-01-01T00:00:00Z", 28), version(2, "2026-01-29T00:00:00Z", 28)];
    expect(days(policyWindows(policies, "2026-01-01T00:00:00Z", "2026-02-26T00:00:00Z"))).toEqual([
      ["01-01", "01-29", 1],
      ["01-29", "02-26", 2],
    ]);
  });

  it("are the first version's before any has taken effect", () => {
    const policies = [version(4, "2027-01-01T00:00:00Z", 28)];
    expect(policyWindows(policies, "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z")).toHaveLength(2);
    expect(() => policyWindows([], "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z")).toThrow(RangeError);
  });
});
