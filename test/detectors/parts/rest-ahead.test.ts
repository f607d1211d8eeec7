import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Timeline } from "~/domain/evidence";
import { restAhead, restMissed } from "~/detectors/parts/rest-ahead";
import { restRules } from "~/detectors/parts/rest-clocks";
import hoursRest from "~/detectors/hours-rest-night-breach";
import { readParams } from "~/domain/detector";

const HOUR = 3_600;
const rules = restRules(readParams(hoursRest.params, {}) as Parameters<typeof restRules>[0]);
const START = Date.parse("2026-05-04T06:00:00Z") / 1_000;

/** Work from hour to hour of a first day that begins at six. */
const person = (...hours: readonly (readonly [from: number, to: number])[]): Timeline =>
  ({
    annotator: "amina",
    zone: "Africa/Nairobi",
    zoneAssumed: false,
    work: new Int32Array(),
    available: new Int32Array(),
    offers: new Int32Array(),
    entries: hours.map(([from, to]) => ({
      from: START + from * HOUR,
      to: START + to * HOUR,
      kind: "task",
      paid: true,
    })),
  }) as unknown as Timeline;

const aheadAt = (timeline: Timeline, hour: number) => restAhead(timeline, rules, START + hour * HOUR);

describe("nobody is warned", () => {
  it("who has stopped, who has hardly begun, or of whom nothing is known", () => {
    expect(aheadAt(person(), 1)).toEqual([]);
    expect(aheadAt(person([0, 1]), 1)).toEqual([]);
    expect(aheadAt(person([0, 5.9]), 6.5)).toEqual([]);
    expect(aheadAt(person([0, 5], [6, 10]), 12)).toEqual([]);
  });

  it("who takes the breaks and rests that are due, on any of two weeks of six days", () => {
    const days = Array.from({ length: 14 }, (_, day) => day).filter((day) => day % 7 < 6);
    const hours = days.flatMap((day) => [
      [day * 24, day * 24 + 4] as const,
      [day * 24 + 5, day * 24 + 9] as const,
    ]);
    const week = person(...hours);
    expect(restMissed(week, rules)).toEqual([]);
    for (const [, to] of hours) {
      const soFar = person(...hours.filter((own) => own[1] <= to));
      const told = aheadAt(soFar, to).filter(({ rule }) => rule !== "weekly_rest");
      expect(told).toEqual([]);
    }
  });

  it("of what has been missed already: that is no warning", () => {
    expect(aheadAt(person([0, 6.2]), 6.2).filter(({ rule }) => rule === "break")).toEqual([]);
  });
});

describe("somebody at work is warned", () => {
  it("half an hour before a break is due, and by when to stop", () => {
    const [told, ...others] = aheadAt(person([0, 5.6]), 5.6);
    expect(told).toMatchObject({ annotator: "amina", rule: "break", since: START });
    expect(Math.abs((told?.until ?? 0) - (START + 6 * HOUR))).toBeLessThanOrEqual(1);
    expect(others).toEqual([]);
  });

  it("an hour before eleven hours of rest no longer fit into the day", () => {
    const told = aheadAt(person([0, 4], [5, 9], [10, 12.5]), 12.5).find(({ rule }) => rule === "daily_rest");
    expect(told?.since).toBe(START);
    expect(Math.abs((told?.until ?? 0) - (START + 13 * HOUR))).toBeLessThanOrEqual(1);
  });

  it("half a day before a day of rest no longer fits into the week", () => {
    const hours = Array.from({ length: 6 }, (_, day) => [day * 24, day * 24 + 8] as const);
    const worked = person(...hours.slice(0, 5), [5 * 24, 5 * 24 + 14]);
    const told = aheadAt(worked, 5 * 24 + 14).find(({ rule }) => rule === "weekly_rest");
    expect(Math.abs((told?.until ?? 0) - (START + 6 * 24 * HOUR))).toBeLessThanOrEqual(1);
  });

  it("always before a limit is missed, if they go on and are looked at every ten minutes", () => {
    const spells = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 2, max: 60 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(spells, (parts) => {
        const hours: (readonly [number, number])[] = [];
        let at = 0;
        for (const [work, gap] of parts) {
          hours.push([at, at + work / 6]);
          at += (work + gap) / 6;
        }
        const told = new Set<string>();
        // On from here without a pause, until something is missed.
        for (let on = 1; on < 90; on++) {
          const now = at + on / 6;
          const timeline = person(...hours, [at, now]);
          const before = person(...hours);
          const known = new Set(restMissed(before, rules).map(({ rule, at: since }) => `${rule} ${since}`));
          const missed = restMissed(timeline, rules).filter((one) => !known.has(`${one.rule} ${one.at}`));
          // Whoever begins again inside a rest has missed it with the first task.
          if (on === 1 && missed.length > 0) return;
          for (const { rule, at: since } of missed) expect(told).toContain(`${rule} ${since}`);
          if (missed.length > 0) return;
          for (const one of aheadAt(timeline, now)) {
            told.add(`${one.rule} ${one.since}`);
            // Stopping when told keeps it.
            expect(one.until).toBeGreaterThanOrEqual(START + now * HOUR - 1);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
