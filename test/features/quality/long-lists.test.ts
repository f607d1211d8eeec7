import { describe, expect, it } from "vitest";
import {
  bothEnds,
  drawnText,
  FIRST_ROWS,
  openLists,
  shownOf,
  spread,
  thinFunnel,
} from "~/features/quality/long-lists";

const numbers = (length: number) => Array.from({ length }, (_, index) => index);

describe("a long list", () => {
  it("begins with its first rows and knows how many there are", () => {
    expect(shownOf("keys", numbers(500), openLists("all=ranks"))).toEqual({
      shown: numbers(FIRST_ROWS),
      of: 500,
    });
    expect(shownOf("keys", numbers(3), openLists(""))).toEqual({ shown: numbers(3), of: 3 });
  });

  it("is whole where the address asks for it, beside others", () => {
    const open = openLists("dispute=a&all=keys&all=ranks&all=nothing+known");
    expect([...open].sort()).toEqual(["keys", "ranks"]);
    expect(shownOf("keys", numbers(500), open).shown).toHaveLength(500);
  });

  it("has two ends and a spread between, in its own order", () => {
    expect(bothEnds(numbers(10), 5)).toEqual([0, 1, 7, 8, 9]);
    expect(bothEnds(numbers(4), 5)).toEqual([0, 1, 2, 3]);
    expect(spread(numbers(100), 4)).toEqual([12, 37, 62, 87]);
  });
});

describe("a funnel of more points than can be drawn", () => {
  const points = numbers(1_000).map((n) => ({
    n,
    beyond: n % 100 === 0 ? ("outer" as const) : n % 100 === 1 ? ("inner" as const) : ("none" as const),
  }));
  const nOf = ({ n }: { readonly n: number }) => n;

  it("draws all that are beyond the limits while they fit, and fills up from within", () => {
    const drawn = thinFunnel(points, 120, nOf);
    expect(new Set(drawn).size).toBe(120);
    expect(drawn.filter(({ beyond }) => beyond !== "none")).toHaveLength(20);
  });

  it("leaves room for those within where most are beyond, and uses it up where few are within", () => {
    const apart = points.map((point) => (point.n < 900 ? { ...point, beyond: "outer" as const } : point));
    expect(thinFunnel(apart, 120, nOf).filter(({ beyond }) => beyond === "none")).toHaveLength(40);
    expect(
      thinFunnel(
        points.map((point) => ({ ...point, beyond: "inner" as const })),
        120,
        nOf,
      ),
    ).toHaveLength(120);
  });

  it("draws few points all, and says only of many how many are drawn", () => {
    expect(thinFunnel(points.slice(0, 50), 120, nOf)).toHaveLength(50);
    expect(drawnText({ shown: numbers(5), of: 5 }, "reviewers")).toBe("");
    expect(drawnText({ shown: numbers(120), of: 1_000 }, "annotators")).toContain("Of 1,000 annotators, 120");
  });
});
