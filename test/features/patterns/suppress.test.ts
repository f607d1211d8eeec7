import { describe, expect, it } from "vitest";
import { DETECTORS } from "~/detectors";
import type { Chart, Finding } from "~/domain/finding";
import { suppressed, suppressedRun } from "~/features/patterns/suppress";
import { toldClock } from "~/features/patterns/told-clock";
import { TOLD_FINDINGS } from "~/features/patterns/told-evidence";

const finding: Finding = {
  detector: "sub-minimum-effective-pay",
  version: 1,
  window: { from: 0, to: 1 },
  scope: "programme",
  subject: null,
  outcome: "flagged",
  severity: "high",
  message: { id: "flagged", data: { people: 7 } },
  effect: { name: "share_below_floor", value: 152 / 242, unit: "share", low: 0.57, high: 0.69, method: "m" },
  p: 0.012345,
  q: null,
  family: null,
  n: 242,
  nUnit: "people",
  threshold: { value: 0.1, kind: "law", source: "s" },
  insufficientReason: null,
  wouldChange: "w",
  coverage: 0.98765,
  evidence: {
    clocks: { active: 238, accept_to_submit: 4 },
    possiblyBelow: 152,
    hourlyMinor: [
      { currency: "EUR", people: 200, active: 1234.567, highest: 9_999 },
      { currency: "GBP", people: 9, active: 1111.111 },
    ],
    worst: { annotator: "ann-1", seconds: 5 },
    list: ["ann-1"],
  },
  rowIds: ["row-1"],
  audience: ["manager", "researcher"],
  affected: 152,
  affectedHours: 12.3456,
  money: { minor: 123_456, currency: "EUR" },
  chart: null,
  remedy: "r",
};
const told = (change: Partial<Finding> = {}) => suppressed({ ...finding, ...change });

describe("what a researcher is shown", () => {
  it("is named for every detector", () => {
    expect(Object.keys(TOLD_FINDINGS).toSorted()).toEqual(DETECTORS.map(({ id }) => id).toSorted());
  });

  it("is what is named, in rounded numbers, and nothing else", () => {
    const shown = told();
    expect(shown).toMatchObject({ n: 240, affected: 150, affectedHours: 12.3, money: { minor: 123_000 } });
    expect(shown).toMatchObject({ rowIds: [], p: 0.012, coverage: 0.99 });
    expect(shown?.evidence).toEqual({
      clocks: { active: 240, accept_to_submit: "fewer than ten" },
      hourlyMinor: [{ currency: "EUR", people: 200, active: 1230 }],
      possiblyBelow: 150,
    });
  });

  it("is a share of counts to the nearest five, and only an end of it where fewer than ten are on one side", () => {
    expect(told()?.effect).toMatchObject({ value: 0.625, low: 0.562, high: 0.684 });
    const few = told({ n: 60, affected: 6, effect: { ...finding.effect!, value: 0.1 } });
    expect(few?.effect).toMatchObject({ value: null, low: 0, high: 0.167 });
    expect(few).toMatchObject({ affected: null, affectedHours: null, money: null });
  });

  it("is no finding about a person, an item or a reviewer", () => {
    for (const scope of ["annotator", "item", "reviewer"] as const) expect(told({ scope })).toBeNull();
    expect(told({ scope: "tier" })).not.toBeNull();
  });

  it("is no effect that has no name among those told: an extreme is one person's", () => {
    const effect = { ...finding.effect!, name: "most_hours_a_day" };
    const evidence = { people: 20, minutesADay: { median: 60, most: 150 } };
    const shown = told({ detector: "harmful-content-load", effect, evidence });
    expect(shown?.effect).toBeNull();
    expect(shown?.evidence).toEqual({ people: 20 });
  });

  it("is the outcome alone where fewer than ten are affected by what is all about them", () => {
    const effect = { ...finding.effect!, name: "breaches", value: 54 };
    const evidence = { counts: { daily_rest: 54 }, days: 84 };
    const rest = { detector: "hours-rest-night-breach", effect, evidence };
    expect(told({ ...rest, affected: 7 })).toMatchObject({ outcome: "flagged", effect: null, evidence: {} });
    expect(told({ ...rest, affected: 12 })).toMatchObject({ effect: { value: 55 }, evidence: { days: 84 } });
  });

  it("is nothing of a tier with fewer than ten people", () => {
    const effect = { ...finding.effect!, name: "lift", value: 1.23456 };
    const tier = { detector: "golden-batch-concentration", scope: "tier", subject: "top", effect } as const;
    const of = (insideAtLeast: number) => told({ ...tier, evidence: { share: 0.4, insideAtLeast } });
    expect(of(9)).toMatchObject({ effect: null, evidence: {} });
    expect(of(10)).toMatchObject({ effect: { value: 1.23 }, evidence: { share: 0.4 } });
    expect(told({ ...tier, evidence: { share: 0.4 } })?.effect).toBeNull();
  });

  it("is nothing of any tier where one of too few would follow from the others", () => {
    const effect = { ...finding.effect!, name: "lift", value: 1.23456 };
    const of = (subject: string | null, insideAtLeast: number) => ({
      ...{ ...finding, detector: "golden-batch-concentration", subject, effect },
      scope: subject === null ? ("programme" as const) : ("tier" as const),
      evidence: { insideAtLeast },
    });
    const effects = (...tiers: readonly number[]) =>
      suppressedRun([of(null, 10), ...tiers.map((count, place) => of(`tier ${place}`, count))]).map(
        (told) => told?.effect?.value ?? null,
      );
    expect(effects(10, 10)).toEqual([1.23, 1.23, 1.23]);
    expect(effects(10, 8)).toEqual([null, null, null]);
    expect(effects(10, 4, 5)).toEqual([null, null, null, null]);
    expect(effects(10, 10, 8)).toEqual([1.23, 1.23, null, null]);
    expect(effects(8, 10, 10)).toEqual([null, null, 1.23, null]);
    expect(effects(10, 6, 5)).toEqual([1.23, 1.23, null, null]);
  });

  it("is no count of too few in the reason why there is no answer", () => {
    const shown = told({
      outcome: "insufficient",
      insufficientReason: "7 people with a floor, 10 needed",
      effect: null,
    });
    expect(JSON.stringify([shown?.insufficientReason, shown?.message])).not.toContain("7 people");
    expect(shown?.insufficientReason).toMatch(/what it needs/);
  });

  it("names no item whose key is in doubt, nor how its few responders answered", () => {
    const shown = told({
      detector: "gold-likely-wrong",
      evidence: { inDoubt: [{ item: "i", responders: 6, missed: 5 }], beyondChanceOnly: 12 },
      chart: bars("share of responders", [5 / 6]),
    });
    expect(shown?.evidence).toEqual({ beyondChanceOnly: 10 });
    expect(shown?.chart).toBeNull();
  });

  it("tells no shortfall of a declared group", () => {
    const comparison = { group: "women", reference: "men", ratio: 0.71234, n: 175, shortfall: 11.4 };
    const shown = told({ detector: "disparate-impact", evidence: { comparisons: [comparison] } });
    expect(shown?.evidence).toEqual({
      comparisons: [{ group: "women", reference: "men", ratio: 0.71, n: 175 }],
    });
    const other = told({
      detector: "disparate-impact",
      n: 173,
      evidence: { comparisons: [{ ...comparison, n: 173 }] },
    });
    expect(JSON.stringify(other)).not.toContain("173");
  });
});

const bars = (unit: string, values: readonly number[]): Chart => ({
  ...{ kind: "bars", title: "t", unit, reference: null },
  bars: values.map((value, place) => ({ label: `${place + 1}`, value })),
});

describe("a chart", () => {
  it("of tenths has those alone that ten people lie beyond", () => {
    const deciles = bars("times the floor", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.23456]);
    const chart = told({ n: 60, chart: deciles })?.chart as Extract<Chart, { kind: "bars" }>;
    expect(chart.bars.map(({ label }) => label)).toEqual(["3", "4", "5", "6", "7", "8"]);
  });

  it("of a curve ends where fewer than ten are left, and shows nobody's own step", () => {
    const points = Array.from({ length: 40 }, (_, place) => [place + 1, 1 - (place + 1) / 40] as const);
    const curve = { kind: "steps", title: "t", unit: "days", points, reference: null } as const;
    const shown = told({ detector: "contract-churn", chart: { ...curve, tenUntil: 31 } });
    const chart = shown?.chart as Extract<Chart, { kind: "steps" }>;
    expect(chart.points.at(-1)).toEqual([31, 0.22]);
    expect(chart.points).toHaveLength(20);
    expect(told({ detector: "contract-churn", chart: curve })?.chart).toBeNull();
    expect(told({ detector: "contract-churn", chart: { ...curve, tenUntil: null } })?.chart).toBeNull();
  });

  it("of shares held leaves out the ends that fewer than ten hold", () => {
    const points = Array.from({ length: 11 }, (_, place) => [place / 10, place / 10] as const);
    const band = points.map(([share]) => [share, share, share] as const);
    const lorenz = { kind: "lorenz", title: "t", points, band } as const;
    const lift = { detector: "golden-batch-concentration", evidence: { insideAtLeast: 10 } };
    const chart = told({ ...lift, chart: { ...lorenz, count: 60 } })?.chart as typeof lorenz;
    expect(chart.points.map(([share]) => share)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(told({ ...lift, chart: lorenz })?.chart).toBeNull();
  });
});

describe("hours by day and by time of day", () => {
  const clock = {
    people: 63,
    hours: [40, 40],
    days: [
      [1, 50.55],
      [2, 30],
      [3, 30],
    ] as const,
    behind: {
      hours: [
        [12, 5],
        [9, 5],
      ] as const,
      days: [
        [10, 6],
        [9, 6],
        [20, 16],
      ] as const,
    },
  };

  it("are withheld of fewer than ten people, and where one person's are more than half", () => {
    expect(toldClock(clock)).toEqual({ people: 65, hours: [40, null], days: [[1, 50.5]] });
  });

  it("are not told where nobody knows how many are behind them", () => {
    const { people, hours, days } = clock;
    expect(toldClock({ people, hours, days })).toBeNull();
  });
});
