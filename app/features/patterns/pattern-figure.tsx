import { CalendarHeat } from "~/ui/calendar-heat";
import { formatCount, formatPercent } from "~/ui/format";
import { FunnelPlot } from "~/ui/funnel-plot";
import { HoursClock } from "~/ui/hours-clock";
import { TimeSeries } from "~/ui/time-series";
import type { PatternFigureData } from "./patterns.server";

type Figure = PatternFigureData;
type FigureOf<Kind extends Figure["kind"]> = Extract<Figure, { kind: Kind }>;

/** The drawing that suits one question best, beside the finding's own. */
export function PatternFigure({ figure }: { readonly figure: Figure }) {
  if (figure.kind === "rules") return <Rules figure={figure} />;
  if (figure.kind === "funnel") return <Funnel figure={figure} />;
  return <Hours figure={figure} />;
}

function Rules({ figure: { bars, announced } }: { readonly figure: FigureOf<"rules"> }) {
  return (
    <TimeSeries
      title="The bars over time"
      reading={`${formatCount(bars.length)} bars of the tier policies, from the date each version took effect; upright lines mark when a version was announced.`}
      unit={{ kind: "ratio" }}
      series={bars.map(({ name, points }) => ({ name, points, step: true }))}
      events={announced}
    />
  );
}

function Funnel({ figure: { funnel } }: { readonly figure: FigureOf<"funnel"> }) {
  return (
    <FunnelPlot
      title="Reviewers: share of work passed"
      reading={funnel.sentence}
      note="Limits of chance around the average reviewer, widened by the spread that all share."
      points={funnel.points.map(({ reviewer, reviews, rate, beyond }) => ({
        id: reviewer,
        label: reviewer,
        n: reviews,
        value: rate,
        beyond,
      }))}
      limits={funnel.limits}
      centre={{ value: funnel.pooled, name: "all reviews" }}
      unit={{ kind: "share" }}
      nNoun="reviews"
      noun="Reviewer"
    />
  );
}

const NIGHT = [23, 6] as const;
const HOURS = { kind: "hours" } as const;
const DAY_MS = 86_400_000;

function Hours({ figure: { clock } }: { readonly figure: FigureOf<"clock"> }) {
  const known = clock.hours.map((hours) => hours ?? 0);
  const total = known.reduce((sum, hours) => sum + hours, 0);
  const night = known.reduce(
    (sum, hours, hour) => (hour >= NIGHT[0] || hour < NIGHT[1] ? sum + hours : sum),
    0,
  );
  const withheld = clock.hours.includes(null) ? " Hours of fewer than ten people are withheld." : "";
  return (
    <>
      <CalendarHeat
        title="Hours worked each day"
        reading={`${formatCount(Math.round(total))} hours of ${formatCount(clock.people)} people, each by the calendar of their own place.`}
        days={clock.days.map(([day, value]) => ({
          on: new Date(day * DAY_MS).toISOString().slice(0, 10),
          value,
        }))}
        unit={HOURS}
      />
      <HoursClock
        title="Hours worked by time of day"
        reading={`${formatPercent(total === 0 ? 0 : night / total)} of the hours fall between 23:00 and 06:00, local time.${withheld}`}
        hours={clock.hours}
        unit={HOURS}
        night={NIGHT}
      />
    </>
  );
}
