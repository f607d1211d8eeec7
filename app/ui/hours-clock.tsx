import { ChartFrame, type ChartText } from "./chart-frame";
import { formatPercent, formatValue, type Unit } from "./format";

export interface HoursClockProps extends ChartText {
  /** One value for each hour of the day, local time of the people measured, from 0 o'clock; null where it is withheld. */
  readonly hours: readonly (number | null)[];
  readonly unit: Unit;
  /** First and last hour of the night, both on the clock: 23 and 6 mean 23:00 to 06:00. */
  readonly night: readonly [number, number];
}

const SIZE_PX = 240;
const INNER = 34;
const OUTER = 96;

/** When in the day something happens: 24 wedges as on a clock face, midnight at the top, the night shaded. */
export function HoursClock(props: HoursClockProps) {
  const { hours, unit, night } = props;
  const total = sumOf(hours);
  return (
    <ChartFrame
      {...props}
      height={SIZE_PX}
      empty={total === 0 ? "Nothing in this period." : undefined}
      table={{
        columns: [
          { header: "Hour" },
          { header: "Value", numeric: true },
          { header: "Share", numeric: true },
          { header: "" },
        ],
        rows: hours.map((value, hour) => [
          hourText(hour),
          { text: value === null ? "withheld" : formatValue(value, unit), raw: value },
          value === null
            ? { text: "", raw: null }
            : { text: formatPercent(value / total), raw: value / total },
          isNight(hour, night) ? "night" : "",
        ]),
      }}
    >
      <Clock {...props} total={total} />
    </ChartFrame>
  );
}

function Clock({ hours, unit, night, title, reading, total }: HoursClockProps & { readonly total: number }) {
  const largest = Math.max(...hours.map((value) => value ?? 0)) || 1;
  const atNight = sumOf(hours.filter((_, hour) => isNight(hour, night)));
  return (
    <svg
      role="img"
      aria-label={`${title}. ${reading}`}
      width={SIZE_PX}
      height={SIZE_PX}
      viewBox="-120 -120 240 240"
      className="mx-auto block max-w-full"
    >
      {hours.map((value, hour) => {
        const dark = isNight(hour, night);
        // Area, not length, carries the value: the wedge widens as it grows.
        const radius = Math.sqrt(INNER ** 2 + ((value ?? 0) / largest) * (OUTER ** 2 - INNER ** 2));
        return (
          <g key={hour} data-mark="">
            <path d={wedge(hour, INNER, OUTER)} fill={dark ? "var(--sunken)" : "none"} stroke="var(--line)" />
            <path
              d={wedge(hour, INNER, radius)}
              fill={dark ? "var(--series-4)" : "var(--series-1)"}
              stroke="var(--surface)"
            >
              <title>{`${hourText(hour)}: ${value === null ? "withheld" : formatValue(value, unit)}`}</title>
            </path>
          </g>
        );
      })}
      {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => {
        const [x, y] = at(hour, OUTER + 12);
        return (
          <text key={hour} x={x} y={y} dy="0.35em" textAnchor="middle">
            {hour}
          </text>
        );
      })}
      <text y={-2} textAnchor="middle" style={{ fill: "var(--ink)", fontWeight: 600, fontSize: 13 }}>
        {formatPercent(atNight / (total || 1))}
      </text>
      <text y={13} textAnchor="middle">
        at night
      </text>
    </svg>
  );
}

const sumOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

const hourText = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

function isNight(hour: number, [from, to]: readonly [number, number]): boolean {
  return from > to ? hour >= from || hour < to : hour >= from && hour < to;
}

/** A place on the face: hour 0 at the top, clockwise. */
function at(hour: number, radius: number): [string, string] {
  const angle = (hour / 24) * 2 * Math.PI;
  return [(Math.sin(angle) * radius).toFixed(2), (-Math.cos(angle) * radius).toFixed(2)];
}

function wedge(hour: number, inner: number, outer: number): string {
  const [a, b] = [at(hour, inner).join(" "), at(hour, outer).join(" ")];
  const [c, d] = [at(hour + 1, outer).join(" "), at(hour + 1, inner).join(" ")];
  const [i, o] = [inner.toFixed(2), outer.toFixed(2)];
  return `M${a}L${b}A${o} ${o} 0 0 1 ${c}L${d}A${i} ${i} 0 0 0 ${a}Z`;
}
