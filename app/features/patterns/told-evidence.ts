/** How a number or text of a finding's evidence is told to researchers. */
export type ToldAs =
  /** As it is: of published rules, of versions and settings, or words. */
  | "plain"
  /** A rate, a mean or a total over all: three significant digits. */
  | "value"
  /** Of groups in which few may have had the event: two digits. */
  | "coarse"
  /** People or records: to the nearest five, "fewer than ten" below ten. */
  | "count"
  /** A value and its ends, three digits each. */
  | "values"
  /** A table, of each row only these fields; rows of fewer than ten of `people` are left out. */
  | { readonly rows: ToldFields; readonly people?: string }
  /** A part of its own, left out where it is about fewer than ten of `people`. */
  | { readonly of: ToldFields; readonly people?: string };

export type ToldFields = Readonly<Record<string, ToldAs>>;

/**
 * How an effect is told. `count` is to the nearest five; `share` is of as many people or records as the finding's n: made again of rounded counts;
 * `median` is one person's value, told where ten lie beyond either end.
 */
export type ToldEffect = "plain" | "value" | "coarse" | "count" | "share" | "median";

/** What of a chart is told: bars and intervals rounded, counts of people, curves as far as ten are behind them. */
export type ToldChart = "plain" | "value" | "coarse" | "counts" | "tenths" | "curve";

export interface ToldFinding {
  /** By the effect's name, `*` for any: one that is not named is withheld. */
  readonly effects: Readonly<Record<string, ToldEffect>>;
  /** Fields of the evidence that say how many people it is about: where one is below ten, the outcome alone is told. */
  readonly people?: readonly string[];
  /** It is about those affected alone: where they are fewer than ten, the outcome alone is told. */
  readonly ofAffected?: true;
  /** Tiers' numbers add up: one that is withheld must not follow from the others. */
  readonly tiersAddUp?: true;
  readonly evidence: ToldFields;
  readonly chart?: ToldChart;
}

/**
 * What of each detector's findings researchers may be told: nothing that is not named here. Lists of people or items,
 * extremes, and counts of which nobody knows how many people are behind them have no name here.
 */
export const TOLD_FINDINGS: Readonly<Record<string, ToldFinding>> = {
  "compulsion-loop": {
    effects: { unexplained_bonus_share: "value" },
    ofAffected: true,
    evidence: {
      unexplained: "count",
      unverifiable: "count",
      variationOfWorkBetween: "value",
      atRiskDays: { rows: { kind: "plain", ratio: "value", interval: "values", strata: "count" } },
      resetsAfterSixDays: "count",
    },
    chart: "value",
  },
  "contract-churn": {
    effects: { contracts_per_half_year: "value", median_tenure: "value" },
    ofAffected: true,
    evidence: {
      contractsPerHalfYear: "values",
      medianTenureDays: "values",
      open: "count",
      platforms: "plain",
      concentration: "value",
      onboardingShareOfPaid: "value",
    },
    chart: "curve",
  },
  "decision-without-human": {
    effects: { cases_with_a_duty_unmet: "share" },
    ofAffected: true,
    evidence: {
      counts: { of: { F1: "count", F2: "count", F3: "count", F4: "count", F5: "count", F6: "count" } },
      meanings: {
        of: { F1: "plain", F2: "plain", F3: "plain", F4: "plain", F5: "plain", F6: "plain" },
      },
      openAppeals: "count",
      offersAfterFiling: {
        of: { outcome: "plain", filers: "count", ratio: "value", interval: "values", method: "plain" },
        people: "filers",
      },
    },
    chart: "counts",
  },
  "disparate-impact": {
    effects: { "*": "coarse" },
    evidence: {
      comparisons: {
        rows: {
          ...{ event: "plain", dimension: "plain", group: "plain", reference: "plain", outcome: "plain" },
          ...{ ratio: "coarse", low: "coarse", high: "coarse", n: "count" },
        },
        people: "n",
      },
    },
    chart: "coarse",
  },
  "forced-ranking-quota": {
    effects: { cycles_fitting_one_quota: "plain" },
    evidence: {
      tiers: {
        rows: {
          ...{ version: "plain", tier: "plain", documentedQuota: "plain", commonCut: "plain" },
          ...{ quota: "value", quotaFit: "value" },
        },
      },
    },
  },
  "goalpost-ratchet": {
    effects: { "*": "plain" },
    evidence: {
      tightenings: {
        rows: {
          ...{ version: "plain", tier: "plain", metric: "plain", from: "plain", to: "plain" },
          ...{ noticeDays: "plain", retroactive: "plain" },
        },
      },
      medianNoticeDays: "plain",
      tighteningsWithinSpan: "plain",
      movedUnder: "count",
      otherChanges: "plain",
    },
    chart: "plain",
  },
  "gold-likely-wrong": {
    effects: { keys_in_doubt: "share" },
    evidence: { beyondChanceOnly: "count" },
  },
  "golden-batch-concentration": {
    effects: { lift: "value" },
    people: ["insideAtLeast"],
    tiersAddUp: true,
    evidence: {
      ...{ topTierShare: "value", expectedShare: "value", mostPossibleLift: "value", share: "value" },
      ...{ passing: "count", insideAtLeast: "plain", reservedByRule: "count", unit: "plain" },
      excessGini: { of: { value: "value", observed: "value", underLottery: "value", draws: "plain" } },
    },
    chart: "tenths",
  },
  "harmful-content-load": {
    effects: {},
    people: ["people"],
    evidence: {
      people: "count",
      offersAfterOptingOut: {
        of: { outcome: "plain", filers: "count", ratio: "value", interval: "values", method: "plain" },
        people: "filers",
      },
    },
    chart: "counts",
  },
  "hours-rest-night-breach": {
    effects: { breaches: "count" },
    ofAffected: true,
    evidence: {
      days: "plain",
      possibleOnly: "count",
      nightPull: { of: { ratio: "value", interval: "values" } },
    },
  },
  "income-feast-famine": {
    effects: { median_monthly_cv: "median" },
    evidence: {
      above: "count",
      largeChanges: "value",
      meanArcChange: "value",
      supplyDriven: { of: { value: "value", interval: "values", people: "count" }, people: "people" },
    },
    chart: "counts",
  },
  "near-target-starvation": {
    effects: { offer_rate_ratio: "value" },
    ofAffected: true,
    evidence: {
      ...{
        nearOffers: "count",
        referenceOffers: "count",
        strata: "count",
        targets: "count",
        lapsed: "count",
      },
      extraMinutesATarget: "value",
    },
    chart: "value",
  },
  "perfect-score-cliff": {
    effects: { false_demotion_probability: "plain", noise_demotion_share: "share" },
    evidence: {
      rules: {
        rows: {
          ...{ version: "plain", tier: "plain", bar: "plain", trials: "plain", slightlyAbove: "plain" },
          ...{ clearlyAbove: "plain", sixWindows: "plain", smallestTellingWindow: "plain" },
        },
      },
      note: "plain",
      demotions: "count",
      noiseDemotions: "count",
      bunching: { of: { below: "count", above: "count" } },
    },
    chart: "plain",
  },
  "personalised-pay-spread": {
    effects: { residual_share_of_theil: "value" },
    people: ["people"],
    evidence: { currency: "plain", cellsWithSeveralRates: "count", wideCells: "count", people: "count" },
    chart: "counts",
  },
  "reviewer-lottery": {
    effects: { tau: "value" },
    people: ["reviewers"],
    evidence: { reviewers: "count", routing: "plain", beyondFunnel: "count", passRate: "value" },
  },
  "speed-pressure-decay": {
    effects: { risk_difference: "value" },
    people: ["strata"],
    ofAffected: true,
    evidence: {
      ...{ strata: "count", pooledDifference: "value", stratifiedDifference: "value", signDiffers: "plain" },
      excessErrorsPerThousand: "value",
      targets: { rows: { project: "plain", targetSec: "plain" } },
      targetTiedToTier: "plain",
    },
  },
  "sub-minimum-effective-pay": {
    effects: { share_below_floor: "share" },
    evidence: {
      clocks: { of: { active: "count", accept_to_submit: "count", none: "count" } },
      hourlyMinor: {
        rows: {
          ...{ currency: "plain", people: "count", active: "value", acceptToSubmit: "value" },
          ...{ session1: "value", session5: "value", session12: "value", allIn: "value" },
        },
        people: "people",
      },
      possiblyBelow: "count",
    },
    chart: "tenths",
  },
  "task-drought": {
    effects: { utilisation: "value" },
    people: ["people"],
    evidence: {
      people: "count",
      ...{ waitingHours: "value", paidHours: "value", droughtPeople: "count" },
      ...{ medianHoursToNextOffer: "value", medianInterval: "values" },
    },
    chart: "curve",
  },
  "tier-lock-in": {
    effects: { near_bar_rate_ratio: "value" },
    people: ["inside", "outside"],
    evidence: {
      ...{ inside: "count", outside: "count" },
      mobility: { of: { observed: "value", band: "values", simulations: "plain", below: "plain" } },
    },
    chart: "value",
  },
  "unpaid-work-share": {
    effects: { unpaid_share: "value" },
    people: ["people"],
    evidence: {
      people: "count",
      unpaidHours: "value",
      longQualification: "count",
      atFloor: { rows: { currency: "plain", minor: "value", people: "count" }, people: "people" },
    },
  },
};
