import type { Rule } from "./policy";
import { ruleMetric } from "./rule-metrics";

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** A day in words, UTC: `16 March 2026`. */
export function dayInWords(instant: string): string {
  const date = new Date(instant);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""} ${date.getUTCFullYear()}`;
}

/** A number with at most `digits` decimals, and none that say nothing: 98.5, 0.9, 20. */
export const plain = (value: number, digits = 2): string => String(Number(value.toFixed(digits)));

/** A share in per cent: `98.5 %`. */
export const percent = (share: number, digits = 1): string => `${plain(share * 100, digits)} %`;

/** A value of a metric with its unit: `98 %`, `0.9`, `45 s`, `20 h`. */
export function valueInWords(metric: string, value: number): string {
  const unit = ruleMetric(metric)?.unit;
  if (unit === "share") return percent(value);
  if (unit === "seconds") return `${plain(value, 0)} s`;
  if (unit === "hours") return `${plain(value, 1)} h`;
  return unit === "minorPerHour" ? `${plain(value, 0)} minor units an hour` : plain(value, 3);
}

export const metricInWords = (metric: string): string => ruleMetric(metric)?.label ?? metric;

const OPERATORS = { ">=": "at least", ">": "more than", "<=": "at most", "<": "less than" } as const;

/** A rule in words: `gold accuracy of at least 98 %`. */
export const ruleInWords = (rule: Rule): string => `${metricInWords(rule.metric)} of ${barInWords(rule)}`;

/** The bar of a rule in words: `at least 98 %`. */
export const barInWords = ({ metric, op, value }: Rule): string =>
  `${OPERATORS[op]} ${valueInWords(metric, value)}`;

/** `one`, `one and two`, `one, two and three`. */
export function listInWords(parts: readonly string[], last = "and"): string {
  if (parts.length <= 1) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} ${last} ${parts.at(-1) ?? ""}`;
}

/** `1 window`, `2 windows`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

export const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
