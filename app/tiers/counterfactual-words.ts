import type { Reading } from "~/domain/window-tally";
import type { Counterfactual, ReadingChange } from "./counterfactual";
import type { TierPolicy } from "./policy";
import { ruleMetric } from "./rule-metrics";
import { valueOf } from "./verdict";
import { counted, listInWords, metricInWords, sentence, valueInWords } from "./words";

/** A counterfactual in a sentence: `2 more gold items correct of 50 would give Royalty.` */
export function changeInWords(
  policy: TierPolicy,
  { direction, tierId, changes, goldNeeded }: Omit<Counterfactual, "sentence">,
): string {
  if (goldNeeded > 0) {
    return sentence(`${counted(goldNeeded, "more gold item", "more gold items")} would allow a decision`);
  }
  const label = policy.tiers.find(({ id }) => id === tierId)?.label ?? "another tier";
  const what = listInWords(changes.map(partInWords));
  return sentence(direction === "up" ? `${what} would give ${label}` : `${what} would lead to ${label}`);
}

function partInWords({ rule, from, to }: ReadingChange): string {
  const noun = ruleMetric(rule.metric)?.counted;
  if (from.kind === "share" && to.kind === "share" && noun !== undefined) {
    const by = to.successes - from.successes;
    return `${counted(Math.abs(by), ...moreOf(by, noun))} ${noun.state} of ${from.n}`;
  }
  if (from.kind === "count" && noun !== undefined) {
    const by = valueOf(to) - from.value;
    return counted(Math.abs(by), ...moreOf(by, noun));
  }
  return `${metricInWords(rule.metric)} of ${inWords(rule.metric, to)} instead of ${inWords(rule.metric, from)}`;
}

const moreOf = (by: number, noun: { readonly one: string; readonly many: string }): [string, string] => {
  const word = by > 0 ? "more" : "fewer";
  return [`${word} ${noun.one}`, `${word} ${noun.many}`];
};

const inWords = (metric: string, reading: Reading): string => valueInWords(metric, valueOf(reading));
