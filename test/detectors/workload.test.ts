import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WORKLOAD_METRICS } from "~/detectors/workload";
import type { Evidence, ReviewTallyRow } from "~/domain/evidence";
import type { Measured } from "~/domain/measured";
import { wilson } from "~/stats/wilson";
import { aTimeline, DAY, EMPTY, HOUR, someEarnings, START, WEEK } from "./support/evidence";

const folder = fileURLToPath(new URL("../../app/detectors/workload", import.meta.url));
const files = readdirSync(folder)
  .filter((name) => name !== "index.ts")
  .map((name) => name.replace(/\.ts$/, ""))
  .sort();

function measure(
  id: string,
  evidence: Partial<Evidence>,
  access: ReadonlyMap<string, { received: number; expected: number }> = new Map(),
): ReadonlyMap<string, Measured> {
  const metric = WORKLOAD_METRICS.find((known) => known.id === id);
  if (!metric) throw new Error(`There is no metric "${id}".`);
  return metric.measure({ ...EMPTY, ...evidence }, { now: START + 26 * WEEK, access });
}

const weeks = (count: number) => Array.from({ length: count }, (_, index) => START + index * WEEK);

describe("the list of fair-workload metrics", () => {
  it("holds every file, sorted by id: add the missing line to app/detectors/workload/index.ts", () => {
    expect(WORKLOAD_METRICS.map(({ id }) => id)).toEqual(files);
  });

  it.each(WORKLOAD_METRICS.map((metric) => [metric.id, metric] as const))(
    "%s knows nobody in an empty ledger",
    (_, metric) => {
      expect(metric.measure(EMPTY, { now: START, access: new Map() }).size).toBe(0);
      expect(metric.absent.length).toBeGreaterThan(10);
    },
  );
});

describe("rests and hours", () => {
  const work = (spans: readonly (readonly [number, number])[], zone = "UTC") => ({
    timelines: [aTimeline("a1", { work: spans, zone })],
  });

  it("takes the shortest of the rests after work days: sixteen hours, and ten once", () => {
    const days = [0, 24, 48].map((hour) => [START + hour * HOUR, START + (hour + 8) * HOUR] as const);
    expect(measure("shortest-daily-rest", work(days)).get("a1")).toMatchObject({ value: 16, n: 3 });
    const late = [...days, [START + (48 + 8 + 10) * HOUR, START + (48 + 8 + 12) * HOUR] as const];
    expect(measure("shortest-daily-rest", work(late)).get("a1")).toMatchObject({ value: 10 });
  });

  it("finds the hardest week: six days of work leave forty hours, seven leave sixteen", () => {
    const six = Array.from({ length: 14 }, (_, day) => day)
      .filter((day) => day !== 6)
      .map((day) => [START + day * DAY, START + day * DAY + 8 * HOUR] as const);
    const whole = [...six, [START + 14 * DAY, START + 14 * DAY + HOUR] as const];
    expect(measure("shortest-weekly-rest", work(whole)).get("a1")).toMatchObject({ value: 16, n: 2 });
    expect(measure("shortest-weekly-rest", work(six.slice(0, 3))).get("a1")?.kind).toBe("insufficient");
  });

  it("counts a stretch of seven hours with a pause of 29 minutes as one missed break, with 30 as none", () => {
    const pause = (minutes: number) => {
      const middle = START + 3 * HOUR;
      return work([
        [START, middle],
        [middle + minutes * 60, middle + minutes * 60 + 4 * HOUR],
      ]);
    };
    expect(measure("missed-breaks", pause(29)).get("a1")).toMatchObject({ value: 1 });
    expect(measure("missed-breaks", pause(30)).get("a1")).toMatchObject({ value: 0, n: 2 });
  });

  it("reads weekends on the own clock, in the night on which it changes too", () => {
    // Sunday 29 March 2026: Berlin's clocks go from 02:00 to 03:00, so that the Sunday ends an hour early in UTC.
    const sunday = Date.UTC(2026, 2, 29) / 1_000;
    const berlin = work([[sunday + 20 * HOUR, sunday + 24 * HOUR]], "Europe/Berlin");
    expect(measure("weekend-share", berlin).get("a1")).toMatchObject({ value: 0.5 });
    const utc = work([[sunday + 20 * HOUR, sunday + 24 * HOUR]]);
    expect(measure("weekend-share", utc).get("a1")).toMatchObject({ value: 1 });
    const monday = work([[sunday + DAY, sunday + DAY + HOUR]]);
    expect(measure("weekend-share", monday).get("a1")).toMatchObject({ value: 0 });
  });

  it("does not change when an interval is split in two that touch", () => {
    const ids = ["shortest-daily-rest", "shortest-weekly-rest", "missed-breaks", "weekend-share"];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(40 * 24), fc.integer({ min: 2, max: 9 })), { minLength: 1, maxLength: 30 }),
        (drawn) => {
          const spans = drawn.map(([at, hours]) => [START + at * HOUR, START + (at + hours) * HOUR] as const);
          const split = spans.flatMap(([from, to]) => [
            [from, from + HOUR] as const,
            [from + HOUR, to] as const,
          ]);
          for (const id of ids) {
            const whole = measure(id, work(spans)).get("a1");
            const parts = measure(id, work(split)).get("a1");
            if (whole?.kind === "measured" && parts?.kind === "measured")
              expect(parts.value).toBeCloseTo(whole.value, 9);
            else expect(parts).toEqual(whole);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("paid time", () => {
  const entry = (
    at: number,
    hours: number,
    kind: "training" | "waiting" | "qualification",
    paid: boolean,
  ) => ({
    from: at,
    to: at + hours * HOUR,
    kind,
    paid,
  });

  it("is eight tenths where eight hours of work meet two of unpaid training every week, and has no width then", () => {
    const timelines = [
      aTimeline("a1", {
        work: weeks(6).map((at) => [at, at + 8 * HOUR] as const),
        entries: weeks(6).map((at) => entry(at + 10 * HOUR, 2, "training", false)),
      }),
    ];
    const measured = measure("paid-time-share", { timelines }).get("a1");
    expect(measured).toMatchObject({ kind: "measured", n: 6 });
    if (measured?.kind === "measured") {
      expect(measured.value).toBeCloseTo(0.8, 12);
      expect(measured.high - measured.low).toBeLessThan(1e-9);
    }
  });

  it("is insufficient before four weeks", () => {
    const timelines = [aTimeline("a1", { work: weeks(3).map((at) => [at, at + HOUR] as const) })];
    expect(measure("paid-time-share", { timelines }).get("a1")).toEqual({
      kind: "insufficient",
      n: 3,
      needed: 4,
    });
  });

  it("sees half of the hours online used, and counts no declared availability", () => {
    const of = (source: "online" | "declared") =>
      measure("utilisation", {
        timelines: [
          aTimeline("a1", {
            work: weeks(5).map((at) => [at, at + 4 * HOUR] as const),
            available: weeks(5).map((at) => [at, at + 8 * HOUR, source] as const),
          }),
        ],
      }).get("a1");
    expect(of("online")).toMatchObject({ kind: "measured", value: 0.5 });
    expect(of("declared")).toMatchObject({ kind: "measured", value: 1 });
  });

  it("counts unpaid entrance hours up to the fortieth paid hour, and none after it", () => {
    const timelines = [
      aTimeline("a1", {
        work: weeks(6).map((at) => [at + DAY, at + DAY + 10 * HOUR] as const),
        entries: [
          entry(START, 10, "qualification", false),
          entry(START + 5 * WEEK + 3 * DAY, 100, "training", false),
        ],
      }),
    ];
    expect(measure("onboarding-tax", { timelines }).get("a1")).toMatchObject({ value: 0.25, n: 40 });
  });

  it("says that nothing is paid yet in place of infinity", () => {
    const timelines = [aTimeline("a1", { entries: [entry(START, 5, "qualification", false)] })];
    expect(measure("onboarding-tax", { timelines }).get("a1")).toEqual({
      kind: "unmeasured",
      reason: "no paid work yet",
    });
  });
});

describe("shares of what happened", () => {
  it("gives reasons and estimates with Wilson's interval: 8 of 10, 30 of 100", () => {
    const earnings = [someEarnings("a1", START, { rejected: 10, rejectedWithoutReason: 2 })];
    expect(measure("reason-coverage", { earnings }).get("a1")).toEqual({
      kind: "measured",
      n: 10,
      value: 0.8,
      ...wilson(8, 10),
    });
    const estimates = [
      { annotator: "a1", project: "p1", known: 60, over: 10 },
      { annotator: "a1", project: "p2", known: 40, over: 20 },
    ];
    expect(measure("estimate-overrun", { estimates }).get("a1")).toEqual({
      kind: "measured",
      n: 100,
      value: 0.3,
      ...wilson(30, 100),
    });
  });

  it("leaves people without a rejection out, in place of full coverage", () => {
    const earnings = [someEarnings("a1", START)];
    expect(measure("reason-coverage", { earnings }).has("a1")).toBe(false);
  });

  const appeal = (id: number, days: number | null, outcome: "upheld" | "rejected" | "withdrawn" | null) => ({
    id: String(id),
    annotator: "a1",
    subject: "judgment",
    subjectId: String(id),
    filedAt: START,
    answeredAt: days === null ? null : START + days * DAY,
    outcome,
    rectifiedAt: null,
  });

  it("counts upheld among answered appeals, withdrawn and open ones left out", () => {
    const appeals = [
      appeal(1, 5, "upheld"),
      appeal(2, 9, "rejected"),
      appeal(3, 3, "withdrawn"),
      appeal(4, null, null),
    ];
    expect(measure("overturn-rate", { appeals }).get("a1")).toMatchObject({ value: 0.5, n: 2 });
  });

  it("lets open appeals lengthen the wait for an answer: a mean of the answered would be 6 days", () => {
    const answered = [appeal(1, 4, "upheld"), appeal(2, 8, "rejected")];
    expect(measure("appeal-latency", { appeals: answered }).get("a1")).toMatchObject({ value: 4, n: 2 });
    const open = [...answered, appeal(3, null, null), appeal(4, null, null)];
    expect(measure("appeal-latency", { appeals: open }).get("a1")).toMatchObject({ value: 8, n: 4 });
    const mostOpen = [...open, appeal(5, null, null)];
    expect(measure("appeal-latency", { appeals: mostOpen }).get("a1")).toEqual({
      kind: "unmeasured",
      reason: "fewer than half were answered",
    });
  });
});

describe("access to premium work", () => {
  it("is 1 where somebody got what a lottery brings, with the exact Poisson interval", () => {
    // R: poisson.test(12, 12)$conf.int
    const got = measure("access-ratio", {}, new Map([["a1", { received: 12, expected: 12 }]])).get("a1");
    expect(got).toMatchObject({ kind: "measured", value: 1, n: 12 });
    if (got?.kind === "measured") {
      expect(got.low).toBeCloseTo(0.5167, 4);
      expect(got.high).toBeCloseTo(1.7468, 4);
    }
  });

  it("is insufficient where less than one batch was to be expected", () => {
    const access = new Map([["a1", { received: 0, expected: 0.3 }]]);
    expect(measure("access-ratio", {}, access).get("a1")).toMatchObject({ kind: "insufficient", n: 0 });
  });
});

describe("the own reviewers", () => {
  const row = (reviewer: string, passed: number): ReviewTallyRow => ({
    reviewer,
    project: "p1",
    author: null,
    random: true,
    reviews: 400,
    passed,
    overturned: 0,
  });
  const by = (reviewer: string) => [{ annotator: "a1", reviewer, reviews: 40 }];
  const reviewers = [300, 320, 360, 320, 300].map((passed, index) => row(`r${index}`, passed));

  it("are about the average where all pass alike, and nothing is claimed of them", () => {
    const alike = reviewers.map((one) => ({ ...one, passed: 320 }));
    expect(
      measure("reviewer-severity", { reviewTallies: alike, reviewedBy: by("r2") }).get("a1"),
    ).toMatchObject({ value: 0, low: 0, high: 0 });
  });

  it("are lenient or severe by less than they look: differences are drawn to the mean", () => {
    const of = (reviewer: string) =>
      measure("reviewer-severity", { reviewTallies: reviewers, reviewedBy: by(reviewer) }).get("a1");
    const [lenient, severe] = [of("r2"), of("r0")];
    if (lenient?.kind !== "measured" || severe?.kind !== "measured") throw new Error("not measured");
    expect(lenient.value).toBeGreaterThan(0);
    // 90 % passed where 80 % is the mean: ten points, less the share of them that chance explains.
    expect(lenient.value).toBeLessThan(10);
    expect(severe.value).toBeLessThan(0);
    expect(severe.low).toBeLessThan(severe.value);
  });

  it("cannot be compared where there is one only", () => {
    const alone = measure("reviewer-severity", { reviewTallies: [row("r0", 300)], reviewedBy: by("r0") });
    expect(alone.get("a1")).toEqual({ kind: "unmeasured", reason: "reviewers cannot be compared" });
  });
});

describe("content and notice", () => {
  it("tells the heaviest day and the median notice", () => {
    const day = (index: number, minutes: number) => ({
      annotator: "a1",
      day: index,
      seconds: minutes * 60,
      longestSec: 600,
      worst: 2,
      unwarnedSec: 0,
    });
    const contentDays = { declared: true, days: [day(1, 40), day(2, 95)], optOuts: [] };
    expect(measure("content-dose", { contentDays }).get("a1")).toMatchObject({ value: 95, n: 2 });
    const contract = (id: number, endNoticeDays: number | null) => ({
      id: String(id),
      annotator: "a1",
      platform: "x",
      startedAt: START,
      endedAt: endNoticeDays === null ? null : START + 30 * DAY,
      endNoticeDays,
    });
    const contracts = [contract(1, 0), contract(2, 2), contract(3, 14), contract(4, null)];
    expect(measure("end-notice", { contracts }).get("a1")).toMatchObject({ value: 2, n: 3 });
  });
});
