import { DETECTORS } from "~/detectors";
import { WORKLOAD_METRICS } from "~/detectors/workload";
import type { Detector } from "~/domain/detector";
import type { Metric } from "~/domain/metric";
import type { WorkloadMetric } from "~/domain/workload-metric";
import { IMPORTERS } from "~/importers";
import { METRICS } from "~/metrics";

/** A definition as the methodology pages print it; made from the definition itself, so that the two cannot differ. */
export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly kind: "metric" | "detector" | "importer";
  readonly summary: string;
  /** Facts of the definition, in the order they are read. */
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  /** What else could explain a flag. */
  readonly innocent: readonly string[];
  readonly caveats: readonly string[];
  readonly sources: readonly string[];
  /** Numbers that may be changed in settings, with where their defaults come from. */
  readonly params: readonly EntryParam[];
}

export interface EntryParam {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly default: number;
  readonly source: string;
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

const WORKLOAD_UNITS: Readonly<Record<WorkloadMetric["unit"], string>> = {
  share: "share, 0 to 1",
  factor: "factor",
  hours: "hours",
  days: "days",
  minutes: "minutes",
  count: "count",
  points: "percentage points",
};

const measureEntry = (metric: Metric | WorkloadMetric, unit: string): Entry => ({
  id: metric.id,
  label: metric.label,
  kind: "metric",
  summary: metric.formula,
  facts: [
    { name: "Formula", text: metric.formula },
    { name: "Unit", text: unit },
    { name: "Interval", text: metric.interval },
    { name: "Smallest n", text: `${metric.minN} ${metric.nUnit}; below that the number is insufficient` },
    { name: "Better", text: BETTER[metric.better] },
    { name: "Unmeasured when", text: metric.absent },
  ],
  innocent: [],
  params: [],
  caveats: metric.caveats,
  sources: metric.sources,
});

const metricEntry = (metric: Metric): Entry => measureEntry(metric, UNITS[metric.unit]);

const MEASURED = { name: "Measured", text: "with each whole audit, over its window" };

function workloadEntry(metric: WorkloadMetric): Entry {
  const entry = measureEntry(metric, WORKLOAD_UNITS[metric.unit]);
  return { ...entry, facts: [...entry.facts, MEASURED] };
}

const FLAG = {
  statistical:
    "Where the effect passes the threshold, the bound of its interval passes the indifference bound, and p, corrected by Benjamini and Hochberg within detector, scope and window, is below .05.",
  deterministic: "Where the rule was broken, in the records as they are.",
} as const;

const sentence = (words: readonly string[]): string =>
  words.map((word) => word.replaceAll("_", " ")).join(", ");

const detectorEntry = (detector: Detector): Entry => ({
  id: detector.id,
  label: detector.title,
  kind: "detector",
  summary: detector.question,
  facts: [
    { name: "Harm", text: detector.harm },
    { name: "Flagged", text: FLAG[detector.kind] },
    {
      name: "Otherwise",
      text: "Clear where the interval excludes the threshold, inconclusive where it covers it, insufficient where records are too few or missing. None of them says fair.",
    },
    { name: "Smallest n", text: detector.minimum },
    { name: "Reads", text: detector.requires.length === 0 ? "judgments" : sentence(detector.requires) },
    { name: "Seen by", text: sentence(detector.seenBy) },
    { name: "Remedy", text: detector.remedy },
    { name: "Version", text: String(detector.version) },
  ],
  innocent: detector.innocent,
  caveats: detector.limits,
  sources: detector.sources.map(({ kind, text }) => `${kind}: ${text}`),
  params: Object.entries(detector.params).map(([name, param]) => ({
    name,
    label: param.label,
    unit: param.unit,
    default: param.default,
    source: `${param.source.kind}: ${param.source.text}`,
  })),
});

/** Every definition, metrics first. */
export const ENTRIES: readonly Entry[] = [
  ...METRICS.map(metricEntry),
  ...WORKLOAD_METRICS.map(workloadEntry),
  ...DETECTORS.map(detectorEntry),
  ...IMPORTERS.map(({ id, label, description, caveats, sources }): Entry => ({
    id,
    label,
    kind: "importer",
    summary: description,
    facts: [{ name: "Reads", text: description }],
    innocent: [],
    params: [],
    caveats,
    sources,
  })),
];

export const findEntry = (id: string): Entry | undefined => ENTRIES.find((entry) => entry.id === id);
