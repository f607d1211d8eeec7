import { describe, expect, it } from "vitest";
import fc from "fast-check";
import detector from "~/detectors/hours-rest-night-breach";
import { aTimeline, audit, DAY, HOUR, programme, someEarnings, START, WEEK } from "./support/evidence";

const workday = (day: number, from = 9, to = 17) =>
  [START + day * DAY + from * HOUR, START + day * DAY + to * HOUR] as const;
const halves = (day: number) => [workday(day, 9, 12.5), workday(day, 13.5, 17)];
const counts = (work: readonly (readonly [number, number])[], zone = "UTC") =>
  programme(detector, { timelines: [aTimeline("a1", { work, zone })] }).evidence["counts"];
const none = { daily_rest: 0, weekly_rest: 0, break: 0, average_week: 0, night: 0 };

describe("hours-rest-night-breach", () => {
  it("is silent for five days with a lunch break", () => {
    const work = [0, 1, 2, 3, 4, 7, 8, 9].flatMap(halves);
    expect(programme(detector, { timelines: [aTimeline("a1", { work })] }).outcome).toBe("clear");
  });

  it("takes a gap of exactly eleven hours as rest, and a second less as none", () => {
    const after = (rest: number) =>
      [
        [START + 14 * HOUR, START + 19 * HOUR],
        [START + 19 * HOUR + rest, START + 19 * HOUR + rest + 2 * HOUR],
      ] as const;
    expect(counts(after(11 * HOUR))).toEqual(none);
    expect(counts(after(11 * HOUR - 1))).toMatchObject({ daily_rest: 1 });
  });

  it("counts elapsed hours in the night on which clocks go forward: eleven on the wall are ten", () => {
    // Berlin, 29 March 2026: 21:00 to 08:00 next morning is ten hours.
    const end = Date.UTC(2026, 2, 28, 20) / 1_000;
    const start = Date.UTC(2026, 2, 29, 6) / 1_000;
    expect(
      counts(
        [
          [end - 5 * HOUR, end],
          [start, start + 2 * HOUR],
        ],
        "Europe/Berlin",
      ),
    ).toMatchObject({ daily_rest: 1 });
  });

  it("sees a spell across midnight and across the week as one", () => {
    expect(counts([[START + 6 * DAY + 22 * HOUR, START + WEEK + 5 * HOUR]])).toMatchObject({ break: 1 });
  });

  it("counts parallel work on two projects once", () => {
    const both = [workday(0, 9, 14), workday(0, 9, 14)];
    expect(counts(both)).toEqual(none);
  });

  it("asks for a day off in seven, and takes six days and a Sunday off as enough", () => {
    expect(counts([0, 1, 2, 3, 4, 5, 7, 8].flatMap(halves))).toEqual(none);
    expect(counts([0, 1, 2, 3, 4, 5, 6].flatMap(halves))).toMatchObject({ weekly_rest: 1 });
  });

  it("takes an average above 48 hours as provisional before seventeen weeks, and as a breach after", () => {
    const weeks = (count: number) =>
      Array.from({ length: count }, (_, week) =>
        [0, 1, 2, 3, 4].flatMap((day) => [workday(week * 7 + day, 7, 12), workday(week * 7 + day, 13, 18)]),
      ).flat();
    const provisional = programme(detector, { timelines: [aTimeline("a1", { work: weeks(4) })] });
    expect(provisional.evidence).toMatchObject({ provisionalAverages: 1 });
    expect(provisional.outcome).toBe("clear");
    expect(counts(weeks(18))).toMatchObject({ average_week: 1 });
  });

  it("is critical for three breaches of one person in 28 days", () => {
    const work = [0, 1, 2, 3].flatMap((day) => [workday(day, 6, 10), workday(day, 20, 22)]);
    expect(
      programme(detector, { timelines: [aTimeline("a1", { work })] }, { context: { people: 1_000 } }),
    ).toMatchObject({
      outcome: "flagged",
      severity: "critical",
    });
  });

  it("leaves it open where only acceptance and submission are known: the hours between contain waiting", () => {
    const timelines = [aTimeline("a1", { work: [workday(0, 0, 20)] })];
    const earnings = [
      someEarnings("a1", START, { activeKnown: 0, elapsedKnown: 100, elapsedSec: 20 * HOUR }),
    ];
    expect(audit(detector, { timelines, earnings }).map(({ outcome }) => outcome)).toEqual([
      "inconclusive",
      "inconclusive",
    ]);
    expect(programme(detector, { timelines }).outcome).toBe("flagged");
  });

  it("answers for each person, and names what is missing", () => {
    const findings = audit(detector, {
      timelines: [aTimeline("a1", { work: halves(0) }), aTimeline("a2", { work: halves(0) })],
    });
    expect(findings.map(({ scope }) => scope)).toEqual(["programme", "annotator", "annotator"]);
    expect(programme(detector, {}).insufficientReason).toMatch(/time_entries/);
  });

  it("gives the same when an interval is split in two touching ones", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: 20 }),
            fc.integer({ min: 0, max: 20 }),
            fc.integer({ min: 1, max: 9 }),
          ),
          { minLength: 1, maxLength: 25 },
        ),
        (shapes) => {
          const whole = shapes.map(
            ([day, hour, length]) =>
              [START + day * DAY + hour * HOUR, START + day * DAY + (hour + length) * HOUR] as const,
          );
          const split = whole.flatMap(([from, to]) => [
            [from, (from + to) / 2] as const,
            [(from + to) / 2, to] as const,
          ]);
          expect(counts(split)).toEqual(counts(whole));
        },
      ),
      { numRuns: 60 },
    );
  });
});
