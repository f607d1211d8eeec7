import type { Batch, Item } from "./inventory";
import type { Person } from "./people";
import type { Project } from "./projects";

export type Status = "submitted" | "approved" | "rejected" | "skipped" | "returned" | "expired" | "abandoned";

/** A judgment while the programme is being made; reviews and pay are settled afterwards. Times in milliseconds. */
export interface Work {
  readonly id: string;
  readonly person: Person;
  readonly project: Project;
  readonly batch: Batch;
  readonly item: Item;
  readonly startedMs: number;
  /** Null where nothing was handed in. */
  readonly submittedMs: number | null;
  readonly activeSec: number;
  readonly idleSec: number;
  readonly answer: string | null;
  /** Chance that a fair reviewer accepts it. */
  readonly quality: number;
  /** Verdict against the item's key; null without one or without an answer. */
  readonly correct: boolean | null;
  status: Status;
  rejectedMs: number | null;
  rejectionReason: string | null;
  revisionOf: string | null;
  payMinor: number;
}

export interface OfferFact {
  readonly person: Person;
  readonly batch: Batch;
  readonly offeredMs: number;
  readonly answeredMs: number;
  readonly accepted: boolean;
}

export interface TimeFact {
  readonly person: Person;
  readonly projectId: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind:
    "onboarding" | "qualification" | "training" | "waiting" | "communication" | "revision" | "appeal";
  readonly paid: boolean;
}

export interface OnlineFact {
  readonly person: Person;
  readonly fromMs: number;
  readonly toMs: number;
  readonly source: "online" | "declared";
}

export interface TargetFact {
  readonly person: Person;
  readonly fromMs: number;
  readonly toMs: number;
  readonly goal: number;
  count: number;
  reachedMs: number | null;
}

export interface ReviewFact {
  readonly id: string;
  readonly work: Work;
  readonly reviewerId: string;
  readonly reviewedMs: number;
  readonly outcome: "accepted" | "fixed" | "rejected";
  readonly score: number | null;
  readonly routing: "random" | "targeted";
  readonly blind: boolean;
  overturnedMs: number | null;
}

/** Everything that happened, in the order it was made. */
export interface Facts {
  readonly work: Work[];
  readonly offers: OfferFact[];
  readonly time: TimeFact[];
  readonly online: OnlineFact[];
  readonly reviews: ReviewFact[];
  /** The target of the current week, by annotator. */
  readonly targets: Map<string, TargetFact>;
  readonly pastTargets: TargetFact[];
}

export const noFacts = (): Facts => ({
  work: [],
  offers: [],
  time: [],
  online: [],
  reviews: [],
  targets: new Map(),
  pastTargets: [],
});
