import type { PlacedNote } from "./policy-note";

const POLICY_FIELDS = new Set([
  "version",
  "name",
  "announced_at",
  "effective_at",
  "retroactive",
  "window_days",
  "minimum_gold",
  "decide_on",
  "consecutive_windows",
  "consecutive_windows_apply_to",
  "human_review_before_demotion",
  "grace_days",
  "grandfather_days",
  "rank_by",
  "project_id",
  "tiers",
]);
const TIER_FIELDS = new Set(["id", "label", "rules", "quota_share", "pay_multiplier", "premium_access"]);
const RULE_FIELDS = new Set(["metric", "op", "value"]);

/** Fields a policy does not have: a misspelt one would silently not apply. */
export function unknownFields(policy: unknown): readonly PlacedNote[] {
  const tiers = listAt(policy, "tiers");
  return [
    ...extra(policy, POLICY_FIELDS, []),
    ...tiers.flatMap((tier, index) => [
      ...extra(tier, TIER_FIELDS, ["tiers", index]),
      ...listAt(tier, "rules").flatMap((rule, number) =>
        extra(rule, RULE_FIELDS, ["tiers", index, "rules", number]),
      ),
    ]),
  ];
}

function listAt(value: unknown, key: string): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const list = (value as Readonly<Record<string, unknown>>)[key];
  return Array.isArray(list) ? list : [];
}

function extra(
  value: unknown,
  known: ReadonlySet<string>,
  at: readonly PropertyKey[],
): readonly PlacedNote[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.keys(value)
    .filter((key) => !known.has(key))
    .map((key) => ({ at: [...at, key], sentence: `There is no field "${key}" here.`, weight: "rule" }));
}
