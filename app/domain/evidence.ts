/**
 * What detectors read: tallies counted in SQL over one window, one key a concept. Instants are seconds since 1970 UTC,
 * money minor units beside a currency, people, projects and reviewers their source ids. Large tables are packed into
 * typed arrays, so that ten million judgments stay within a few hundred megabytes.
 */
export interface Evidence {
  readonly people: readonly Person[];
  readonly policies: readonly TierPolicyRecord[];
  readonly tierChanges: readonly TierChange[];
  readonly decisions: readonly Decision[];
  readonly appeals: readonly Appeal[];
  readonly contracts: readonly Contract[];
  readonly streaks: readonly Streak[];
  readonly goldDays: GoldDays;
  readonly allocation: Allocation;
  readonly timelines: readonly Timeline[];
  readonly earnings: readonly Earnings[];
  readonly floors: Floors;
  readonly targetStates: TargetStates;
  readonly speed: Speed;
  readonly payCells: PayCells;
  readonly bonuses: readonly Bonus[];
  readonly access: readonly PersonAccess[];
  readonly goldItems: GoldItems;
  readonly reviewTallies: readonly ReviewTallyRow[];
  readonly reviewedBy: readonly ReviewedBy[];
  readonly contentDays: ContentDays;
  readonly estimates: readonly EstimateTally[];
}

export type EvidenceId = keyof Evidence;

export interface Person {
  readonly annotator: string;
  readonly zone: string;
  readonly country: string | null;
  readonly region: string | null;
  readonly joinedAt: number | null;
  readonly leftAt: number | null;
}

export interface TierRule {
  readonly metric: string;
  readonly op: string;
  readonly value: number;
}

export interface PolicyTier {
  readonly id: string;
  readonly rules: readonly TierRule[];
  readonly quotaShare: number | null;
  readonly payMultiplier: number;
  readonly premiumAccess: boolean;
}

/** One version of a tier policy; tiers from the highest to the lowest. */
export interface TierPolicyRecord {
  readonly version: number;
  readonly project: string | null;
  readonly announcedAt: number | null;
  readonly effectiveAt: number;
  readonly retroactive: boolean;
  readonly windowDays: number;
  readonly minimumGold: number;
  readonly decideOn: "point" | "interval";
  readonly consecutiveWindows: number;
  readonly humanReview: boolean;
  readonly tiers: readonly PolicyTier[];
}

export interface TierChange {
  readonly id: string;
  readonly annotator: string;
  readonly project: string | null;
  readonly fromTier: string | null;
  readonly toTier: string;
  readonly at: number;
  readonly policyVersion: number;
  readonly actor: "system" | "human";
  readonly actorId: string | null;
  readonly goldCorrect: number | null;
  readonly goldTotal: number | null;
  readonly evidenceOpenedAt: number | null;
  readonly decidedAt: number | null;
  readonly reasons: string | null;
  readonly notifiedAt: number | null;
}

export interface Decision {
  readonly id: string;
  readonly annotator: string;
  readonly kind: "suspension" | "termination" | "pay_withheld" | "appeal_rejected" | "other";
  readonly at: number;
  readonly actor: "system" | "human";
  readonly actorId: string | null;
  readonly evidenceOpenedAt: number | null;
  readonly decidedAt: number | null;
  readonly reasons: string | null;
  readonly notifiedAt: number | null;
  readonly contact: string | null;
}

export interface Appeal {
  readonly id: string;
  readonly annotator: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly filedAt: number;
  readonly answeredAt: number | null;
  readonly outcome: "upheld" | "rejected" | "withdrawn" | null;
  readonly rectifiedAt: number | null;
}

export interface Contract {
  readonly id: string;
  readonly annotator: string;
  readonly platform: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly endNoticeDays: number | null;
}

export interface Streak {
  readonly annotator: string;
  readonly length: number;
  readonly atRiskAt: number;
  readonly resetAt: number | null;
}

/** Gold judged, packed: one row an annotator, project and day on which some was (days since 1970). */
export interface GoldDays {
  readonly annotators: readonly string[];
  readonly projects: readonly string[];
  /** Places in `annotators` and `projects`. */
  readonly person: Int32Array;
  readonly project: Int32Array;
  readonly day: Int32Array;
  readonly correct: Int32Array;
  readonly total: Int32Array;
}

/** Every batch that was offered in the window, with the people it was offered to. */
export interface Allocation {
  readonly batches: readonly OfferedBatch[];
  /** Hours available by annotator and ISO week. */
  readonly hours: readonly { readonly annotator: string; readonly week: number; readonly hours: number }[];
}

export interface OfferedBatch {
  readonly batch: string;
  readonly project: string;
  /** ISO week of the first offer. */
  readonly week: number;
  /** First offer. */
  readonly at: number;
  /** Marked premium; null where the ledger does not say. */
  readonly premium: boolean | null;
  /** Pay per estimated hour, minor units; null where either is unknown. */
  readonly hourlyMinor: number | null;
  /** Pay for the whole batch, minor units. */
  readonly payMinor: number | null;
  readonly currency: string | null;
  readonly minimumTier: string | null;
  readonly offerees: readonly string[];
}

export type EntryKind =
  | "task"
  | "revision"
  | "onboarding"
  | "qualification"
  | "training"
  | "waiting"
  | "communication"
  | "appeal"
  | "other";

export interface TimeEntry {
  readonly from: number;
  readonly to: number;
  readonly kind: EntryKind;
  readonly paid: boolean;
}

/** Everything about one annotator that has a place in time. */
export interface Timeline extends Person {
  /** Union of judgments' working intervals in order, those up to a minute apart made one: from, to, seconds worked. */
  readonly work: Int32Array;
  readonly entries: readonly TimeEntry[];
  /** From, to, and 1 for seen online or 0 for declared. */
  readonly available: Int32Array;
  /** Instants of offers, ascending. */
  readonly offers: Int32Array;
}

/** One annotator's judgments of one UTC week within one local month, one currency. */
export interface Earnings {
  readonly annotator: string;
  readonly week: number;
  /** Local months since January 1970. */
  readonly month: number;
  /** Null where judgments carry no pay. */
  readonly currency: string | null;
  readonly judgments: number;
  /** Due for judgments that were not rejected. */
  readonly payMinor: number;
  readonly paidJudgments: number;
  /** Active seconds, and over how many judgments they are known. */
  readonly activeSec: number;
  readonly activeKnown: number;
  readonly idleSec: number;
  /** Seconds from acceptance (or as the tool's wall clock reports) to submission, and over how many judgments. */
  readonly elapsedSec: number;
  readonly elapsedKnown: number;
  readonly rejected: number;
  readonly rejectedSec: number;
  readonly rejectedPayMinor: number;
  readonly rejectedWithoutReason: number;
  /** Expired, abandoned and returned work: seconds nobody paid. */
  readonly lostSec: number;
  /** Bonuses, fees, costs, clawbacks and adjustments, signed; and payments for work where judgments carry no pay. */
  readonly extrasMinor: number;
  readonly workPaymentsMinor: number;
}

export interface WageFloor {
  readonly country: string;
  readonly region: string | null;
  readonly validFrom: number;
  readonly amountMinorPerHour: number;
  readonly currency: string;
  readonly kind: "minimum" | "living";
  readonly source: string;
}

export interface Floors {
  readonly floors: readonly WageFloor[];
  readonly rates: readonly {
    readonly day: number;
    readonly from: string;
    readonly to: string;
    readonly rate: number;
  }[];
}

/** Offers and available hours while a person was at 50 to 90 % and at 90 to 100 % of a target. */
export interface TargetStates {
  readonly cells: readonly {
    readonly annotator: string;
    /** Block of the local week. */
    readonly block: number;
    readonly nearHours: number;
    readonly nearOffers: number;
    readonly referenceHours: number;
    readonly referenceOffers: number;
  }[];
  readonly targets: number;
  /** Targets whose deadline passed while the person stood at 90 % or more. */
  readonly lapsed: readonly {
    readonly id: string;
    readonly annotator: string;
    readonly rewardMinor: number | null;
    readonly currency: string | null;
  }[];
}

export interface Speed {
  /** Scored work by annotator and project: the fastest fifth of the person's own times against the middle three. */
  readonly strata: readonly SpeedStratum[];
  /** Correct work with a known time, and how much of it was done within the project's target. */
  readonly targets: readonly {
    readonly project: string;
    readonly targetSec: number;
    readonly correct: number;
    readonly within: number;
    readonly p75Sec: number;
  }[];
  /** Accuracy by project 28 days before and after a policy changed a handling rule. */
  readonly changes: readonly {
    readonly version: number;
    readonly project: string;
    readonly treated: boolean;
    readonly before: { readonly correct: number; readonly total: number };
    readonly after: { readonly correct: number; readonly total: number };
  }[];
}

export interface SpeedStratum {
  readonly annotator: string;
  readonly project: string;
  readonly fast: { readonly correct: number; readonly total: number };
  readonly reference: { readonly correct: number; readonly total: number };
}

/** What one judgment paid, in cells of the same work at the same time; one row a cell, person and rate. */
export interface PayCells {
  readonly annotators: readonly string[];
  readonly cells: readonly {
    readonly project: string;
    readonly taskType: string;
    readonly premium: boolean | null;
    /** Local day, days since 1970. */
    readonly day: number;
    readonly country: string;
    readonly tier: string;
    readonly currency: string;
    /** First row of the cell; it ends where the next begins. */
    readonly start: number;
  }[];
  readonly person: Int32Array;
  readonly rateMinor: Float64Array;
  readonly judgments: Int32Array;
}

export interface Bonus {
  readonly id: string;
  readonly annotator: string;
  readonly paidAt: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly ruleId: string | null;
  /** `unpublished`: its rule is in the ledger but came after the payment; `missing`: named but not in the ledger. */
  readonly rule: "none" | "missing" | "unpublished" | "published";
  /** What the published rule gives for the period the payment falls in or follows. */
  readonly expectedMinor: number | null;
  /** Judgments since the person's last bonus; null for the first. */
  readonly workSince: number | null;
}

/** What one person had of one project, with the groups that the person declared and the country. */
export interface PersonAccess {
  readonly annotator: string;
  readonly project: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly premiumOffered: boolean;
  readonly topTier: boolean;
  readonly removed: boolean;
  /** Pay per judgment is at or above the middle of the project's people; null where pay is not on record in one currency. */
  readonly paidAtMiddle: boolean | null;
}

/** Gold items and their responders, packed: item `i` has the rows from `items[i].start` to that of the next. */
export interface GoldItems {
  readonly annotators: readonly string[];
  readonly items: readonly {
    readonly item: string;
    readonly project: string;
    readonly key: string;
    /** The commonest answer that misses the key, and how many gave it. */
    readonly alternative: string | null;
    readonly alternativeCount: number;
    readonly start: number;
  }[];
  readonly person: Int32Array;
  readonly missed: Uint8Array;
  readonly at: Float64Array;
}

/** Reviews by one reviewer on one project; by author too where the routing was not random. */
export interface ReviewTallyRow {
  readonly reviewer: string;
  readonly project: string;
  readonly author: string | null;
  readonly random: boolean;
  readonly reviews: number;
  readonly passed: number;
  readonly overturned: number;
}

/** How many of an annotator's judgments a reviewer gave a verdict on. */
export interface ReviewedBy {
  readonly annotator: string;
  readonly reviewer: string;
  readonly reviews: number;
}

/** One annotator's judgments on one project for which both active time and the batch's estimate are known. */
export interface EstimateTally {
  readonly annotator: string;
  readonly project: string;
  readonly known: number;
  /** Those that took more than one and a half times the estimate. */
  readonly over: number;
}

export interface ContentDays {
  /** Whether any project carries a declared severity. */
  readonly declared: boolean;
  readonly days: readonly {
    readonly annotator: string;
    /** Local day, days since 1970. */
    readonly day: number;
    readonly seconds: number;
    readonly longestSec: number;
    readonly worst: number;
    /** Seconds on severity 3 without a warning before acceptance. */
    readonly unwarnedSec: number;
  }[];
  /** First time a person declined a batch of such content. */
  readonly optOuts: readonly { readonly annotator: string; readonly at: number }[];
}
