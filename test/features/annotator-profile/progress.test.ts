import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstDayOf, progressInWords, progressOf } from "~/features/annotator-profile/progress";

const day = (on: string, goldCorrect: number, goldTotal: number) => ({ day: on, goldCorrect, goldTotal });

describe("progress against one's own past", () => {
  it("is silent where either side has too few gold items", () => {
    const few = progressOf([day("2026-06-30", 19, 19), day("2026-05-20", 40, 50)], "2026-06-30", 28);
    expect(few).toMatchObject({ difference: null, withinChance: null });
    expect(progressInWords(few)).toEqual([
      "Too few gold items to compare with yourself: 19 in the last 28 days, 50 in the 28 before; 20 on each side are needed.",
    ]);
  });

  it("says that a small difference at n = 50 is within chance, and how much would be", () => {
    const rows = [day("2026-06-30", 45, 50), day("2026-06-02", 43, 50)];
    const progress = progressOf(rows, "2026-06-30", 28);
    expect(progress.difference!.difference).toBeCloseTo(0.04, 10);
    expect(progress.difference!.low).toBeLessThan(0);
    expect(progress.withinChance).toBe(true);
    expect(progressInWords(progress)[1]).toMatch(
      /^With n = 50 and 50, a difference of up to about 13 points either way is within chance\.$/,
    );
    expect(progressInWords(progress)[2]).toMatch(/neither better nor worse/);
  });

  it("says so where chance does not explain the difference", () => {
    const progress = progressOf([day("2026-06-30", 190, 200), day("2026-06-02", 150, 200)], "2026-06-30", 28);
    expect(progress.withinChance).toBe(false);
    expect(progressInWords(progress)[2]).toMatch(/more than chance/);
  });

  it("puts each day into one span, with both ends, and leaves earlier days out", () => {
    expect(firstDayOf("2026-06-30", 28)).toBe("2026-05-06");
    const rows = ["2026-06-30", "2026-06-03", "2026-06-02", "2026-05-06", "2026-05-05"].map((on) =>
      day(on, 1, 1),
    );
    const { now, before } = progressOf(rows, "2026-06-30", 28);
    expect([now.total, before.total]).toEqual([2, 2]);
  });

  it("turns its sign when now and before change places", () => {
    const tally = fc.tuple(fc.integer({ min: 20, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(tally, tally, ([n1, p1], [n2, p2]) => {
        const [a, b] = [
          day("2026-06-30", Math.round(n1 * p1), n1),
          day("2026-06-02", Math.round(n2 * p2), n2),
        ];
        const one = progressOf([a, b], "2026-06-30", 28).difference!;
        const swapped = [
          { ...b, day: a.day },
          { ...a, day: b.day },
        ];
        const other = progressOf(swapped, "2026-06-30", 28).difference!;
        expect(one.difference).toBeCloseTo(-other.difference, 12);
        expect(one.low).toBeCloseTo(-other.high, 12);
      }),
    );
  });
});
