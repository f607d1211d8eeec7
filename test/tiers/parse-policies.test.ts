import { describe, expect, it } from "vitest";
import { EVERY_PATTERN, generateProgramme } from "db/demo";
import { parsePolicies } from "~/tiers/parse-policies";
import { policySchema, policyToJson } from "~/tiers/policy";
import { seededRandom } from "~/stats/random";
import { EFFICIENCY } from "~/tiers/shipped/efficiency";
import { FAIR } from "~/tiers/shipped/fair";
import { randomPolicy } from "./support/random-policies";

const GOOD = {
  version: 3,
  name: "Spring rules",
  announced_at: "2026-03-01T00:00:00Z",
  effective_at: "2026-03-16T00:00:00Z",
  retroactive: false,
  window_days: 28,
  minimum_gold: 20,
  decide_on: "point",
  consecutive_windows: 1,
  human_review_before_demotion: false,
  project_id: null,
  tiers: [
    {
      id: "royalty",
      label: "Royalty",
      rules: [
        { metric: "gold_accuracy", op: ">=", value: 0.98 },
        { metric: "handling_ratio", op: "<=", value: 0.9 },
      ],
      quota_share: null,
      pay_multiplier: 1.25,
      premium_access: true,
    },
    {
      id: "standard",
      label: "Standard",
      rules: [],
      quota_share: null,
      pay_multiplier: 1.0,
      premium_access: false,
    },
  ],
};

type Editable = typeof GOOD & Record<string, unknown>;

/** The good policy with something done to it. */
const spoilt = (spoil: (policy: Editable) => void): unknown => {
  const copy = JSON.parse(JSON.stringify(GOOD)) as Editable;
  spoil(copy);
  return copy;
};

const tier = (id: string, rules: readonly unknown[], more: object = {}) => ({
  id,
  label: id,
  rules,
  ...more,
});
const gold = (value: number, op = ">=") => ({ metric: "gold_accuracy", op, value });
const withTiers = (...tiers: readonly unknown[]) => ({ ...GOOD, tiers });

const MALFORMED: readonly (readonly [name: string, json: unknown, path: string, says: RegExp])[] = [
  ["nothing at all", [], "", /no policy version/],
  ["a text", "policy", "", /must be an object/],
  ["null", null, "", /must be an object/],
  [
    "a version that is text",
    spoilt((p) => Object.assign(p, { version: "three" })),
    "version",
    /version must be a number/,
  ],
  ["no name", spoilt((p) => Object.assign(p, { name: " " })), "name", /must not be empty/],
  [
    "a date that does not exist",
    spoilt((p) => Object.assign(p, { effective_at: "2026-02-30T00:00:00Z" })),
    "effective_at",
    /instant/,
  ],
  [
    "a date without a time",
    spoilt((p) => Object.assign(p, { announced_at: "2026-03-01" })),
    "announced_at",
    /instant/,
  ],
  ["no tiers", withTiers(), "tiers", /at least one tier/],
  ["a window of no days", spoilt((p) => Object.assign(p, { window_days: 0 })), "window_days", /at least 1/],
  [
    "half a window in a row",
    spoilt((p) => Object.assign(p, { consecutive_windows: 1.5 })),
    "consecutive_windows",
    /whole/,
  ],
  [
    "a new way to decide",
    spoilt((p) => Object.assign(p, { decide_on: "feeling" })),
    "decide_on",
    /point or interval/,
  ],
  [
    "an operator that is none",
    withTiers(tier("a", [gold(0.9, "=")]), tier("b", [])),
    "tiers[0].rules[0].op",
    /operator/,
  ],
  [
    "a bar that is not a number",
    withTiers(tier("a", [{ ...gold(0), value: "high" }]), tier("b", [])),
    "tiers[0].rules[0].value",
    /number/,
  ],
  [
    "an unknown metric",
    withTiers(tier("a", [{ ...gold(0.9), metric: "charm" }]), tier("b", [])),
    "tiers[0].rules[0].metric",
    /no metric "charm"/,
  ],
  [
    "an unknown metric to rank by",
    spoilt((p) => Object.assign(p, { rank_by: "charm" })),
    "rank_by",
    /no metric "charm"/,
  ],
  [
    "a bar in per cent",
    withTiers(tier("a", [gold(98)]), tier("b", [])),
    "tiers[0].rules[0].value",
    /between 0 and 1; it is 98/,
  ],
  [
    "a negative bar",
    withTiers(tier("a", [gold(-0.1)]), tier("b", [])),
    "tiers[0].rules[0].value",
    /between 0 and 1/,
  ],
  [
    "a bar above everything",
    withTiers(tier("a", [gold(1, ">")]), tier("b", [])),
    "tiers[0].rules[0].value",
    /Nobody can reach/,
  ],
  [
    "bars that exclude each other",
    withTiers(tier("a", [gold(0.98), gold(0.9, "<=")]), tier("b", [])),
    "tiers[0].rules",
    /Nobody can reach.*at once/,
  ],
  [
    "a tier without rules in the middle",
    withTiers(tier("a", [gold(0.98)]), tier("b", []), tier("c", [])),
    "tiers[1].rules",
    /takes everybody/,
  ],
  [
    "a last tier with rules",
    withTiers(tier("a", [gold(0.98)]), tier("b", [gold(0.5)])),
    "tiers[1].rules",
    /last tier must have no rules/,
  ],
  [
    "a last tier with a quota",
    withTiers(tier("a", [gold(0.98)]), tier("b", [], { quota_share: 0.5 })),
    "tiers[1].quota_share",
    /no quota/,
  ],
  [
    "tiers out of order",
    withTiers(tier("a", [gold(0.9)]), tier("b", [gold(0.98)]), tier("c", [])),
    "tiers[1].rules",
    /out of order/,
  ],
  [
    "the same bars twice",
    withTiers(tier("a", [gold(0.9)]), tier("b", [gold(0.9)]), tier("c", [])),
    "tiers[1].rules",
    /Nobody can reach this tier/,
  ],
  ["a tier id twice", withTiers(tier("a", [gold(0.9)]), tier("a", [])), "tiers[1].id", /another tier/],
  [
    "quotas above the whole",
    withTiers(
      tier("a", [gold(0.98)], { quota_share: 0.6 }),
      tier("b", [gold(0.9)], { quota_share: 0.5 }),
      tier("c", []),
    ),
    "tiers",
    /add up to 110 %/,
  ],
  [
    "a quota of nothing",
    withTiers(tier("a", [gold(0.98)], { quota_share: 0 }), tier("b", [])),
    "tiers[0].quota_share",
    /above 0/,
  ],
  [
    "a quota above one",
    withTiers(tier("a", [gold(0.98)], { quota_share: 1.2 }), tier("b", [])),
    "tiers[0].quota_share",
    /at most 1/,
  ],
  [
    "an effect before the announcement",
    spoilt((p) => Object.assign(p, { effective_at: "2026-02-01T00:00:00Z" })),
    "effective_at",
    /before it is announced/,
  ],
  [
    "pay of nothing",
    withTiers(tier("a", [gold(0.98)], { pay_multiplier: 0 }), tier("b", [])),
    "tiers[0].pay_multiplier",
    /above 0/,
  ],
  ["a misspelt field", spoilt((p) => Object.assign(p, { windows_days: 14 })), "windows_days", /no field/],
  [
    "a misspelt field of a tier",
    withTiers(tier("a", [gold(0.98)], { quota: 0.1 }), tier("b", [])),
    "tiers[0].quota",
    /no field/,
  ],
  ["the same version twice", [GOOD, GOOD], "[1].version", /more than once/],
  [
    "a fault in the second of two",
    [GOOD, spoilt((p) => Object.assign(p, { version: 4, window_days: -1 }))],
    "[1].window_days",
    /at least 1/,
  ],
];

describe("reading policies", () => {
  for (const [name, json, path, says] of MALFORMED) {
    it(`refuses ${name}, with the place and a sentence`, () => {
      const { policies, problems } = parsePolicies(json);
      expect(policies).toEqual([]);
      const found = problems.find((problem) => problem.path === path && says.test(problem.sentence));
      expect(found, JSON.stringify(problems)).toBeDefined();
      for (const { sentence } of problems) expect(sentence).toMatch(/^\S.*\.$/);
    });
  }

  it("reads the published example", () => {
    const { policies, problems, warnings } = parsePolicies([GOOD]);
    expect(problems).toEqual([]);
    expect(warnings).toEqual([]);
    expect(policies[0]).toMatchObject({
      version: 3,
      windowDays: 28,
      announcedAt: "2026-03-01T00:00:00.000Z",
    });
    expect(policies[0]?.tiers[0]).toMatchObject({
      payMultiplier: 1.25,
      quotaShare: null,
      premiumAccess: true,
    });
  });

  it("warns of short notice and of retroactive versions, without refusing them", () => {
    const short = parsePolicies(spoilt((p) => Object.assign(p, { effective_at: "2026-03-10T00:00:00Z" })));
    expect(short.problems).toEqual([]);
    expect(short.warnings).toEqual([
      { path: "effective_at", sentence: "It gives 9 days of notice; changed terms need at least 15 days." },
    ]);
    const back = { effective_at: "2026-02-01T00:00:00Z", retroactive: true };
    const retroactive = parsePolicies(spoilt((p) => Object.assign(p, back)));
    expect(retroactive.policies).toHaveLength(1);
    expect(retroactive.warnings[0]).toMatchObject({ path: "retroactive" });
  });

  it("takes 15 days exactly as enough notice", () => {
    expect(parsePolicies(GOOD).warnings).toEqual([]);
  });

  it("keeps what a platform is known to have done, with warnings, as long as it can be read", () => {
    const harsh = {
      ...withTiers(tier("a", [{ metric: "charm", op: ">=", value: 3 }]), tier("b", [])),
      effective_at: "2026-02-01T00:00:00Z",
    };
    const { policies, problems, warnings } = parsePolicies([harsh], { recorded: true });
    expect(policies).toHaveLength(1);
    expect(problems).toEqual([]);
    expect(warnings.map(({ path }) => path).sort()).toEqual([
      "[0].effective_at",
      "[0].tiers[0].rules[0].metric",
    ]);
    expect(parsePolicies([{ ...harsh, window_days: "long" }], { recorded: true }).policies).toEqual([]);
  });

  it("takes another name of a metric for its own", () => {
    const json = withTiers(tier("a", [{ metric: "review_rate", op: ">=", value: 0.9 }]), tier("b", []));
    expect(parsePolicies(json).policies[0]?.tiers[0]?.rules[0]?.metric).toBe("review_acceptance");
  });

  it("allows a lower tier with the same bars where the higher one has a quota", () => {
    const json = withTiers(
      tier("a", [gold(0.9)], { quota_share: 0.2 }),
      tier("b", [gold(0.9)]),
      tier("c", []),
    );
    expect(parsePolicies(json).problems).toEqual([]);
  });

  it("accepts the shipped policies and those of the demo programme", () => {
    for (const shipped of [EFFICIENCY, FAIR])
      expect(parsePolicies(shipped)).toMatchObject({ problems: [], warnings: [] });
    const options = { seed: 1, endOn: "2026-07-02", annotatorCount: 20, weekCount: 8 };
    const plain = parsePolicies(generateProgramme(options).policies);
    expect(plain).toMatchObject({ problems: [], warnings: [] });
    const harsh = parsePolicies(generateProgramme({ ...options, plant: EVERY_PATTERN }).policies, {
      recorded: true,
    });
    expect(harsh.problems).toEqual([]);
  });

  it("writes what it reads back to the same policy", () => {
    const random = seededRandom("round trip");
    for (let round = 0; round < 200; round++) {
      const policy = policySchema.parse(randomPolicy(round, "2026-02-01T00:00:00Z", random));
      expect(policySchema.parse(JSON.parse(JSON.stringify(policyToJson(policy))))).toEqual(policy);
    }
  });
});
