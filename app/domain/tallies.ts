import type { Span } from "./span";

/** What SQL counts for an annotator (and project) in a window, and metrics reason about. Null: never recorded. */
export interface Tallies {
  readonly status: StatusTally;
  readonly gold: GoldTally | null;
  readonly consensus: ConsensusTally | null;
  readonly review: ReviewTally | null;
  readonly handling: HandlingTally | null;
  readonly time: TimeTally | null;
  readonly pay: PayTally | null;
}

/** Judgments by the state they are in now; `submitted` are those handed in that nobody has decided on. */
export interface StatusTally {
  readonly judgments: number;
  readonly submitted: number;
  readonly approved: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly returned: number;
  readonly expired: number;
  readonly abandoned: number;
}

/** Judgments on gold items whose key stands. */
export interface GoldTally {
  readonly correct: number;
  readonly judged: number;
}

/** Judgments held against the majority of the other annotators' answers to the item. */
export interface ConsensusTally {
  readonly agreeing: number;
  readonly judged: number;
}

export interface ReviewTally {
  readonly accepted: number;
  /** Reviews with a verdict. */
  readonly reviewed: number;
  /** Judgments that were reviewed, and those whose first review accepted them. */
  readonly judgments: number;
  readonly firstPass: number;
}

/** In the order of preference: what measures the work itself comes before what contains waiting. */
export const CLOCKS = ["active", "lead", "accept_to_submit", "inferred"] as const;
/**
 * `active`: hands-on time; `lead`: wall-clock time the tool reports; `accept_to_submit`: from acceptance to submission,
 * with whatever lay between; `inferred`: between successive submissions.
 */
export type Clock = (typeof CLOCKS)[number];

/** An estimate with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface HandlingTally {
  readonly clock: Clock;
  /** Judgments with a handling time by this clock. */
  readonly n: number;
  /** Seconds. */
  readonly mean: Estimate;
  readonly median: Estimate;
  readonly p75: number;
  readonly p90: number;
  /** Whether some times are shares of a page that several judgments were submitted on. */
  readonly apportioned: boolean;
  /** One entry a day and project: seconds observed, and what all annotators' mean there would have made of the work. */
  readonly days: readonly { readonly observed: number; readonly expected: number }[];
}

export interface TimeTally {
  /** Union of working intervals, in order, gaps kept. */
  readonly spans: readonly Span[];
  /** IANA zone of the annotator; `assumed` where the source names none and UTC stands in. */
  readonly zone: { readonly name: string; readonly assumed: boolean };
  /** Seconds of judgments and time entries that were paid, and all of them; null where no time entries are kept. */
  readonly paidSec: number | null;
  readonly allSec: number | null;
}

export interface PayTally {
  readonly currency: string;
  /** Pay due for judgments, minor units. */
  readonly payMinor: number;
  /** Pay due plus bonuses, less fees, costs and clawbacks, minor units. */
  readonly netMinor: number;
  /** Seconds of work by three denominators; null where the source does not show them. */
  readonly activeSec: number | null;
  readonly sessionSec: number | null;
  readonly allInSec: number | null;
  /** The hourly floor of the annotator's place in this currency at the window's end; null where none is on record. */
  readonly floorMinor: number | null;
}
