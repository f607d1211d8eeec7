import { describe, expect, it } from "vitest";
import type { WindowTally } from "~/domain/window-tally";
import { drawBinomial } from "~/stats/draws";
import { seededRandom } from "~/stats/random";
import { flowsOf, mobilityBand, mobilityOf } from "~/tiers/mobility";
import { policySchema, type PolicyJson } from "~/tiers/policy";
import { replay } from "~/tiers/replay";
import { policyWindows } from "~/tiers/windows";

const FROM = "2026-01-01T00:00:00.000Z";
const TO = "2026-06-18T00:00:00.000Z";

const policy = (more: Partial<PolicyJson> = {}) =>
  policySchema.parse({
    version: 1,
    name: "Bar",
    announced_at: "2025-11-01T00:00:00Z",
    effective_at: "2025-12-01T00:00:00Z",
    window_days: 28,
    minimum_gold: 20,
    decide_on: "point",
    tiers: [
      { id: "top", label: "Top", rules: [{ metric: "gold_accuracy", op: ">=", value: 0.9 }] },
      { id: "rest", label: "Rest", rules: [] },
    ],
    ...more,
  });

const windows = policyWindows([policy()], FROM, TO);

const tally = (
  annotatorId: string,
  window: { from: string; to: string },
  successes: number,
): WindowTally => ({
  ...{ annotatorId, projectId: null, window: { from: window.from, to: window.to } },
  readings: { gold_accuracy: { kind: "share", successes, n: 40 } },
  ...{ pay: null, workedSec: null, availableSec: null, premiumOfferCount: null },
});

/** People of constant skill, evenly from .85 to .95. */
function constantSkill(seed: string): readonly WindowTally[] {
  const random = seededRandom(seed);
  return Array.from({ length: 60 }, (_, person) => 0.85 + (0.1 * person) / 60).flatMap((skill, person) =>
    windows.map((window) => tally(`A${person}`, window, drawBinomial(40, skill, random))),
  );
}

describe("mobility between tiers", () => {
  it("counts who goes where, window by window", () => {
    const [first, second] = windows;
    const tallies = [
      tally("A", first!, 40),
      tally("B", first!, 20),
      tally("C", first!, 36),
      tally("A", second!, 20),
      tally("B", second!, 40),
      tally("C", second!, 36),
    ];
    const replayed = replay({ windows: windows.slice(0, 2), tallies });
    expect(flowsOf(replayed)).toEqual([
      { at: first!.to, fromTier: "rest", toTier: "top", count: 2 },
      { at: first!.to, fromTier: "rest", toTier: "rest", count: 1 },
      { at: second!.to, fromTier: "top", toTier: "top", count: 1 },
      { at: second!.to, fromTier: "top", toTier: "rest", count: 1 },
      { at: second!.to, fromTier: "rest", toTier: "top", count: 1 },
    ]);
    // Rows: from the top 1 stays of 2, from the rest 1 of 4. M = (2 - 1/2 - 1/4) / 1.
    expect(mobilityOf(replayed)).toEqual({
      tierIds: ["top", "rest"],
      transitions: [
        [1, 1],
        [3, 1],
      ],
      index: 1.25,
    });
  });

  it("lies within the band of its own rules when skill is all there is", () => {
    let inside = 0;
    for (let round = 0; round < 20; round++) {
      const tallies = constantSkill(`round ${round}`);
      const { index } = mobilityOf(replay({ windows, tallies }));
      const band = mobilityBand({ windows, tallies }, 60, seededRandom(`band ${round}`));
      if (index! >= band!.low && index! <= band!.high) inside++;
    }
    expect(inside).toBeGreaterThanOrEqual(15);
  });

  it("lies below the band where people are held in place", () => {
    const tallies = constantSkill("held");
    const ruling = () => "refused" as const;
    const held = policyWindows([policy({ human_review_before_demotion: true })], FROM, TO);
    const { index } = mobilityOf(replay({ windows: held, tallies, ruling }));
    const band = mobilityBand({ windows, tallies }, 60, seededRandom("band"));
    expect(index!).toBeLessThan(band!.low);
  });

  it("has no band where nobody was measured", () => {
    expect(mobilityBand({ windows, tallies: [] }, 10, seededRandom(1))).toBeNull();
    expect(mobilityOf([])).toEqual({ tierIds: [], transitions: [], index: null });
  });
});
