import { readReference } from "./sets";

/** What scores.py wrote. */
export interface ScoreReference {
  readonly crossed: readonly {
    readonly name: string;
    readonly subject: readonly number[];
    readonly rater: readonly number[];
    readonly value: readonly number[];
    readonly variances: readonly number[];
    readonly solution: {
      readonly mean: number;
      readonly adjusted: readonly number[];
      readonly adjusted_error: readonly number[];
      readonly leniency: readonly number[];
      readonly leniency_error: readonly number[];
    };
  }[];
  readonly icc: readonly {
    readonly name: string;
    readonly table: readonly (readonly number[])[];
    readonly icc: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly bradley_terry: readonly {
    readonly name: string;
    readonly left: readonly number[];
    readonly right: readonly number[];
    readonly annotator: readonly number[];
    readonly choice: readonly number[];
    readonly reliability_estimated: boolean;
    readonly position_estimated: boolean;
    readonly worth: readonly number[];
    readonly reliability: readonly number[] | null;
    readonly left_advantage: number;
    readonly log_likelihood: number;
  }[];
  readonly f: readonly (readonly [p: number, d1: number, d2: number, value: number])[];
}

export const scoreReference = (): ScoreReference => readReference<ScoreReference>("scores.json");
