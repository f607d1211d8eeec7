import {
  type Analysis,
  type Estimate,
  type Method,
  METHODS,
  type ModelSummary,
  type Warning,
} from "./analysis";
import type { NamedTask } from "./label-task";

/** Whose labels these are, for the report. */
export interface ReportSubject {
  readonly project: string;
  readonly taskType: string | null;
}

export interface ReportDetail {
  readonly perAnnotator: boolean;
  readonly perItem: boolean;
}

/** A project as `agreement --format json` prints it. What does not exist is null, with its reason in `reasons`. */
export function agreementReport(
  subject: ReportSubject,
  named: NamedTask,
  analysis: Analysis,
  detail: ReportDetail,
) {
  const { agreement } = analysis;
  const { task } = named;
  return {
    project: subject.project,
    task_type: subject.taskType,
    answer_rule: task.rule,
    gold_tolerance: task.tolerance,
    annotators: analysis.annotators,
    items: analysis.items,
    judgments: analysis.judgments,
    missing: named.missing,
    gold_items: analysis.goldItems,
    classes: task.classes.length > 100 ? task.classes.length : task.classes.map(oneLine),
    alpha: {
      nominal: agreement.nominal.value,
      ordinal: agreement.ordinal.value,
      interval: agreement.interval.value,
      interval95: ends(agreement.nominal),
      ordinal_interval95: ends(agreement.ordinal),
      interval_interval95: ends(agreement.interval),
      items: agreement.nominal.n,
      level: agreement.level,
      reasons: {
        nominal: agreement.nominal.reason,
        ordinal: agreement.ordinal.reason,
        interval: agreement.interval.reason,
      },
    },
    fleiss_kappa: agreement.fleissKappa.value,
    fleiss_kappa_interval95: ends(agreement.fleissKappa),
    gwet_ac1: agreement.gwetAc1.value,
    gwet_ac1_interval95: ends(agreement.gwetAc1),
    percentage: agreement.percentage.value,
    reasons: {
      fleiss_kappa: agreement.fleissKappa.reason,
      gwet_ac1: agreement.gwetAc1.reason,
      percentage: agreement.percentage.reason,
    },
    aggregations: Object.fromEntries(METHODS.map((method) => [method, model(analysis.models[method])])),
    warnings: allWarnings(named, analysis),
    ...(detail.perAnnotator ? { per_annotator: annotatorRows(named, analysis) } : {}),
    ...(detail.perItem ? { per_item: itemRows(named, analysis) } : {}),
  };
}

export type AgreementReport = ReturnType<typeof agreementReport>;

/** The warnings of the models, and of the keys they were held against. */
export function allWarnings({ conflictingKeys }: NamedTask, { warnings }: Analysis): Warning[] {
  if (conflictingKeys === 0) return [...warnings];
  const message = `${conflictingKeys} items come with different keys; an answer that meets any of them counts as correct.`;
  return [...warnings, { kind: "conflicting_keys", method: null, message }];
}

const ends = ({ low, high }: Estimate) => (low === null || high === null ? null : [low, high]);

/** Several values of one answer on one line. */
export const oneLine = (answer: string): string => answer.replaceAll("\n", " | ");

function model({ gold, reason, ties, iterations, converged, logLikelihood, classPriors }: ModelSummary) {
  return {
    accuracy_vs_gold: gold?.accuracy ?? null,
    gold: gold && {
      correct: gold.correct,
      total: gold.n,
      interval95: [gold.low, gold.high],
      ties: gold.ties,
      possible: gold.possible,
      expected_by_lot: gold.expectedByLot,
    },
    ties,
    iterations,
    converged,
    log_likelihood: logLikelihood,
    class_priors: classPriors,
    reason: reason ?? (gold ? null : "no judged item has a gold answer"),
  };
}

/** Each annotator's chance of being right under Dawid-Skene, with the errors behind it, and the other models' numbers. */
export function annotatorRows({ task, annotators }: NamedTask, { columns, judged, models }: Analysis) {
  const K = task.classes.length;
  const { errors } = columns.dawid_skene ?? {};
  const priors = models.dawid_skene.classPriors;
  return annotators.map((annotator, a) => ({
    annotator_id: annotator,
    judgments: judged[a]!,
    estimated_accuracy: errors && priors ? chanceOfRight(errors, priors, a, K) : null,
    errors: errors ? errorMatrix(errors, a, K) : null,
    one_coin: skill(columns.one_coin?.skills, a),
    mace_competence: skill(columns.mace?.skills, a),
    glad_ability: columns.glad?.skills?.[a] ?? null,
    wawa: skill(columns.wawa?.skills, a),
    reason: models.dawid_skene.reason,
  }));
}

const skill = (skills: Float64Array | undefined, a: number): number | null => {
  const own = skills?.[a] ?? -1;
  return own < 0 ? null : own;
};

/** Chance that the annotator is right on an item drawn by the class shares. */
function chanceOfRight(errors: Float64Array, priors: readonly number[], a: number, K: number): number {
  return priors.reduce((sum, prior, k) => sum + prior * errors[(a * K + k) * K + k]!, 0);
}

/** Rows: the true class; columns: the class given. Each row sums to one. */
function errorMatrix(errors: Float64Array, a: number, K: number): number[][] {
  return Array.from({ length: K }, (_, truth) =>
    Array.from({ length: K }, (_, given) => errors[(a * K + given) * K + truth]!),
  );
}

function itemRows({ task, items }: NamedTask, { columns }: Analysis) {
  const K = task.classes.length;
  const name = (label: number | undefined) =>
    label === undefined || label < 0 ? null : oneLine(task.classes[label]!);
  return items.map((item, i) => {
    const posterior = columns.dawid_skene?.posterior ?? columns.majority?.posterior;
    return {
      item_id: item,
      gold: task.gold[i]! < 0 ? null : oneLine(task.goldKeys[task.gold[i]!]!),
      ...Object.fromEntries(METHODS.map((method: Method) => [method, name(columns[method]?.labels[i])])),
      posterior: posterior
        ? Object.fromEntries(task.classes.map((label, k) => [oneLine(label), posterior[i * K + k]!]))
        : null,
      posterior_of: columns.dawid_skene ? "dawid_skene" : "majority",
    };
  });
}
