import { describe, expect, it } from "vitest";
import { seededRandom } from "~/stats/random";
import { policySchema } from "~/tiers/policy";
import { policyInWords } from "~/tiers/policy-words";
import { EFFICIENCY } from "~/tiers/shipped/efficiency";
import { FAIR } from "~/tiers/shipped/fair";
import { randomPolicy } from "./support/random-policies";

describe("a policy in words", () => {
  it("says all an efficiency policy does", () => {
    expect(policyInWords(policySchema.parse(EFFICIENCY))).toEqual([
      'Version 1, "Efficiency", was announced on 1 March 2026 and takes effect on 16 March 2026, 15 days later.',
      "Tiers are decided every 28 days, from the work of those days on all projects together.",
      "Royalty: gold accuracy of at least 98 % and handling time over what is expected for the same work of at most 0.9. It brings pay times 1.25 and access to premium batches.",
      "Standard: everybody else. It brings pay as listed and no access to premium batches.",
      "A bar is missed as soon as the measured value misses it, however few items it rests on.",
      "With fewer than 20 gold items in the window nothing is decided and the present tier stays.",
      "Demotions are made without a person looking at them.",
    ]);
  });

  it("says what protects people in a fair one", () => {
    const sentences = policyInWords(policySchema.parse(FAIR));
    expect(sentences).toContain(
      "A tier is reached on the measured value and lost only when the whole 95 % interval misses the bar.",
    );
    expect(sentences).toContain("A demotion needs 2 windows in a row that call for it.");
    expect(sentences).toContain("For 28 days after joining or a promotion nobody is demoted.");
    expect(sentences.at(-1)).toBe(
      "A demotion is proposed to a person, who looks at the evidence and decides with written reasons.",
    );
  });

  it("names quotas, grandfathering, projects and rules that reach back", () => {
    const policy = policySchema.parse({
      ...EFFICIENCY,
      effective_at: "2026-02-27T00:00:00Z",
      retroactive: true,
      project_id: "p1",
      grandfather_days: 1,
      consecutive_windows: 3,
      consecutive_windows_apply_to: "changes",
      tiers: [{ ...EFFICIENCY.tiers[0], quota_share: 0.205 }, EFFICIENCY.tiers[1]],
    });
    const text = policyInWords(policy).join("\n");
    expect(text).toContain(
      "takes effect on 27 February 2026, 2 days before it was announced on 1 March 2026; it is retroactive.",
    );
    expect(text).toContain("on project p1 alone.");
    expect(text).toContain(
      "for at most 20.5 % of the people at work in the window, best first by gold accuracy",
    );
    expect(text).toContain("A change needs 3 windows in a row");
    expect(text).toContain("keeps at least that one for 1 day.");
  });

  it("is sentences, whatever the policy", () => {
    const random = seededRandom("words");
    for (let round = 0; round < 300; round++) {
      for (const line of policyInWords(
        policySchema.parse(randomPolicy(round, "2026-02-01T00:00:00Z", random)),
      )) {
        expect(line).toMatch(/^[A-Z].*\.$/);
        expect(line).not.toMatch(/undefined|NaN|null|_/);
      }
    }
  });
});
