import { z } from "zod";
import { ruleMetric } from "./rule-metrics";

const OPERATORS = [">=", ">", "<=", "<"] as const;

const instant = z.iso
  .datetime({ offset: true, error: "Must be an instant such as 2026-03-16T00:00:00Z." })
  .transform((text) => new Date(text).toISOString());
const whole = (what: string, least: number, most: number) =>
  z
    .number({ error: `${what} must be a number.` })
    .int(`${what} must be a whole number.`)
    .min(least, `${what} must be at least ${least}.`)
    .max(most, `${what} must be at most ${most}.`);
const text = (what: string) =>
  z
    .string({ error: `${what} must be a text.` })
    .trim()
    .min(1, `${what} must not be empty.`);

const ruleSchema = z
  .object(
    {
      metric: text("The metric").transform((name) => ruleMetric(name)?.id ?? name),
      op: z.enum(OPERATORS, { error: "The operator must be >=, >, <= or <." }),
      value: z.number({ error: "The bar must be a number." }),
    },
    { error: "A rule must be an object with metric, op and value." },
  )
  .readonly();

const tierSchema = z
  .object(
    {
      id: text("The tier's id"),
      label: text("The tier's label"),
      rules: z.array(ruleSchema, { error: "The rules must be a list." }).readonly(),
      quota_share: z
        .number({ error: "quota_share must be a share between 0 and 1, or null." })
        .nullish()
        .transform((share) => share ?? null),
      pay_multiplier: z
        .number({ error: "pay_multiplier must be a number." })
        .positive("pay_multiplier must be above 0.")
        .max(100, "pay_multiplier must be at most 100.")
        .default(1),
      premium_access: z.boolean({ error: "premium_access must be true or false." }).default(false),
    },
    { error: "A tier must be an object with id, label and rules." },
  )
  .transform(({ quota_share, pay_multiplier, premium_access, ...tier }) => ({
    ...tier,
    quotaShare: quota_share,
    payMultiplier: pay_multiplier,
    premiumAccess: premium_access,
  }))
  .readonly();

/** One version of a policy as the ledger's `tier_policies.json` writes it, turned into what the code reads. */
export const policySchema = z
  .object(
    {
      version: whole("The version", 0, 1_000_000),
      name: text("The name"),
      announced_at: instant,
      effective_at: instant,
      retroactive: z.boolean({ error: "retroactive must be true or false." }).default(false),
      window_days: whole("window_days", 1, 366),
      minimum_gold: whole("minimum_gold", 0, 1_000_000).default(0),
      decide_on: z.enum(["point", "interval"], { error: "decide_on must be point or interval." }),
      consecutive_windows: whole("consecutive_windows", 1, 52).default(1),
      consecutive_windows_apply_to: z
        .enum(["demotions", "changes"], {
          error: "consecutive_windows_apply_to must be demotions or changes.",
        })
        .default("demotions"),
      human_review_before_demotion: z
        .boolean({ error: "human_review_before_demotion must be true or false." })
        .default(false),
      grace_days: whole("grace_days", 0, 3_660).default(0),
      grandfather_days: whole("grandfather_days", 0, 3_660).default(0),
      rank_by: text("rank_by")
        .default("gold_accuracy")
        .transform((name) => ruleMetric(name)?.id ?? name),
      project_id: z
        .string({ error: "project_id must be a text or null." })
        .nullish()
        .transform((id) => id ?? null),
      tiers: z
        .array(tierSchema, { error: "The tiers must be a list, from highest to lowest." })
        .min(1, "A policy needs at least one tier.")
        .readonly(),
    },
    { error: "A policy version must be an object." },
  )
  .transform((policy) => ({
    version: policy.version,
    name: policy.name,
    announcedAt: policy.announced_at,
    effectiveAt: policy.effective_at,
    retroactive: policy.retroactive,
    windowDays: policy.window_days,
    minimumGold: policy.minimum_gold,
    decideOn: policy.decide_on,
    consecutiveWindows: policy.consecutive_windows,
    consecutiveWindowsApplyTo: policy.consecutive_windows_apply_to,
    humanReviewBeforeDemotion: policy.human_review_before_demotion,
    graceDays: policy.grace_days,
    grandfatherDays: policy.grandfather_days,
    rankBy: policy.rank_by,
    projectId: policy.project_id,
    tiers: policy.tiers,
  }))
  .readonly();

/** A version as JSON, the way `tier_policies.json` holds it. */
export type PolicyJson = z.input<typeof policySchema>;
/**
 * A version of a tier policy. Tiers stand from highest to lowest; the first whose rules all hold is given, the last
 * has none. `consecutiveWindows` windows in a row must agree before a demotion (or any change, where
 * `consecutiveWindowsApplyTo` says so); for `graceDays` after joining or a promotion nobody is demoted; whoever held a
 * tier when the version took effect keeps at least that for `grandfatherDays`; quotas are filled best first by
 * `rankBy`. Instants are ISO 8601 in UTC.
 */
export type TierPolicy = z.output<typeof policySchema>;
export type Tier = TierPolicy["tiers"][number];
export type Rule = Tier["rules"][number];
export type Operator = Rule["op"];

/** The JSON a policy is written as: what `policySchema` reads back to an equal policy. */
export function policyToJson(policy: TierPolicy): PolicyJson {
  return {
    version: policy.version,
    name: policy.name,
    announced_at: policy.announcedAt,
    effective_at: policy.effectiveAt,
    retroactive: policy.retroactive,
    window_days: policy.windowDays,
    minimum_gold: policy.minimumGold,
    decide_on: policy.decideOn,
    consecutive_windows: policy.consecutiveWindows,
    consecutive_windows_apply_to: policy.consecutiveWindowsApplyTo,
    human_review_before_demotion: policy.humanReviewBeforeDemotion,
    grace_days: policy.graceDays,
    grandfather_days: policy.grandfatherDays,
    rank_by: policy.rankBy,
    project_id: policy.projectId,
    tiers: policy.tiers.map((tier) => ({
      id: tier.id,
      label: tier.label,
      rules: tier.rules.map(({ metric, op, value }) => ({ metric, op, value })),
      quota_share: tier.quotaShare,
      pay_multiplier: tier.payMultiplier,
      premium_access: tier.premiumAccess,
    })),
  };
}
