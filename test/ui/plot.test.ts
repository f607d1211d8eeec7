import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { along, type Axis, type Plot } from "~/ui/plot";
import { bandPath, linePath, lonePoints, stepped } from "~/ui/plot-paths";
import { plotRows, tipAt } from "~/ui/plot-rows";
import { linearTicks, logTicks, roundDomain, roundSteps, timeTicks } from "~/ui/ticks";

const axis = (domain: readonly [number, number], scale: Axis["scale"] = "linear"): Axis => {
  return { scale, domain, ticks: [], text: String };
};
const unit = axis([0, 1]);
const hundred = axis([0, 100]);

describe("places along an axis", () => {
  it("are linear or logarithmic", () => {
    expect(along(axis([10, 20]), 15)).toBe(0.5);
    expect(along(axis([1, 100], "log"), 10)).toBeCloseTo(0.5, 12);
  });
  it("never leave the drawing, whatever the value", () => {
    fc.assert(
      fc.property(fc.double(), fc.constantFrom("linear", "log"), (value, scale) => {
        const place = along(axis([1, 100], scale), value);
        expect(place >= 0 && place <= 1).toBe(true);
      }),
    );
  });
});

describe("paths", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 50, y: null },
    { x: 100, y: 1 },
  ];
  it("break where a value is missing", () =>
    expect(linePath(points, hundred, unit, false)).toBe("M0.00 100.00M100.00 0.00"));
  it("find the points that have no neighbour", () => {
    expect(lonePoints(points)).toEqual([
      { x: 0, y: 0 },
      { x: 100, y: 1 },
    ]);
  });
  it("hold a step's value until the next point", () => {
    expect(
      stepped([
        { x: 0, y: 1 },
        { x: 5, y: 2 },
      ]),
    ).toEqual([
      { x: 0, y: 1 },
      { x: 5, y: 1 },
      { x: 5, y: 2 },
    ]);
  });
  it("close a band once for each unbroken run", () => {
    const band = [0, 20, 40, 60, 80].map((x) => ({ x, low: x === 40 ? null : 0.2, high: 0.6 }));
    expect(bandPath(band, hundred, unit, false).match(/Z/g)).toHaveLength(2);
  });
});

const plot = (marks: Plot["marks"]): Plot => {
  return { height: 100, margin: { top: 0, right: 0, bottom: 0, left: 0 }, x: hundred, y: unit, marks };
};

describe("rows for Recharts", () => {
  const two = plot([
    {
      kind: "line",
      name: "a",
      tone: 1,
      points: [
        { x: 0, y: 0 },
        { x: 100, y: 1 },
      ],
    },
    {
      kind: "line",
      name: "b",
      tone: 2,
      step: true,
      points: [
        { x: 0, y: 1 },
        { x: 50, y: 0.5 },
        { x: 100, y: 0 },
      ],
    },
  ]);
  it("fill what a line passes through at another line's places", () => {
    expect(plotRows(two)).toEqual([
      { x: 0, v0: 0, v1: 1 },
      { x: 50, v0: 0.5, v1: 0.5 },
      { x: 100, v0: 1, v1: 0 },
    ]);
  });
  it("keep a gap a gap", () => {
    const gap = plot([
      {
        kind: "line",
        name: "a",
        tone: 1,
        points: [
          { x: 0, y: 0 },
          { x: 40, y: null },
          { x: 100, y: 1 },
        ],
      },
      { kind: "line", name: "b", tone: 2, points: [{ x: 70, y: 1 }] },
    ]);
    expect(plotRows(gap).map((row) => row["v0"])).toEqual([0, null, null, 1]);
  });
  it("name only values that are a mark's own, and a step's carried one", () => {
    expect(tipAt(two, 50).lines.map((line) => [line.mark.name, line.text])).toEqual([["b", "0.5"]]);
    expect(tipAt(two, 100).lines).toHaveLength(2);
  });
});

describe("ticks", () => {
  it("are round and inside", () => {
    expect(roundSteps(0, 97)).toEqual([0, 20, 40, 60, 80]);
    expect(roundDomain(0.831, 0.972)).toEqual([0.8, 1]);
    expect(linearTicks([0, 3], { kind: "count" }).map((tick) => tick.label)).toEqual(["0", "1", "2", "3"]);
    expect(logTicks([2, 400], { kind: "seconds" }).map((tick) => tick.value)).toEqual([3, 10, 30, 60, 180]);
    expect(logTicks([90, 1500], { kind: "seconds" }).map((tick) => tick.value)).toEqual([
      120, 300, 600, 1200,
    ]);
    for (const domain of [
      [0.9535, 0.954],
      [0.9, 0.975],
      [0, 1],
    ] as const) {
      for (const { value, label } of linearTicks(domain, { kind: "share" }, 3)) {
        expect(Number.parseFloat(label) / 100, label).toBeCloseTo(value, 8);
      }
    }
    const hours = linearTicks([0, 1], { kind: "number", digits: 0 }).map(({ label }) => label);
    expect(new Set(hours).size).toBe(hours.length);
    expect(linearTicks([0, 50], { kind: "hours" })[1]?.label.replaceAll("\u202f", " ")).toBe("10 h");
    expect(linearTicks([0, 1000], { kind: "money", currency: "USD" })[1]?.label).toBe("$2");
  });
  it("stay few for any period", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), (days) => {
        const from = Date.UTC(2024, 1, 27);
        const ticks = timeTicks([from, from + days * 86_400_000]);
        expect(ticks.length).toBeLessThanOrEqual(days > 224 || days <= 100 ? 10 : 12);
      }),
    );
  });
  it("stand at both ends of a domain made for them", () => {
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (low, span) => {
        const domain = roundDomain(low / 100, (low + span) / 100);
        const steps = roundSteps(...domain);
        expect([steps[0], steps.at(-1)]).toEqual(domain);
      }),
    );
  });
  it("always widen a domain, never cut it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        (low, span) => {
          const [from, to] = roundDomain(low, low + span);
          expect(from).toBeLessThanOrEqual(low + span * 1e-6);
          expect(to).toBeGreaterThanOrEqual(low + span - span * 1e-6);
        },
      ),
    );
  });
});
