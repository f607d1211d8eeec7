import { forecastBurnDown, LEAST_WEEKS } from "~/stats/burn-down";
import { seededRandom } from "~/stats/random";
import type { SeriesPoint } from "~/ui/time-series";
import { calendar, dayAfter, type Wanted } from "./pace";

/** A day that work will be done by; null where that is further ahead than is looked. */
type Day = string | null;

export interface BurnDownView {
  readonly total: number;
  readonly left: number;
  readonly asOf: string;
  readonly dueOn: string | null;
  readonly projects: readonly string[];
  readonly remaining: readonly SeriesPoint[];
  /** What would be left if it were done evenly until the due day. */
  readonly even: readonly SeriesPoint[];
  readonly forecast:
    | {
        readonly kind: "forecast";
        readonly weeks: number;
        readonly points: readonly SeriesPoint[];
        readonly done: { readonly low: Day; readonly middle: Day; readonly high: Day };
      }
    | { readonly kind: "insufficient"; readonly weeks: number; readonly needed: number };
}

/** The work that is wanted altogether, what is left of it, and between which days it will be done. */
export function burnDownView(wanted: Wanted): BurnDownView {
  const { plans, total, left, lastWhole, dueOn, remaining, history } = wanted;
  const projects = plans.map(({ project }) => project);
  const forecast = forecastBurnDown(history, left, {
    // The same records give the same forecast, whoever looks.
    random: seededRandom(`burn-down/${projects.join(",")}/${lastWhole}`),
  });
  return {
    ...{ total, left, dueOn, projects, remaining, asOf: lastWhole },
    even: evenly(remaining, total, dueOn),
    forecast:
      forecast === null
        ? { kind: "insufficient", weeks: Math.floor(history.length / 7), needed: LEAST_WEEKS }
        : {
            kind: "forecast",
            weeks: forecast.weeks,
            points: forecastPoints(forecast, left, lastWhole),
            done: {
              low: dayOf(forecast.done.low, lastWhole),
              middle: dayOf(forecast.done.middle, lastWhole),
              high: dayOf(forecast.done.high, lastWhole),
            },
          },
  };
}

const dayOf = (days: number, asOf: string): Day => (days === Infinity ? null : dayAfter(asOf, days));

/** From today's rest on, week by week, until even the slow end is done; a band of a year says nothing more. */
function forecastPoints(
  { remaining }: NonNullable<ReturnType<typeof forecastBurnDown>>,
  left: number,
  asOf: string,
): readonly SeriesPoint[] {
  const over = remaining.findIndex(({ high }) => high === 0);
  const shown = over < 0 ? remaining : remaining.slice(0, over + 1);
  return [
    { at: asOf, value: left, low: left, high: left },
    ...shown.map(({ day, middle, low, high }) => ({ at: dayAfter(asOf, day), value: middle, low, high })),
  ];
}

function evenly(
  remaining: readonly SeriesPoint[],
  total: number,
  dueOn: string | null,
): readonly SeriesPoint[] {
  const first = remaining[0]?.at;
  if (first === undefined || dueOn === null || dueOn <= first) return [];
  const days = calendar(first, dueOn).length;
  return [
    { at: first, value: (total * (days - 1)) / days },
    { at: dueOn, value: 0 },
  ];
}
