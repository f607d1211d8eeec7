import { describe, expect, it } from "vitest";
import detector, { residualShare } from "~/detectors/personalised-pay-spread";
import type { PayCells } from "~/domain/evidence";
import { theilDecomposition } from "~/stats/theil";
import { programme } from "./support/evidence";
import { expectRates } from "./support/expect-rates";

/** 40 cells of four people, rates by person. */
function cells(rate: (person: number, cell: number) => number, scale = 1): { payCells: PayCells } {
  const rows = Array.from({ length: 40 }, (_, cell) =>
    Array.from({ length: 4 }, (_unused, person) => scale * rate(person, cell)),
  ).flat();
  return {
    payCells: {
      annotators: ["a0", "a1", "a2", "a3"],
      cells: Array.from({ length: 40 }, (_, cell) => ({
        project: "p1",
        taskType: "rating",
        premium: false,
        day: 20_000 + cell,
        country: "DE",
        tier: "standard",
        currency: "EUR",
        start: cell * 4,
      })),
      person: Int32Array.from(rows, (_, row) => row % 4),
      rateMinor: Float64Array.from(rows),
      judgments: Int32Array.from(rows, () => 10),
    },
  };
}
const base = (cell: number) => 100 + 50 * (cell % 2);

describe("personalised-pay-spread", () => {
  it("is silent where rates follow published factors", () => {
    expect(
      programme(
        detector,
        cells((_, cell) => base(cell)),
      ).outcome,
    ).toBe("clear");
  });

  it("is silent where one rate is paid to all", () => {
    expect(
      programme(
        detector,
        cells(() => 100),
      ).outcome,
    ).toBe("clear");
  });

  it("does not flag two per cent", () => {
    expect(
      programme(
        detector,
        cells((person, cell) => base(cell) * (1 + 0.005 * person)),
      ).outcome,
    ).toBe("clear");
  });

  it("flags rates that differ by a quarter for the same work, with what it cost", () => {
    const finding = programme(
      detector,
      cells((person, cell) => base(cell) * (1 - 0.1 * person)),
    );
    expect(finding.outcome).toBe("flagged");
    expect(finding.money?.minor).toBeGreaterThan(0);
  });

  it("agrees with Theil's decomposition", () => {
    const groups = [
      [100, 120],
      [150, 150],
      [90, 200],
    ];
    const own = groups.map((rates) => ({
      weight: rates.length,
      amount: rates.reduce((total, rate) => total + rate, 0),
      entropy: rates.reduce((total, rate) => total + rate * Math.log(rate), 0),
    }));
    expect(residualShare(own)).toBeCloseTo(theilDecomposition(groups)?.withinShare ?? 0, 12);
  });

  it("does not change with the scale of the currency", () => {
    const value = (scale: number) =>
      programme(
        detector,
        cells((person, cell) => base(cell) * (1 - 0.04 * person), scale),
      ).effect?.value;
    expect(value(200)).toBeCloseTo(value(100) ?? 0, 12);
  });

  it("needs thirty cells with two people", () => {
    const { payCells } = cells(() => 100);
    expect(
      programme(detector, { payCells: { ...payCells, cells: payCells.cells.slice(0, 10) } }).outcome,
    ).toBe("insufficient");
  });

  expectRates(detector.id);
});
