import { describe, expect, it } from "vitest";
import fc from "fast-check";
import detector from "~/detectors/speed-pressure-decay";
import type { Speed, SpeedStratum } from "~/domain/evidence";
import { mantelHaenszelDifference } from "~/stats/mantel-haenszel";
import { aPolicy, programme } from "./support/evidence";
import { expectRates } from "./support/expect-rates";

const stratum = (annotator: string, fast: number, reference: number, total = 100): SpeedStratum => ({
  annotator,
  project: "p1",
  fast: { correct: fast, total },
  reference: { correct: reference, total: 3 * total },
});
const speed = (strata: readonly SpeedStratum[], targets: Speed["targets"] = []) => ({
  speed: { strata, targets, changes: [] },
});
const crowd = (fast: number) => Array.from({ length: 20 }, (_, index) => stratum(`a${index}`, fast, 270));

describe("speed-pressure-decay", () => {
  it("agrees with the reference's Mantel-Haenszel difference", () => {
    // R, v.R: MH RD and its standard error.
    const result = mantelHaenszelDifference([
      { first: { successes: 80, trials: 100 }, second: { successes: 270, trials: 300 } },
      { first: { successes: 45, trials: 50 }, second: { successes: 142, trials: 150 } },
    ]);
    expect(result?.difference).toBeCloseTo(-0.0822222, 7);
    expect(result?.standardError).toBeCloseTo(0.0328914, 7);
  });

  it("is silent where fast work is as good", () => {
    expect(programme(detector, speed(crowd(90))).outcome).toBe("clear");
  });

  it("does not flag two points", () => {
    expect(programme(detector, speed(crowd(88))).outcome).not.toBe("flagged");
  });

  it("flags six points", () => {
    expect(programme(detector, speed(crowd(84)))).toMatchObject({ outcome: "flagged" });
  });

  it("sees through Simpson: skilled people are faster, so pooled fast work looks better while everybody's is worse", () => {
    const skilled = Array.from({ length: 10 }, (_, index) => stratum(`s${index}`, 930, 2_940, 1_000));
    const others = Array.from({ length: 10 }, (_, index) => ({
      ...stratum(`o${index}`, 74, 0, 100),
      reference: { correct: 2_370, total: 3_000 },
    }));
    const finding = programme(detector, speed([...skilled, ...others]));
    expect(finding.effect?.value).toBeLessThan(-0.03);
    expect(finding.evidence).toMatchObject({ signDiffers: true });
    expect(finding.outcome).toBe("flagged");
  });

  it("flags a target that half of correct work breaks, high where it is tied to a tier", () => {
    const target = { project: "p1", targetSec: 30, correct: 1_000, within: 300, p75Sec: 70 };
    expect(programme(detector, speed(crowd(90), [target]))).toMatchObject({
      outcome: "flagged",
      severity: "watch",
    });
    const policy = aPolicy({
      tiers: [
        {
          id: "fast",
          rules: [{ metric: "handling_ratio", op: "<=", value: 0.9 }],
          quotaShare: null,
          payMultiplier: 1,
          premiumAccess: true,
        },
      ],
    });
    expect(programme(detector, { ...speed(crowd(90), [target]), policies: [policy] }).severity).toBe("high");
  });

  it("says that the event study is left out where no handling rule changed", () => {
    expect(programme(detector, speed(crowd(90))).evidence["eventStudy"]).toMatch(/omitted/);
  });

  it("needs three hundred fast judgments", () => {
    expect(programme(detector, speed([stratum("a1", 90, 270)])).outcome).toBe("insufficient");
  });

  it("does not depend on the order of strata", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(crowd(85), { minLength: 20 }), (shuffled) => {
        expect(programme(detector, speed(shuffled)).effect?.value).toBeCloseTo(
          programme(detector, speed(crowd(85))).effect?.value ?? 0,
          12,
        );
      }),
      { numRuns: 20 },
    );
  });

  expectRates(detector.id);
});
