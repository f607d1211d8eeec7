import type { SeriesPoint } from "~/ui/time-series";
import { controlView } from "./control";
import { calendar } from "./pace";

interface Day {
  readonly day: string;
  readonly judgments: number;
  readonly goldCorrect: number;
  readonly goldTotal: number;
  readonly consensusAgreeing: number;
  readonly consensusTotal: number;
  readonly approved: number;
  readonly rejected: number;
}

/** Totals and series of the overview, from the tallies of its days. */
export function overviewView(days: readonly Day[]) {
  const sum = (count: (day: Day) => number) => days.reduce((total, day) => total + count(day), 0);
  return {
    totals: {
      judgments: sum(({ judgments }) => judgments),
      days: days.length,
      goldCorrect: sum(({ goldCorrect }) => goldCorrect),
      goldTotal: sum(({ goldTotal }) => goldTotal),
      consensusAgreeing: sum(({ consensusAgreeing }) => consensusAgreeing),
      consensusTotal: sum(({ consensusTotal }) => consensusTotal),
      approved: sum(({ approved }) => approved),
      rejected: sum(({ rejected }) => rejected),
    },
    throughput: throughputOf(days),
    gold: controlView(
      days.map(({ day, goldCorrect, goldTotal }) => ({ day, good: goldCorrect, all: goldTotal })),
    ),
    consensus: controlView(
      days.map(({ day, consensusAgreeing, consensusTotal }) => ({
        ...{ day, good: consensusAgreeing, all: consensusTotal },
      })),
    ),
  };
}

/** A day between others on which nothing came in is a measured none, not a gap. */
function throughputOf(days: readonly Day[]): readonly SeriesPoint[] {
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return [];
  const counts = new Map(days.map(({ day, judgments }) => [day, judgments]));
  return calendar(first, last).map((at) => ({ at, value: counts.get(at) ?? 0 }));
}
