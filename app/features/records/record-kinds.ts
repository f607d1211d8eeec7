/** The rows behind the numbers of one person, kind by kind. */
export const RECORD_KINDS = ["gold", "judgments", "reviews", "payments", "hours"] as const;

export type RecordKind = (typeof RECORD_KINDS)[number];

export const KIND_WORDS: Readonly<Record<RecordKind, string>> = {
  gold: "Gold",
  judgments: "Judgments",
  reviews: "Reviews",
  payments: "Payments",
  hours: "Time entries",
};

export const RECORD_PAGE_SIZES: readonly number[] = [50, 100, 250];

/** Which rows are asked for. */
export interface RecordQuestion {
  readonly kind: RecordKind;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}
