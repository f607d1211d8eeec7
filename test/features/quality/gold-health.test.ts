import { describe, expect, it } from "vitest";
import { goldHealth, type KeyedJudgment } from "~/features/quality/gold-health";

/** Keys of a project, ten people each; everybody misses the first key alike, and one in ten any other. */
function keyed(project: string, items: number, wrong: boolean): KeyedJudgment[] {
  return Array.from({ length: items }, (_, item) =>
    Array.from({ length: 10 }, (_unused, person): KeyedJudgment => {
      const missed = wrong && item === 0 ? true : (item + person) % 10 === 0 && item % 2 === 0;
      return {
        project,
        item: `${project}-${String(item).padStart(3, "0")}`,
        key: "A",
        status: "active",
        annotator: `a${person}`,
        answer: missed ? "B" : "A",
        missed,
      };
    }),
  ).flat();
}

async function* stream(judgments: readonly KeyedJudgment[]): AsyncIterable<KeyedJudgment> {
  for (const judgment of judgments) yield await Promise.resolve(judgment);
}

describe("gold health of a project with few keys", () => {
  const small = keyed("small", 40, true);
  const large = keyed("large", 150, false);

  it("is judged together with the other projects' keys, and only its own are in doubt", async () => {
    const health = await goldHealth("small", stream(small), () => stream([...large, ...small]));
    expect(health).toMatchObject({ together: true, items: 40, inDoubt: 1, outcome: "flagged" });
    expect(health.rows[0]).toMatchObject({ item: "small-000", inDoubt: true });
    const other = await goldHealth("large", stream(large), () => stream([...large, ...small]));
    expect(other).toMatchObject({ together: false, inDoubt: 0 });
  });

  it("says that there is not enough where the whole programme has too few", async () => {
    const health = await goldHealth("small", stream(small), () => stream(small));
    expect(health).toMatchObject({ together: true, inDoubt: 0, outcome: "insufficient" });
  });

  it("is empty without keys", async () => {
    const health = await goldHealth("none", stream([]), () => stream(large));
    expect(health).toMatchObject({ together: false, items: 0, rows: [] });
  });
});
