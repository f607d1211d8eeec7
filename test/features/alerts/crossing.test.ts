import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Measured } from "~/domain/measured";
import {
  type Bound,
  countCrossings,
  type Side,
  sideOf,
  sideOfAnswer,
  tellOf,
} from "~/features/alerts/crossing";

const measured = (low: number, value: number, high: number, n = 100): Measured => ({
  kind: "measured",
  value,
  low,
  high,
  n,
});
const below: Bound = { op: "below", value: 0.8, minimumN: 20 };

const ends = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);

describe("an alert stays silent", () => {
  it("while the interval covers the bound, whatever the estimate does inside it", () => {
    const wavering = fc.array(fc.tuple(ends, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 40 });
    fc.assert(
      fc.property(wavering, fc.constantFrom("above" as const, "below" as const), (looks, op) => {
        const sides = looks.map(([[low, high], at]) => {
          const covering = measured(Math.min(low, 0.79), low + at * (high - low), Math.max(high, 0.81));
          return sideOf(covering, { op, value: 0.8, minimumN: 1 });
        });
        expect(new Set(sides)).toEqual(new Set(sides.length === 0 ? [] : ["undecided"]));
        expect(countCrossings(sides)).toBe(0);
      }),
    );
  });

  it("with fewer records than its least, without a number, and with too few for the metric", () => {
    expect(sideOf(measured(0.1, 0.2, 0.3, 19), below)).toBe("undecided");
    expect(sideOf({ kind: "unmeasured", reason: "no gold" }, below)).toBe("undecided");
    expect(sideOf({ kind: "insufficient", n: 4, needed: 20 }, below)).toBe("undecided");
  });

  it("at the bound itself, on either side", () => {
    for (const op of ["above", "below"] as const)
      expect(sideOf(measured(0.8, 0.8, 0.8), { ...below, op })).toBe("within");
  });

  it("where a detector is inconclusive or has too little, and does not take that for resolved", () => {
    for (const outcome of ["inconclusive", "insufficient"] as const)
      expect(sideOfAnswer({ outcome, severity: null }, "watch")).toBe("undecided");
    expect(tellOf(true, "undecided")).toBeNull();
    expect(tellOf(false, "undecided")).toBeNull();
  });
});

describe("an alert is told", () => {
  it("once the whole interval lies beyond the bound", () => {
    expect(sideOf(measured(0.6, 0.7, 0.79), below)).toBe("beyond");
    expect(sideOf(measured(0.6, 0.7, 0.79), { ...below, op: "above" })).toBe("within");
    expect(sideOf(measured(0.85, 0.9, 0.95), { ...below, op: "above" })).toBe("beyond");
  });

  it("of a detector from the severity on that was asked for", () => {
    expect(sideOfAnswer({ outcome: "flagged", severity: "high" }, "high")).toBe("beyond");
    expect(sideOfAnswer({ outcome: "flagged", severity: "critical" }, "high")).toBe("beyond");
    expect(sideOfAnswer({ outcome: "flagged", severity: "watch" }, "high")).toBe("within");
    expect(sideOfAnswer({ outcome: "clear", severity: null }, "high")).toBe("within");
  });

  it("once a crossing: never twice without having come back between, never resolved without being open", () => {
    const sides = fc.array(fc.constantFrom<Side>("beyond", "within", "undecided"), { maxLength: 60 });
    fc.assert(
      fc.property(sides, (looks) => {
        const told: string[] = [];
        let isOpen = false;
        for (const side of looks) {
          const tell = tellOf(isOpen, side);
          if (tell === null) continue;
          told.push(tell);
          isOpen = tell === "crossed";
        }
        told.forEach((tell, place) => expect(tell).toBe(place % 2 === 0 ? "crossed" : "resolved"));
        const decided = looks.filter((side) => side !== "undecided");
        const changes = decided.filter((side, place) => side === "beyond" && decided[place - 1] !== "beyond");
        expect(countCrossings(looks)).toBe(changes.length);
      }),
    );
  });
});
