import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arcChanges, meanArcChange } from "~/stats/arc-change";
import { amounts } from "./arbitraries";
import { expectClose } from "./close";

describe("arcChanges", () => {
  it("gives the detectors' vector, with its signs", () => {
    const changes = arcChanges([400, 0, 250, 600, 0, 0, 300]);
    expect(changes.map((change) => (change === null ? null : Number(change.toFixed(6))))).toEqual([
      -2,
      2,
      0.823529,
      -2,
      null,
      2,
    ]);
  });

  it("has no change to give for one amount or none, and refuses negative ones", () => {
    expect(arcChanges([])).toEqual([]);
    expect(arcChanges([5])).toEqual([]);
    expect(() => arcChanges([1, -1])).toThrow(RangeError);
    expect(() => arcChanges([NaN])).toThrow(RangeError);
  });

  it("stays in [-2, 2], turns its sign with time, and knows no currency", () => {
    fc.assert(
      fc.property(amounts, (list) => {
        const changes = arcChanges(list);
        const backwards = arcChanges(list.toReversed()).toReversed();
        const doubled = arcChanges(list.map((amount) => amount * 2));
        changes.forEach((change, index) => {
          if (change === null) {
            expect(backwards[index]).toBeNull();
            return;
          }
          expect(Math.abs(change)).toBeLessThanOrEqual(2);
          expectClose(backwards[index], -change, { absolute: 1e-12 });
          expectClose(doubled[index], change, { absolute: 1e-12 });
        });
      }),
    );
  });
});

describe("meanArcChange", () => {
  it("is the mean size of the changes that exist", () => {
    expectClose(meanArcChange([400, 0, 250, 600, 0, 0, 300]), (2 + 2 + 14 / 17 + 2 + 2) / 5, {
      relative: 1e-14,
    });
  });

  it("is null where nothing changed from anything", () => {
    expect(meanArcChange([0, 0, 0])).toBeNull();
    expect(meanArcChange([7])).toBeNull();
  });
});
