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
export function accessOf(windows: readonly (readonly AccessRow[])[]): Access {
  const before = expectedOffers(windows, ({ actual }) => actual?.premiumAccess ?? false);
  const after = expectedOffers(windows, ({ simulated }) => simulated.premiumAccess);
  return {
    topDecileShareBefore: topDecileShare(before),
    topDecileShareAfter: topDecileShare(after),
    peopleBefore: countAbove(before),
    peopleAfter: countAbove(after),
    largestBefore: largest(before),
    largestAfter: largest(after),
  };
}

function expectedOffers(
  windows: readonly (readonly AccessRow[])[],
  hasAccess: (row: AccessRow) => boolean,
): ReadonlyMap<string, number> | null {
  const expected = new Map<string, number>();
  let offers = 0;
  for (const rows of windows) {
    const rationed = rows.some(hasAccess);
    let total = 0;
    let time = 0;
    for (const row of rows) {
      total += row.tally.premiumOfferCount ?? 0;
      if (!rationed || hasAccess(row)) time += timeOf(row.tally);
    }
    offers += total;
    for (const row of rows) {
      const eligible = time > 0 && (!rationed || hasAccess(row));
      const share = eligible ? (total * timeOf(row.tally)) / time : 0;
      expected.set(row.tally.annotatorId, (expected.get(row.tally.annotatorId) ?? 0) + share);
    }
  }
  return offers === 0 ? null : expected;
}

function largest(expected: ReadonlyMap<string, number> | null): number | null {
  if (expected === null) return null;
  let most = 0;
  for (const offers of expected.values()) most = Math.max(most, offers);
  return most;
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
