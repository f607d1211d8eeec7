import { describe, expect, it } from "vitest";
import { inWindow, pendingFlips, policyInForce, recordedFlips } from "~/features/quality/tier-flips";
import { policySchema, type TierPolicy } from "~/tiers/policy";

const policy = (given: Record<string, unknown> = {}): TierPolicy =>
  policySchema.parse({
    version: 1,
    name: "Bars",
    announced_at: "2026-01-01T00:00:00Z",
    effective_at: "2026-01-01T00:00:00Z",
    window_days: 28,
    minimum_gold: 20,
    decide_on: "point",
    tiers: [
      { id: "gold", label: "Gold", rules: [{ metric: "gold_accuracy", op: ">=", value: 0.95 }] },
      { id: "base", label: "Base", rules: [] },
    ],
    ...given,
  });

const WINDOW = { from: "2026-02-01T00:00:00.000Z", to: "2026-03-01T00:00:00.000Z" };
const gold = (successes: number, n: number) => ({ gold_accuracy: { kind: "share", successes, n } as const });
const answer = (annotator: string, correct: boolean, at: string | null = "2026-02-10T00:00:00.000Z") => ({
  annotator,
  correct,
  at,
});

describe("a disputed key and the latest window", () => {
  it("keeps the tier of a person whom one miss would cost it", () => {
    const flips = pendingFlips(
      policy(),
      WINDOW,
      [{ annotator: "ana", held: "gold", readings: gold(37, 39) }],
      [answer("ana", false)],
    );
    expect(flips).toEqual([{ annotator: "ana", held: "gold", counted: "base", without: "gold", at: null }]);
  });

  it("changes nothing for somebody clear of the bar, or who did not answer the item in the window", () => {
    const people = [
      { annotator: "ana", held: "gold", readings: gold(39, 40) },
      { annotator: "ben", held: "gold", readings: gold(37, 39) },
    ];
    const answers = [answer("ana", false), answer("ben", false, "2026-01-10T00:00:00.000Z")];
    expect(pendingFlips(policy(), WINDOW, people, answers)).toEqual([]);
  });

  it("does not demote by too few keys left", () => {
    const flips = pendingFlips(
      policy(),
      WINDOW,
      [{ annotator: "ana", held: "gold", readings: gold(20, 20) }],
      [answer("ana", true)],
    );
    expect(flips).toEqual([]);
  });

  it("can cost a promotion that rested on the key", () => {
    const flips = pendingFlips(
      policy(),
      WINDOW,
      [{ annotator: "ana", held: "base", readings: gold(38, 40) }],
      [answer("ana", true)],
    );
    expect(flips).toMatchObject([{ counted: "gold", without: "base" }]);
  });

  it("demotes nobody twice where the policy decides on intervals", () => {
    const flips = pendingFlips(
      policy({ decide_on: "interval" }),
      WINDOW,
      [{ annotator: "ana", held: "gold", readings: gold(37, 39) }],
      [answer("ana", false)],
    );
    expect(flips).toEqual([]);
  });
});

describe("a disputed key and changes on record", () => {
  const change = {
    annotator: "ana",
    project: null,
    fromTier: "gold",
    toTier: "base",
    at: "2026-03-01T00:00:00.000Z",
    policyVersion: 1,
    goldCorrect: 37,
    goldTotal: 39,
  };

  it("names the demotion that would not have been made", () => {
    const flips = recordedFlips([policy()], "p", [change], [answer("ana", false)]);
    expect(flips).toMatchObject([{ annotator: "ana", counted: "base", without: "gold", at: change.at }]);
  });

  it("leaves out changes without a tally, of another project, of an unknown version, or by something else", () => {
    const others = [
      { ...change, goldTotal: null },
      { ...change, project: "q" },
      { ...change, policyVersion: 9 },
      { ...change, toTier: "suspended" },
    ];
    expect(recordedFlips([policy()], "p", others, [answer("ana", false)])).toEqual([]);
  });
});

describe("the version in force", () => {
  it("is the project's own before the programme's, and none before any", () => {
    const own = policy({ version: 2, project_id: "p", effective_at: "2026-02-01T00:00:00Z" });
    const versions = [policy(), own];
    expect(policyInForce(versions, "p", WINDOW.to)?.version).toBe(2);
    expect(policyInForce(versions, "q", WINDOW.to)?.version).toBe(1);
    expect(policyInForce(versions, "p", "2026-01-15T00:00:00.000Z")?.version).toBe(1);
    expect(policyInForce(versions, "p", "2025-01-15T00:00:00.000Z")).toBeNull();
  });
});

describe("answers in a window", () => {
  it("count from its start to before its end; undated ones always", () => {
    const answers = [
      answer("ana", true, WINDOW.from),
      answer("ana", false, WINDOW.to),
      answer("ana", false, null),
      answer("ben", true),
    ];
    expect(inWindow(answers, "ana", WINDOW)).toEqual({ correct: 1, total: 2 });
  });
});
