import type { GoldDays } from "~/domain/evidence";

/** Gold of one person: correct of total. */
export interface AnnotatorTally {
  correct: number;
  total: number;
}

const DAY_SEC = 86_400;

/**
 * Gold of each person on one project (null: on all) on the days from `fromSec` up to, not including, `toSec`; an
 * instant within a day counts that day to the side it lies on least of.
 */
export function tallyGold(
  gold: GoldDays,
  project: string | null,
  fromSec = -Infinity,
  toSec = Infinity,
): Map<string, AnnotatorTally> {
  const tallies = new Map<string, AnnotatorTally>();
  const wanted = project === null ? -1 : gold.projects.indexOf(project);
  if (project !== null && wanted === -1) return tallies;
  const fromDay = Math.round(fromSec / DAY_SEC);
  const toDay = Math.round(toSec / DAY_SEC);
  for (let row = 0; row < gold.day.length; row++) {
    const day = gold.day[row] ?? 0;
    if (day < fromDay || day >= toDay || (wanted !== -1 && gold.project[row] !== wanted)) continue;
    const annotator = gold.annotators[gold.person[row] ?? 0] ?? "";
    const tally = tallies.get(annotator);
    const correct = gold.correct[row] ?? 0;
    const total = gold.total[row] ?? 0;
    if (tally) {
      tally.correct += correct;
      tally.total += total;
    } else tallies.set(annotator, { correct, total });
  }
  return tallies;
}

const WEEK_SEC = 7 * 86_400;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY_SEC = 4 * 86_400;

/** The ISO week an instant lies in, counted from Monday 1970-01-05 UTC. */
export const weekOf = (instantSec: number): number => Math.floor((instantSec - FIRST_MONDAY_SEC) / WEEK_SEC);

/** The instant a week begins. */
export const weekStart = (week: number): number => week * WEEK_SEC + FIRST_MONDAY_SEC;
