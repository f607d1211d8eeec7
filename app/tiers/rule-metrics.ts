/** A measure that a tier rule may be about. */
export interface RuleMetric {
  /** As written in a policy: the metric's id with underscores; never changes. */
  readonly id: string;
  readonly aliases?: readonly string[];
  /** As said in the middle of a sentence. */
  readonly label: string;
  readonly unit: "share" | "factor" | "seconds" | "hours" | "minorPerHour" | "count";
  /** Which direction a rule usually asks for; `none` where neither is better. */
  readonly better: "higher" | "lower" | "none";
  /** The values a bar may have, both ends included. */
  readonly range: readonly [number, number];
  /** What is counted, for shares and counts, and for shares what is true of those that count: gold items correct. */
  readonly counted?: { readonly one: string; readonly many: string; readonly state: string };
}

const SHARE = [0, 1] as const;
const POSITIVE = [0, 1e9] as const;

/**
 * Every measure a rule may read, sorted by id: all metrics of the registry, and the number of judgments. A policy
 * that names another is refused.
 */
export const RULE_METRICS: readonly RuleMetric[] = [
  share("consensus_agreement", "agreement with the other annotators", "higher", "answer", "in agreement"),
  share("first_pass_rate", "share of work accepted at its first review", "higher", "judgment", "accepted"),
  { id: "floor_gap", label: "gap of pay to the floor", unit: "factor", better: "higher", range: [-1, 1e6] },
  share("gold_accuracy", "gold accuracy", "higher", "gold item", "correct"),
  {
    id: "handling_ratio",
    label: "handling time over what is expected for the same work",
    unit: "factor",
    better: "lower",
    range: [0, 100],
  },
  amount("hourly_active", "pay per active hour", "minorPerHour", "higher"),
  amount("hourly_all_in", "pay per hour, all in", "minorPerHour", "higher"),
  amount("hourly_session", "pay per session hour", "minorPerHour", "higher"),
  { ...amount("hours", "hours of work", "hours", "higher"), aliases: ["active_hours"] },
  {
    ...amount("judgments", "number of judgments", "count", "higher"),
    counted: { one: "judgment", many: "judgments", state: "" },
  },
  amount("longest_spell", "longest spell of work", "seconds", "lower"),
  amount("mean_handling_time", "average handling time", "seconds", "lower"),
  amount("median_handling_time", "median handling time", "seconds", "lower"),
  { id: "night_share", label: "share of work at night", unit: "share", better: "lower", range: SHARE },
  { id: "paid_share", label: "share of time that is paid", unit: "share", better: "higher", range: SHARE },
  share("rejection_rate", "rejection rate", "lower", "judgment", "rejected"),
  {
    ...amount("rest_breaches", "number of short rests", "count", "lower"),
    counted: { one: "short rest", many: "short rests", state: "" },
  },
  {
    ...share("review_acceptance", "share of reviews that accepted", "higher", "review", "accepted"),
    aliases: ["review_rate"],
  },
];

function share(
  id: string,
  label: string,
  better: RuleMetric["better"],
  noun: string,
  state: string,
): RuleMetric {
  const counted = { one: noun, many: `${noun}s`, state };
  return { id, label, unit: "share", better, range: SHARE, counted };
}

function amount(
  id: string,
  label: string,
  unit: RuleMetric["unit"],
  better: RuleMetric["better"],
): RuleMetric {
  return { id, label, unit, better, range: POSITIVE };
}

const BY_NAME = new Map(
  RULE_METRICS.flatMap((metric) => [metric.id, ...(metric.aliases ?? [])].map((name) => [name, metric])),
);

/** The rule metric a policy means by `name`, an id or an alias of one; undefined where there is none. */
export const ruleMetric = (name: string): RuleMetric | undefined => BY_NAME.get(name);
