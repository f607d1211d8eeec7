import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { burnDownReading } from "~/features/overview/burn-down-card";
import { burnDownView } from "~/features/overview/burn-down.server";
import { controlView } from "~/features/overview/control";
import {
  againstPlan,
  calendar,
  dayAfter,
  hoursAgainstPlan,
  type Plan,
  planShare,
  plansOn,
  wantedWork,
} from "~/features/overview/pace";
import { paceReading } from "~/features/overview/pace-cards";

const aPlan = (plan: Partial<Plan>): Plan => ({
  ...{ projectId: 1, project: "one", fromOn: "2026-03-02", perDay: 100, total: null, dueOn: null },
  ...{ setAt: "2026-03-01T09:00:00Z", setBy: "Manager" },
  ...plan,
});

const DAYS = calendar("2026-03-01", "2026-03-05");
const work = (judgments: number, projectId = 1) => DAYS.map((day) => ({ projectId, day, judgments }));

describe("a plan", () => {
  it("counts from its first day until a later one begins, and one of 0 a day ends it", () => {
    const plans = [
      aPlan({}),
      aPlan({ fromOn: "2026-03-04", perDay: 50 }),
      aPlan({ fromOn: "2026-03-05", perDay: 0 }),
    ];
    expect(DAYS.map((day) => plansOn(plans, day).map(({ perDay }) => perDay))).toEqual([
      [],
      [100],
      [100],
      [50],
      [],
    ]);
  });

  it("is held against the work of its own project only, over whole days", () => {
    const planned = againstPlan(DAYS, [aPlan({})], [...work(80), ...work(500, 2)]);
    expect(planned[0]).toEqual({ day: "2026-03-01", planned: null, made: null });
    expect(planned[1]).toEqual({ day: "2026-03-02", planned: 100, made: 80 });
    expect(planShare(planned)).toEqual({ kind: "measured", value: 0.8, low: 0.8, high: 0.8, n: 3 });
  });

  it("that nobody set is unmeasured, and one that begins on the last day has no whole day yet", () => {
    expect(planShare(againstPlan(DAYS, [], work(80))).kind).toBe("unmeasured");
    expect(planShare(againstPlan(DAYS, [aPlan({ fromOn: "2026-03-05" })], work(80)))).toEqual({
      ...{ kind: "insufficient", n: 0, needed: 1 },
    });
  });

  it("is spread over the hours in which work is done, and adds up to the day", () => {
    const counts = DAYS.flatMap((day) => [
      { day, hour: 9, judgments: 30 },
      { day, hour: 15, judgments: 10 },
    ]);
    const { plan, work: hours } = hoursAgainstPlan(counts, againstPlan(DAYS, [aPlan({})], work(40)), 2);
    expect(hours).toHaveLength(48);
    expect(hours[9]).toEqual({ at: "2026-03-04T09:00:00Z", value: 30 });
    expect(plan[9]!.value).toBeCloseTo(75, 10);
    expect(plan[3]!.value).toBe(0);
    expect(plan.slice(0, 24).reduce((sum, { value }) => sum + value!, 0)).toBeCloseTo(100, 10);
  });
});

describe("what is left", () => {
  const plan = aPlan({ total: 1_000, dueOn: "2026-04-30" });

  it("goes down from the plan's first day by the work of whole days", () => {
    const { remaining, left, lastWhole } = wantedWork([plan], work(80), "2026-03-05")!;
    expect(lastWhole).toBe("2026-03-04");
    expect(remaining.map(({ value }) => value)).toEqual([920, 840, 760]);
    expect(left).toBe(760);
  });

  it("is unknown without a plan that says how much is wanted", () => {
    expect(wantedWork([aPlan({})], work(80), "2026-03-05")).toBeNull();
  });

  it("has no forecast before six whole weeks, and says so", () => {
    const view = burnDownView(wantedWork([plan], work(80), "2026-03-05")!);
    expect(view.forecast).toEqual({ kind: "insufficient", weeks: 0, needed: 6 });
    expect(burnDownReading(view)).toContain("Forecast insufficient, 0 of 6 whole weeks.");
  });

  it("is forecast with its interval: the same for the same records", () => {
    const days = calendar("2026-01-01", "2026-03-05").map((day, index) => ({
      ...{ projectId: 1, day, judgments: 10 + ((index * 7) % 5) },
    }));
    const view = () => burnDownView(wantedWork([plan], days, "2026-03-05")!);
    const { forecast } = view();
    if (forecast.kind !== "forecast") throw new Error("there is a forecast");
    expect(forecast.done.low! <= forecast.done.middle! && forecast.done.middle! <= forecast.done.high!).toBe(
      true,
    );
    expect(forecast.points.at(-1)!.high).toBe(0);
    expect(view()).toEqual(view());
    expect(burnDownReading(view())).toMatch(
      /^\d+ of 1,000 left at the end of .+Done about .+; due 30 Apr 2026\.$/,
    );
  });

  it("never rises and is never below nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 2, maxLength: 40 }), (amounts) => {
        const days = amounts.map((judgments, at) => ({
          ...{ projectId: 1, day: dayAfter("2026-03-02", at), judgments },
        }));
        const { remaining } = wantedWork([plan], days, days.at(-1)!.day)!;
        remaining.forEach(({ value }, at) => {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value!).toBeLessThanOrEqual(remaining[at - 1]?.value ?? 1_000);
        });
      }),
    );
  });
});

describe("a reading", () => {
  it("sets the last whole week beside the one before", () => {
    const points = [...Array<number>(7).fill(100), ...Array<number>(7).fill(75), 3].map((value, at) => ({
      ...{ at: dayAfter("2026-03-01", at), value },
    }));
    expect(paceReading(points)).toBe("525 in the last seven whole days, 700 in the seven before: down 25 %.");
    expect(paceReading([])).toBe("No dated judgments in this period.");
  });

  it("names the days beyond control limits, and says how many days limits need", () => {
    const days = calendar("2026-03-01", "2026-03-20").map((day, at) => ({
      ...{ day, good: at === 11 ? 100 : 180, all: 200 },
    }));
    expect(controlView(days).reading).toMatch(/^1 of 20 days lie outside .* 12 Mar 2026 below the limits\.$/);
    expect(controlView(days.slice(0, 5)).reading).toBe(
      "Insufficient for control limits: 5 of 8 days with such judgments.",
    );
  });
});
