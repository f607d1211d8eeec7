import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Tallies } from "~/domain/tallies";
import { METRICS } from "~/metrics";
import { NOTHING } from "./nothing";

const metric = (id: string) => METRICS.find((one) => one.id === id)!;
const H = 3_600;

describe("the list of metrics", () => {
  it("holds every file of the folder, sorted", () => {
    const files = readdirSync(new URL("../../app/metrics", import.meta.url));
    const ids = files.filter((file) => file !== "index.ts").map((file) => file.replace(".ts", ""));
    expect(
      METRICS.map(({ id }) => id),
      "add the file to app/metrics/index.ts, sorted",
    ).toEqual(ids.sort());
  });

  it.each(METRICS.map((one) => [one.id, one] as const))(
    "%s says nothing about nothing, and never zero",
    (_id, one) => {
      const measured = one.measure(NOTHING);
      expect(measured.kind).not.toBe("measured");
    },
  );
});

describe("shares", () => {
  it("are measured with Wilson's interval from the least n on", () => {
    // R: prop.test(45, 50, correct = FALSE)$conf.int
    const measured = metric("gold-accuracy").measure({ ...NOTHING, gold: { correct: 45, judged: 50 } });
    expect(measured).toMatchObject({ kind: "measured", value: 0.9, n: 50 });
    if (measured.kind === "measured") {
      expect(measured.low).toBeCloseTo(0.7864, 4);
      expect(measured.high).toBeCloseTo(0.95652, 4);
    }
  });

  it("are insufficient one below it", () => {
    const tallies = { ...NOTHING, gold: { correct: 19, judged: 19 } };
    expect(metric("gold-accuracy").measure(tallies)).toEqual({ kind: "insufficient", n: 19, needed: 20 });
  });

  it("of first reviews are over reviewed judgments, not over reviews", () => {
    const review = { accepted: 30, reviewed: 60, judgments: 40, firstPass: 20 };
    expect(metric("first-pass-rate").measure({ ...NOTHING, review })).toMatchObject({ value: 0.5, n: 40 });
  });
});

describe("working time", () => {
  const time = (spans: readonly { from: number; to: number }[]) => ({
    ...NOTHING,
    time: { spans, zone: { name: "UTC", assumed: false }, paidSec: null, allSec: null },
  });

  it("counts hours, nights, spells and short rests", () => {
    const tallies = time([
      { from: 0, to: 2 * H },
      { from: 2 * H + 600, to: 3 * H },
      { from: 13 * H, to: 16 * H },
    ]);
    expect(metric("hours").measure(tallies)).toMatchObject({ value: 6 - 1 / 6 });
    expect(metric("longest-spell").measure(tallies)).toMatchObject({ value: 3 * H });
    expect(metric("night-share").measure(tallies)).toMatchObject({
      value: expect.closeTo((3 - 1 / 6) / (6 - 1 / 6), 12) as number,
    });
    expect(metric("rest-breaches").measure(tallies)).toMatchObject({ value: 1 });
  });

  it("has no paid share without time entries", () => {
    expect(metric("paid-share").measure(time([{ from: 0, to: H }]))).toEqual({
      kind: "unmeasured",
      reason: "no time entries in this source",
    });
  });
});

describe("pay", () => {
  const pay = (given: Partial<NonNullable<Tallies["pay"]>>): Tallies => ({
    ...NOTHING,
    pay: {
      currency: "USD",
      payMinor: 1_200,
      netMinor: 1_000,
      activeSec: null,
      sessionSec: null,
      allInSec: null,
      floorMinor: null,
      ...given,
    },
  });

  it("an hour is null without hours, never infinite", () => {
    for (const id of ["hourly-active", "hourly-session", "hourly-all-in"]) {
      expect(metric(id).measure(pay({ activeSec: 0, sessionSec: 0, allInSec: 0 })).kind).toBe("unmeasured");
    }
  });

  it("is held against the floor by the widest denominator", () => {
    const tallies = pay({ activeSec: H, sessionSec: 2 * H, allInSec: 4 * H, floorMinor: 500 });
    expect(metric("hourly-active").measure(tallies)).toMatchObject({ value: 1_200 });
    expect(metric("hourly-session").measure(tallies)).toMatchObject({ value: 600 });
    expect(metric("hourly-all-in").measure(tallies)).toMatchObject({ value: 250 });
    expect(metric("floor-gap").measure(tallies)).toMatchObject({ value: -0.5 });
  });
});
