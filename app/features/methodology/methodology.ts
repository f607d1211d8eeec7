import type { Metric } from "~/domain/metric";
import { IMPORTERS } from "~/importers";
import { METRICS } from "~/metrics";

/** A definition as the methodology pages print it; made from the definition itself, so that the two cannot differ. */
export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly kind: "metric" | "importer";
  readonly summary: string;
  /** Facts of the definition, in the order they are read. */
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  readonly caveats: readonly string[];
  readonly sources: readonly string[];
}

const UNITS: Readonly<Record<Metric["unit"], string>> = {
  ratio: "share, 0 to 1",
  factor: "factor; 1 is everybody's",
  seconds: "seconds",
  hours: "hours",
  minorPerHour: "minor currency units an hour",
  count: "count",
};

const BETTER = { higher: "higher", lower: "lower", none: "neither direction is better in itself" } as const;

const metricEntry = (metric: Metric): Entry => ({
  id: metric.id,
  label: metric.label,
  kind: "metric",
  summary: metric.formula,
  facts: [
    { name: "Formula", text: metric.formula },
    { name: "Unit", text: UNITS[metric.unit] },
    { name: "Interval", text: metric.interval },
    { name: "Smallest n", text: `${metric.minN} ${metric.nUnit}; below that the number is insufficient` },
    { name: "Better", text: BETTER[metric.better] },
    { name: "Unmeasured when", text: metric.absent },
  ],
  caveats: metric.caveats,
  sources: metric.sources,
});

/** Every definition, metrics first. */
export const ENTRIES: readonly Entry[] = [
  ...METRICS.map(metricEntry),
  ...IMPORTERS.map(({ id, label, description, caveats, sources }): Entry => ({
    id,
    label,
    kind: "importer",
    summary: description,
    facts: [{ name: "Reads", text: description }],
    caveats,
    sources,
  })),
];

export const findEntry = (id: string): Entry | undefined => ENTRIES.find((entry) => entry.id === id);
