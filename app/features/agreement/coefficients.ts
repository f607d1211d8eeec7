import { type LabelSet, labelSetFromColumns } from "~/stats/aggregation/label-set";
import type { Possible } from "~/stats/aggregation/possible";
import { alphaInterval } from "~/stats/agreement/alpha-interval";
import { fleissKappa, gwetAc, percentageAgreement } from "~/stats/agreement/chance-corrected";
import type { Coefficient } from "~/stats/agreement/coefficient";
import { krippendorffAlpha, type Scale } from "~/stats/agreement/krippendorff-alpha";
import { type ValueCounts, valueCounts } from "~/stats/agreement/value-counts";
import { agreementWeights } from "~/stats/agreement/weights";
import { seededRandom } from "~/stats/random";
import type { Agreement, Estimate, WeekAgreement } from "./analysis";
import { isNumeric, type LabelTask } from "./label-task";

/** A number that does not exist, and why. */
export const missing = (reason: string, n = 0): Estimate => ({
  value: null,
  low: null,
  high: null,
  n,
  reason,
});

/** Krippendorff's alpha on each scale, Fleiss' kappa, Gwet's AC1 and plain agreement, each with its interval. */
export function agreementOf(task: LabelTask): Agreement {
  const { labels, classes } = task;
  const counts = valueCounts(labels);
  const values = classes.every(isNumeric) && classes.length > 0 ? classes.map(Number) : null;
  const alpha = (scale: Scale) => alphaOf(counts, scale, task.seed, 1000);
  const noOrder = missing("answers are not numbers, so they have no order or distance", counts.itemCount);
  const identity = agreementWeights("identity", labels.classCount);
  return {
    level: task.level,
    nominal: alpha({ level: "nominal" }),
    ordinal: values ? alpha({ level: "ordinal" }) : noOrder,
    interval: values ? alpha({ level: "interval", values }) : noOrder,
    fleissKappa: coefficient(fleissKappa(counts, identity), counts),
    gwetAc1: coefficient(gwetAc(counts, identity), counts),
    percentage: coefficient(percentageAgreement(counts, identity), counts),
  };
}

function alphaOf(counts: ValueCounts, scale: Scale, seed: number, draws: number): Estimate {
  const alpha = krippendorffAlpha(counts, scale);
  if (alpha.value === null) return missing(alpha.reason);
  const interval = alphaInterval(counts, scale, seededRandom(seed), { draws }).value;
  return {
    value: alpha.value.alpha,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    n: alpha.value.items,
    reason: null,
  };
}

function coefficient({ value, reason }: Possible<Coefficient>, counts: ValueCounts): Estimate {
  if (value === null) return missing(reason, counts.itemCount);
  return { value: value.value, low: value.low, high: value.high, n: value.itemsWithTwo, reason: null };
}

/** Fewer items in a week than this are too few to show how alike its judgments are. */
export const LEAST_ITEMS_A_WEEK = 10;

/** Alpha of each week's items (by their first judgment), on the scale the task type asks for. */
export function agreementByWeek({ labels, week, level, seed }: LabelTask): WeekAgreement[] {
  const itemsOf = new Map<number, number[]>();
  for (let item = 0; item < labels.itemCount; item++) {
    const own = week[item]!;
    if (own < 0 || labels.itemStart[item] === labels.itemStart[item + 1]) continue;
    const items = itemsOf.get(own);
    if (items) items.push(item);
    else itemsOf.set(own, [item]);
  }
  return [...itemsOf]
    .sort(([a], [b]) => a - b)
    .map(([own, items]) => {
      const estimate =
        items.length < LEAST_ITEMS_A_WEEK
          ? missing(`${items.length} items, ${LEAST_ITEMS_A_WEEK} needed`, items.length)
          : alphaOf(valueCounts(onlyItems(labels, items)), { level }, seed, 200);
      return { week: own, ...estimate };
    });
}

function onlyItems(labels: LabelSet, items: readonly number[]): LabelSet {
  const columns = { item: [] as number[], annotator: [] as number[], label: [] as number[] };
  items.forEach((item, place) => {
    for (let row = labels.itemStart[item]!; row < labels.itemStart[item + 1]!; row++) {
      columns.item.push(place);
      columns.annotator.push(labels.annotator[row]!);
      columns.label.push(labels.label[row]!);
    }
  });
  return labelSetFromColumns({ ...columns, classCount: labels.classCount });
}
