import { describe, expect, it } from "vitest";
import type { Measured } from "~/domain/measured";
import { packLines, unpackLines } from "~/features/annotator-ranking/packed-lines";
import {
  accessMeasure,
  MEASURES,
  type LineMeasures,
  type RankingLine,
} from "~/features/annotator-ranking/ranking-line";
import { rankingQuery } from "~/features/annotator-ranking/ranking-query";

const NUMBERS: readonly Measured[] = [
  { kind: "measured", value: 0.9, low: 0.8, high: 0.95, n: 50 },
  { kind: "measured", value: 1234.5, low: 1234.5, high: 1234.5, n: 3 },
  { kind: "insufficient", n: 4, needed: 20 },
  { kind: "unmeasured", reason: "no pay in this source" },
];

/** A line whose measures are of every kind, from `shift` on. */
const line = (id: string, shift: number): RankingLine => ({
  ...{ id, name: null, people: null, judgments: 7, country: "KE", rank: null },
  tier: { tier: "standard", reason: null },
  measures: Object.fromEntries(
    MEASURES.map((name, index) => [
      name,
      {
        ...accessMeasure(NUMBERS[(index + shift) % NUMBERS.length]!),
        clock: shift > 1 ? "active" : undefined,
      },
    ]),
  ) as unknown as LineMeasures,
});
const lines = [line("a", 0), line("b", 1), line("c", 2)];
const query = (search: string) => rankingQuery(new URL(`http://x/annotators?${search}`));
const back = (search: string) => unpackLines(packLines(lines, query(search)));

describe("lines on their way to the browser", () => {
  it("arrive as they left, each number with its own unit, clock and reference", () => {
    const arrived = back("");
    expect(arrived.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    for (const [index, { measures, ...rest }] of arrived.entries()) {
      const sent = lines[index]!;
      expect({ ...sent, ...rest }).toEqual(sent);
      for (const [name, measure] of Object.entries(measures))
        expect(measure).toEqual(sent.measures[name as keyof LineMeasures]);
    }
  });

  it("bring the measures of the shown columns, hidden ones where they are asked for", () => {
    expect(Object.keys(back("")[0]!.measures)).not.toContain("longestSpell");
    expect(Object.keys(back("columns=longestSpellSeconds")[0]!.measures)).toEqual(["longestSpell"]);
  });
});
