import type { PolicyJson } from "../policy";

/**
 * A policy that follows the remedies of the detectors: absolute bars, interval decisions, two windows in a row, a human
 * before any demotion, no speed rule, no quota, a month of notice. The dates are an example: publishing sets
 * them.
 */
export const FAIR: PolicyJson = {
  version: 2,
  name: "Fair",
  announced_at: "2026-03-01T00:00:00Z",
  effective_at: "2026-04-01T00:00:00Z",
  retroactive: false,
  window_days: 28,
  minimum_gold: 30,
  decide_on: "interval",
  consecutive_windows: 2,
  human_review_before_demotion: true,
  grace_days: 28,
  project_id: null,
  tiers: [
    {
      id: "royalty",
      label: "Royalty",
      rules: [{ metric: "gold_accuracy", op: ">=", value: 0.95 }],
      quota_share: null,
      pay_multiplier: 1.25,
      premium_access: true,
    },
    {
      id: "standard",
      label: "Standard",
      rules: [],
      quota_share: null,
      pay_multiplier: 1,
      premium_access: false,
    },
  ],
};
