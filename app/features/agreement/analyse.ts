import { type Analysis, type Method, METHODS, type ModelColumns, type ModelSummary } from "./analysis";
import { agreementByWeek, agreementOf, missing } from "./coefficients";
import { changesOf, confusionOf, hardestItems, type Readings } from "./details";
import { keysOf } from "./gold-keys";
import type { LabelTask } from "./label-task";
import { type FittedModel, fitModel, type OnIteration, warningsOf } from "./models";
import { analysePreferences } from "./preferences";
import { analyseRatings } from "./ratings";

/** More different answers than this are text, not classes: nothing here is about them. */
export const MOST_CLASSES = 1_000;

/** All that agreement and aggregation say of one set of labels. Deterministic, given the seed. */
export function analyse(task: LabelTask, tell: OnIteration = () => undefined): Analysis {
  const { labels } = task;
  const judged = new Int32Array(labels.annotatorCount);
  for (const annotator of labels.annotator) judged[annotator]!++;
  let items = 0;
  let goldItems = 0;
  for (let item = 0; item < labels.itemCount; item++) {
    if (labels.itemStart[item] === labels.itemStart[item + 1]) continue;
    items++;
    if (task.gold[item]! >= 0) goldItems++;
  }
  const sizes = {
    annotators: judged.filter((count) => count > 0).length,
    items,
    judgments: labels.label.length,
    goldItems,
    judged,
  };
  const text = "answers of revision tasks are texts, not classes: see the reviews";
  if (task.text) return { ...sizes, ...nothingToCompare(text) };
  if (labels.classCount > MOST_CLASSES) {
    return {
      ...sizes,
      ...nothingToCompare(`more than ${MOST_CLASSES} different answers: text, not classes`),
    };
  }
  return { ...sizes, ...analysed(task, tell) };
}

type Rest = Omit<Analysis, "annotators" | "items" | "judgments" | "goldItems" | "judged">;

function analysed(task: LabelTask, tell: OnIteration): Rest {
  const accepts = keysOf(task);
  const models: Partial<Record<Method, ModelSummary>> = {};
  const columns: Partial<Record<Method, ModelColumns>> = {};
  const kept: { majority?: FittedModel["fitted"]; dawid_skene?: FittedModel["fitted"] } = {};
  let easiness: Float64Array | null = null;
  for (const method of METHODS) {
    const { summary, columns: own, fitted } = fitModel(task, method, accepts, tell);
    models[method] = summary;
    if (own) columns[method] = own;
    if (method === "majority" || method === "dawid_skene") kept[method] = fitted;
    if (method === "glad") easiness = fitted?.easiness ?? null;
  }
  const every = models as Record<Method, ModelSummary>;
  const readings: Readings | null = kept.majority
    ? { task, accepts, majority: kept.majority, dawidSkene: kept.dawid_skene ?? null, easiness }
    : null;
  return {
    agreement: agreementOf(task),
    models: every,
    columns,
    warnings: warningsOf(every),
    weeks: agreementByWeek(task),
    confusion: readings && confusionOf(readings),
    hardest: readings ? hardestItems(readings) : [],
    changes: readings && changesOf(readings),
    rating: task.level === "ordinal" ? analyseRatings(task) : null,
    preference: task.pairs ? analysePreferences(task, task.pairs) : null,
  };
}

function nothingToCompare(reason: string): Rest {
  const none: ModelSummary = {
    reason,
    gold: null,
    ties: null,
    iterations: null,
    converged: null,
    logLikelihood: null,
    classPriors: null,
  };
  const absent = missing(reason);
  return {
    agreement: {
      level: "nominal",
      nominal: absent,
      ordinal: absent,
      interval: absent,
      fleissKappa: absent,
      gwetAc1: absent,
      percentage: absent,
    },
    models: Object.fromEntries(METHODS.map((method) => [method, none])) as Record<Method, ModelSummary>,
    columns: {},
    warnings: [],
    weeks: [],
    confusion: null,
    hardest: [],
    changes: null,
    rating: null,
    preference: null,
  };
}
