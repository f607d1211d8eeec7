import type { WindowTally } from "~/domain/window-tally";
import type { Tier } from "./policy";

/** One person in one window with the tier in force meanwhile, under the simulated policy and really (null: unknown). */
export interface AccessRow {
  readonly tally: WindowTally;
  readonly simulated: Pick<Tier, "payMultiplier" | "premiumAccess">;
  readonly actual: Pick<Tier, "payMultiplier" | "premiumAccess"> | null;
}

/** Who gets at premium work before and after. Null where no premium offers were recorded. */
export interface Access {
  /** Share of premium offers that the tenth of people with most of them would expect, 0 to 1. */
  readonly topDecileShareBefore: number | null;
  readonly topDecileShareAfter: number | null;
  /** People who would expect any. */
  readonly peopleBefore: number | null;
  readonly peopleAfter: number | null;
  /** Most premium offers anybody would expect over the period: the load at the top. */
  readonly largestBefore: number | null;
  readonly largestAfter: number | null;
}

/**
 * How concentrated access to premium work is, really and under the policy. Both sides deal out each window's recorded
 * premium offers in the same way, by available time (worked time where availability is unknown) among those whose tier
 * has access, so that chance in who got what is on neither side. Where nobody has access, everybody does.
 */
export function accessOf(rows: readonly AccessRow[]): Access {
  const before = expectedOffers(rows, ({ actual }) => actual?.premiumAccess ?? false);
  const after = expectedOffers(rows, ({ simulated }) => simulated.premiumAccess);
  return {
    topDecileShareBefore: topDecileShare(before),
    topDecileShareAfter: topDecileShare(after),
    peopleBefore: countAbove(before),
    peopleAfter: countAbove(after),
    largestBefore: before === null ? null : Math.max(...before.values()),
    largestAfter: after === null ? null : Math.max(...after.values()),
  };
}

function expectedOffers(
  rows: readonly AccessRow[],
  hasAccess: (row: AccessRow) => boolean,
): ReadonlyMap<string, number> | null {
  const windows = new Map<string, AccessRow[]>();
  for (const row of rows) {
    const own = windows.get(row.tally.window.to);
    if (own === undefined) windows.set(row.tally.window.to, [row]);
    else own.push(row);
  }
  const expected = new Map<string, number>();
  let offers = 0;
  for (const own of windows.values()) {
    const total = own.reduce((sum, { tally }) => sum + (tally.premiumOfferCount ?? 0), 0);
    offers += total;
    const eligible = own.some(hasAccess) ? own.filter(hasAccess) : own;
    const time = eligible.reduce((sum, { tally }) => sum + timeOf(tally), 0);
    for (const { tally } of own) expected.set(tally.annotatorId, expected.get(tally.annotatorId) ?? 0);
    if (time === 0) continue;
    for (const { tally } of eligible) {
      const share = (total * timeOf(tally)) / time;
      expected.set(tally.annotatorId, (expected.get(tally.annotatorId) ?? 0) + share);
    }
  }
  return offers === 0 ? null : expected;
}

const timeOf = ({ availableSec, workedSec }: WindowTally): number => availableSec ?? workedSec ?? 0;

function topDecileShare(expected: ReadonlyMap<string, number> | null): number | null {
  if (expected === null) return null;
  const ordered = [...expected.values()].sort((one, other) => other - one);
  const total = ordered.reduce((sum, offers) => sum + offers, 0);
  const top = ordered.slice(0, Math.ceil(ordered.length / 10)).reduce((sum, offers) => sum + offers, 0);
  return total === 0 ? null : top / total;
}

const countAbove = (expected: ReadonlyMap<string, number> | null): number | null =>
  expected === null ? null : [...expected.values()].filter((offers) => offers > 0).length;
