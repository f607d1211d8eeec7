import { describe, expect, it } from "vitest";
import { revisionQuality, type ReviewScore } from "~/features/quality/revision";
import { drawNormal } from "~/stats/draws";
import { seededRandom } from "~/stats/random";

async function* stream(reviews: readonly ReviewScore[]): AsyncIterable<ReviewScore> {
  for (const review of reviews) yield await Promise.resolve(review);
}

/** Authors a0 (worst) to a5 (best); r0 is severe; every fifth piece has a second reviewer. */
function planted(): ReviewScore[] {
  const random = seededRandom("planted reviews");
  const reviews: ReviewScore[] = [];
  for (let author = 0; author < 6; author++) {
    for (let piece = 0; piece < 60; piece++) {
      const worth = 0.5 + author * 0.06 + 0.08 * drawNormal(random);
      const first = (piece + author) % 4;
      for (const reviewer of piece % 5 === 0 ? [first, (first + 1) % 4] : [first]) {
        const severity = reviewer === 0 ? -0.2 : 0.05;
        const score = worth + severity + 0.03 * drawNormal(random);
        reviews.push({ author: `a${author}`, piece: `${piece}`, reviewer: `r${reviewer}`, score });
      }
    }
  }
  return reviews;
}

describe("reviewed work", () => {
  it("is compared with reviewers' severity taken out", async () => {
    const quality = (await revisionQuality("p", stream(planted())))!;
    const order = quality.authors.toSorted((a, b) => a.adjusted - b.adjusted).map(({ name }) => name);
    expect(order).toEqual(["a0", "a1", "a2", "a3", "a4", "a5"]);
    const severe = quality.reviewers.find(({ name }) => name === "r0")!;
    expect(severe.high).toBeLessThan(0);
    expect(quality).toMatchObject({ pieces: 360, twice: 72, reason: null });
  });

  it("says how far one review carries, from pieces scored twice", async () => {
    const { icc } = (await revisionQuality("p", stream(planted())))!;
    expect(icc.n).toBe(72);
    expect(icc.value!).toBeGreaterThan(0.2);
    expect(icc.value!).toBeLessThan(0.9);
    expect(icc.low!).toBeLessThan(icc.value!);
    expect(icc.high!).toBeGreaterThan(icc.value!);
  });

  it("has no ICC where no piece was scored twice, and says so", async () => {
    const once = planted().filter(({ piece }) => Number(piece) % 5 !== 0);
    const { icc } = (await revisionQuality("p", stream(once)))!;
    expect(icc).toMatchObject({ value: null, reason: "no piece was scored twice" });
  });

  it("of one reviewer cannot be told from severity", async () => {
    const one = planted().filter(({ reviewer }) => reviewer === "r1");
    const quality = (await revisionQuality("p", stream(one)))!;
    expect(quality.mean).toBeNull();
    expect(quality.reason).toBeTruthy();
    expect(JSON.stringify(quality)).not.toContain("NaN");
  });

  it("is null without scores", async () => {
    expect(await revisionQuality("p", stream([]))).toBeNull();
  });
});
