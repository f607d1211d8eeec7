import type { Rule, Tier, TierPolicy } from "./policy";
import {
  barInWords,
  counted,
  dayInWords,
  metricInWords,
  percent,
  plain,
  ruleInWords,
  sentence,
} from "./words";

/** One thing in which a version differs from the one before. */
export interface PolicyChange {
  /** `tightened` and `loosened`: a bar of the same tier and metric made harder or easier. */
  readonly kind: "tightened" | "loosened" | "added" | "removed" | "changed";
  /** The tier it is about; null for the policy as a whole. */
  readonly tierId: string | null;
  /** The metric whose bar moved; null where none did. */
  readonly metric: string | null;
  readonly sentence: string;
}

/** How `next` differs from `before`, in sentences: bars first, then what tiers bring, then how decisions are made. */
export function policyDiff(before: TierPolicy, next: TierPolicy): readonly PolicyChange[] {
  const gone = before.tiers.filter((tier) => !next.tiers.some(({ id }) => id === tier.id));
  return [
    ...next.tiers.flatMap((tier) => {
      const former = before.tiers.find(({ id }) => id === tier.id);
      return former === undefined
        ? [change("added", tier.id, null, `the tier ${tier.label} is new`)]
        : [...barChanges(former, tier), ...benefitChanges(former, tier)];
    }),
    ...gone.map((tier) => change("removed", tier.id, null, `the tier ${tier.label} is gone`)),
    ...orderChanges(before, next),
    ...settingChanges(before, next),
  ];
}

function change(
  kind: PolicyChange["kind"],
  tierId: string | null,
  metric: string | null,
  text: string,
): PolicyChange {
  return { kind, tierId, metric, sentence: sentence(text) };
}

const isFloor = ({ op }: Rule): boolean => op === ">=" || op === ">";
const sameBar = (one: Rule, other: Rule): boolean =>
  one.metric === other.metric && isFloor(one) === isFloor(other);

/** Whether `rule` is harder to meet than `other`, a bar on the same metric in the same direction. */
const isHarder = (rule: Rule, other: Rule): boolean =>
  rule.value === other.value
    ? !rule.op.includes("=") && other.op.includes("=")
    : isFloor(rule) === rule.value > other.value;

/** Of several bars on the same metric in the same direction only the hardest matters. */
const binding = (rules: readonly Rule[]): readonly Rule[] =>
  rules.filter(
    (rule, index) =>
      !rules.some(
        (other, at) =>
          sameBar(other, rule) && (isHarder(other, rule) || (!isHarder(rule, other) && at < index)),
      ),
  );

function barChanges(before: Tier, next: Tier): readonly PolicyChange[] {
  const [former, latter] = [binding(before.rules), binding(next.rules)];
  const moved = latter.flatMap((rule) => {
    const old = former.find((other) => sameBar(other, rule));
    if (old === undefined) {
      return [change("added", next.id, rule.metric, `${next.label} now also asks for ${ruleInWords(rule)}`)];
    }
    return old.value === rule.value && old.op === rule.op ? [] : [movedBar(next, old, rule)];
  });
  const dropped = former
    .filter((rule) => !latter.some((other) => sameBar(other, rule)))
    .map((rule) =>
      change("removed", next.id, rule.metric, `${next.label} no longer asks for ${ruleInWords(rule)}`),
    );
  return [...moved, ...dropped];
}

function movedBar(tier: Tier, old: Rule, rule: Rule): PolicyChange {
  const harder = isHarder(rule, old);
  const text =
    `the bar of ${tier.label} on ${metricInWords(rule.metric)} moves from ` +
    `${barInWords(old)} to ${barInWords(rule)}`;
  const kind = harder ? "tightened" : "loosened";
  return change(kind, tier.id, rule.metric, `${text}: it is ${harder ? "harder" : "easier"}`);
}

function benefitChanges(before: Tier, next: Tier): readonly PolicyChange[] {
  const changes: PolicyChange[] = [];
  const add = (text: string) => changes.push(change("changed", next.id, null, text));
  if (before.quotaShare !== next.quotaShare) {
    const share = (quota: number | null) =>
      quota === null ? "no limit" : `at most ${percent(quota)} of the roster`;
    add(`places in ${next.label} go from ${share(before.quotaShare)} to ${share(next.quotaShare)}`);
  }
  if (before.payMultiplier !== next.payMultiplier) {
    add(
      `${next.label} pays times ${plain(next.payMultiplier, 3)} instead of ${plain(before.payMultiplier, 3)}`,
    );
  }
  if (before.premiumAccess !== next.premiumAccess) {
    add(`${next.label} ${next.premiumAccess ? "now has" : "no longer has"} access to premium batches`);
  }
  if (before.label !== next.label) add(`${before.label} is now called ${next.label}`);
  return changes;
}

function orderChanges(before: TierPolicy, next: TierPolicy): readonly PolicyChange[] {
  const common = (policy: TierPolicy, other: TierPolicy) =>
    policy.tiers.map(({ id }) => id).filter((id) => other.tiers.some((tier) => tier.id === id));
  if (common(before, next).join("\n") === common(next, before).join("\n")) return [];
  const order = next.tiers.map(({ label }) => label).join(", ");
  return [change("changed", null, null, `the order of tiers is now ${order}`)];
}

function settingChanges(before: TierPolicy, next: TierPolicy): readonly PolicyChange[] {
  const changes: PolicyChange[] = [];
  const compare = <K extends keyof TierPolicy>(
    key: K,
    words: (value: TierPolicy[K]) => string,
    what: string,
  ) => {
    if (before[key] === next[key]) return;
    changes.push(
      change("changed", null, null, `${what} go from ${words(before[key])} to ${words(next[key])}`),
    );
  };
  const days = (count: number) => counted(count, "day");
  compare("windowDays", days, "windows");
  compare("minimumGold", (count) => counted(count, "gold item"), "the items needed to decide");
  compare(
    "decideOn",
    (basis) => (basis === "point" ? "the value itself" : "the whole interval"),
    "decisions",
  );
  compare("consecutiveWindows", (count) => String(count), "the windows in a row that are needed");
  compare("consecutiveWindowsApplyTo", (what) => what, "the changes that need windows in a row");
  compare("humanReviewBeforeDemotion", (human) => (human ? "a person's decision" : "no person"), "demotions");
  compare("graceDays", days, "days of grace");
  compare("grandfatherDays", days, "days for which held tiers are kept");
  compare("rankBy", metricInWords, "places under a quota");
  compare("projectId", (id) => (id === null ? "all projects" : `project ${id}`), "the rules");
  return changes;
}

/** When one version follows another, with what differs: the line of a changelog. */
export const changelogLine = (before: TierPolicy, next: TierPolicy): string => {
  const count = policyDiff(before, next).length;
  const what = count === 0 ? "nothing changes" : counted(count, "change");
  return sentence(`from ${dayInWords(next.effectiveAt)}, "${next.name}": ${what}`);
};
