import type { Simulation } from "./simulate";

/**
 * The answer of `simulate --format json`: names are stable, fields may be added. Shares 0 to 1, money minor units beside
 * its currency, instants ISO 8601 UTC; what does not exist is null, with the reason beside it.
 */
export function simulationJson(simulation: Simulation) {
  const { access, errors } = simulation;
  return {
    policy_version: simulation.policyVersion,
    windows: simulation.windows.map((window) => ({
      from: window.from,
      to: window.to,
      policy_version: window.policyVersion,
      tiers: window.tiers,
      evaluated: window.evaluatedCount,
      insufficient: window.insufficientCount,
      promotions: window.promotionCount,
      demotions: window.demotionCount,
      proposals: window.proposalCount,
      noise_promotions: window.noisePromotionCount,
      noise_demotions: window.noiseDemotionCount,
    })),
    people: simulation.people.map((person) => ({
      annotator_id: person.annotatorId,
      from_tier: person.fromTier,
      to_tier: person.toTier,
      actual_tier: person.actualTier,
      moves: person.moveCount,
      noise: person.noise,
      pay_change_minor: person.payChangeMinor,
      currency: person.currency,
      pay_change_reason: person.payReason,
      premium_access_change: person.premiumAccess,
    })),
    pay_change_minor: simulation.payChangeMinor,
    access: {
      top_decile_share_before: access.topDecileShareBefore,
      top_decile_share_after: access.topDecileShareAfter,
      people_before: access.peopleBefore,
      people_after: access.peopleAfter,
      largest_before: access.largestBefore,
      largest_after: access.largestAfter,
      reason: access.topDecileShareAfter === null ? "no premium offers in the period" : null,
    },
    false_demotion_probability: (errors?.falseDemotion ?? []).map((row) => ({
      true_accuracy: row.trueShare,
      per_window: row.perWindow,
      six_windows: row.sixWindows,
      tier: errors?.tierId ?? null,
      gold_items: errors?.n ?? null,
    })),
    false_promotion_probability: (errors?.falsePromotion ?? []).map((row) => ({
      true_accuracy: row.trueShare,
      per_window: row.perWindow,
      tier: errors?.tierId ?? null,
      gold_items: errors?.n ?? null,
    })),
  };
}

export type SimulationJson = ReturnType<typeof simulationJson>;
