import { readReference } from "./sets";

/** Twelve people of very unequal numbers of trials, and where each method ranks them. */
export interface RankReference {
  readonly input: { readonly k: readonly number[]; readonly n: readonly number[]; readonly prior: readonly number[] };
  readonly p_row_beats_col: readonly (readonly number[])[];
  readonly expected_rank: readonly number[];
  readonly joint_wilson_bonferroni_rank_interval: readonly (readonly [number, number])[];
  readonly unadjusted_wilson_overlap_rank_interval: readonly (readonly [number, number])[];
  readonly posterior_rank_interval_mc: readonly (readonly [number, number])[];
  readonly mc_expected_rank: readonly number[];
  readonly mc_p_best: readonly number[];
  readonly csranks_R: readonly {
    readonly simultaneous: boolean;
    readonly stepdown: boolean;
    readonly lower: readonly number[];
    readonly upper: readonly number[];
    readonly coverage: number;
  }[];
}

export const rankReference = (): RankReference => readReference<RankReference>("ranks.json");
