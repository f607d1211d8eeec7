import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gini } from "~/stats/gini";
import { lorenz } from "~/stats/lorenz";
import { amounts } from "./arbitraries";
import { expectClose } from "./close";

describe("lorenz", () => {
  it("gives what the poorest hold", () => {
    expect(lorenz([3, 1])).toEqual([
      { people: 0, amount: 0 },
      { people: 0.5, amount: 0.25 },
      { people: 1, amount: 1 },
    ]);
  });

  it("is null for nobody and for nothing, and refuses negative amounts", () => {
    expect(lorenz([])).toBeNull();
    expect(lorenz([0, 0])).toBeNull();
    expect(() => lorenz([1, -1])).toThrow(RangeError);
  });

  it("rises ever more steeply below the diagonal, and encloses half the Gini coefficient", () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const points = lorenz(values)!;
        expect(points).toHaveLength(values.length + 1);
        let under = 0;
        let lastStep = 0;
        for (let index = 1; index < points.length; index++) {
          const [before, now] = [points[index - 1]!, points[index]!];
          const step = now.amount - before.amount;
          expect(step).toBeGreaterThanOrEqual(lastStep - 1e-12);
          expect(now.amount).toBeLessThanOrEqual(now.people + 1e-12);
          under += ((now.amount + before.amount) / 2) * (now.people - before.people);
          lastStep = step;
        }
        expectClose(1 - 2 * under, gini(values)!.raw, { absolute: 1e-10 });
      }),
    );
  });
});
