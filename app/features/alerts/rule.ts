import { DETECTORS } from "~/detectors";
import { SEVERITIES, type Severity } from "~/domain/finding";
import type { Measured } from "~/domain/measured";
import type { Metric, Unit as MetricUnit } from "~/domain/metric";
import { windowLabel } from "~/domain/period";
import type { Role } from "~/domain/viewer";
import { METRICS } from "~/metrics";
import { formatInterval, formatValue, type Unit } from "~/ui/format";
import { hasInterval } from "~/ui/measured";
import { isForGroups } from "./reading";

export const SCOPES = ["programme", "project", "tier", "annotator"] as const;
export type Scope = (typeof SCOPES)[number];

/** What is watched, for whom, and who is told. */
export interface AlertRule {
  readonly name: string;
  readonly scope: Scope;
  /** The source's id of a project or annotator, or a tier; '' for each of them. */
  readonly subject: string;
  readonly kind: "metric" | "detector";
  /** A metric's or a detector's id. */
  readonly measure: string;
  readonly op: "above" | "below";
  /** In the metric's own unit; null for a detector. */
  readonly bound: number | null;
  /** For pay alone: of which currency the bound is in minor units. */
  readonly currency: string | null;
  /** For a detector alone: from which severity on a flag counts. */
  readonly severity: Severity | null;
  readonly minimumN: number;
  readonly windowDays: number;
  /** Roles whose inboxes and mail it reaches. */
  readonly tells: readonly Role[];
  readonly endpoints: readonly number[];
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Metrics and detectors that a rule may be about, as `metric:<id>` and `detector:<id>`. */
export const MEASURES: readonly Choice[] = [
  ...METRICS.map(({ id, label, unit }) => ({
    value: `metric:${id}`,
    label: `${label} (${unitWords(unit)})`,
  })),
  ...DETECTORS.map(({ id, title }) => ({ value: `detector:${id}`, label: `Pattern: ${title}` })),
];

function unitWords(unit: MetricUnit): string {
  return {
    ratio: "share, 0 to 1",
    factor: "factor",
    seconds: "seconds",
    hours: "hours",
    minorPerHour: "minor units an hour",
    count: "count",
  }[unit];
}

export const metricOf = ({ kind, measure }: Pick<AlertRule, "kind" | "measure">): Metric | undefined =>
  kind === "metric" ? METRICS.find(({ id }) => id === measure) : undefined;

/** A sentence where parts of a rule do not go together; null where they do. */
export function ruleFault(rule: AlertRule): string | null {
  if (rule.kind === "detector") {
    const detector = DETECTORS.find(({ id }) => id === rule.measure);
    if (!detector) return "There is no such pattern.";
    return rule.severity === null || !SEVERITIES.includes(rule.severity)
      ? "Choose from which severity on a pattern counts."
      : null;
  }
  const metric = metricOf(rule);
  if (!metric) return "There is no such metric.";
  if (rule.bound === null || !Number.isFinite(rule.bound)) return "Write the bound as a number.";
  if (metric.unit === "minorPerHour" && rule.currency === null)
    return "Pay is in a currency: write its three letters.";
  if (rule.scope !== "annotator" && !isForGroups(metric))
    return `${metric.label} stands for one person at a time: choose annotators.`;
  return null;
}

function unitOf(metric: Metric, currency: string | null): Unit {
  if (metric.unit === "minorPerHour") return { kind: "money", currency: currency ?? "", per: "hour" };
  return { kind: metric.unit };
}

/** "Gold accuracy below 85 % over the last 28 days, from 20 gold judgments on". */
export function ruleText(rule: AlertRule): string {
  const metric = metricOf(rule);
  if (!metric) {
    const title = DETECTORS.find(({ id }) => id === rule.measure)?.title ?? rule.measure;
    return `${title}: flagged${rule.severity === "watch" ? "" : `, ${rule.severity} or worse`}`;
  }
  const bound = formatValue(rule.bound ?? 0, unitOf(metric, rule.currency));
  const least = Math.max(rule.minimumN, metric.minN);
  return `${metric.label} ${rule.op} ${bound}, ${windowLabel(rule.windowDays).toLowerCase()}, from ${least} ${metric.nUnit} on`;
}

/** Whom a rule looks at: "each project", "tier gold". */
export const scopeText = ({ scope, subject }: Pick<AlertRule, "scope" | "subject">): string =>
  scope === "programme" ? "the programme" : subject === "" ? `each ${scope}` : `${scope} ${subject}`;

/** A measured number in a notice: "81 % (75–84, n = 210)". */
export function readingText(rule: AlertRule, measured: Measured): string {
  const metric = metricOf(rule);
  if (!metric || measured.kind !== "measured") return "";
  const unit = unitOf(metric, rule.currency);
  const ends = hasInterval(measured) ? `${formatInterval(measured.low, measured.high, unit)}, ` : "";
  return `${formatValue(measured.value, unit)} (${ends}n = ${Math.round(measured.n)})`;
}

const NAMED = 10;

/** The notice of a rule that subjects have crossed, or come back from: all of one look together. */
export function noticeText(
  rule: AlertRule,
  kind: "crossed" | "resolved",
  subjects: readonly { readonly label: string; readonly reading: string }[],
): { readonly title: string; readonly body: string } {
  const isProgramme = rule.scope === "programme";
  const whom = isProgramme
    ? "the programme"
    : subjects.length === 1
      ? (subjects[0]?.label ?? "")
      : `${subjects.length} ${rule.scope}s`;
  const lines = subjects
    .slice(0, NAMED)
    .map(({ label, reading }) => [isProgramme ? "" : label, reading].filter((part) => part !== "").join(": "))
    .filter((line) => line !== "");
  const more = subjects.length > NAMED ? [`and ${subjects.length - NAMED} more`] : [];
  const how =
    rule.kind === "metric"
      ? kind === "crossed"
        ? "The whole 95 % interval lies beyond the bound."
        : "The whole 95 % interval lies within the bound again."
      : kind === "crossed"
        ? "A flag is a question with innocent explanations, not a finding of fault."
        : "The newest run does not flag it at that severity any more; that is no certificate.";
  return {
    title: `${rule.name}: ${whom}${kind === "resolved" ? ", resolved" : ""}`,
    body: [`${ruleText(rule)}.`, ...lines, ...more, how].join("\n"),
  };
}
