import type { RatingErrors } from "~/stats/agreement/rating-errors";
import type { TaskLevel } from "./label-task";

/** The aggregations, in the order they are listed. */
export const METHODS = [
  "majority",
  "wawa",
  "zero_based_skill",
  "dawid_skene",
  "one_coin",
  "glad",
  "mace",
] as const;
export type Method = (typeof METHODS)[number];

const NAMES: Readonly<Record<Method, string>> = {
  majority: "Majority",
  wawa: "Wawa",
  zero_based_skill: "Zero-based skill",
  dawid_skene: "Dawid-Skene",
  one_coin: "One-coin Dawid-Skene",
  glad: "GLAD",
  mace: "MACE",
};

/** How a method is called on screens. */
export const methodName = (method: Method): string => NAMES[method];

/** A number that may not exist, with its interval where it has one, and the reason where there is none. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Items that tell something. */
  readonly n: number;
  readonly reason: string | null;
}

export interface Agreement {
  /** The coefficient the task type asks for. */
  readonly level: TaskLevel;
  readonly nominal: Estimate;
  readonly ordinal: Estimate;
  readonly interval: Estimate;
  readonly fleissKappa: Estimate;
  readonly gwetAc1: Estimate;
  /** Agreement as it is seen, chance and all. */
  readonly percentage: Estimate;
}

/** A consensus held against known answers. */
export interface GoldComparison {
  readonly n: number;
  readonly correct: number;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  /** Gold items where the rule for ties decided. */
  readonly ties: number;
  /** Accuracy had every tie gone wrong, and right. */
  readonly possible: readonly [low: number, high: number];
  /** Expected accuracy had every tie gone by lot. */
  readonly expectedByLot: number;
}

export interface ModelSummary {
  readonly reason: string | null;
  readonly gold: GoldComparison | null;
  /** Items where the rule for ties decided: the lowest class wins. */
  readonly ties: number | null;
  readonly iterations: number | null;
  readonly converged: boolean | null;
  readonly logLikelihood: number | null;
  readonly classPriors: readonly number[] | null;
}

/** What a model says of each item and annotator, by code. */
export interface ModelColumns {
  readonly labels: Int32Array;
  /** Items x classes, row-major; of counting votes and of Dawid-Skene only, for the memory they take. */
  readonly posterior?: Float64Array;
  /** One number an annotator (skill, chance, competence, ability); the model says which. */
  readonly skills?: Float64Array;
  /** Dawid-Skene: chance of answer `given` where the truth is `truth`, at (annotator * K + given) * K + truth. */
  readonly errors?: Float64Array;
}

export interface Warning {
  readonly kind: "worse_than_majority" | "not_converged" | "conflicting_keys";
  readonly method: Method | null;
  readonly message: string;
}

/** How alike the judgments of one week's items are. */
export interface WeekAgreement extends Estimate {
  readonly week: number;
}

/** Judgments by the true class (rows) and the class given (columns). */
export interface Confusion {
  readonly against: "gold" | "consensus";
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** rows x columns, row-major. */
  readonly counts: readonly number[];
  readonly judgments: number;
}

/** One item as screens list it, by code. */
export interface ItemView {
  readonly item: number;
  /** Answers by how often they were given, at most five of them. */
  readonly votes: readonly { readonly label: number; readonly count: number }[];
  readonly judgments: number;
  readonly majority: number;
  readonly tied: boolean;
  readonly dawidSkene: number | null;
  /** Chance of that label under the model. */
  readonly posterior: number | null;
  /** Log of one over the difficulty (GLAD): the lower, the harder. */
  readonly easiness: number | null;
  /** Place in `goldKeys`, -1 without. */
  readonly key: number;
}

/** What Dawid-Skene says otherwise than the majority. */
export interface Changes {
  /** Items judged. */
  readonly items: number;
  readonly changed: number;
  /** Of the changed ones: how many had tied votes, where only the rule for ties spoke. */
  readonly tied: number;
  /** Of the changed ones with a key: how many each gets right. */
  readonly withKey: number;
  readonly majorityRight: number;
  readonly dawidSkeneRight: number;
  readonly listed: readonly ItemView[];
}

/** One annotator's ratings. */
export interface RatingAnnotator {
  /** By code. */
  readonly annotator: number;
  readonly judgments: number;
  /** How far above (lenient) or below (severe) what the items deserve; null where it cannot be estimated. */
  readonly leniency: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Against keys; null without a judged key. */
  readonly errors: RatingErrors | null;
}

/** Ratings on a scale: how severe people are, and how far from the keys. Numbers are in units of the scale. */
export interface RatingAnalysis {
  /** Mean with annotators' severity taken out, and as it is. */
  readonly mean: Estimate;
  readonly rawMean: number;
  /** Standard deviations: between items, between annotators (severity), and what is left (noise). */
  readonly spread: { readonly items: number; readonly annotators: number; readonly noise: number } | null;
  readonly errors: RatingErrors | null;
  /** Quadratic-weighted kappa of ratings against keys (Cohen), and of annotators with each other (Conger). */
  readonly kappaWithKeys: Estimate;
  readonly kappaBetween: Estimate;
  /** The most active, at most 500. */
  readonly annotators: readonly RatingAnnotator[];
}

/** One annotator's choices between two. Shares, 0 to 1. */
export interface PreferenceAnnotator {
  readonly annotator: number;
  readonly judgments: number;
  /** Agreement with the others' majority, what the others reach on the same pairs, and the difference with its interval. */
  readonly agreement: number | null;
  readonly ceiling: number | null;
  readonly excess: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Bradley-Terry's chance of choosing by worth. */
  readonly reliability: number | null;
  readonly first: Estimate;
}

/** Choices between two things, which have no truth. */
export interface PreferenceAnalysis {
  readonly pairs: number;
  readonly ties: number;
  /** Share of choices that go to the one shown first (A), with the exact p against one half. */
  readonly first: Estimate;
  readonly firstP: number | null;
  /** Mean agreement with the others' majority: what anybody can be asked for. */
  readonly agreement: Estimate;
  readonly circular: {
    readonly share: number | null;
    readonly triples: number;
    readonly reason: string | null;
  };
  readonly modelReason: string | null;
  /** Chance, under Bradley-Terry, that a reliable annotator prefers the pair's better one: counts in ten bins from one half to one. */
  readonly clarity: readonly number[];
  readonly annotators: readonly PreferenceAnnotator[];
}

export interface Analysis {
  readonly annotators: number;
  readonly items: number;
  readonly judgments: number;
  readonly goldItems: number;
  readonly agreement: Agreement;
  readonly models: Readonly<Record<Method, ModelSummary>>;
  readonly columns: Readonly<Partial<Record<Method, ModelColumns>>>;
  /** Judgments of each annotator. */
  readonly judged: Int32Array;
  readonly warnings: readonly Warning[];
  readonly weeks: readonly WeekAgreement[];
  readonly confusion: Confusion | null;
  readonly hardest: readonly ItemView[];
  readonly changes: Changes | null;
  /** Only of ratings that are all numbers. */
  readonly rating: RatingAnalysis | null;
  /** Only of preferences. */
  readonly preference: PreferenceAnalysis | null;
}
