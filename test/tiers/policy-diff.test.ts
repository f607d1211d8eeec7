import { describe, expect, it } from "vitest";
import { seededRandom } from "~/stats/random";
import { policySchema, type PolicyJson } from "~/tiers/policy";
import { changelogLine, policyDiff } from "~/tiers/policy-diff";
import { EFFICIENCY } from "~/tiers/shipped/efficiency";
import { FAIR } from "~/tiers/shipped/fair";
import { randomPolicy } from "./support/random-policies";

const read = (json: unknown) => policySchema.parse(json);
const withTop = (more: Partial<PolicyJson["tiers"][number]>): PolicyJson => ({
  ...EFFICIENCY,
  tiers: [{ ...EFFICIENCY.tiers[0]!, ...more }, EFFICIENCY.tiers[1]!],
});

describe("what a version changes", () => {
  it("finds nothing between a version and itself", () => {
    const random = seededRandom("diff");
    for (let round = 0; round < 100; round++) {
      const policy = read(randomPolicy(round, "2026-02-01T00:00:00Z", random));
      expect(policyDiff(policy, policy)).toEqual([]);
    }
  });

  it("says which bars got harder and which easier, and the other way round", () => {
    const rules = [
      { metric: "gold_accuracy", op: ">=" as const, value: 0.99 },
      { metric: "handling_ratio", op: "<=" as const, value: 1 },
    ];
    const next = read(withTop({ rules }));
    expect(policyDiff(read(EFFICIENCY), next)).toEqual([
      {
        kind: "tightened",
        tierId: "royalty",
        metric: "gold_accuracy",
        sentence:
          "The bar of Royalty on gold accuracy moves from at least 98 % to at least 99 %: it is harder.",
      },
      {
        kind: "loosened",
        tierId: "royalty",
        metric: "handling_ratio",
        sentence:
          "The bar of Royalty on handling time over what is expected for the same work moves from at most 0.9 to at most 1: it is easier.",
      },
    ]);
    expect(policyDiff(next, read(EFFICIENCY)).map(({ kind }) => kind)).toEqual(["loosened", "tightened"]);
  });

  it("takes a strict sign for harder", () => {
    const rules = [
      { metric: "gold_accuracy", op: ">" as const, value: 0.98 },
      { metric: "handling_ratio", op: "<=" as const, value: 0.9 },
    ];
    expect(policyDiff(read(EFFICIENCY), read(withTop({ rules }))).map(({ kind }) => kind)).toEqual([
      "tightened",
    ]);
  });

  it("lists rules that come and go, and changes that are no bars, apart from tightenings", () => {
    const next = read(
      withTop({ rules: [EFFICIENCY.tiers[0]!.rules[0]!], quota_share: 0.2, pay_multiplier: 1.1 }),
    );
    expect(policyDiff(read(EFFICIENCY), next).map(({ kind, sentence }) => [kind, sentence])).toEqual([
      [
        "removed",
        "Royalty no longer asks for handling time over what is expected for the same work of at most 0.9.",
      ],
      ["changed", "Places in Royalty go from no limit to at most 20 % of the roster."],
      ["changed", "Royalty pays times 1.1 instead of 1.25."],
    ]);
  });

  it("names what a fair policy does otherwise", () => {
    const sentences = policyDiff(read(EFFICIENCY), read(FAIR)).map(({ sentence }) => sentence);
    expect(sentences).toContain("Decisions go from the value itself to the whole interval.");
    expect(sentences).toContain("Demotions go from no person to a person's decision.");
    expect(sentences).toContain("Days of grace go from 0 days to 28 days.");
    expect(changelogLine(read(EFFICIENCY), read(FAIR))).toMatch(/^From 1 April 2026, "Fair": \d+ changes\.$/);
  });

  it("notices new, lost and reordered tiers", () => {
    const more = {
      ...FAIR.tiers[0]!,
      id: "silver",
      label: "Silver",
      rules: [{ metric: "gold_accuracy", op: ">=" as const, value: 0.9 }],
    };
    const wider = read({ ...FAIR, tiers: [FAIR.tiers[0], more, FAIR.tiers[1]] });
    const turned = read({ ...FAIR, tiers: [more, FAIR.tiers[0], FAIR.tiers[1]] });
    expect(policyDiff(read(FAIR), wider)).toMatchObject([{ kind: "added", tierId: "silver" }]);
    expect(policyDiff(wider, read(FAIR))).toMatchObject([{ kind: "removed", tierId: "silver" }]);
    expect(policyDiff(wider, turned).map(({ sentence }) => sentence)).toEqual([
      "The order of tiers is now Silver, Royalty, Standard.",
    ]);
  });
});
