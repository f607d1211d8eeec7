import type { Measured } from "~/domain/measured";
import { formatCount } from "~/ui/format";
import { SmallMultiples, type Panel } from "~/ui/small-multiples";
import { type SeriesPoint, TimeSeries } from "~/ui/time-series";
import { measuredText } from "~/ui/measured";
import type { PlannedDay } from "./pace";

export interface DaysCardProps {
  readonly throughput: readonly SeriesPoint[];
  readonly planned: readonly PlannedDay[];
  readonly share: Measured;
}

/** Judgments a day against the plan; the work of projects without one is not held against it. */
export function DaysCard({ throughput, planned, share }: DaysCardProps) {
  const series = [{ name: "Judgments", points: throughput }];
  const plan = planned.map(({ day, planned: value }): SeriesPoint => ({ at: day, value }));
  const made = planned.map(({ day, made: value }): SeriesPoint => ({ at: day, value }));
  const hasPlan = plan.some(({ value }) => value !== null);
  const all = new Map(throughput.map(({ at, value }) => [at, value]));
  const partly = made.some(({ at, value }) => value !== null && value !== (all.get(at) ?? 0));
  return (
    <TimeSeries
      title="Judgments a day"
      reading={`${paceReading(throughput)} ${planReading(share)}`}
      series={[
        ...series,
        ...(hasPlan && partly ? [{ name: "Of projects with a plan", points: made }] : []),
        ...(hasPlan ? [{ name: "Plan", points: plan, quiet: true, step: true }] : []),
      ]}
      unit={{ kind: "count" }}
      fileName="judgments-a-day"
      note="UTC days; the last recorded day may still be running."
    />
  );
}

const WEEK = 7;

/** How the last whole week compares with the one before, in words; the last recorded day is left out of both. */
export function paceReading(throughput: readonly SeriesPoint[]): string {
  if (throughput.length === 0) return "No dated judgments in this period.";
  const whole = throughput.slice(0, -1).map(({ value }) => value ?? 0);
  const week = (from: number, to?: number) => whole.slice(from, to).reduce((sum, value) => sum + value, 0);
  if (whole.length < 2 * WEEK) {
    const total = throughput.reduce((sum, { value }) => sum + (value ?? 0), 0);
    return `${formatCount(total)} on ${formatCount(throughput.length)} days.`;
  }
  const [before, last] = [week(-2 * WEEK, -WEEK), week(-WEEK)];
  const counts = `${formatCount(last)} in the last seven whole days, ${formatCount(before)} in the seven before`;
  if (before === 0) return `${counts}.`;
  const change = Math.round((100 * (last - before)) / before);
  return change === 0
    ? `${counts}: level.`
    : `${counts}: ${change < 0 ? "down" : "up"} ${Math.abs(change)} %.`;
}

function planReading(share: Measured): string {
  if (share.kind === "unmeasured") return "No plan is set for these days.";
  if (share.kind === "insufficient") return "The plan has no whole day yet.";
  return `${measuredText(share, { kind: "share" })} of the plan, n in days.`;
}

export interface HoursCardProps {
  readonly work: readonly SeriesPoint[];
  readonly plan: readonly SeriesPoint[];
}

export function HoursCard({ work, plan }: HoursCardProps) {
  const last = work.slice(-24);
  const total = last.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const busiest = last.reduce<SeriesPoint | null>(
    (most, point) => (most === null || (point.value ?? 0) > (most.value ?? 0) ? point : most),
    null,
  );
  return (
    <TimeSeries
      title="Judgments an hour"
      reading={
        busiest === null
          ? "No dated judgments."
          : `${formatCount(total)} on the last recorded day, most of them from ${busiest.at.slice(11, 16)} UTC (${formatCount(busiest.value ?? 0)}).`
      }
      series={[
        { name: "Judgments", points: work, step: true },
        ...(plan.length > 0
          ? [{ name: "Plan, at the usual hours", points: plan, quiet: true, step: true }]
          : []),
      ]}
      unit={{ kind: "count" }}
      fileName="judgments-an-hour"
      note="The last three days with records. A day's plan is spread over its hours as the work of the last 28 days was."
    />
  );
}

export interface PartsCardProps {
  readonly by: "platform" | "project";
  readonly panels: readonly Panel[];
}

/** The same chart for each platform, or each project of one. */
export function PartsCard({ by, panels }: PartsCardProps) {
  return (
    <SmallMultiples
      title={by === "platform" ? "By platform" : "By project"}
      reading={`Judgments a day of ${panels.length === 1 ? `one ${by}` : `${panels.length} ${by}s`} on one scale; a name opens that ${by} alone.`}
      panels={panels}
      unit={{ kind: "count" }}
      fileName={`judgments-a-day-by-${by}`}
    />
  );
}
