import { ChartFrame, type ChartText } from "./chart-frame";
import { formatDate, formatInstant, formatValue, type Unit } from "./format";
import { Link } from "./link";
import { along, percent, type Plot } from "./plot";
import { PlotStatic } from "./plot-static";
import type { SeriesPoint } from "./time-series";
import { axisText, roundDomain } from "./ticks";

export interface Panel {
  readonly id: string;
  readonly label: string;
  readonly points: readonly SeriesPoint[];
  readonly href?: string;
}

export interface SmallMultiplesProps extends ChartText {
  readonly panels: readonly Panel[];
  readonly unit: Unit;
  /** One scale for all panels; from the data unless told. */
  readonly domain?: readonly [number, number];
  readonly rule?: { readonly value: number; readonly name: string };
}

const PANEL_PX = 72;

/** The same small chart for each of many, on one scale, so that the eye compares shapes and heights. */
export function SmallMultiples(props: SmallMultiplesProps) {
  const { panels, unit } = props;
  const plots = panelPlots(props);
  return (
    <ChartFrame
      {...props}
      height={PANEL_PX + 40}
      empty={panels.length === 0 ? "Nothing measured in this period." : undefined}
      table={{
        columns: [{ header: "Panel" }, { header: "Time (UTC)" }, { header: "Value", numeric: true }],
        rows: panels.flatMap((panel) =>
          panel.points.map((point) => [
            { text: panel.label, raw: panel.label, ...(panel.href ? { href: panel.href } : {}) },
            { text: point.at.length === 10 ? formatDate(point.at) : formatInstant(point.at), raw: point.at },
            {
              text: point.value === null ? "unmeasured" : formatValue(point.value, unit),
              raw: point.value,
            },
          ]),
        ),
      }}
    >
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-x-4 gap-y-3">
        {panels.map((panel, index) => {
          const plot = plots[index];
          return plot ? <PanelItem key={panel.id} panel={panel} plot={plot} unit={unit} /> : null;
        })}
      </ul>
    </ChartFrame>
  );
}

interface PanelItemProps {
  readonly panel: Panel;
  readonly plot: Plot;
  readonly unit: Unit;
}

function PanelItem({ panel, plot, unit }: PanelItemProps) {
  const last = panel.points.findLast((point) => point.value !== null);
  const text = last?.value === null || last === undefined ? "unmeasured" : formatValue(last.value, unit);
  return (
    <li className="min-w-0">
      <p className="flex items-baseline justify-between gap-2 text-xs">
        {panel.href ? (
          <Link href={panel.href} className="quiet-link truncate font-medium">
            {panel.label}
          </Link>
        ) : (
          <span className="truncate font-medium">{panel.label}</span>
        )}
        <span className="shrink-0 text-muted">{text}</span>
      </p>
      <div className="relative">
        <PlotStatic plot={plot} label={`${panel.label}: last ${text}`} />
        {last?.value !== undefined && last.value !== null ? (
          <LastPoint plot={plot} value={last.value} />
        ) : null}
      </div>
    </li>
  );
}

function LastPoint({ plot, value }: { readonly plot: Plot; readonly value: number }) {
  return (
    <svg
      aria-hidden="true"
      width="100%"
      height={PANEL_PX - plot.margin.top - plot.margin.bottom}
      className="absolute inset-x-0 overflow-visible"
      style={{ top: plot.margin.top }}
    >
      <circle cx="100%" cy={percent(1 - along(plot.y, value))} r="2.5" fill="var(--series-1)" />
    </svg>
  );
}

function panelPlots({ panels, unit, domain, rule }: SmallMultiplesProps): Plot[] {
  const values = panels.flatMap((panel) => panel.points.flatMap((point) => point.value ?? []));
  const times = panels.flatMap((panel) => panel.points.map((point) => Date.parse(point.at)));
  const fitted = roundDomain(
    Math.min(...values, rule?.value ?? Infinity),
    Math.max(...values, rule?.value ?? 0),
    2,
  );
  const y = domain ?? (values.length > 0 ? fitted : ([0, 1] as const));
  const x: readonly [number, number] = times.length > 1 ? [Math.min(...times), Math.max(...times)] : [0, 1];
  return panels.map((panel): Plot => {
    return {
      height: PANEL_PX,
      margin: { top: 8, right: 0, bottom: 4, left: 0 },
      x: { scale: "linear", domain: x, ticks: [], text: String },
      y: { scale: "linear", domain: y, ticks: [], text: (value) => axisText(value, unit) },
      marks: [
        ...(rule
          ? [
              {
                kind: "rule",
                axis: "y",
                at: rule.value,
                name: rule.name,
                tone: "quiet",
                unnamed: true,
              } as const,
            ]
          : []),
        {
          kind: "line",
          name: panel.label,
          tone: 1,
          points: panel.points.map((point) => ({ x: Date.parse(point.at), y: point.value })),
        },
      ],
    };
  });
}
