import type { Plot } from "./plot";
import { PlotStatic } from "./plot-static";

export interface PlotViewProps {
  readonly plot: Plot;
  /** The chart's title, for the accessible name. */
  readonly title: string;
  /** Read instead of the drawing. */
  readonly reading: string;
}

/** A plot in the page. */
export function PlotView({ plot, title, reading }: PlotViewProps) {
  return <PlotStatic plot={plot} label={`${title}. ${reading}`} />;
}
