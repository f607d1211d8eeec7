import { z } from "zod";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";

const number = z.number().nullable();
const text = z.string().nullable();
const count = z.int().min(0);
const share = z.number().min(0).max(1).nullable();
export const instant = z.iso.datetime().nullable().meta({ description: "Instant, ISO 8601 UTC" });
export const interval = z
  .tuple([z.number(), z.number()])
  .nullable()
  .meta({ description: "95 % interval: low, high" });
const window = z.object({ from: z.iso.date().nullable(), to: z.iso.date().nullable() });
const reasons = z.record(z.string(), z.string()).meta({ description: "Why a number is null, by its name" });

const standing = {
  state: z.enum(["measured", "insufficient", "unmeasured"]),
  reason: text.meta({ description: "Why the value may not be leant on, or why there is none" }),
};

const pay = z.object({
  currency: text,
  pay_minor: number.meta({ description: "Minor units of the currency" }),
  hourly_active_minor: number,
  hourly_session_minor: number,
  hourly_all_in_minor: number,
  floor_minor: number,
  floor_gap: number,
  converted: z.boolean(),
  other_currencies: z.array(z.object({ currency: z.string(), pay_minor: z.number() })),
  reasons,
});

const workload = z.object({
  hours: number,
  paid_share: share,
  night_share: share,
  longest_spell_seconds: number,
  rest_breaches: number,
  time_zone: z.string(),
  time_zone_assumed: z.boolean(),
  reasons,
});

const tier = z.object({ tier: text, policy_version: number, since: instant, reason: text });

/** One annotator on one project, or on all of them (project null). */
export const AnnotatorRow = z
  .object({
    annotator_id: z.string(),
    display_name: text,
    project: text,
    judgments: count,
    submitted: count,
    approved: count,
    rejected: count,
    skipped: count,
    gold: z.object({
      ...standing,
      correct: count,
      total: count,
      accuracy: share,
      interval,
      shrunk: share,
      shrink_weight: share,
    }),
    consensus: z.object({ ...standing, agreeing: z.number(), total: z.number(), agreement: share, interval }),
    review: z.object({
      ...standing,
      accepted: count,
      total: count,
      rate: share,
      interval,
      first_pass_rate: share,
    }),
    rank: z.object({
      by: z.enum(["gold", "consensus"]).nullable(),
      best: number,
      worst: number,
      of: number,
      rankable: z.boolean(),
      rankability: number,
      reason: text,
    }),
    handling: z.object({
      ...standing,
      clock: text.meta({ description: "active, accept_to_submit, lead or inferred" }),
      n: count,
      mean_seconds: number,
      median_seconds: number,
      p75_seconds: number,
      p90_seconds: number,
      ratio: number,
      ratio_interval: interval,
      apportioned: z.boolean(),
    }),
    pay,
    workload,
    tier,
    first_at: instant,
    last_at: instant,
  })
  .meta({ id: "AnnotatorRow" });

const head = {
  window,
  definitions_version: z
    .string()
    .meta({ description: "Version of the definitions", example: DEFINITIONS_VERSION }),
};

export const AnnotatorsReport = z
  .object({ ...head, annotators: z.array(AnnotatorRow) })
  .meta({ id: "AnnotatorsReport" });

const conditions = z
  .record(
    z.string(),
    z.object({
      value: number,
      interval: z.tuple([number, number]).nullable().meta({ description: "95 % interval: low, high" }),
      n: z.number(),
      reason: text,
    }),
  )
  .meta({ description: "Fair-workload measures by their ids, as the methodology lists them" });

const middle = { people: count, conditions };

export const WorkloadReport = z
  .object({
    ...head,
    programme: z.object(middle).meta({ description: "The middle person of everybody" }),
    tiers: z.array(z.object({ tier: z.string(), ...middle })),
    projects: z.array(z.object({ project: z.string(), ...middle })),
    annotators: z.array(
      AnnotatorRow.pick({
        annotator_id: true,
        project: true,
        judgments: true,
        pay: true,
        workload: true,
        tier: true,
      }).extend({ conditions }),
    ),
  })
  .meta({ id: "WorkloadReport" });

export const ProjectsReport = z
  .object({
    projects: z.array(
      z.object({
        project: z.string(),
        name: text,
        platform: text,
        task_type: text,
        answer_rule: z.string(),
        gold_tolerance: z.number(),
        annotators: count,
        judgments: count,
        submitted: count,
        approved: count,
        rejected: count,
        skipped: count,
        gold: z.object({ correct: count, total: count, accuracy: share, interval, reason: text }),
        consensus: z.object({
          agreeing: z.number(),
          total: z.number(),
          agreement: share,
          interval,
          reason: text,
        }),
        first_at: instant,
        last_at: instant,
      }),
    ),
  })
  .meta({ id: "ProjectsReport" });

export const ItemsReport = z
  .object({
    items: z.array(
      z.object({
        item_id: z.string(),
        project: z.string(),
        judgments: count,
        answers: z.array(z.object({ answer: z.string(), count })),
        majority: text,
        majority_share: share,
        gold_answer: z.unknown(),
        gold_status: text,
        gold_correct: number,
        gold_error_rate: share,
      }),
    ),
  })
  .meta({ id: "ItemsReport" });

export const TiersReport = z
  .object({
    tiers: z.array(z.object({ tier: z.string(), annotators: count })),
    changes: z.array(
      z.object({
        project: text,
        from_tier: text,
        to_tier: z.string(),
        policy_version: number,
        actor: text,
        changes: count,
        annotators: count,
        first_at: instant,
        last_at: instant,
      }),
    ),
  })
  .meta({ id: "TiersReport" });
