import { annotatorRows, allWarnings, oneLine } from "./agreement-report";
import {
  type Agreement,
  type Analysis,
  type Changes,
  type Confusion,
  type ItemView,
  METHODS,
  type ModelSummary,
  type PreferenceAnalysis,
  type RatingAnalysis,
  type Warning,
  type WeekAgreement,
} from "./analysis";
import { type NamedTask, weekDay } from "./label-task";

/** An item of a list, by name. */
export interface KeptItem extends Omit<ItemView, "item" | "votes" | "majority" | "dawidSkene" | "key"> {
  readonly item: string;
  readonly votes: readonly { readonly answer: string; readonly count: number }[];
  readonly majority: string | null;
  readonly dawidSkene: string | null;
  readonly key: string | null;
}

/** What is kept under the method `agreement`. */
export interface KeptAgreement {
  readonly annotators: number;
  readonly items: number;
  readonly judgments: number;
  readonly goldItems: number;
  readonly missing: number;
  readonly classes: readonly string[];
  readonly agreement: Agreement;
  readonly weeks: readonly (Omit<WeekAgreement, "week"> & { readonly day: string })[];
  readonly confusion: Confusion | null;
  readonly hardest: readonly KeptItem[];
  readonly warnings: readonly Warning[];
}

/** What is kept under each aggregation; Dawid-Skene's also holds what it changed and the annotators' tables. */
export interface KeptModel extends ModelSummary {
  readonly changes?: (Omit<Changes, "listed"> & { readonly listed: readonly KeptItem[] }) | null | undefined;
  readonly annotatorTables?: Readonly<Record<string, KeptAnnotator>> | undefined;
}

export interface KeptAnnotator {
  readonly judgments: number;
  /** Chance of being right, under Dawid-Skene. */
  readonly accuracy: number | null;
  /** Rows: the true class; columns: the class given. */
  readonly errors: readonly (readonly number[])[] | null;
}

type Named<T extends { readonly annotators: readonly { readonly annotator: number }[] }> = Omit<
  T,
  "annotators"
> & {
  readonly annotators: readonly (Omit<T["annotators"][number], "annotator"> & {
    readonly annotator: string;
  })[];
};

/** What is kept under the method `rating`, of ratings, and under `preference`, of preferences. */
export type KeptRating = Named<RatingAnalysis>;
export type KeptPreference = Named<PreferenceAnalysis>;

/** Cells of all annotators' tables that are kept at most; beyond, those with the most judgments. */
const MOST_CELLS = 500_000;
const MOST_CLASSES_NAMED = 100;

/** An analysis as rows to keep: one a method, with names in the place of codes. */
export function keptRows(named: NamedTask, analysis: Analysis) {
  const item = (view: ItemView) => namedItem(named, view);
  const agreement: KeptAgreement = {
    annotators: analysis.annotators,
    items: analysis.items,
    judgments: analysis.judgments,
    goldItems: analysis.goldItems,
    missing: named.missing,
    classes: named.task.classes.slice(0, MOST_CLASSES_NAMED).map(oneLine),
    agreement: analysis.agreement,
    weeks: analysis.weeks.map(({ week, ...estimate }) => ({ day: weekDay(week), ...estimate })),
    confusion: analysis.confusion && {
      ...analysis.confusion,
      rows: analysis.confusion.rows.map(oneLine),
      columns: analysis.confusion.columns.map(oneLine),
    },
    hardest: analysis.hardest.map(item),
    warnings: allWarnings(named, analysis),
  };
  const models = METHODS.map((method): { method: string; result: KeptModel } => {
    const summary = analysis.models[method];
    if (method !== "dawid_skene") return { method, result: summary };
    const { changes } = analysis;
    return {
      method,
      result: {
        ...summary,
        changes: changes && { ...changes, listed: changes.listed.map(item) },
        annotatorTables: keptAnnotators(named, analysis),
      },
    };
  });
  return [{ method: "agreement", result: agreement }, ...models, ...ownKind(named, analysis)];
}

/** What only the project's kind of answers has. */
function ownKind({ annotators }: NamedTask, { rating, preference }: Analysis) {
  const named = <T extends { readonly annotator: number }>(list: readonly T[]) =>
    list.map((row) => ({ ...row, annotator: annotators[row.annotator] ?? "" }));
  const rows: { method: string; result: KeptRating | KeptPreference }[] = [];
  if (rating) rows.push({ method: "rating", result: { ...rating, annotators: named(rating.annotators) } });
  if (preference)
    rows.push({ method: "preference", result: { ...preference, annotators: named(preference.annotators) } });
  return rows;
}

function namedItem({ task, items }: NamedTask, view: ItemView): KeptItem {
  const name = (label: number | null) => (label === null || label < 0 ? null : oneLine(task.classes[label]!));
  return {
    ...view,
    item: items[view.item]!,
    votes: view.votes.map(({ label, count }) => ({ answer: name(label) ?? "", count })),
    majority: name(view.majority),
    dawidSkene: name(view.dawidSkene),
    key: view.key < 0 ? null : oneLine(task.goldKeys[view.key]!),
  };
}

function keptAnnotators(named: NamedTask, analysis: Analysis): Record<string, KeptAnnotator> {
  if (!analysis.columns.dawid_skene?.errors) return {};
  const most = Math.max(1, Math.floor(MOST_CELLS / named.task.classes.length ** 2));
  const rows = annotatorRows(named, analysis)
    .filter(({ judgments }) => judgments > 0)
    .toSorted((a, b) => b.judgments - a.judgments)
    .slice(0, most);
  return Object.fromEntries(
    rows.map(({ annotator_id, judgments, estimated_accuracy, errors }) => [
      annotator_id,
      {
        judgments,
        accuracy: estimated_accuracy,
        errors: errors && errors.map((row) => row.map((chance) => Number(chance.toPrecision(6)))),
      },
    ]),
  );
}
