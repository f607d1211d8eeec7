import { formatCount, formatDate } from "~/ui/format";
import { TimeSeries } from "~/ui/time-series";
import type { BurnDownView } from "./burn-down.server";

/** What is left of the work that is wanted, and between which days it will be done. */
export function BurnDownCard({ burnDown }: { readonly burnDown: BurnDownView | null }) {
  const forecast = burnDown?.forecast.kind === "forecast" ? burnDown.forecast : null;
  return (
    <TimeSeries
      title="Burn-down"
      reading={burnDown === null ? NO_PLAN : burnDownReading(burnDown)}
      series={
        burnDown === null
          ? []
          : [
              { name: "Left", points: burnDown.remaining },
              ...(forecast ? [{ name: "Forecast", points: forecast.points }] : []),
              ...(burnDown.even.length > 0
                ? [{ name: "Even pace", points: burnDown.even, quiet: true }]
                : []),
            ]
      }
      events={burnDown?.dueOn ? [{ at: burnDown.dueOn, name: "due" }] : []}
      unit={{ kind: "count" }}
      bandName="95 % prediction interval"
      fileName="burn-down"
      note="The coming weeks are drawn from the last eight whole ones (Lo 1988), widened for their number (Student's t); no trend is assumed."
    />
  );
}

const NO_PLAN =
  "Unmeasured: no plan says how many judgments are wanted altogether. Set one for a project, under Plan.";

export function burnDownReading({ total, left, asOf, dueOn, forecast }: BurnDownView): string {
  const begins = `${formatCount(left)} of ${formatCount(total)} left at the end of ${formatDate(asOf)}.`;
  if (left === 0) return `${begins} All that was wanted is done.`;
  if (forecast.kind === "insufficient") {
    return `${begins} Forecast insufficient, ${forecast.weeks} of ${forecast.needed} whole weeks.`;
  }
  const { low, middle, high } = forecast.done;
  if (middle === null)
    return `${begins} At the pace of the last ${forecast.weeks} weeks it takes over a year.`;
  const range = `${low === null ? "over a year" : formatDate(low)} to ${high === null ? "over a year" : formatDate(high)}`;
  const ends = `Done about ${formatDate(middle)} (${range}, n = ${forecast.weeks} weeks)`;
  return dueOn === null ? `${begins} ${ends}.` : `${begins} ${ends}; due ${formatDate(dueOn)}.`;
}
