import type { Consensus } from "~/stats/aggregation/consensus";
import type { Changes, Confusion, ItemView } from "./analysis";
import type { Accepts } from "./gold-keys";
import type { LabelTask } from "./label-task";

/** What the detail of items is read from. */
export interface Readings {
  readonly task: LabelTask;
  readonly accepts: Accepts;
  readonly majority: Consensus;
  readonly dawidSkene: Consensus | null;
  /** GLAD's easiness of each item. */
  readonly easiness: Float64Array | null;
}

const LISTED = 100;
const MOST_VOTES = 5;

/**
 * The items annotators agree on least: by GLAD's easiness where it could be estimated, else by the share of the
 * commonest answer. Items with one judgment tell nothing and are left out.
 */
export function hardestItems(readings: Readings): ItemView[] {
  const { task, majority, easiness } = readings;
  const { itemCount, itemStart, classCount } = task.labels;
  const ease = (item: number) =>
    easiness ? easiness[item]! : majority.posterior[item * classCount + majority.labels[item]!]!;
  const items: number[] = [];
  for (let item = 0; item < itemCount; item++) {
    if (itemStart[item + 1]! - itemStart[item]! >= 2) items.push(item);
  }
  return items
    .sort((a, b) => ease(a) - ease(b) || a - b)
    .slice(0, LISTED)
    .map((item) => viewOf(readings, item));
}

/** Where Dawid-Skene says otherwise than counting votes, and which of the two the keys bear out. */
export function changesOf(readings: Readings): Changes | null {
  const { task, accepts, majority, dawidSkene } = readings;
  if (!dawidSkene) return null;
  const sum = { items: 0, changed: 0, tied: 0, withKey: 0, majorityRight: 0, dawidSkeneRight: 0 };
  const listed: ItemView[] = [];
  for (let item = 0; item < task.labels.itemCount; item++) {
    const votes = majority.labels[item]!;
    const model = dawidSkene.labels[item]!;
    if (votes < 0) continue;
    sum.items++;
    if (votes === model) continue;
    sum.changed++;
    sum.tied += majority.tied[item]!;
    const key = task.gold[item]!;
    if (key >= 0) {
      sum.withKey++;
      if (accepts(key, votes)) sum.majorityRight++;
      if (accepts(key, model)) sum.dawidSkeneRight++;
    }
    if (listed.length < LISTED) listed.push(viewOf(readings, item));
  }
  return { ...sum, listed };
}

function viewOf({ task, majority, dawidSkene, easiness }: Readings, item: number): ItemView {
  const { labels } = task;
  const counts = new Map<number, number>();
  for (let row = labels.itemStart[item]!; row < labels.itemStart[item + 1]!; row++) {
    counts.set(labels.label[row]!, (counts.get(labels.label[row]!) ?? 0) + 1);
  }
  const model = dawidSkene?.labels[item];
  return {
    item,
    votes: [...counts]
      .map(([label, count]) => ({ label, count }))
      .sort((a, b) => b.count - a.count || a.label - b.label)
      .slice(0, MOST_VOTES),
    judgments: labels.itemStart[item + 1]! - labels.itemStart[item]!,
    majority: majority.labels[item]!,
    tied: majority.tied[item] === 1,
    dawidSkene: model ?? null,
    posterior:
      dawidSkene && model !== undefined ? dawidSkene.posterior[item * labels.classCount + model]! : null,
    easiness: easiness ? easiness[item]! : null,
    key: task.gold[item]!,
  };
}

const MOST_CLASSES_SHOWN = 12;
const REST = "other answers";

/**
 * Judgments by true class and given class: against keys where any item has one, else against the consensus. A key that
 * accepts several classes counts as the one given where it is among them. Beyond twelve classes the rarest are one.
 */
export function confusionOf({ task, accepts, majority, dawidSkene }: Readings): Confusion | null {
  const { labels, classes, gold } = task;
  const K = classes.length;
  const byKey = gold.some((key, item) => key >= 0 && labels.itemStart[item] !== labels.itemStart[item + 1]);
  const consensus = (dawidSkene ?? majority).labels;
  const shown = commonest(labels.label, K);
  const place = (label: number) => shown.get(label) ?? shown.size;
  const size = shown.size < K || byKey ? shown.size + 1 : shown.size;
  const counts = Array<number>(size * size).fill(0);
  let judgments = 0;
  for (let item = 0; item < labels.itemCount; item++) {
    const key = gold[item]!;
    if (byKey && key < 0) continue;
    const truth = byKey ? firstAccepted(accepts, key, K) : consensus[item]!;
    for (let row = labels.itemStart[item]!; row < labels.itemStart[item + 1]!; row++) {
      const given = labels.label[row]!;
      const own = byKey && accepts(key, given) ? given : truth;
      counts[place(own) * size + place(given)]!++;
      judgments++;
    }
  }
  if (judgments === 0) return null;
  const names = [...shown.keys()].map((label) => classes[label] ?? "");
  return trimmed({ names: size > names.length ? [...names, REST] : names, counts, size }, byKey, judgments);
}

const firstAccepted = (accepts: Accepts, key: number, K: number): number => {
  for (let label = 0; label < K; label++) if (accepts(key, label)) return label;
  return -1;
};

/** Without the row and the column of other answers where nothing fell into them. */
function trimmed(
  { names, counts, size }: { names: string[]; counts: number[]; size: number },
  byKey: boolean,
  judgments: number,
): Confusion {
  const at = (row: number, column: number) => counts[row * size + column]!;
  const every = names.map((_, index) => index);
  const rows = every.filter((row) => names[row] !== REST || every.some((column) => at(row, column) > 0));
  const columns = every.filter(
    (column) => names[column] !== REST || every.some((row) => at(row, column) > 0),
  );
  return {
    against: byKey ? "gold" : "consensus",
    rows: rows.map((row) => names[row]!),
    columns: columns.map((column) => names[column]!),
    counts: rows.flatMap((row) => columns.map((column) => at(row, column))),
    judgments,
  };
}

/** The commonest classes, in class order, with their places. */
function commonest(given: Int32Array, K: number): Map<number, number> {
  const counts = new Int32Array(K);
  for (const label of given) counts[label]!++;
  const kept = Array.from({ length: K }, (_, label) => label)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, MOST_CLASSES_SHOWN)
    .sort((a, b) => a - b);
  return new Map(kept.map((label, index) => [label, index]));
}
