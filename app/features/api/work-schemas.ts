import { z } from "zod";
import { OUTCOMES, SEVERITIES } from "~/domain/finding";
import { METHODS } from "~/features/agreement/analysis";
import { instant, interval } from "./report-schemas";

const number = z.number().nullable();
const text = z.string().nullable();
const count = z.int().min(0);

const aggregation = z.object({
  accuracy_vs_gold: number,
  gold: z
    .object({
      correct: count,
      total: count,
      interval95: interval,
      ties: count,
      possible: interval,
      expected_by_lot: z.number(),
    })
    .nullable(),
  ties: number,
  iterations: number,
  converged: z.boolean().nullable(),
  log_likelihood: number,
  class_priors: z.array(z.number()).nullable(),
  reason: text,
});

const reasonsOf = <K extends string>(...names: readonly K[]) =>
  z.object(Object.fromEntries(names.map((name) => [name, text])) as Record<K, typeof text>);

export const AgreementProject = z
  .object({
    project: z.string(),
    task_type: text,
    answer_rule: z.string(),
    gold_tolerance: z.number(),
    annotators: count,
    items: count,
    judgments: count,
    missing: count,
    gold_items: count,
    classes: z
      .union([z.array(z.string()), count])
      .meta({ description: "The answers, or how many where over 100" }),
    alpha: z.object({
      nominal: number,
      ordinal: number,
      interval: number,
      interval95: interval,
      ordinal_interval95: interval,
      interval_interval95: interval,
      items: count,
      level: z.string(),
      reasons: reasonsOf("nominal", "ordinal", "interval"),
    }),
    fleiss_kappa: number,
    fleiss_kappa_interval95: interval,
    gwet_ac1: number,
    gwet_ac1_interval95: interval,
    percentage: number,
    reasons: reasonsOf("fleiss_kappa", "gwet_ac1", "percentage"),
    aggregations: z.object(
      Object.fromEntries(METHODS.map((method) => [method, aggregation])) as Record<
        string,
        typeof aggregation
      >,
    ),
    warnings: z.array(z.object({ kind: z.string(), method: text, message: z.string() })),
  })
  .meta({ id: "AgreementProject" });

export const Agreement = z.object({ projects: z.array(AgreementProject) }).meta({ id: "Agreement" });

export const Finding = z
  .object({
    detector: z.string(),
    version: z.int(),
    scope: z.enum(["programme", "project", "tier", "annotator", "item", "reviewer"]),
    subject: text,
    outcome: z.enum(OUTCOMES),
    severity: z.enum(SEVERITIES).nullable(),
    effect: z
      .object({
        name: z.string(),
        value: number,
        unit: z.string(),
        interval: z.tuple([number, number]),
        method: z.string(),
      })
      .nullable(),
    p: number,
    q: number,
    family: z.object({ id: z.string(), size: count }).nullable(),
    n: z.number(),
    n_unit: z.string(),
    threshold: z.object({
      value: number,
      source_kind: z.enum(["law", "paper", "convention"]),
      source: z.string(),
    }),
    insufficient_reason: text,
    message: z.string(),
    would_change: z.string(),
    coverage: number,
    evidence: z.record(z.string(), z.unknown()),
    row_ids: z.array(z.string()),
    affected: number,
    affected_hours: number,
    money_minor: number,
    currency: text,
    remedy: z.string(),
    audience: z.array(z.enum(["manager", "annotator", "researcher"])),
  })
  .meta({ id: "Finding" });

export const Audit = z
  .object({
    window: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable(),
    definitions_version: z.string(),
    run_at: z.iso.datetime(),
    correction: z.string(),
    people: number.meta({ description: "Null for a researcher where there are fewer than ten" }),
    detectors: z.array(
      z.object({ id: z.string(), version: z.int(), outcome: z.enum(OUTCOMES), family_size: count }),
    ),
    findings: z.array(Finding),
  })
  .meta({ id: "Audit" });

export const AuditStarted = z
  .object({ state: z.enum(["running", "done", "failed"]), step: text })
  .meta({ id: "AuditStarted" });

const counts = { rows: count, imported: count, unchanged: count, updated: count, rejected: count };
const file = z.object({ path: z.string(), ...counts });

export const ImportSummary = z
  .object({
    import_id: z.int(),
    format: z.string(),
    files: z.array(file),
    ...counts,
    rejects: z
      .array(z.object({ file: z.string(), line: z.int(), column: text, reason: z.string() }))
      .meta({ description: "The first 1,000" }),
    rejects_truncated: z.boolean(),
    annotators: count,
    items: count,
    projects: count,
    first_at: instant,
    last_at: instant,
    seconds: z.number(),
  })
  .meta({ id: "ImportSummary" });

export const ImportList = z
  .object({
    imports: z.array(
      z.object({
        import_id: z.int(),
        format: z.string(),
        status: z.enum(["running", "done", "failed", "undone"]),
        started_at: instant,
        finished_at: instant,
        undone_at: instant,
        files: z.array(file),
        ...counts,
        annotators: count,
        items: count,
        projects: count,
        first_at: instant,
        last_at: instant,
        failure: text,
      }),
    ),
  })
  .meta({ id: "ImportList" });

export const ImportUndone = z
  .object({ kind: z.literal("undone"), import_id: z.int(), removed: count, restored: count })
  .meta({ id: "ImportUndone" });

export const Simulation = z
  .object({
    policy_version: z.int(),
    windows: z.array(
      z.object({
        from: z.iso.datetime(),
        to: z.iso.datetime(),
        policy_version: z.int(),
        tiers: z.record(z.string(), count),
        evaluated: count,
        insufficient: count,
        promotions: count,
        demotions: count,
        proposals: count,
        noise_promotions: count,
        noise_demotions: count,
      }),
    ),
    people: z.array(
      z.object({
        annotator_id: z.string(),
        from_tier: text,
        to_tier: text,
        actual_tier: text,
        moves: count,
        noise: z.boolean(),
        pay_change_minor: number,
        currency: text,
        pay_change_reason: text,
        premium_access_change: z.enum(["gained", "lost", "same"]),
      }),
    ),
    pay_change_minor: z.record(z.string(), z.number()).meta({ description: "By currency, minor units" }),
    access: z.object({
      top_decile_share_before: number,
      top_decile_share_after: number,
      people_before: number,
      people_after: number,
      largest_before: number,
      largest_after: number,
      reason: text,
    }),
    false_demotion_probability: z.array(
      z.object({
        true_accuracy: z.number(),
        per_window: z.number(),
        six_windows: z.number(),
        tier: text,
        gold_items: number,
      }),
    ),
    false_promotion_probability: z.array(
      z.object({ true_accuracy: z.number(), per_window: z.number(), tier: text, gold_items: number }),
    ),
  })
  .meta({ id: "Simulation" });

export const TokenHolder = z
  .object({
    account: z.string().meta({ description: "Name of the account that the token acts for" }),
    role: z.enum(["administrator", "manager", "researcher", "annotator"]),
    annotator_id: text,
    scopes: z.array(z.string()),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: "TokenHolder" });
