/**
 * The ledger: the complete record of an annotation programme, as data. Types, validation, COPY column lists,
 * the exported data package and its codebook are all derived from this one definition.
 *
 * Column names are the published ones (snake case); in TypeScript a record's properties are camel case.
 */
export type FieldType = "string" | "number" | "integer" | "boolean" | "datetime" | "date" | "object";

export interface Field {
  readonly type: FieldType;
  readonly description: string;
  readonly required?: true;
  readonly values?: readonly string[];
}

export interface LedgerTable {
  readonly description: string;
  readonly key: readonly string[];
  readonly references?: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, Field>>;
}

export const LEDGER = {
  platforms: {
    description: "Where the work was offered.",
    key: ["platform_id"],
    fields: {
      platform_id: { type: "string", required: true, description: "Identifier." },
      name: { type: "string", required: true, description: "Display name, e.g. Amazon Mechanical Turk." },
    },
  },
  annotators: {
    description: "People who do the work.",
    key: ["annotator_id"],
    fields: {
      annotator_id: { type: "string", required: true, description: "Identifier in the source system." },
      display_name: { type: "string", description: "Name shown to managers and to the annotator." },
      country: { type: "string", description: "ISO 3166-1 alpha-2." },
      region: {
        type: "string",
        description: "ISO 3166-2 subdivision, where a wage floor differs by region.",
      },
      time_zone: { type: "string", description: "IANA zone; legal clocks run in it. Default UTC." },
      joined_at: { type: "datetime", description: "First day on the programme. ISO 8601 with offset or Z." },
      left_at: { type: "datetime", description: "Last day. ISO 8601 with offset or Z." },
      expertise: { type: "string", description: "Free tag, e.g. screenwriter." },
      groups: {
        type: "object",
        description: "Voluntary self-declared groups, JSON object of strings. Never inferred.",
      },
    },
  },
  contracts: {
    description: "Engagements.",
    key: ["contract_id"],
    references: { annotator_id: "annotators", platform_id: "platforms" },
    fields: {
      contract_id: { type: "string", required: true, description: "Identifier." },
      annotator_id: { type: "string", required: true, description: "Whose." },
      platform_id: { type: "string", required: true, description: "With which platform." },
      project_id: { type: "string", description: "For which project, if one." },
      started_at: { type: "datetime", required: true, description: "Start. ISO 8601 with offset or Z." },
      ended_at: { type: "datetime", description: "End; empty while open. ISO 8601 with offset or Z." },
      end_notice_days: { type: "number", description: "Notice given before the end, days." },
      end_reason: { type: "string", description: "Reason given." },
      pay_unit: {
        type: "string",
        values: ["hour", "item", "word"],
        description: "What the rate is paid for.",
      },
      rate_minor: { type: "integer", description: "Rate per unit, minor currency units." },
      currency: { type: "string", description: "ISO 4217." },
    },
  },
  projects: {
    description: "Streams of one kind of work.",
    key: ["project_id"],
    references: { platform_id: "platforms" },
    fields: {
      project_id: { type: "string", required: true, description: "Identifier." },
      platform_id: { type: "string", required: true, description: "Platform." },
      name: { type: "string", required: true, description: "Display name." },
      task_type: {
        type: "string",
        required: true,
        values: ["categorical", "rating", "preference", "revision", "other"],
        description: "Decides which quality measures apply.",
      },
      scale_min: { type: "number", description: "Lowest rating, for task_type rating." },
      scale_max: { type: "number", description: "Highest rating." },
      client: { type: "string", description: "Commissioning client." },
      target_handling_seconds: {
        type: "number",
        description: "Handling-time target communicated to annotators, seconds per item.",
      },
      content_severity: { type: "integer", description: "0 none to 3 severe, as declared by the client." },
      content_warned: {
        type: "boolean",
        description: "Whether annotators were warned before acceptance and could opt out.",
      },
      gold_tolerance: {
        type: "number",
        description: "Largest distance of a rating from the key that counts as correct; default 0.",
      },
      answer_rule: {
        type: "string",
        values: ["overlap", "set_equality"],
        description: "How an answer with several values is held against a key with several.",
      },
    },
  },
  batches: {
    description: "What is allotted.",
    key: ["batch_id"],
    references: { project_id: "projects" },
    fields: {
      batch_id: { type: "string", required: true, description: "Identifier." },
      project_id: { type: "string", required: true, description: "Project." },
      name: { type: "string", description: "Display name." },
      released_at: {
        type: "datetime",
        required: true,
        description: "When it became available. ISO 8601 with offset or Z.",
      },
      premium: {
        type: "boolean",
        description:
          "True for a batch the platform treats as high value (a 'golden batch'). Empty: derived from pay.",
      },
      pay_minor_per_item: { type: "integer", description: "Pay per item, minor units." },
      currency: { type: "string", description: "ISO 4217." },
      estimated_seconds_per_item: {
        type: "number",
        description: "Estimate shown before acceptance, seconds.",
      },
      minimum_tier: { type: "string", description: "Lowest tier that may take it." },
    },
  },
  items: {
    description: "Units of work.",
    key: ["item_id"],
    references: { project_id: "projects" },
    fields: {
      item_id: { type: "string", required: true, description: "Identifier." },
      project_id: { type: "string", required: true, description: "Project." },
      batch_id: { type: "string", description: "Batch." },
      gold_answer: { type: "string", description: "Answer key, for gold items." },
      gold_status: {
        type: "string",
        values: ["active", "disputed", "retired"],
        description: "State of the key.",
      },
    },
  },
  offers: {
    description: "Who was offered what.",
    key: ["offer_id"],
    references: { batch_id: "batches", annotator_id: "annotators" },
    fields: {
      offer_id: { type: "string", required: true, description: "Identifier." },
      batch_id: { type: "string", required: true, description: "Batch offered." },
      annotator_id: { type: "string", required: true, description: "To whom." },
      offered_at: { type: "datetime", required: true, description: "When. ISO 8601 with offset or Z." },
      expires_at: { type: "datetime", description: "Offer expiry. ISO 8601 with offset or Z." },
      accepted_at: { type: "datetime", description: "Accepted. ISO 8601 with offset or Z." },
      declined_at: { type: "datetime", description: "Declined. ISO 8601 with offset or Z." },
    },
  },
  availability: {
    description: "When a person was available for work.",
    key: ["annotator_id", "from"],
    references: { annotator_id: "annotators" },
    fields: {
      annotator_id: { type: "string", required: true, description: "Who." },
      from: { type: "datetime", required: true, description: "Start. ISO 8601 with offset or Z." },
      to: { type: "datetime", required: true, description: "End. ISO 8601 with offset or Z." },
      source: {
        type: "string",
        required: true,
        values: ["declared", "online"],
        description: "How it is known.",
      },
    },
  },
  judgments: {
    description: "One annotator's answer to one item.",
    key: ["judgment_id"],
    references: { annotator_id: "annotators", item_id: "items", project_id: "projects" },
    fields: {
      judgment_id: {
        type: "string",
        required: true,
        description: "Identifier; the key that makes re-import idempotent.",
      },
      annotator_id: { type: "string", required: true, description: "Who." },
      item_id: { type: "string", required: true, description: "On what." },
      project_id: { type: "string", required: true, description: "Project." },
      batch_id: { type: "string", description: "Batch." },
      started_at: { type: "datetime", description: "Opened or accepted. ISO 8601 with offset or Z." },
      submitted_at: { type: "datetime", description: "Submitted. ISO 8601 with offset or Z." },
      active_seconds: { type: "number", description: "Active handling time, seconds." },
      idle_seconds: { type: "number", description: "Idle time inside the interval, seconds." },
      lead_seconds: {
        type: "number",
        description: "Wall-clock seconds the source's tool reports for the judgment, idle time included.",
      },
      answer: {
        type: "string",
        description: "Answer as text; ratings as a number; preferences as A, B or tie.",
      },
      status: {
        type: "string",
        required: true,
        values: ["submitted", "approved", "rejected", "skipped", "returned", "expired", "abandoned"],
        description: "Outcome.",
      },
      pay_minor: { type: "integer", description: "Pay due for it, minor units." },
      currency: { type: "string", description: "ISO 4217." },
      rejected_at: { type: "datetime", description: "When rejected. ISO 8601 with offset or Z." },
      rejection_reason: { type: "string", description: "Reason given." },
      revision_of: { type: "string", description: "judgment_id that this one reworks." },
      is_gold: {
        type: "boolean",
        description:
          "False where the platform did not hold it against the item's key; empty: it did, if there is one.",
      },
      revised_at: {
        type: "datetime",
        description: "When the source last changed this record; the newest wins. ISO 8601 with offset or Z.",
      },
    },
  },
  reviews: {
    description: "Audits of judgments.",
    key: ["review_id"],
    references: { judgment_id: "judgments" },
    fields: {
      review_id: { type: "string", required: true, description: "Identifier." },
      judgment_id: { type: "string", required: true, description: "What was reviewed." },
      reviewer_id: { type: "string", required: true, description: "Who reviewed." },
      reviewed_at: { type: "datetime", required: true, description: "When. ISO 8601 with offset or Z." },
      outcome: { type: "string", values: ["accepted", "fixed", "rejected"], description: "Verdict." },
      score: { type: "number", description: "Score given." },
      score_max: { type: "number", description: "Highest possible score." },
      routing: {
        type: "string",
        values: ["random", "targeted"],
        description: "How the judgment was chosen for review.",
      },
      blind: { type: "boolean", description: "Whether author and earlier verdict were hidden." },
      overturned_at: { type: "datetime", description: "When reversed on appeal. ISO 8601 with offset or Z." },
    },
  },
  time_entries: {
    description: "Working time that judgments do not show.",
    key: ["time_entry_id"],
    references: { annotator_id: "annotators" },
    fields: {
      time_entry_id: { type: "string", required: true, description: "Identifier." },
      annotator_id: { type: "string", required: true, description: "Who." },
      project_id: { type: "string", description: "Project." },
      from: { type: "datetime", required: true, description: "Start. ISO 8601 with offset or Z." },
      to: { type: "datetime", required: true, description: "End. ISO 8601 with offset or Z." },
      kind: {
        type: "string",
        required: true,
        values: [
          "task",
          "revision",
          "onboarding",
          "qualification",
          "training",
          "waiting",
          "communication",
          "appeal",
          "other",
        ],
        description: "What the time went to.",
      },
      paid: { type: "boolean", required: true, description: "Whether it was paid." },
    },
  },
  payments: {
    description: "Money actually moved.",
    key: ["payment_id"],
    references: { annotator_id: "annotators" },
    fields: {
      payment_id: { type: "string", required: true, description: "Identifier." },
      annotator_id: { type: "string", required: true, description: "Who." },
      project_id: { type: "string", description: "Project." },
      paid_at: { type: "datetime", required: true, description: "When. ISO 8601 with offset or Z." },
      amount_minor: {
        type: "integer",
        required: true,
        description: "Signed amount, minor units; fees, costs and clawbacks negative.",
      },
      currency: { type: "string", required: true, description: "ISO 4217." },
      kind: {
        type: "string",
        required: true,
        values: ["work", "bonus", "fee", "cost", "clawback", "adjustment"],
        description: "What for.",
      },
      rule_id: { type: "string", description: "Published rule that explains a bonus." },
    },
  },
  tier_changes: {
    description: "Promotions and demotions.",
    key: ["tier_change_id"],
    references: { annotator_id: "annotators" },
    fields: {
      tier_change_id: { type: "string", required: true, description: "Identifier." },
      annotator_id: { type: "string", required: true, description: "Who." },
      project_id: { type: "string", description: "Project, if tiers are per project." },
      from_tier: { type: "string", description: "Before." },
      to_tier: { type: "string", required: true, description: "After." },
      at: {
        type: "datetime",
        required: true,
        description: "When it took effect. ISO 8601 with offset or Z.",
      },
      policy_version: { type: "integer", required: true, description: "Version of the tier policy applied." },
      actor: { type: "string", required: true, values: ["system", "human"], description: "Who decided." },
      actor_id: { type: "string", description: "Identifier of the human." },
      gold_correct: { type: "integer", description: "Correct gold items in the window it was decided on." },
      gold_total: { type: "integer", description: "Gold items in that window." },
      handling_seconds: { type: "number", description: "Handling time it was decided on, seconds." },
      evidence_opened_at: {
        type: "datetime",
        description: "When the human opened the evidence. ISO 8601 with offset or Z.",
      },
      decided_at: { type: "datetime", description: "When decided. ISO 8601 with offset or Z." },
      reasons: { type: "string", description: "Written reasons." },
      notified_at: { type: "datetime", description: "When the person was told. ISO 8601 with offset or Z." },
    },
  },
  decisions: {
    description: "Other decisions with consequences.",
    key: ["decision_id"],
    references: { annotator_id: "annotators" },
    fields: {
      decision_id: { type: "string", required: true, description: "Identifier." },
      annotator_id: { type: "string", required: true, description: "Who." },
      kind: {
        type: "string",
        required: true,
        values: ["suspension", "termination", "pay_withheld", "appeal_rejected", "other"],
        description: "What.",
      },
      at: {
        type: "datetime",
        required: true,
        description: "When it took effect. ISO 8601 with offset or Z.",
      },
      actor: { type: "string", required: true, values: ["system", "human"], description: "Who decided." },
      actor_id: { type: "string", description: "Identifier of the human." },
      evidence_opened_at: {
        type: "datetime",
        description: "When the human opened the evidence. ISO 8601 with offset or Z.",
      },
      decided_at: { type: "datetime", description: "When decided. ISO 8601 with offset or Z." },
      reasons: { type: "string", description: "Written reasons." },
      notified_at: { type: "datetime", description: "When the person was told. ISO 8601 with offset or Z." },
      contact: { type: "string", description: "Contact person named to the annotator." },
    },
  },
  appeals: {
    description: "Contests.",
    key: ["appeal_id"],
    references: { annotator_id: "annotators" },
    fields: {
      appeal_id: { type: "string", required: true, description: "Identifier." },
      annotator_id: { type: "string", required: true, description: "Who." },
      subject: {
        type: "string",
        required: true,
        values: ["judgment", "gold_item", "review", "tier_change", "decision", "payment", "time_entry"],
        description: "What kind of thing is contested.",
      },
      subject_id: { type: "string", required: true, description: "Identifier of that thing." },
      filed_at: { type: "datetime", required: true, description: "Filed. ISO 8601 with offset or Z." },
      answered_at: {
        type: "datetime",
        description: "Answered; empty while open. ISO 8601 with offset or Z.",
      },
      outcome: { type: "string", values: ["upheld", "rejected", "withdrawn"], description: "Outcome." },
      rectified_at: { type: "datetime", description: "When put right. ISO 8601 with offset or Z." },
    },
  },
  streaks: {
    description: "Streak pressure.",
    key: ["annotator_id", "at_risk_at"],
    references: { annotator_id: "annotators" },
    fields: {
      annotator_id: { type: "string", required: true, description: "Who." },
      length: { type: "integer", required: true, description: "Days in the streak." },
      at_risk_at: {
        type: "datetime",
        required: true,
        description:
          "Start of the local day on which it lapses unless work is done. ISO 8601 with offset or Z.",
      },
      reset_at: { type: "datetime", description: "When it lapsed, if it did. ISO 8601 with offset or Z." },
    },
  },
  targets: {
    description: "Bonus and tier targets set for a person.",
    key: ["target_id"],
    references: { annotator_id: "annotators" },
    fields: {
      target_id: { type: "string", required: true, description: "Identifier." },
      annotator_id: { type: "string", required: true, description: "Who." },
      project_id: { type: "string", description: "Project, if one." },
      from: { type: "datetime", required: true, description: "Start. ISO 8601 with offset or Z." },
      to: { type: "datetime", required: true, description: "Deadline. ISO 8601 with offset or Z." },
      unit: {
        type: "string",
        required: true,
        values: ["judgments", "approved_judgments", "active_minutes"],
        description: "What is counted.",
      },
      goal: { type: "number", required: true, description: "How many." },
      reward_minor: { type: "integer", description: "Reward on reaching it, minor units." },
      currency: { type: "string", description: "ISO 4217." },
      reached_at: { type: "datetime", description: "When reached; empty if not. ISO 8601 with offset or Z." },
    },
  },
  bonus_rules: {
    description: "Published rules from which bonuses can be recomputed.",
    key: ["rule_id"],
    fields: {
      rule_id: { type: "string", required: true, description: "Identifier, as on payments." },
      published_at: {
        type: "datetime",
        required: true,
        description: "When published. ISO 8601 with offset or Z.",
      },
      valid_from: { type: "date", required: true, description: "First day." },
      valid_to: { type: "date", description: "Last day; empty while open." },
      unit: {
        type: "string",
        required: true,
        values: ["judgments", "approved_judgments", "active_minutes"],
        description: "What is counted.",
      },
      period: {
        type: "string",
        required: true,
        values: ["day", "week", "month"],
        description: "Over which period.",
      },
      threshold: { type: "number", required: true, description: "How many in the period earn the bonus." },
      amount_minor: { type: "integer", required: true, description: "Bonus, minor units." },
      currency: { type: "string", required: true, description: "ISO 4217." },
    },
  },
  exchange_rates: {
    description:
      "Rates for comparing pay with floors in another currency; without one the comparison is insufficient.",
    key: ["date", "from_currency", "to_currency"],
    fields: {
      date: { type: "date", required: true, description: "Day." },
      from_currency: { type: "string", required: true, description: "ISO 4217." },
      to_currency: { type: "string", required: true, description: "ISO 4217." },
      rate: { type: "number", required: true, description: "Units of to_currency for one of from_currency." },
    },
  },
  wage_floors: {
    description: "Hourly floors.",
    key: ["country", "region", "valid_from", "kind"],
    fields: {
      country: { type: "string", required: true, description: "ISO 3166-1 alpha-2." },
      region: { type: "string", description: "ISO 3166-2; empty for the whole country." },
      valid_from: { type: "date", required: true, description: "First day." },
      amount_minor_per_hour: { type: "integer", required: true, description: "Minor units per hour." },
      currency: { type: "string", required: true, description: "ISO 4217." },
      kind: {
        type: "string",
        required: true,
        values: ["minimum", "living"],
        description: "Legal minimum or living wage.",
      },
      source: { type: "string", required: true, description: "Where the figure is from." },
    },
  },
} as const satisfies Record<string, LedgerTable>;

export type TableName = keyof typeof LEDGER;
export const TABLE_NAMES = Object.keys(LEDGER) as readonly TableName[];

export type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

type ValueOf<F extends Field> = F extends { values: readonly (infer V)[] }
  ? V
  : F["type"] extends "number" | "integer"
    ? number
    : F["type"] extends "boolean"
      ? boolean
      : F["type"] extends "object"
        ? Readonly<Record<string, string>>
        : string;

type RowOf<Fields extends Readonly<Record<string, Field>>> = {
  [K in keyof Fields & string as Fields[K] extends { required: true } ? CamelCase<K> : never]: ValueOf<
    Fields[K]
  >;
} & {
  [K in keyof Fields & string as Fields[K] extends { required: true } ? never : CamelCase<K>]?: ValueOf<
    Fields[K]
  > | null;
};

/**
 * One record of a ledger table. Instants are ISO 8601 strings in UTC (`2026-03-01T00:00:00.000Z`), dates
 * `2026-03-01`, money integer minor units beside a currency, durations seconds.
 */
export type Row<T extends TableName> = {
  [K in keyof RowOf<(typeof LEDGER)[T]["fields"]>]: RowOf<(typeof LEDGER)[T]["fields"]>[K];
};

/** A record with the table it belongs to: what importers yield. */
export type LedgerRecord = { [T in TableName]: { readonly table: T; readonly row: Row<T> } }[TableName];

export function camelCase(column: string): string {
  return column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export function fieldsOf(table: TableName): ReadonlyArray<readonly [column: string, field: Field]> {
  return Object.entries(LEDGER[table].fields);
}
