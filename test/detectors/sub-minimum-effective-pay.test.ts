import { describe, expect, it } from "vitest";
import detector from "~/detectors/sub-minimum-effective-pay";
import type { Earnings, WageFloor } from "~/domain/evidence";
import {
  aTimeline,
  audit,
  DAY,
  HOUR,
  programme,
  someEarnings,
  START,
  type TimelineShape,
  WEEK,
} from "./support/evidence";

const floor = (more: Partial<WageFloor> = {}): WageFloor => ({
  country: "DE",
  region: null,
  validFrom: START - 400 * DAY,
  amountMinorPerHour: 1_000,
  currency: "EUR",
  kind: "minimum",
  source: "test",
  ...more,
});
const weeks = Array.from({ length: 8 }, (_, week) => START + week * WEEK);

/** Somebody who works five hours a week for `hourly` an hour, all of it hands-on. */
function person(annotator: string, hourly: number, more: Partial<Earnings> = {}, shape: TimelineShape = {}) {
  return {
    timeline: aTimeline(annotator, { work: weeks.map((at) => [at, at + 5 * HOUR] as const), ...shape }),
    earnings: weeks.map((at) =>
      someEarnings(annotator, at, { payMinor: 5 * hourly, activeSec: 5 * HOUR, ...more }),
    ),
  };
}

const evidence = (
  people: readonly ReturnType<typeof person>[],
  floors = [floor()],
  rates: { day: number; from: string; to: string; rate: number }[] = [],
) => ({
  timelines: people.map(({ timeline }) => timeline),
  earnings: people.flatMap(({ earnings }) => earnings),
  floors: { floors, rates },
});
const crowd = (count: number, hourly: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => person(`a${index}`, hourly(index)));
const own = (...args: Parameters<typeof evidence>) =>
  audit(detector, evidence(...args)).find(({ scope }) => scope === "annotator");

describe("sub-minimum-effective-pay", () => {
  it("is silent where everybody is paid above the floor", () => {
    expect(programme(detector, evidence(crowd(60, () => 1_300))).outcome).toBe("clear");
  });

  it("leaves it open where a tenth is below", () => {
    expect(
      programme(detector, evidence(crowd(60, (index) => (index % 12 === 0 ? 900 : 1_300)))).outcome,
    ).toBe("inconclusive");
  });

  it("flags where half are below, with what they are short of", () => {
    const finding = programme(detector, evidence(crowd(60, (index) => (index % 2 === 0 ? 700 : 1_300))));
    expect(finding).toMatchObject({ outcome: "flagged", severity: "critical", affected: 30 });
    expect(finding.money).toEqual({ minor: 30 * 40 * 300, currency: "EUR" });
  });

  it("counts fees, unpaid hours and rejected work against pay", () => {
    expect(own([person("a1", 1_050)])?.outcome).toBe("clear");
    expect(own([person("a1", 1_050, { extrasMinor: -500 })])?.outcome).toBe("flagged");
    const training = weeks.map((at) => ({
      from: at + DAY,
      to: at + DAY + HOUR,
      kind: "training" as const,
      paid: false,
    }));
    expect(own([person("a1", 1_050, {}, { entries: training })])?.outcome).toBe("flagged");
    expect(own([person("a1", 0, { rejected: 100, rejectedPayMinor: 9_999 })])?.effect?.value).toBe(0);
  });

  it("does not accuse on accept-to-submit time alone: both bounds are printed and it stays open", () => {
    const slow = { activeKnown: 0, activeSec: 0, elapsedSec: 5 * HOUR, elapsedKnown: 100 };
    const people = Array.from({ length: 30 }, (_, index) => person(`a${index}`, 300, slow));
    const finding = programme(detector, evidence(people, []));
    expect(finding).toMatchObject({ outcome: "inconclusive", severity: null });
    expect(finding.message.data["clock"]).toBe("accept_to_submit");
    expect(own([person("a1", 300, slow)])).toMatchObject({ outcome: "inconclusive", severity: null });
  });

  it("prints pay by hands-on time beside pay by accept-to-submit time where the two disagree", () => {
    const queued = { activeSec: 0.1 * HOUR, activeKnown: 100, elapsedSec: 50 * HOUR, elapsedKnown: 100 };
    const finding = own([person("a1", 300, queued)]);
    expect(finding?.outcome).toBe("inconclusive");
    expect(finding?.effect).toMatchObject({ value: null, low: 300, high: 15_000 });
  });

  it("is clear on an upper bound of time where even that pays the floor", () => {
    expect(
      own([person("a1", 1_200, { activeKnown: 0, activeSec: 0, elapsedSec: 5 * HOUR, elapsedKnown: 100 })])
        ?.outcome,
    ).toBe("clear");
  });

  it("splits the window where the floor changes", () => {
    const rise = [floor(), floor({ validFrom: START + 4 * WEEK, amountMinorPerHour: 1_400 })];
    const finding = own([person("a1", 1_150)], rise);
    expect(finding?.threshold.value).toBeCloseTo(1_200, 6);
    expect(finding?.outcome).toBe("flagged");
  });

  it("prefers the region's floor to the country's", () => {
    expect(
      own(
        [person("a1", 1_100, {}, { region: "DE-BE" })],
        [floor(), floor({ region: "DE-BE", amountMinorPerHour: 1_300 })],
      )?.outcome,
    ).toBe("flagged");
  });

  it("never sums currencies without a rate", () => {
    const dollars = person("a1", 1_300, { currency: "USD" });
    expect(own([dollars])?.insufficientReason).toMatch(/exchange_rates/);
    const rates = [{ day: START - DAY, from: "USD", to: "EUR", rate: 0.5 }];
    expect(own([dollars], [floor()], rates)).toMatchObject({ outcome: "flagged" });
  });

  it("has no number, rather than infinity, for no hours", () => {
    const finding = own([person("a1", 1_000, { activeSec: 0 }, { work: [] })]);
    expect(finding).toMatchObject({ outcome: "insufficient", effect: null });
  });

  it("names the floor that is missing", () => {
    expect(own([person("a1", 1_000)], [])?.insufficientReason).toMatch(/wage_floors/);
  });
});
