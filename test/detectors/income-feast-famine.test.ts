import { describe, expect, it } from "vitest";
import detector from "~/detectors/income-feast-famine";
import { arcChanges } from "~/stats/arc-change";
import { coefficientOfVariation } from "~/stats/variation";
import { aTimeline, audit, HOUR, programme, someEarnings, START } from "./support/evidence";
import { expectRates } from "./support/expect-rates";

const window = { from: Date.UTC(2026, 0, 1) / 1_000, to: Date.UTC(2026, 8, 1) / 1_000 };
const context = { window, now: window.to };
const month = (index: number) => Date.UTC(2026, index, 15) / 1_000;
const incomes = (amounts: readonly number[], people = 20, scale = 1) => ({
  timelines: Array.from({ length: people }, (_, index) =>
    aTimeline(`a${index}`, { work: [[START, START + HOUR]] }),
  ),
  earnings: Array.from({ length: people }, (_, index) => index).flatMap((person) =>
    amounts.map((amount, index) =>
      someEarnings(`a${person}`, month(index), { payMinor: scale * amount * (1 + person / 100) }),
    ),
  ),
});
const steady = [100, 110, 95, 105, 100, 98, 104, 101];
const swings = [100, 300, 40, 250, 60, 310, 20, 200];

describe("income-feast-famine", () => {
  it("agrees with the reference on changes and variation", () => {
    const series = [400, 0, 250, 600, 0, 0, 300];
    expect(arcChanges(series).map((change) => (change === null ? null : Math.abs(change)))).toEqual([
      2,
      2,
      expect.closeTo(0.8235294118, 9),
      2,
      null,
      2,
    ]);
    expect(coefficientOfVariation(series)).toBeCloseTo(1.057979278, 9);
  });

  it("is silent on steady income", () => {
    expect(programme(detector, incomes(steady), { context }).outcome).toBe("clear");
  });

  it("does not flag a variation of a third", () => {
    expect(programme(detector, incomes([100, 150, 80, 140, 70, 130, 90, 60]), { context }).outcome).not.toBe(
      "flagged",
    );
  });

  it("flags swings, whatever the currency's scale", () => {
    const finding = programme(detector, incomes(swings), { context });
    expect(finding.outcome).toBe("flagged");
    expect(programme(detector, incomes(swings, 20, 100), { context }).effect?.value).toBeCloseTo(
      finding.effect?.value ?? 0,
      12,
    );
  });

  it("leaves out the months at the ends that are not whole", () => {
    const cut = { from: window.from + 10 * 86_400, to: window.to - 5 * 86_400 };
    const own = audit(detector, incomes(steady), { context: { window: cut, now: cut.to } }).find(
      ({ scope }) => scope === "annotator",
    );
    expect(own?.n).toBe(6);
  });

  it("counts months without income while the person was available", () => {
    const { timelines, earnings } = incomes(steady, 1);
    const available = [aTimeline("a0", { available: [[window.from, window.to]], joinedAt: window.from })];
    const without = earnings.filter(({ month: at }) => at % 2 === 0);
    expect(audit(detector, { timelines: available, earnings: without }, { context })[1]?.n).toBe(8);
    expect(timelines).toHaveLength(1);
  });

  it("leaves out people paid in two currencies, and needs six months", () => {
    const mixed = incomes(steady);
    const earnings = mixed.earnings.map((row, index) => ({
      ...row,
      currency: index % 2 === 0 ? "EUR" : "USD",
    }));
    expect(programme(detector, { ...mixed, earnings }, { context }).outcome).toBe("insufficient");
    expect(programme(detector, incomes(steady.slice(0, 3)), { context }).outcome).toBe("insufficient");
  });

  expectRates(detector.id, 20, 10);
});
