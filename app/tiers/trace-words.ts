import { lossChance, runChance } from "./forward";
import type { HeldBy } from "./judge";
import type { Tier, TierPolicy } from "./policy";
import type { RuleTrace, Trace } from "./trace";
import { counted, metricInWords, percent, ruleInWords, sentence, valueInWords } from "./words";

/** A decision in sentences: what it is, why, each rule that mattered, and what would alter it. */
export function traceInWords(policy: TierPolicy, trace: Trace): readonly string[] {
  const deciding = trace.tiers.filter(
    ({ tierId }) => tierId === trace.fromTier || tierId === trace.givenTier || tierId === nextAbove(trace),
  );
  const rules = deciding.flatMap(({ label, rules: own }) => own.map((rule) => ruleTraceInWords(label, rule)));
  return [
    ...decisionInWords(policy, trace),
    ...rules,
    ...(trace.noise ? [NOISE] : []),
    ...trace.counterfactuals.map((each) => each.sentence),
  ];
}

/** What was decided, and what beside the rules had a part in it, in sentences. */
export const decisionInWords = (policy: TierPolicy, trace: Trace): readonly string[] => [
  outcomeInWords(policy, trace),
  ...(trace.heldBy === null ? [] : [heldInWords(policy, trace, trace.heldBy)]),
  ...(trace.displaced ? ["The rules were met, but all places went to people with a higher value."] : []),
];

/** Said of a move that chance alone can explain. */
export const NOISE =
  "This move rests on a value whose interval reaches across the bar: chance alone can explain it.";

/** The tier just above the given one: the one a person can hope for. */
const nextAbove = ({ tiers, givenTier }: Trace): string | undefined =>
  tiers[tiers.findIndex(({ tierId }) => tierId === givenTier) - 1]?.tierId;

const labelOf = (policy: TierPolicy, tierId: string | null): string =>
  policy.tiers.find(({ id }) => id === tierId)?.label ?? tierId ?? "no tier";

function outcomeInWords(policy: TierPolicy, trace: Trace): string {
  const [from, to] = [labelOf(policy, trace.fromTier), labelOf(policy, trace.toTier)];
  if (trace.outcome === "promoted") return `Promoted from ${from} to ${to}.`;
  if (trace.outcome === "demoted") return `Moved from ${from} down to ${to}.`;
  if (trace.outcome === "kept") return `${to} is kept.`;
  return `${to} is kept for now; a move down to ${labelOf(policy, trace.proposedTier)} is proposed and waits for a person's decision.`;
}

function heldInWords(policy: TierPolicy, trace: Trace, heldBy: HeldBy): string {
  switch (heldBy) {
    case "insufficient":
      return "Too little was measured in this window to decide, so the present tier stays.";
    case "interval":
      return "A value misses its bar, but its interval reaches it: that is not enough to lose the tier.";
    case "grace":
      return `No demotion within ${counted(policy.graceDays, "day")} of joining or a promotion.`;
    case "grandfathered":
      return "The tier was held when this version took effect and is kept for the agreed time.";
    case "consecutive": {
      const { windows, needed } = trace.waiting ?? { windows: 1, needed: policy.consecutiveWindows };
      return `The rules call for ${labelOf(policy, trace.givenTier)}; that is window ${windows} of the ${needed} in a row it takes.`;
    }
  }
}

/** One rule and how it went: `Royalty: gold accuracy of at least 98 %: 96 % (86.5 % to 98.9 %, 48 of 50), missed.` */
function ruleTraceInWords(label: string, rule: RuleTrace): string {
  const asked = ruleInWords({ metric: rule.metric, op: rule.op, value: rule.bar });
  if (rule.value === null || rule.interval === null) {
    return `${label} asks for ${asked}; ${metricInWords(rule.metric)} was not measured in this window.`;
  }
  const [low, high] = rule.interval;
  const range =
    low === high ? "" : `${valueInWords(rule.metric, low)} to ${valueInWords(rule.metric, high)}, `;
  const n = rule.successes === null ? `n = ${rule.n}` : `${rule.successes} of ${rule.n}`;
  const value = `${valueInWords(rule.metric, rule.value)} (${range}${n})`;
  const verdict = {
    met: "reached",
    missed: "missed",
    unclear: "not reached, but within the interval",
    unmeasured: "not measured",
  };
  return `${label} asks for ${asked}; the value is ${value}: ${verdict[rule.verdict]}.`;
}

/**
 * How often a rule takes a tier away by chance from somebody who truly gets `trueShare` right, in a sentence; null where
 * the tier has no rule on gold accuracy. Half a year is as many windows as fit into 182 days.
 */
export function chanceInWords(policy: TierPolicy, tier: Tier, trueShare: number, n: number): string | null {
  if (!tier.rules.some(({ metric }) => metric === "gold_accuracy")) return null;
  const windows = Math.max(1, Math.floor(182 / policy.windowDays));
  const loss = lossChance(policy, tier, { metric: "gold_accuracy", n, share: trueShare });
  const chance = runChance(loss, policy.consecutiveWindows, windows);
  return sentence(
    `at a true rate of ${percent(trueShare)} and ${n} gold items a window, this rule would take ${tier.label} away in ` +
      `${percent(chance, 0)} of half-years by chance alone`,
  );
}
