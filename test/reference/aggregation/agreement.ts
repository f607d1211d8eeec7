import { labelSetFromColumns, type LabelSet } from "~/stats/aggregation/label-set";
import { readReference } from "./sets";

/** One coefficient of irrCAC with its standard error; compare only where R and Python agree. */
export interface Coefficient {
  readonly value: number;
  readonly se: number;
  readonly ci95: readonly [number, number];
  readonly R_irrCAC_agrees: boolean;
  readonly R_se_agrees: boolean;
}

/** A small matrix of ratings with what the krippendorff package and irrCAC say of it. */
export interface AgreementMatrix {
  readonly name: string;
  readonly raters_x_items: readonly (readonly (number | null)[])[];
  readonly krippendorff_alpha: Readonly<Record<"nominal" | "ordinal" | "interval" | "ratio", number | null>>;
  readonly irrCAC: Readonly<
    Record<"fleiss" | "gwet" | "conger" | "bp" | "krippendorff", Readonly<Record<string, Coefficient>>>
  > | null;
}

interface KappaValues {
  readonly kappa: number | null;
  readonly se?: number;
  readonly se_under_null?: number;
  readonly ci95?: readonly [number, number];
}

export interface AgreementReference {
  readonly cohen_kappa: readonly {
    readonly table: readonly (readonly number[])[];
    readonly unweighted: KappaValues;
    readonly linear: KappaValues;
    readonly quadratic: KappaValues;
    readonly observed_agreement: number;
  }[];
  readonly fleiss_kappa: readonly {
    readonly name: string;
    readonly counts: readonly (readonly number[])[];
    readonly fleiss_kappa: number | null;
    readonly randolph_kappa: number | null;
    readonly mean_pairwise_agreement_items_with_2plus: number;
  }[];
  readonly agreement_matrices: readonly AgreementMatrix[];
}

export const agreementReference = (): AgreementReference => readReference<AgreementReference>("agreement.json");

/** A matrix as a label set, with the number each class stands for. Ratings that never occur are no class. */
export function labelsOfMatrix({ raters_x_items: matrix }: AgreementMatrix): {
  readonly labels: LabelSet;
  readonly values: readonly number[];
} {
  const given = matrix.flat().filter((rating) => rating !== null);
  const values = [...new Set(given)].sort((a, b) => a - b);
  const cells = matrix.flatMap((row, annotator) =>
    row.map((rating, item) => ({ item, annotator, label: rating === null ? -1 : values.indexOf(rating) })),
  );
  const labels = labelSetFromColumns({
    item: cells.map(({ item }) => item),
    annotator: cells.map(({ annotator }) => annotator),
    label: cells.map(({ label }) => label),
    classCount: values.length,
  });
  return { labels, values };
}
