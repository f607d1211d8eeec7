import { describe, expect, it } from "vitest";
import {
  readDraft,
  withNewRule,
  withNewTier,
  withoutRule,
  withoutTier,
  withRule,
} from "~/features/tiers/policy-draft";
import { FAIR } from "~/tiers/shipped/fair";

describe("a draft", () => {
  it("is a policy as it stands", () => {
    const read = readDraft(FAIR);
    expect(read.policy?.name).toBe("Fair");
    expect(read.problems).toEqual([]);
  });

  it("says beside which field something is wrong, while a number is being typed too", () => {
    const above = readDraft(withRule(FAIR, 0, 0, { value: 98 }));
    expect(above.policy).toBeNull();
    expect(above.at("tiers[0].rules[0].value")).toMatch(/between 0 and 1; it is 98/);
    expect(above.at("tiers[0].rules[0].op")).toBeUndefined();
    expect(readDraft(withRule(FAIR, 0, 0, { value: NaN })).at("tiers[0].rules[0].value")).toBe(
      "The bar must be a number.",
    );
    expect(readDraft({ ...FAIR, window_days: 0 }).at("window_days")).toBe("window_days must be at least 1.");
  });

  it("warns of too little notice and of effects in the past", () => {
    const soon = readDraft({ ...FAIR, effective_at: "2026-03-10T00:00:00Z" });
    expect(soon.warnings.map(({ sentence }) => sentence)).toEqual([
      "It gives 9 days of notice; changed terms need at least 15 days.",
    ]);
    const back = readDraft({ ...FAIR, effective_at: "2026-02-10T00:00:00Z", retroactive: true });
    expect(back.warnings.map(({ sentence }) => sentence)).toEqual([
      "It is retroactive: people are judged by a rule they could not know.",
    ]);
  });

  it("takes tiers and rules in and out, and stays a policy", () => {
    const more = withNewTier(withNewTier(FAIR));
    expect(more.tiers.map(({ id }) => id)).toEqual(["royalty", "tier-2", "tier-3", "standard"]);
    expect(readDraft(more).problems).toEqual([]);
    expect(withoutTier(withoutTier(more, 1), 1)).toEqual(FAIR);
    expect(withoutRule(withNewRule(FAIR, 0), 0, 1)).toEqual(FAIR);
  });
});
