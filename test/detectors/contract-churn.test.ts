import { describe, expect, it } from "vitest";
import detector from "~/detectors/contract-churn";
import type { Contract } from "~/domain/evidence";
import { kaplanMeier, survivalQuantile } from "~/stats/kaplan-meier";
import { median } from "~/stats/quantiles";
import { seededRandom } from "~/stats/random";
import { audit, DAY, END, programme, START } from "./support/evidence";
import { expectRates } from "./support/expect-rates";

const people = Array.from({ length: 20 }, (_, index) => `a${index}`);
const crowd = (each: number, lengthDays: number | null): readonly Contract[] =>
  people.flatMap((annotator) =>
    Array.from({ length: each }, (_, index) => {
      const startedAt = START + Math.floor((index * 180) / each) * DAY;
      const endedAt =
        lengthDays === null ? null : startedAt + (lengthDays + (Number(annotator.slice(1)) % 7)) * DAY;
      return {
        id: `${annotator}-${index}`,
        annotator,
        platform: "p1",
        startedAt,
        endedAt: endedAt !== null && endedAt < END ? endedAt : null,
        endNoticeDays: 3,
      };
    }),
  );

describe("contract-churn", () => {
  it("is silent on two long contracts each", () => {
    expect(programme(detector, { contracts: crowd(2, null) }).outcome).toBe("clear");
  });

  it("does not flag five contracts of five weeks", () => {
    expect(programme(detector, { contracts: crowd(5, 35) }).outcome).not.toBe("flagged");
  });

  it("flags ten contracts in six months, and tenures of two weeks", () => {
    expect(programme(detector, { contracts: crowd(10, 40) })).toMatchObject({ outcome: "flagged" });
    expect(programme(detector, { contracts: crowd(4, 14) }).effect?.name).toBe("median_tenure");
  });

  it("counts open contracts as lasting on: the mean of finished ones would call long engagements short", () => {
    const random = seededRandom("censoring");
    const observed = Array.from({ length: 5_000 }, () => {
      const time = -90 * Math.log(1 - random());
      const censored = 240 * random();
      return { time: Math.min(time, censored), ended: time <= censored };
    });
    const naive = median(observed.filter(({ ended }) => ended).map(({ time }) => time));
    const curve = kaplanMeier(observed);
    const truth = 90 * Math.log(2);
    expect(naive).toBeLessThan(0.7 * truth);
    expect(Math.abs((curve ? (survivalQuantile(curve).value ?? 0) : 0) - truth)).toBeLessThan(5);
  });

  it("answers for people with three contracts, and needs thirty for the programme", () => {
    expect(
      audit(detector, { contracts: crowd(4, 20) }).filter(({ scope }) => scope === "annotator"),
    ).toHaveLength(20);
    expect(programme(detector, { contracts: crowd(1, 20) }).outcome).toBe("insufficient");
    expect(programme(detector, {}, { tables: new Set() }).insufficientReason).toMatch(/contracts/);
  });

  expectRates(detector.id, 20, 10);
});
