import { z } from "zod";
import type { TaskType } from "~/domain/importer";

/** A column by its header name, or by its number from 1. */
const Column = z.union([z.string().min(1), z.int().min(1).max(10_000)]);
const TaskTypes = [
  "categorical",
  "rating",
  "preference",
  "revision",
  "other",
] as const satisfies readonly TaskType[];

/** Every ledger value that a column can fill, with what it means; the keys of a mapping file. */
const FIELDS = {
  annotator_id: Column,
  item_id: z.union([Column, z.array(Column).min(1).max(10)]),
  answer: Column,
  gold_answer: Column,
  judgment_id: Column,
  project_id: Column,
  started_at: Column,
  submitted_at: Column,
  active_seconds: Column,
  idle_seconds: Column,
  lead_seconds: Column,
  status: Column,
  pay: Column,
  pay_minor: Column,
  currency: Column,
  country: Column,
  display_name: Column,
  rejection_reason: Column,
  revised_at: Column,
};

/**
 * A mapping file (`--columns`): which column is which, by name or number (`item_id` may join several), whether the
 * first row is a header, and values that hold for every row.
 */
export const Mapping = z.strictObject({
  ...z.object(FIELDS).partial().shape,
  header: z.boolean().optional(),
  delimiter: z.string().length(1).optional(),
  platform: z.string().min(1).max(200).optional(),
  task_type: z.enum(TaskTypes).optional(),
  scale: z.tuple([z.number(), z.number()]).optional(),
  constants: z
    .strictObject({ currency: z.string(), status: z.string(), pay: z.string() })
    .partial()
    .optional(),
});

export type Mapping = z.infer<typeof Mapping>;
export type Role = keyof typeof FIELDS;
export const ROLES = Object.keys(FIELDS) as readonly Role[];

/** Which position holds what, decided by a mapping or guessed. */
export interface Assigned {
  readonly hasHeader: boolean;
  /** Positions from 0; an item may be named by several. */
  readonly at: Readonly<Partial<Record<Role, number>>>;
  readonly item: readonly number[];
  /** Seconds in one unit of a duration column: 0.001 for milliseconds. */
  readonly unitSec: Readonly<Partial<Record<Role, number>>>;
  /** Whether `judgment_id` alone names a judgment, as the user says, or only together with annotator and item. */
  readonly exactId: boolean;
  readonly taskType?: TaskType;
  readonly scale?: readonly [number, number];
  readonly platform?: string;
  readonly constants?: Mapping["constants"];
  readonly notes: readonly string[];
}
