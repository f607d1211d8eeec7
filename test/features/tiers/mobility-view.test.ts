import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thinned } from "~/features/tiers/mobility.view";

const rowsAt = (times: readonly number[]) => times.map((time) => ({ time }));

describe("a curve of many steps", () => {
  it("is left as it is while a screen can tell its steps apart", () => {
    const rows = rowsAt([0, 1, 5, 5.5]);
    expect(thinned(rows)).toBe(rows);
  });

  it("keeps its first and its last, a few hundred of the others, and no time without a step near it", () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { minLength: 300, maxLength: 900 });
    fc.assert(
      fc.property(times, (drawn) => {
        const rows = rowsAt([...drawn].sort((a, b) => a - b));
        const end = rows.at(-1)!.time;
        const kept = thinned(rows);
        expect(kept.length).toBeLessThanOrEqual(242);
        expect(kept[0]).toBe(rows[0]);
        expect(kept.at(-1)).toBe(rows.at(-1));
        for (const { time } of rows)
          expect(kept.some((row) => row.time >= time && row.time - time <= end / 240)).toBe(true);
      }),
    );
  });
});
