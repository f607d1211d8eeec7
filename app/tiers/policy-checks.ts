import type { PlacedNote } from "./policy-note";
import type { Rule, Tier, TierPolicy } from "./policy";
import { ruleMetric } from "./rule-metrics";

const DAY_MS = 86_400_000;
/** Notice before changed terms take effect: Regulation (EU) 2019/1150, article 3(2), by analogy. */
export const NOTICE_DAYS = 15;

/** Everything about one version that can be read but is malformed, or should be known before publishing. */
export function checkPolicy(policy: TierPolicy): readonly PlacedNote[] {
  return [
    ...checkDates(policy),
    ...policy.tiers.flatMap((tier, index) => checkTier(policy, tier, index)),
    ...checkOrder(policy.tiers),
    ...checkQuotas(policy.tiers),
    ...checkRanking(policy),
  ];
}

/** What is wrong between versions: numbers given twice. */
export function checkSet(
  versions: readonly { readonly policy: TierPolicy; readonly at: readonly PropertyKey[] }[],
): readonly PlacedNote[] {
  const seen = new Set<number>();
  return versions.flatMap(({ policy, at }) => {
    const again = seen.has(policy.version);
    seen.add(policy.version);
    const sentence = `Version ${policy.version} is there more than once.`;
    return again ? [{ at: [...at, "version"], sentence, weight: "rule" as const }] : [];
  });
}

function checkDates({ announcedAt, effectiveAt, retroactive }: TierPolicy): readonly PlacedNote[] {
  const noticeDays = (Date.parse(effectiveAt) - Date.parse(announcedAt)) / DAY_MS;
  const at = ["effective_at"];
  if (noticeDays < 0 && !retroactive) {
    const sentence =
      "It takes effect before it is announced; a version that is meant to must say retroactive: true.";
    return [{ at, sentence, weight: "rule" }];
  }
  if (retroactive) {
    const sentence = "It is retroactive: people are judged by a rule they could not know.";
    return [{ at: ["retroactive"], sentence, weight: "notice" }];
  }
  if (noticeDays >= NOTICE_DAYS) return [];
  const days = noticeDays < 1 ? "less than a day" : `${Math.floor(noticeDays)} days`;
  const sentence = `It gives ${days} of notice; changed terms need at least ${NOTICE_DAYS} days.`;
  return [{ at, sentence, weight: "notice" }];
}

function checkTier(policy: TierPolicy, tier: Tier, index: number): readonly PlacedNote[] {
  const at = ["tiers", index];
  const last = index === policy.tiers.length - 1;
  const notes: PlacedNote[] = tier.rules.flatMap((rule, number) => checkRule(rule, [...at, "rules", number]));
  const note = (key: string, sentence: string) => notes.push({ at: [...at, key], sentence, weight: "rule" });
  if (policy.tiers.findIndex(({ id }) => id === tier.id) !== index) {
    note("id", `There is another tier with the id "${tier.id}".`);
  }
  if (last && tier.rules.length > 0) {
    note("rules", "The last tier must have no rules: it is for everybody the others are not for.");
  }
  if (last && tier.quotaShare !== null) note("quota_share", "The last tier must have no quota.");
  if (!last && tier.rules.length === 0 && tier.quotaShare === null) {
    note("rules", "Without rules or quota this tier takes everybody, and nobody reaches the tiers below it.");
  }
  const clash = contradiction(tier.rules);
  if (clash !== null) note("rules", `Nobody can reach this tier: ${clash}.`);
  const richer = policy.tiers.slice(0, index).find((above) => above.payMultiplier < tier.payMultiplier);
  if (richer !== undefined) {
    const sentence = `It pays more than the higher tier "${richer.label}".`;
    notes.push({ at: [...at, "pay_multiplier"], sentence, weight: "notice" });
  }
  return notes;
}

function checkRule({ metric: name, op, value }: Rule, at: readonly PropertyKey[]): readonly PlacedNote[] {
  const metric = ruleMetric(name);
  if (metric === undefined) {
    return [{ at: [...at, "metric"], sentence: `There is no metric "${name}".`, weight: "rule" }];
  }
  const [least, most] = metric.range;
  if (value < least || value > most) {
    const sentence = `A bar on ${metric.label} must lie between ${least} and ${most}; it is ${value}.`;
    return [{ at: [...at, "value"], sentence, weight: "rule" }];
  }
  if ((op === ">" && value === most) || (op === "<" && value === least)) {
    const sentence = `Nobody can reach this bar: ${metric.label} is never ${op === ">" ? "above" : "below"} ${value}.`;
    return [{ at: [...at, "value"], sentence, weight: "rule" }];
  }
  const upwards = op === ">=" || op === ">";
  if ((metric.better === "higher" && !upwards) || (metric.better === "lower" && upwards)) {
    const sentence = `The rule asks for less good work: ${metric.label} is better ${metric.better}.`;
    return [{ at: [...at, "op"], sentence, weight: "notice" }];
  }
  return [];
}

const isFloor = ({ op }: Rule): boolean => op === ">=" || op === ">";

/** Two bars on the same metric between which no value lies, in words; null where there are none. */
function contradiction(rules: readonly Rule[]): string | null {
  for (const low of rules.filter(isFloor)) {
    const high = rules.find(
      (rule) =>
        rule.metric === low.metric &&
        !isFloor(rule) &&
        (rule.value < low.value || (rule.value === low.value && (low.op === ">" || rule.op === "<"))),
    );
    if (high === undefined) continue;
    const label = ruleMetric(low.metric)?.label ?? low.metric;
    return `${label} would have to be ${low.op} ${low.value} and ${high.op} ${high.value} at once`;
  }
  return null;
}

/** Whether whoever meets `rule` meets `other` too. */
function implies(rule: Rule, other: Rule): boolean {
  if (rule.metric !== other.metric || isFloor(rule) !== isFloor(other)) return false;
  if (rule.value === other.value) return rule.op === other.op || other.op.includes("=");
  return isFloor(rule) === rule.value > other.value;
}

const impliesAll = (tier: Tier, other: Tier): boolean =>
  other.rules.every((bar) => tier.rules.some((rule) => implies(rule, bar)));

/** A tier whose bars are all as hard as a higher one's is never given: the higher one comes first. */
function checkOrder(tiers: readonly Tier[]): readonly PlacedNote[] {
  return tiers.flatMap((tier, index) => {
    if (tier.rules.length === 0) return [];
    const higher = tiers.slice(0, index).find((above) => above.rules.length > 0 && impliesAll(tier, above));
    if (higher === undefined) return [];
    const same = impliesAll(higher, tier);
    if (same && higher.quotaShare !== null) return [];
    const sentence = same
      ? `Nobody can reach this tier: its bars are those of "${higher.label}", which is given first.`
      : `The tiers are out of order: whoever reaches this one has reached the higher "${higher.label}".`;
    return [{ at: ["tiers", index, "rules"], sentence, weight: "rule" as const }];
  });
}

function checkQuotas(tiers: readonly Tier[]): readonly PlacedNote[] {
  const notes: PlacedNote[] = tiers.flatMap(({ quotaShare }, index) =>
    quotaShare === null || (quotaShare > 0 && quotaShare <= 1)
      ? []
      : [
          {
            at: ["tiers", index, "quota_share"],
            sentence: `A quota must be a share above 0 and at most 1; it is ${quotaShare}.`,
            weight: "rule" as const,
          },
        ],
  );
  const total = tiers.reduce((sum, { quotaShare }) => sum + (quotaShare ?? 0), 0);
  if (total > 1 + 1e-9) {
    const sentence = `The quotas add up to ${Math.round(total * 1_000) / 10} % of the roster; they cannot be more than all of it.`;
    notes.push({ at: ["tiers"], sentence, weight: "rule" });
  }
  return notes;
}

function checkRanking({ rankBy }: TierPolicy): readonly PlacedNote[] {
  if (ruleMetric(rankBy) !== undefined) return [];
  return [{ at: ["rank_by"], sentence: `There is no metric "${rankBy}".`, weight: "rule" }];
}
