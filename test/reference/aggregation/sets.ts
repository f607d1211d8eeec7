import { existsSync, readFileSync } from "node:fs";
import { it } from "vitest";
import { labelSetFromColumns, type LabelSet } from "~/stats/aggregation/label-set";

/** Values every method's reference block holds. Posteriors are of a few items, by index. */
export interface ConsensusValues {
  readonly posterior_items: Readonly<Record<string, readonly number[]>>;
  readonly label_counts: readonly number[];
  readonly near_ties_lt_1e_6: readonly number[];
  readonly labels?: string;
  readonly labels_sha256_u8?: string;
  readonly accuracy_vs_gold?: number;
  readonly correct?: number;
  readonly gold_n?: number;
}

export type Errors = Readonly<Record<string, { readonly rows_observed_cols_true: readonly (readonly number[])[] }>>;

export interface DawidSkeneValues extends ConsensusValues {
  readonly log_likelihood_before_each_m_step: readonly number[];
  readonly priors: readonly number[];
  readonly errors: Errors;
}

export interface OneCoinValues extends ConsensusValues {
  readonly log_likelihood: readonly number[];
  readonly priors: readonly number[];
  readonly skills: readonly number[];
}

export interface MaceValues extends ConsensusValues {
  readonly log_likelihood: number;
  readonly knowing: readonly number[] | null;
  readonly theta: Readonly<Record<string, readonly number[]>>;
}

/** The reference's values for one label set. */
export interface SetValues {
  readonly items: number;
  readonly workers: number;
  readonly classes: number;
  readonly labels: number;
  readonly majority_vote: ConsensusValues & {
    readonly skills_agreement_with_majority: readonly number[];
    readonly tied_items: number;
    readonly accuracy_bounds_over_tie_breaking?: readonly [number, number];
    readonly accuracy_expected_random_ties?: number;
  };
  readonly workers_vs_gold?: { readonly n: readonly number[]; readonly correct: readonly number[] };
  readonly wawa: ConsensusValues & { readonly skills: readonly number[] };
  readonly zero_based_skill: ConsensusValues & { readonly skills: readonly number[] };
  readonly dawid_skene_crowdkit_default: ConsensusValues & { readonly iterations: number };
  readonly dawid_skene_fixed_iterations: { readonly by_n: Readonly<Record<string, DawidSkeneValues>> };
  readonly dawid_skene_fixed_point?: ConsensusValues & {
    readonly iterations: number;
    readonly log_likelihood: number;
    readonly priors: readonly number[];
    readonly errors: Errors;
  };
  readonly dawid_skene_additive_smoothing?: {
    readonly by_s: Readonly<
      Record<string, { readonly n20: ConsensusValues & { readonly priors: readonly number[]; readonly errors: Errors; readonly log_likelihood: readonly number[] } }>
    >;
  };
  readonly dawid_skene_map_rater_priors?:
    | (ConsensusValues & {
        readonly log_likelihood: number;
        readonly priors: readonly number[];
        readonly errors: Errors;
      })
    | null;
  readonly one_coin_fixed_iterations: { readonly by_n: Readonly<Record<string, OneCoinValues>> };
  readonly one_coin_fixed_point?: ConsensusValues & {
    readonly iterations: number;
    readonly log_likelihood: number;
    readonly priors: readonly number[];
    readonly skills: readonly number[];
  };
  readonly mace: {
    readonly runs: Readonly<Record<string, Readonly<Record<string, MaceValues>>>>;
    readonly best_of_10_hashed_restarts_vb_50?: ConsensusValues & { readonly log_likelihood: number };
  };
  readonly mace_crowdkit?: { readonly ids_ascending: ConsensusValues; readonly row_order_as_given: ConsensusValues };
  readonly glad_map_optimum?: ConsensusValues & {
    readonly objective: number;
    readonly alphas: readonly number[];
    readonly betas_items: Readonly<Record<string, number>>;
  };
  readonly krippendorff_alpha: Readonly<Record<"nominal" | "ordinal" | "interval" | "ratio", number>>;
  readonly irrCAC?: Readonly<Record<string, Readonly<Record<string, { readonly value: number; readonly se: number; readonly ci95: readonly [number, number] }>>>>;
}

/** A label set, its known answers (-1 where unknown) and its reference values. */
export interface ReferenceSet {
  readonly name: string;
  readonly labels: LabelSet;
  readonly gold: Int32Array;
  readonly values: SetValues;
}

const here = new URL("./", import.meta.url);
const shared = new URL("../../../../shared/reference/statistics/", import.meta.url);

/** Is the folder with other owners' label sets on this machine? */
const sharedSetsExist = existsSync(new URL("reference.json", shared));
const whyNoSharedSets = "other owners' label sets are not copied here, and ../shared/reference does not exist";

export const readReference = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, here), "utf8")) as T;

function readSet(name: string, folder: URL, values: SetValues): ReferenceSet {
  const rows = (file: string) =>
    readFileSync(new URL(file, folder), "utf8")
      .split(/\r?\n/)
      .slice(1)
      .filter((line) => line !== "")
      .map((line) => line.split(",").map(Number));
  const judgments = rows(`${name}.labels.csv`);
  const column = (at: number) => judgments.map((row) => row[at]!);
  const gold = new Int32Array(values.items).fill(-1);
  for (const [item, truth] of rows(`${name}.gold.csv`)) gold[item!] = truth!;
  const sizes = { itemCount: values.items, annotatorCount: values.workers, classCount: values.classes };
  const labels = labelSetFromColumns({ item: column(0), annotator: column(1), label: column(2), ...sizes });
  return { name, labels, gold, values };
}

const OTHER_OWNERS = ["rte", "bluebirds", "dog", "anesthesia"] as const;
export type ReferenceSetName = "synth2k" | (typeof OTHER_OWNERS)[number];

/** One set: synth2k is kept beside this file, the others are read from the shared folder. */
export function referenceSet(name: ReferenceSetName): ReferenceSet {
  if (name === "synth2k") return readSet(name, here, readReference<SetValues>("synth2k.json"));
  const all = JSON.parse(readFileSync(new URL("reference.json", shared), "utf8")) as {
    readonly label_sets: Readonly<Record<string, SetValues>>;
  };
  return readSet(name, new URL("data/", shared), all.label_sets[name]!);
}

/** A test on synth2k and on each set of another owner; those are skipped, with the reason in the name, where missing. */
export function onEachReferenceSet(title: string, check: (set: ReferenceSet) => void): void {
  it(`${title} on synth2k`, () => check(referenceSet("synth2k")));
  for (const name of OTHER_OWNERS) onSharedSet(title, name, check);
}

/** A test on a set of another owner, skipped with the reason in its name where that is missing. */
export function onSharedSet(
  title: string,
  name: (typeof OTHER_OWNERS)[number],
  check: (set: ReferenceSet) => void,
): void {
  const reason = sharedSetsExist ? "" : ` (skipped: ${whyNoSharedSets})`;
  it.runIf(sharedSetsExist)(`${title} on ${name}${reason}`, () => check(referenceSet(name)));
}

/** One of the reference's tiny sets. */
export interface TinySet {
  readonly rows: readonly (readonly [item: number, annotator: number, label: number])[];
  readonly items: number;
  readonly workers: number;
  readonly K_used: number;
  readonly majority_labels_lowest_id_on_tie: readonly number[];
  readonly vote_shares_items_x_K: readonly number[];
  readonly agreement_with_majority: readonly number[];
  readonly wawa_skills: readonly number[];
  readonly wawa_labels: readonly number[];
  readonly dawid_skene_fixed_iterations: Readonly<
    Record<string, { readonly posterior_items_x_K: readonly number[]; readonly priors: readonly number[]; readonly log_likelihood: readonly number[] }>
  >;
  readonly dawid_skene_additive_smoothing_n20: Readonly<
    Record<string, { readonly posterior_items_x_K: readonly number[]; readonly priors: readonly number[] }>
  >;
  readonly one_coin_n20: {
    readonly posterior_items_x_K: readonly number[];
    readonly skills: readonly number[];
    readonly priors: readonly number[];
  } | null;
  readonly glad_map_optimum: {
    readonly objective: number;
    readonly alphas: readonly number[];
    readonly betas: readonly number[];
    readonly posterior_items_x_K: readonly number[];
  } | null;
  readonly mace_uniform_start_vb_50: {
    readonly log_likelihood: number;
    readonly knowing: readonly number[];
    readonly posterior_items_x_K: readonly number[];
  } | null;
  readonly krippendorff_alpha_from_value_counts: Readonly<
    Record<"nominal" | "ordinal" | "interval", number | { readonly error: string }>
  >;
}

export const tinySets = (): readonly (readonly [string, TinySet])[] =>
  Object.entries(readReference<Readonly<Record<string, TinySet>>>("tiny.json"));

export const labelsOfTiny = (tiny: TinySet): LabelSet =>
  labelSetFromColumns({
    item: tiny.rows.map(([item]) => item),
    annotator: tiny.rows.map(([, annotator]) => annotator),
    label: tiny.rows.map(([, , label]) => label),
    itemCount: tiny.items,
    annotatorCount: tiny.workers,
    classCount: tiny.K_used,
  });
