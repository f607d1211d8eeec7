import { newcombeDifference, type ShareDifference } from "~/stats/newcombe";
import { formatCount, formatPercent } from "~/ui/format";

/** Gold of one span of days. */
export interface GoldTally {
  readonly correct: number;
  readonly total: number;
}

/** One's gold in the latest days beside the same number of days before: oneself is the first comparison. */
export interface Progress {
  readonly days: number;
  readonly now: GoldTally;
  readonly before: GoldTally;
  /** Now less before, with its 95 % interval (Newcombe 1998); null where either side is too small. */
  readonly difference: ShareDifference | null;
  /** Whether chance alone can explain the difference. */
  readonly withinChance: boolean | null;
}

interface Day {
  readonly day: string;
  readonly goldCorrect: number;
  readonly goldTotal: number;
}

const DAY_MS = 86_400_000;

/** Fewer gold items on either side say nothing about a change. */
export const FEWEST_GOLD = 20;

/** The first day of the span before the latest `days` that end on `lastDay`. */
export const firstDayOf = (lastDay: string, days: number): string =>
  new Date(Date.parse(lastDay) - (2 * days - 1) * DAY_MS).toISOString().slice(0, 10);

/** How does gold accuracy stand against one's own past? `rows` are days of one person; both spans have `days` days. */
export function progressOf(rows: readonly Day[], lastDay: string, days: number): Progress {
  const turn = new Date(Date.parse(lastDay) - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  const first = firstDayOf(lastDay, days);
  const tally = (isIn: (day: string) => boolean): GoldTally => {
    const own = rows.filter(({ day }) => isIn(day));
    return {
      correct: own.reduce((sum, { goldCorrect }) => sum + goldCorrect, 0),
      total: own.reduce((sum, { goldTotal }) => sum + goldTotal, 0),
    };
  };
  const now = tally((day) => day >= turn && day <= lastDay);
  const before = tally((day) => day >= first && day < turn);
  if (Math.min(now.total, before.total) < FEWEST_GOLD) {
    return { days, now, before, difference: null, withinChance: null };
  }
  const difference = newcombeDifference(
    { successes: now.correct, trials: now.total },
    { successes: before.correct, trials: before.total },
  );
  return { days, now, before, difference, withinChance: difference.low <= 0 && difference.high >= 0 };
}

const points = (share: number): string => {
  const size = Math.round(Math.abs(share) * 100);
  return size === 0 ? "0" : `${share < 0 ? "−" : "+"}${size}`;
};

/** The comparison in sentences, with what chance alone brings about at this n. */
export function progressInWords({
  days,
  now,
  before,
  difference,
  withinChance,
}: Progress): readonly string[] {
  if (difference === null) {
    return [
      `Too few gold items to compare with yourself: ${formatCount(now.total)} in the last ${days} days, ${formatCount(before.total)} in the ${days} before; ${FEWEST_GOLD} on each side are needed.`,
    ];
  }
  const share = ({ correct, total }: GoldTally) =>
    `${formatPercent(correct / total)} (${formatCount(correct)} of ${formatCount(total)})`;
  const margin = Math.round(((difference.high - difference.low) / 2) * 100);
  return [
    `${share(now)} of gold items in the last ${days} days, ${share(before)} in the ${days} before: ${points(difference.difference)} points (95 % interval ${points(difference.low)} to ${points(difference.high)}).`,
    `With n = ${formatCount(now.total)} and ${formatCount(before.total)}, a difference of up to about ${margin} points either way is within chance.`,
    withinChance === true
      ? "This difference is within chance: it says neither better nor worse."
      : "This difference is more than chance alone explains.",
  ];
}
