import type { Measured } from "~/domain/measured";
import type { Metric } from "~/domain/metric";
import { formatCount } from "~/ui/format";
import type { LineageFacts } from "~/ui/lineage";

/** The kept window that a screen's numbers are of. */
export interface LineageWindow {
  readonly from: string | null;
  readonly to: string | null;
  readonly computedAt: string;
  readonly version: string;
}

/** "1 Mar 2026 to ..., UTC days": what a number was counted over. */
export const windowText = (window: Pick<LineageWindow, "from" | "to"> | null): string =>
  window?.from && window.to ? `${window.from} to ${window.to}, UTC days` : "all records, dated or not";

/** What a metric's number is made of, from its definition, the number itself and the window. */
export function metricLineage(
  metric: Metric,
  measured: Measured,
  window: LineageWindow | null,
  more: Partial<Pick<LineageFacts, "clock" | "rowsHref">> & { readonly of?: string } = {},
): LineageFacts {
  const { of, ...rest } = more;
  return {
    name: of ? `${metric.label} of ${of}` : metric.label,
    definition: `${metric.formula}. Interval: ${metric.interval}. Fewer than ${formatCount(metric.minN)} ${metric.nUnit} are insufficient.`,
    window: windowText(window),
    rows: rowsText(metric, measured),
    version: versionText(window),
    sources: metric.sources,
    caveats: metric.caveats,
    methodHref: `/methodology/${metric.id}`,
    ...rest,
  };
}

function rowsText({ nUnit }: Metric, measured: Measured): string {
  if (measured.kind === "unmeasured") return `none: ${measured.reason}`;
  return `${formatCount(measured.n)} ${nUnit}`;
}

export const versionText = (window: LineageWindow | null): string =>
  window === null
    ? "counted as the page was asked for"
    : window.computedAt === ""
      ? `definitions ${window.version}`
      : `definitions ${window.version}, counted ${window.computedAt.slice(0, 16).replace("T", " ")} UTC`;

/** The same for a number that is no metric: a count, a share of a plan. */
export const countLineage = (
  window: LineageWindow | null,
  facts: Omit<LineageFacts, "window" | "version">,
): LineageFacts => ({ ...facts, window: windowText(window), version: versionText(window) });
