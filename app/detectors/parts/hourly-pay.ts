import type { Earnings, Evidence, Timeline } from "~/domain/evidence";
import type { Json, Outcome } from "~/domain/finding";
import { totalSec } from "~/domain/span";
import { bootstrapRatio } from "~/stats/block-bootstrap";
import { convertWeeks, floorPay, floorsOf } from "./floors";
import { sum } from "./group";
import { labourOf, secondsByWeek, sessionSeconds, type Labour } from "./labour";

const GAP_MINUTES = [1, 5, 12] as const;

/** One person's pay for an hour of all working time beside the floor of their place. */
export interface HourlyPay {
  readonly labour: Labour;
  readonly timeline: Timeline;
  /** Why there is no comparison; null where there is. */
  readonly lacking: string | null;
  readonly outcome: Outcome;
  readonly currency: string | null;
  /** Minor units of `currency` an hour; so are its 95 % interval (bounds, where only they are known), and the floors. */
  readonly hourly: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly floor: number | null;
  readonly living: number | null;
  readonly shortfallMinor: number;
  readonly hours: number;
  /** Seconds of sessions with gaps of up to 1, 5 and 12 minutes merged. */
  readonly sessions: readonly number[];
}

/** Least weeks with work and hours for a comparison, and draws of the bootstrap. */
export type HourlyPayRules = {
  readonly leastWeeks: number;
  readonly leastHours: number;
  readonly draws: number;
};

/**
 * Pay after fees and costs over all working time of one person, in the floor's currency, held against the legal floor of
 * their place; detectors.md D4 and section 2. With measured time the interval is a bootstrap of weeks; where only an upper
 * bound of the time is known, the two bounds, and below the floor only where both are. `lacking` says what a comparison
 * misses.
 */
export function hourlyPay(
  timeline: Timeline,
  earnings: readonly Earnings[],
  floors: Evidence["floors"],
  rules: HourlyPayRules,
  random: () => number,
): HourlyPay {
  const labour = labourOf(timeline, earnings);
  const hours = totalSec(labour.allIn) / 3_600;
  const weeks = secondsByWeek(labour.allIn);
  const none = {
    labour,
    timeline,
    hours,
    sessions: sessionSeconds(timeline, GAP_MINUTES),
    currency: labour.currencies[0] ?? null,
    hourly: null,
    low: null,
    high: null,
  };
  const lacks = (lacking: string): HourlyPay => ({
    ...none,
    lacking,
    outcome: "insufficient",
    floor: null,
    living: null,
    shortfallMinor: 0,
  });
  if (labour.pay.length === 0) return lacks("no pay on record (judgments.pay_minor, payments)");
  if (hours === 0) return lacks("no working time on record");
  const minimum = floorsOf(floors, timeline, "minimum");
  const due = floorPay(minimum, labour.allIn);
  if (due === null)
    return lacks(`no minimum wage for ${timeline.country ?? "an unknown country"} (wage_floors)`);
  const pay = convertWeeks(labour.pay, due.currency, floors);
  if (pay === null) return lacks(`no exchange rate to ${due.currency} (exchange_rates)`);
  if (weeks.size < rules.leastWeeks || hours < rules.leastHours) {
    return lacks(
      `${weeks.size} weeks and ${hours.toFixed(1)} hours, ${rules.leastWeeks} and ${rules.leastHours} needed`,
    );
  }
  const living = floorPay(floorsOf(floors, timeline, "living"), labour.allIn);
  return compare(
    none,
    pay,
    weeks,
    { floor: due.minor / hours, currency: due.currency, living: living ? living.minor / hours : null },
    rules,
    random,
  );
}

/** Puts pay over hours beside the floor. */
function compare(
  base: Pick<HourlyPay, "labour" | "timeline" | "hours" | "sessions">,
  pay: readonly { readonly week: number; readonly minor: number }[],
  weeks: ReadonlyMap<number, number>,
  { floor, currency, living }: { floor: number; currency: string; living: number | null },
  { draws }: HourlyPayRules,
  random: () => number,
): HourlyPay {
  const total = sum(pay.map(({ minor }) => minor));
  const hourly = total / base.hours;
  const shared = { ...base, lacking: null, currency, hourly, floor, living };
  const shortfallMinor = Math.max(0, Math.round(floor * base.hours - total));
  if (base.labour.knowledge !== "measured") {
    const least = base.labour.leastSec;
    const most = least ? total / (least / 3_600) : null;
    const outcome = hourly >= floor ? "clear" : most !== null && most < floor ? "flagged" : "inconclusive";
    return {
      ...shared,
      low: hourly,
      high: most,
      outcome,
      shortfallMinor: outcome === "flagged" ? shortfallMinor : 0,
    };
  }
  const keys = [...new Set([...weeks.keys(), ...pay.map(({ week }) => week)])];
  const paid = new Map<number, number>();
  for (const { week, minor } of pay) paid.set(week, (paid.get(week) ?? 0) + minor);
  const interval = bootstrapRatio(
    keys.map((week) => paid.get(week) ?? 0),
    keys.map((week) => (weeks.get(week) ?? 0) / 3_600),
    { random, draws },
  );
  const outcome = hourly < floor ? "flagged" : (interval?.low ?? 0) >= floor ? "clear" : "inconclusive";
  return { ...shared, low: interval?.low ?? null, high: interval?.high ?? null, outcome, shortfallMinor };
}

/** Everybody's pay over everybody's time by each clock, one currency at a time. */
export function pooledPay(people: readonly HourlyPay[]): Record<string, Json> {
  const currencies = [...new Set(people.flatMap(({ labour }) => labour.currencies))];
  return {
    clocks: Object.fromEntries(
      ["active", "accept_to_submit", "none"].map((clock) => [
        clock,
        people.filter(({ labour }) => labour.clock === clock).length,
      ]),
    ),
    hourlyMinor: currencies.map((currency) => {
      const own = people.filter(
        ({ labour }) => labour.currencies.length === 1 && labour.currencies[0] === currency,
      );
      const pay = sum(own.flatMap(({ labour }) => labour.pay.map(({ minor }) => minor)));
      const per = (seconds: number): number | null => (seconds > 0 ? pay / (seconds / 3_600) : null);
      const sessions = GAP_MINUTES.map((_, index) => sum(own.map((person) => person.sessions[index] ?? 0)));
      return {
        currency,
        people: own.length,
        active: own.every(({ labour }) => labour.activeSec !== null)
          ? per(sum(own.map(({ labour }) => labour.activeSec ?? 0)))
          : null,
        acceptToSubmit: per(sum(own.map(({ labour }) => labour.elapsedSec ?? 0))),
        session1: per(sessions[0] ?? 0),
        session5: per(sessions[1] ?? 0),
        session12: per(sessions[2] ?? 0),
        allIn: per(sum(own.map(({ hours }) => hours * 3_600))),
      };
    }),
  };
}
