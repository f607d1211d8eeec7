import { ChartFrame, type ChartText } from "./chart-frame";
import { dateParts, formatDate, formatValue, type Unit } from "./format";
import { heatBounds, heatColour, heatStep } from "./heat";

export interface CalendarDay {
  /** "2026-03-20", in the zone the note names. */
  readonly on: string;
  /** null: unmeasured, drawn hollow; 0: a measured none. */
  readonly value: number | null;
}

export interface CalendarHeatProps extends ChartText {
  /** In order; days between the first and the last that are left out are drawn as unmeasured. */
  readonly days: readonly CalendarDay[];
  readonly unit: Unit;
  /** Days with a mark in their corner: a rest breach. */
  readonly marked?: { readonly on: readonly string[]; readonly name: string };
}

const DAY_MS = 86_400_000;
const CELL_PX = 15;
const LEFT_PX = 30;
const TOP_PX = 18;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** One square a day, one column a week from Monday: rhythm, gaps and long runs at a glance. */
export function CalendarHeat(props: CalendarHeatProps) {
  const { days, unit } = props;
  const height = TOP_PX + 7 * CELL_PX + 26;
  return (
    <ChartFrame
      {...props}
      height={height}
      empty={days.length === 0 ? "No days in this period." : undefined}
      table={{
        columns: [{ header: "Day" }, { header: "Value", numeric: true }],
        rows: days.map((day) => [
          { text: formatDate(day.on), raw: day.on },
          { text: day.value === null ? "unmeasured" : formatValue(day.value, unit), raw: day.value },
        ]),
      }}
    >
      <div className="overflow-x-auto" style={{ height }} tabIndex={0} role="region" aria-label={props.title}>
        {days.length > 0 ? <Calendar {...props} height={height} /> : null}
      </div>
    </ChartFrame>
  );
}

const mondayIndex = (at: number): number => (new Date(at).getUTCDay() + 6) % 7;

function Calendar(props: CalendarHeatProps & { readonly height: number }) {
  const { days, height, title, reading, unit } = props;
  const times = days.map((day) => Date.parse(day.on));
  const first = Math.min(...times);
  const start = first - mondayIndex(first) * DAY_MS;
  const count = (Math.max(...times) - first) / DAY_MS + 1;
  const weeks = Math.ceil((Math.max(...times) - start) / DAY_MS / 7 + 1 / 7);
  const known = new Map(days.map((day) => [day.on, day.value]));
  const bounds = heatBounds(days.flatMap((day) => day.value ?? []));
  const all = Array.from({ length: count }, (_, index) => first + index * DAY_MS);
  const width = Math.max(LEFT_PX + weeks * CELL_PX + 22, 260);
  return (
    <svg role="img" aria-label={`${title}. ${reading}`} width={width} height={height}>
      {WEEKDAYS.map((name, index) =>
        index % 2 === 0 ? (
          <text key={name} x={0} y={TOP_PX + index * CELL_PX + 10}>
            {name}
          </text>
        ) : null,
      )}
      {monthStarts(all).map(({ at, name }) => (
        <text key={at} x={LEFT_PX + week(at, start) * CELL_PX} y={10}>
          {name}
        </text>
      ))}
      {all.map((at) => (
        <DayCell key={at} at={at} start={start} known={known} bounds={bounds} {...props} />
      ))}
      <HeatLegend y={TOP_PX + 7 * CELL_PX + 8} bounds={bounds} unit={unit} />
    </svg>
  );
}

const week = (at: number, start: number): number => Math.floor((at - start) / DAY_MS / 7);

function monthStarts(all: readonly number[]): { at: number; name: string }[] {
  return all
    .filter((at) => new Date(at).getUTCDate() === 1 || at === all[0])
    .map((at) => ({ at, name: dateParts(at).month }))
    .filter((one, index, list) => {
      const next = list[index + 1];
      return !next || next.at - one.at > 20 * DAY_MS;
    });
}

interface DayCellProps extends CalendarHeatProps {
  readonly at: number;
  readonly start: number;
  readonly known: ReadonlyMap<string, number | null>;
  readonly bounds: readonly number[];
}

function DayCell({ at, start, known, bounds, unit, marked }: DayCellProps) {
  const on = new Date(at).toISOString().slice(0, 10);
  const value = known.get(on) ?? null;
  const x = LEFT_PX + week(at, start) * CELL_PX;
  const y = TOP_PX + mondayIndex(at) * CELL_PX;
  const mark = marked?.on.includes(on) ? marked.name : undefined;
  const text = value === null ? "unmeasured" : formatValue(value, unit);
  return (
    <g data-mark="">
      <rect
        x={x + 0.5}
        y={y + 0.5}
        width={CELL_PX - 3}
        height={CELL_PX - 3}
        rx="2"
        {...(value === null
          ? { fill: "none", stroke: "var(--line)", strokeDasharray: "2 2" }
          : { fill: heatColour(heatStep(value, bounds)) })}
      >
        <title>{`${formatDate(on)}: ${text}${mark ? `, ${mark}` : ""}`}</title>
      </rect>
      {mark ? <path d={`M${x + 6} ${y + 0.5}h6.5v6.5Z`} fill="var(--ink)" /> : null}
    </g>
  );
}

interface HeatLegendProps {
  readonly y: number;
  readonly bounds: readonly number[];
  readonly unit: Unit;
}

/** The six grounds from none to most, with the ends named. */
function HeatLegend({ y, bounds, unit }: HeatLegendProps) {
  const most = bounds.at(-1) ?? 0;
  return (
    <g>
      <text x={LEFT_PX} y={y + 10}>
        0
      </text>
      {[0, ...bounds].map((bound, step) => (
        <rect
          key={step}
          x={LEFT_PX + 12 + step * CELL_PX}
          y={y}
          width={CELL_PX - 3}
          height={CELL_PX - 3}
          rx="2"
          fill={heatColour(step)}
        >
          <title>{step === 0 ? "none" : `up to ${formatValue(bound, unit)}`}</title>
        </rect>
      ))}
      <text x={LEFT_PX + 18 + 6 * CELL_PX} y={y + 10}>
        {formatValue(most, unit)}
      </text>
    </g>
  );
}
