import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { NamedTask } from "~/features/agreement/label-task";
import { TaskBuilder } from "~/features/agreement/task-builder";

const FOLDER = new URL("../../../../shared/reference/statistics/", import.meta.url);

/** Whether the reference's label sets are beside the repository; they belong to others and are not copied. */
export const hasSharedSets = existsSync(new URL("reference.json", FOLDER));

export const SKIPPED = "skipped: ../shared/reference is not here";

export interface ReferenceValues {
  readonly majority_vote: { readonly accuracy_vs_gold?: number; readonly tied_items: number };
  readonly dawid_skene_fixed_point: { readonly accuracy_vs_gold?: number; readonly log_likelihood: number };
  readonly one_coin_fixed_point: { readonly accuracy_vs_gold?: number };
  readonly glad_map_optimum: { readonly accuracy_vs_gold?: number };
  readonly workers_vs_gold: { readonly n: readonly number[]; readonly correct: readonly number[] };
  readonly confusion_vs_gold_rows_true_cols_given: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly krippendorff_alpha: Readonly<Record<"nominal" | "ordinal" | "interval", number>>;
}

export function referenceOf(set: string): ReferenceValues {
  const reference = JSON.parse(readFileSync(new URL("reference.json", FOLDER), "utf8")) as {
    readonly label_sets: Readonly<Record<string, ReferenceValues>>;
  };
  return reference.label_sets[set]!;
}

export interface SharedRow {
  readonly item: string;
  readonly annotator: string;
  readonly answer: string;
  readonly key: string | null;
}

/** The judgments of a set, with their keys where there are any. */
export function sharedRows(set: string): SharedRow[] {
  const lines = (name: string) => {
    const file = new URL(`data/${set}.${name}.csv`, FOLDER);
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
  };
  const keys = new Map(lines("gold").map(([item = "", key = ""]) => [item, key]));
  return lines("labels").map(([item = "", annotator = "", answer = ""]) => ({
    item,
    annotator,
    answer,
    key: keys.get(item) ?? null,
  }));
}

export const labelsPath = (set: string): string => fileURLToPath(new URL(`data/${set}.labels.csv`, FOLDER));

/** A set of judgments as a task. */
export function taskOf(rows: readonly Partial<SharedRow>[], ordinal = false): NamedTask {
  const builder = new TaskBuilder();
  for (const { annotator = "a", item = "i", answer, key } of rows) {
    builder.add(annotator, item, answer ?? null, key ?? null, null);
  }
  return builder.build({ rule: "overlap", tolerance: 0, ordinal, seed: 1 });
}
