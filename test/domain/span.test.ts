import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Span, joinSpans, shortRestCount, totalSec } from "~/domain/span";

const H = 3_600;
const span = (from: number, to: number): Span => ({ from, to });
const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 500 }))
    .map(([a, d]) => span(a, a + d)),
  { maxLength: 30 },
);

describe("hours", () => {
  it("count parallel work once", () => {
    expect(totalSec(joinSpans([span(0, 100), span(50, 120), span(200, 210)]))).toBe(130);
  });

  it("are those of every second covered", () => {
    fc.assert(
      fc.property(spans, (given) => {
        const covered = new Set<number>();
        for (const { from, to } of given)
          for (let second = from; second < to; second += 1) covered.add(second);
        return totalSec(joinSpans(given)) === covered.size;
      }),
    );
  });

  it("do not change when one span is cut into two that touch", () => {
    expect(joinSpans([span(0, 50), span(50, 100)])).toEqual([span(0, 100)]);
  });

  it("join spells over gaps up to the limit and no further", () => {
    expect(joinSpans([span(0, 10), span(910, 920)], 900)).toHaveLength(1);
    expect(joinSpans([span(0, 10), span(911, 920)], 900)).toHaveLength(2);
  });
});

describe("rest", () => {
  it("of exactly eleven hours is enough", () => {
    expect(shortRestCount([span(0, 8 * H), span(19 * H, 20 * H)])).toBe(0);
  });

  it("of one second less is not", () => {
    expect(shortRestCount([span(0, 8 * H), span(19 * H - 1, 20 * H)])).toBe(1);
  });

  it("counts the gap after the last spell of the day up to 24 hours from its start", () => {
    expect(shortRestCount([span(0, 14 * H)])).toBe(1);
    expect(shortRestCount([span(0, 13 * H)])).toBe(0);
  });

  it("is short on each day of a stretch that never rests", () => {
    const stretch = Array.from({ length: 9 }, (_, index) => span(index * 8 * H, index * 8 * H + 2 * H));
    expect(shortRestCount(stretch)).toBe(3);
  });

  it("does not exist without work", () => {
    expect(shortRestCount([])).toBe(0);
  });
});
