import { parsePolicies, type ParsedPolicies } from "~/tiers/parse-policies";
import type { PolicyJson, TierPolicy } from "~/tiers/policy";

export type DraftTier = PolicyJson["tiers"][number];
export type DraftRule = DraftTier["rules"][number];

/** A draft as read: its policy, or what is wrong with it by field. */
export interface ReadDraft {
  readonly policy: TierPolicy | null;
  readonly warnings: ParsedPolicies["warnings"];
  readonly problems: ParsedPolicies["problems"];
  /** What is wrong with the field at a path such as `tiers[0].rules[0].value`. */
  readonly at: (path: string) => string | undefined;
}

/** Reads a draft as a version is read from a file. */
export function readDraft(draft: PolicyJson): ReadDraft {
  const { policies, problems, warnings } = parsePolicies(draft);
  const byPath = new Map(problems.map(({ path, sentence }) => [path, sentence]));
  return { policy: policies[0] ?? null, problems, warnings, at: (path) => byPath.get(path) };
}

export const withTier = (draft: PolicyJson, index: number, change: Partial<DraftTier>): PolicyJson => ({
  ...draft,
  tiers: draft.tiers.map((tier, at) => (at === index ? { ...tier, ...change } : tier)),
});

export const withRule = (
  draft: PolicyJson,
  tier: number,
  index: number,
  change: Partial<DraftRule>,
): PolicyJson =>
  withTier(draft, tier, {
    rules: (draft.tiers[tier]?.rules ?? []).map((rule, at) => (at === index ? { ...rule, ...change } : rule)),
  });

export const withoutRule = (draft: PolicyJson, tier: number, index: number): PolicyJson =>
  withTier(draft, tier, { rules: (draft.tiers[tier]?.rules ?? []).filter((_, at) => at !== index) });

export const withNewRule = (draft: PolicyJson, tier: number): PolicyJson =>
  withTier(draft, tier, {
    rules: [...(draft.tiers[tier]?.rules ?? []), { metric: "gold_accuracy", op: ">=", value: 0.9 }],
  });

export const withoutTier = (draft: PolicyJson, index: number): PolicyJson => ({
  ...draft,
  tiers: draft.tiers.filter((_, at) => at !== index),
});

/** A new tier goes just above the lowest, with a bar below all others. */
export function withNewTier(draft: PolicyJson): PolicyJson {
  const ids = new Set(draft.tiers.map(({ id }) => id));
  let number = draft.tiers.length;
  while (ids.has(`tier-${number}`)) number += 1;
  const bars = draft.tiers.flatMap(({ rules }) =>
    rules.filter(({ metric }) => metric === "gold_accuracy").map(({ value }) => value),
  );
  const bar = Math.max(0, Math.round((Math.min(0.95, ...bars) - 0.05) * 1_000) / 1_000);
  const tier: DraftTier = {
    id: `tier-${number}`,
    label: `Tier ${number}`,
    rules: [{ metric: "gold_accuracy", op: ">=", value: bar }],
    quota_share: null,
    pay_multiplier: 1,
    premium_access: false,
  };
  return { ...draft, tiers: [...draft.tiers.slice(0, -1), tier, ...draft.tiers.slice(-1)] };
}

/** How far a slider on a metric goes, and in what steps; null where a number is typed. */
export function sliderOf(unit: string | undefined): readonly [number, number, number] | null {
  if (unit === "share") return [0.5, 1, 0.005];
  return unit === "factor" ? [0.5, 1.5, 0.01] : null;
}
