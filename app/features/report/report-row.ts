import type { Measured } from "~/domain/measured";
import type { Clock } from "~/domain/tallies";

type Ends = readonly [low: number, high: number];

/** Whether a value may be leant on; `reason` says why it may not, or why there is none. */
interface Standing {
  readonly state: Measured["kind"];
  readonly reason: string | null;
}

/** One annotator on one project (or on all of them: project null), as `report annotators --format json` prints it. */
export interface ReportRow {
  readonly annotator_id: string;
  readonly display_name: string | null;
  readonly project: string | null;
  readonly judgments: number;
  readonly submitted: number;
  readonly approved: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly gold: Standing & {
    readonly correct: number;
    readonly total: number;
    readonly accuracy: number | null;
    readonly interval: Ends | null;
    readonly shrunk: number | null;
    readonly shrink_weight: number | null;
  };
  readonly consensus: Standing & {
    readonly agreeing: number;
    readonly total: number;
    readonly agreement: number | null;
    readonly interval: Ends | null;
  };
  readonly review: Standing & {
    readonly accepted: number;
    readonly total: number;
    readonly rate: number | null;
    readonly interval: Ends | null;
    readonly first_pass_rate: number | null;
  };
  readonly rank: {
    readonly by: "gold" | "consensus" | null;
    readonly best: number | null;
    readonly worst: number | null;
    readonly of: number | null;
    readonly rankable: boolean;
    readonly rankability: number | null;
    readonly reason: string | null;
  };
  readonly handling: Standing & {
    readonly clock: Clock | null;
    readonly n: number;
    readonly mean_seconds: number | null;
    readonly median_seconds: number | null;
    readonly p75_seconds: number | null;
    readonly p90_seconds: number | null;
    readonly ratio: number | null;
    readonly ratio_interval: Ends | null;
    readonly apportioned: boolean;
  };
  readonly pay: {
    readonly currency: string | null;
    readonly pay_minor: number | null;
    readonly hourly_active_minor: number | null;
    readonly hourly_session_minor: number | null;
    readonly hourly_all_in_minor: number | null;
    readonly floor_minor: number | null;
    readonly floor_gap: number | null;
    /** The sums hold what was paid in `other_currencies`, at the last rates up to the end of the window. */
    readonly converted: boolean;
    readonly other_currencies: readonly { readonly currency: string; readonly pay_minor: number }[];
    readonly reasons: Readonly<Record<string, string>>;
  };
  readonly workload: {
    readonly hours: number | null;
    readonly paid_share: number | null;
    readonly night_share: number | null;
    readonly longest_spell_seconds: number | null;
    readonly rest_breaches: number | null;
    readonly time_zone: string;
    readonly time_zone_assumed: boolean;
    readonly reasons: Readonly<Record<string, string>>;
  };
  readonly tier: {
    readonly tier: string | null;
    readonly policy_version: number | null;
    readonly since: string | null;
    readonly reason: string | null;
  };
  readonly first_at: string | null;
  readonly last_at: string | null;
}

export interface AnnotatorReport {
  readonly window: { readonly from: string | null; readonly to: string | null };
  readonly definitions_version: string;
  readonly annotators: readonly ReportRow[];
}

/** The sentence that goes with a number that is not there, or that too few records stand behind. */
export function reasonOf(measured: Measured, nUnit: string): string | null {
  if (measured.kind === "measured") return null;
  if (measured.kind === "unmeasured") return measured.reason;
  return `insufficient: ${measured.n} of ${measured.needed} ${nUnit}`;
}
