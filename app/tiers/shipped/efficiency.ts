import type { PolicyJson } from "../policy";

/**
 * A policy in the style many programmes run: decided on the value itself, with a speed rule, no second look. It is here
 * to be tried in the simulator beside the fair one. The dates are an example: publishing sets them.
 */
export const EFFICIENCY: PolicyJson = {
  version: 1,
  name: "Efficiency",
  announced_at: "2026-03-01T00:00:00Z",
  effective_at: "2026-03-16T00:00:00Z",
  retroactive: false,
  window_days: 28,
  minimum_gold: 20,
  decide_on: "point",
  consecutive_windows: 1,
  human_review_before_demotion: false,
  project_id: null,
  tiers: [
    {
      id: "royalty",
      label: "Royalty",
      rules: [
        { metric: "gold_accuracy", op: ">=", value: 0.98 },
        { metric: "handling_ratio", op: "<=", value: 0.9 },
      ],
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
