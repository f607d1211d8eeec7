/** What can be contested, as the ledger names it. */
export const SUBJECTS = [
  "judgment",
  "gold_item",
  "review",
  "tier_change",
  "decision",
  "payment",
  "time_entry",
] as const;

export type AppealSubject = (typeof SUBJECTS)[number];

/** In words, with the article it is spoken of with. */
export const SUBJECT_WORDS: Readonly<Record<AppealSubject, string>> = {
  judgment: "the verdict on a judgment",
  gold_item: "the key of a gold item",
  review: "a review",
  tier_change: "a tier change",
  decision: "a decision",
  payment: "a payment",
  time_entry: "a time entry",
};

export const appealHref = (appealId: string): string => `/appeals/${encodeURIComponent(appealId)}`;

export const ownAppealHref = (appealId: string): string => `/me/appeals/${encodeURIComponent(appealId)}`;
