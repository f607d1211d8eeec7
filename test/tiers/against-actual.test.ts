import { describe, expect, it } from "vitest";
import type { WindowTally } from "~/domain/window-tally";
import { type ActualChange, againstActual, asDone } from "~/tiers/against-actual";
import { flowsOf } from "~/tiers/mobility";
import { policySchema } from "~/tiers/policy";
import { EFFICIENCY } from "~/tiers/shipped/efficiency";
import { policyWindows } from "~/tiers/windows";

const policy = policySchema.parse({
  ...EFFICIENCY,
  effective_at: "2026-01-01T00:00:00Z",
  announced_at: "2025-12-01T00:00:00Z",
  window_days: 7,
  minimum_gold: 10,
  tiers: [
    { ...EFFICIENCY.tiers[0], rules: [{ metric: "gold_accuracy", op: ">=", value: 0.9 }] },
    EFFICIENCY.tiers[1],
  ],
});
const windows = policyWindows([policy], "2026-01-01T00:00:00.000Z", "2026-01-22T00:00:00.000Z");
const [first, second, third] = windows.map(({ to }) => to) as [string, string, string];

/** A person's correct answers of twenty in each of the three windows; null: not at work. */
const tallies = (annotatorId: string, correct: readonly (number | null)[]): readonly WindowTally[] =>
  correct.flatMap((successes, index) => {
    const window = windows[index];
    return successes === null || window === undefined
      ? []
      : [
          {
            ...{ annotatorId, projectId: null, window: { from: window.from, to: window.to } },
            readings: { gold_accuracy: { kind: "share" as const, successes, n: 20 } },
            ...{ pay: null, workedSec: null, availableSec: null, premiumOfferCount: null },
          },
        ];
  });
const change = (annotatorId: string, fromTier: string, toTier: string, at: string): ActualChange => ({
  ...{ annotatorId, fromTier, toTier, at },
});
const agreements = (all: readonly WindowTally[], changes: readonly ActualChange[]) =>
  againstActual(windows, all, changes).map(({ compared }) =>
    compared.map(({ annotatorId, agreement }) => `${annotatorId} ${agreement}`),
  );

describe("what was done, against the written policy", () => {
  it("is the same where the platform follows its policy, also some days later", () => {
    const done = [
      change("ann", "standard", "royalty", first),
      change("ann", "royalty", "standard", "2026-01-18T00:00:00.000Z"),
    ];
    expect(agreements(tallies("ann", [19, 12, 12]), done)).toEqual([["ann same"], ["ann same"], []]);
  });

  it("does not carry a difference on: each window starts from what was really held", () => {
    expect(agreements(tallies("ann", [19, 19, 12]), [])).toEqual([["ann written"], ["ann written"], []]);
  });

  it("names changes that the policy does not call for, of people off the roster too", () => {
    const done = [change("ben", "standard", "royalty", second)];
    const [, window, last] = againstActual(windows, tallies("ben", [12, null, 12]), done);
    expect(window!.compared).toEqual([
      { annotatorId: "ben", decision: null, writtenTier: null, doneTier: "royalty", agreement: "done" },
    ]);
    expect(last!.compared).toMatchObject([{ writtenTier: "standard", doneTier: null, agreement: "written" }]);
  });

  it("tells another tier than written from none", () => {
    const done = [change("ann", "standard", "legend", first)];
    expect(agreements(tallies("ann", [19]), done)[0]).toEqual(["ann other"]);
  });

  it("does not depend on the order of changes or tallies", () => {
    const all = [...tallies("ann", [19, 12, 19]), ...tallies("ben", [19, 19, 12])];
    const done = [
      change("ann", "standard", "royalty", first),
      change("ben", "standard", "royalty", first),
      change("ann", "royalty", "standard", second),
      change("ben", "royalty", "standard", third),
    ];
    expect(againstActual(windows, [...all].reverse(), [...done].reverse())).toEqual(
      againstActual(windows, all, done),
    );
  });

  it("reads as a replay whose outcome is what was done", () => {
    const done = [change("ann", "standard", "royalty", first)];
    expect(flowsOf(asDone(againstActual(windows, tallies("ann", [12, 12, 12]), done)))).toEqual([
      { at: first, fromTier: "standard", toTier: "royalty", count: 1 },
      { at: second, fromTier: "royalty", toTier: "royalty", count: 1 },
      { at: third, fromTier: "royalty", toTier: "royalty", count: 1 },
    ]);
  });
});
