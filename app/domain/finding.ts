/** Never two: what was not flagged may be clear, undecided, or never examined. */
export const OUTCOMES = ["flagged", "clear", "inconclusive", "insufficient"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** manager, annotator (own case only), researcher (suppressed aggregates). */
export type Audience = "manager" | "annotator" | "researcher";

/** From least to most. */
export const SEVERITIES = ["watch", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

export type FindingScope = "programme" | "project" | "tier" | "annotator" | "item" | "reviewer";

/** Where a threshold comes from: shown beside it everywhere. */
export type SourceKind = "law" | "paper" | "convention";

export interface Source {
  readonly kind: SourceKind;
  readonly text: string;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A size, with the interval it lies in by `method`; an end that does not exist is null. */
export interface Effect {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly method: string;
}

export interface Threshold {
  readonly value: number | null;
  readonly kind: SourceKind;
  readonly source: string;
}

/** Minor units of one currency; currencies are never summed. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** What a screen or report draws beside a finding. */
export type Chart =
  | {
      readonly kind: "bars";
      readonly title: string;
      readonly unit: string;
      readonly bars: readonly { readonly label: string; readonly value: number; readonly compare?: number }[];
      readonly reference: number | null;
    }
  | {
      readonly kind: "intervals";
      readonly title: string;
      readonly unit: string;
      readonly rows: readonly {
        readonly label: string;
        readonly value: number;
        readonly low: number;
        readonly high: number;
      }[];
      readonly reference: number | null;
    }
  | {
      readonly kind: "steps";
      readonly title: string;
      readonly unit: string;
      readonly points: readonly (readonly [x: number, y: number])[];
      readonly reference: number | null;
      /** How far ten people or more are behind it; null where fewer are from the start. */
      readonly tenUntil?: number | null;
    }
  | {
      readonly kind: "lorenz";
      readonly title: string;
      /** How many there are. */
      readonly count?: number;
      readonly points: readonly (readonly [people: number, amount: number])[];
      readonly band: readonly (readonly [people: number, low: number, high: number])[];
    };

/**
 * What a detector says of one subject before the run knows how many other tests were made. `flagged` here means that
 * the effect passed; where `p` is given the flag also needs its place in the family.
 */
export interface Answer {
  readonly scope: FindingScope;
  /** Source id of the project, tier, annotator, item or reviewer; null for the programme. */
  readonly subject: string | null;
  readonly outcome: Outcome;
  /** Given where `outcome` is flagged. */
  readonly severity: Severity | null;
  readonly message: { readonly id: string; readonly data: Readonly<Record<string, string | number>> };
  readonly effect: Effect | null;
  readonly p: number | null;
  /** p with what was estimated on the way allowed for, where that makes it larger: what a whole audit goes by. */
  readonly cautiousP?: number;
  /** Tests behind this answer where it stands for several (the family counts them all); 1 by default. */
  readonly tests?: number;
  readonly n: number;
  readonly nUnit: string;
  readonly threshold: Threshold;
  readonly insufficientReason: string | null;
  /** What would change the conclusion, one sentence. */
  readonly wouldChange: string;
  /** Share of the records that could be examined, 0 to 1; null where that cannot be known. */
  readonly coverage: number | null;
  readonly evidence: Readonly<Record<string, Json>>;
  /** Source ids of the rows it rests on, the first 100. */
  readonly rowIds: readonly string[];
  /** People. */
  readonly affected: number | null;
  readonly affectedHours: number | null;
  readonly money: Money | null;
  readonly chart: Chart | null;
}

/** An answer with its place in its family, and everything a reader needs beside it. */
export interface Finding extends Answer {
  readonly detector: string;
  readonly version: number;
  /** Seconds since 1970 UTC. */
  readonly window: { readonly from: number; readonly to: number };
  readonly q: number | null;
  /** Detector, scope level and window; `size` is how many tests were made in it. */
  readonly family: { readonly id: string; readonly size: number } | null;
  readonly remedy: string;
  /** Who may be shown this finding; an annotator only where it is about the annotator's own case. */
  readonly audience: readonly Audience[];
}
