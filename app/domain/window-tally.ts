/** A stretch of time a tier is decided on: from (included) to (excluded), ISO 8601 instants in UTC. */
export interface TimeWindow {
  readonly from: string;
  readonly to: string;
}

/**
 * What a policy rule reads of one annotator in one window. `share`: successes among n trials, its interval is
 * Wilson's; `estimate`: a value whose 95 % interval came with it; `count`: a census, which has no uncertainty.
 * n of 0 counts as not measured.
 */
export type Reading =
  | { readonly kind: "share"; readonly successes: number; readonly n: number }
  | {
      readonly kind: "estimate";
      readonly value: number;
      readonly low: number;
      readonly high: number;
      readonly n: number;
    }
  | { readonly kind: "count"; readonly value: number; readonly n: number };

/**
 * What a tier policy needs to know of one annotator in one window: readings by rule metric (see
 * `app/tiers/rule-metrics.ts`; a metric that is missing is unmeasured), and what tiers decide about, pay and premium
 * work. Null: never recorded. `projectId` is null where tiers hold for the whole programme.
 */
export interface WindowTally {
  readonly annotatorId: string;
  readonly projectId: string | null;
  readonly window: TimeWindow;
  readonly readings: Readonly<Partial<Record<string, Reading>>>;
  /** Pay earned in the window, as it was paid. */
  readonly pay: { readonly minor: number; readonly currency: string } | null;
  readonly workedSec: number | null;
  readonly availableSec: number | null;
  readonly premiumOfferCount: number | null;
}

/** What was counted of one annotator in one window. */
export interface Counted {
  /** Work handed in, whatever became of it. */
  readonly handedIn: number;
  readonly approved: number;
  readonly rejected: number;
  readonly goldCorrect: number;
  readonly goldTotal: number;
  readonly consensusAgreeing: number;
  readonly consensusTotal: number;
  readonly reviewAccepted: number;
  readonly reviewTotal: number;
  readonly reviewFirstPass: number;
  readonly reviewJudgments: number;
}
