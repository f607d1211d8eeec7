import { describe, expect, it } from "vitest";
import detector, { analyseCuts } from "~/detectors/forced-ranking-quota";
import { drawBeta, drawBinomial } from "~/stats/draws";
import { seededRandom } from "~/stats/random";
import { aPolicy, aTierChange, DAY, type GoldRow, goldDays, programme, START } from "./support/evidence";

const policy = aPolicy({ effectiveAt: START, announcedAt: START - 30 * DAY });

/** Six cycles of 60 people with 100 gold items each: the tier by an absolute bar, or to the best fifth. */
function roster(quota: number | null, seed: string, cycles = 6) {
  const random = seededRandom(seed);
  const skill = Array.from({ length: 60 }, () => drawBeta(57, 3, random));
  const held = new Map<string, string>();
  const gold: GoldRow[] = [];
  const tierChanges = Array.from({ length: cycles }, (_, index) => START + (index + 1) * 28 * DAY).flatMap(
    (at) => {
      const scores = skill.map((accuracy, person) => ({
        annotator: `a${person}`,
        correct: drawBinomial(100, accuracy, random),
      }));
      for (const { annotator, correct } of scores)
        gold.push({ annotator, at: at - 5 * DAY, correct, total: 100 });
      const ranked = scores.toSorted((a, b) => b.correct - a.correct);
      return ranked.flatMap(({ annotator, correct }, place) => {
        const toTier = (quota === null ? correct >= 95 : place < quota * 60) ? "royalty" : "standard";
        const fromTier = held.get(annotator) ?? "standard";
        held.set(annotator, toTier);
        return fromTier === toTier
          ? []
          : [
              aTierChange({
                id: `${annotator}-${at}`,
                annotator,
                fromTier,
                toTier,
                at,
                goldCorrect: correct,
                goldTotal: 100,
              }),
            ];
      });
    },
  );
  return { policies: [policy], tierChanges, goldDays: goldDays(gold) };
}

describe("forced-ranking-quota", () => {
  it("is silent under an absolute bar, in every one of 40 programmes", () => {
    for (let run = 0; run < 40; run++) {
      expect(programme(detector, roster(null, `absolute/${run}`)).outcome, `run ${run}`).toBe("clear");
    }
  });

  it("flags a top fifth, in every one of 40 programmes", () => {
    for (let run = 0; run < 40; run++) {
      expect(programme(detector, roster(0.2, `quota/${run}`)).outcome, `run ${run}`).toBe("flagged");
    }
  });

  it("needs four cycles", () => {
    expect(programme(detector, roster(0.2, "few", 3))).toMatchObject({
      outcome: "insufficient",
      nUnit: "cycles",
    });
  });

  it("leaves open a moving bar that no fixed share fits", () => {
    const cycle = (at: number, bar: number, inside: number) => ({
      at,
      inside: Array.from({ length: inside }, (_, index) => ({
        annotator: `i${index}`,
        score: bar + index / 1_000,
      })),
      outside: Array.from({ length: 40 - inside }, (_, index) => ({
        annotator: `o${index}`,
        score: bar - 0.01 - index / 1_000,
      })),
    });
    const analysis = analyseCuts([
      cycle(1, 0.9, 5),
      cycle(2, 0.95, 20),
      cycle(3, 0.8, 30),
      cycle(4, 0.97, 12),
    ]);
    expect(analysis).toMatchObject({ commonCut: false, cycles: 4 });
    expect(analysis.quotaFit).toBeLessThan(0.8);
  });
});
