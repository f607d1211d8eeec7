import type { Consensus } from "~/stats/aggregation/consensus";
import { dawidSkene } from "~/stats/aggregation/dawid-skene";
import { glad } from "~/stats/aggregation/glad";
import type { LabelSet } from "~/stats/aggregation/label-set";
import { mace } from "~/stats/aggregation/mace";
import { majority } from "~/stats/aggregation/majority";
import { oneCoin } from "~/stats/aggregation/one-coin";
import { type Possible, undefinedBecause } from "~/stats/aggregation/possible";
import { wawa, zeroBasedSkill } from "~/stats/aggregation/wawa";
import {
  type GoldComparison,
  type Method,
  methodName,
  type ModelColumns,
  type ModelSummary,
  type Warning,
} from "./analysis";
import { type Accepts, compareWithGold } from "./gold-keys";
import type { LabelTask } from "./label-task";

/** Iterations of one method: what a progress bar shows. */
export type OnIteration = (method: Method, iteration: number) => void;

/** What all models have in common, whatever else they say. */
interface Fitted extends Consensus {
  readonly iterations?: number;
  readonly converged?: boolean;
  readonly logLikelihood?: number;
  readonly classPriors?: Float64Array;
  readonly skills?: Float64Array;
  readonly abilities?: Float64Array;
  readonly competence?: Float64Array;
  readonly errors?: Float64Array;
  readonly easiness?: Float64Array;
}

export interface FittedModel {
  readonly summary: ModelSummary;
  readonly columns: ModelColumns | undefined;
  readonly fitted: Fitted | null;
}

/** Methods whose posteriors are handed on. */
const KEPT: ReadonlySet<Method> = new Set(["majority", "dawid_skene"]);

/** Posteriors of items x classes in memory at once, at most: 512 MB. */
const MOST_POSTERIORS = 64_000_000;

/** Fits one method and holds it against the keys. */
export function fitModel(task: LabelTask, method: Method, accepts: Accepts, tell: OnIteration): FittedModel {
  const { labels, gold } = task;
  const { value: fitted, reason } = fit(labels, method, (iteration) => tell(method, iteration));
  if (fitted === null) {
    const nothing = { gold: null, ties: null, iterations: null, converged: null, logLikelihood: null };
    return { summary: { reason, ...nothing, classPriors: null }, columns: undefined, fitted: null };
  }
  const skills = fitted.skills ?? fitted.competence ?? fitted.abilities;
  return {
    fitted,
    summary: {
      reason: null,
      gold: compareWithGold(fitted, gold, labels.classCount, accepts),
      ties: fitted.ties,
      iterations: fitted.iterations ?? null,
      converged: fitted.converged ?? null,
      logLikelihood: fitted.logLikelihood ?? null,
      classPriors: fitted.classPriors ? [...fitted.classPriors] : null,
    },
    columns: {
      labels: fitted.labels,
      ...(KEPT.has(method) ? { posterior: fitted.posterior } : {}),
      ...(skills ? { skills } : {}),
      ...(fitted.errors ? { errors: fitted.errors } : {}),
    },
  };
}

function fit(labels: LabelSet, method: Method, tell: (iteration: number) => void): Possible<Fitted> {
  if (labels.itemCount * labels.classCount > MOST_POSTERIORS) {
    return undefinedBecause("too many classes for these annotators");
  }
  const onProgress = ({ iteration }: { readonly iteration: number }) => tell(iteration);
  switch (method) {
    case "majority":
      return majority(labels);
    case "wawa":
      return wawa(labels);
    case "zero_based_skill":
      return zeroBasedSkill(labels);
    case "dawid_skene":
      return dawidSkene(labels, { onProgress });
    case "one_coin":
      return oneCoin(labels, { onProgress });
    case "glad":
      return glad(labels, { onProgress });
    case "mace":
      return mace(labels, { onProgress });
  }
}

/** What to know before a model's labels are used. */
export function warningsOf(models: Readonly<Record<Method, ModelSummary>>): Warning[] {
  const votes = models.majority.gold;
  return (Object.entries(models) as [Method, ModelSummary][]).flatMap(
    ([method, { gold, converged, iterations }]) => [
      ...(votes && gold && gold.correct < votes.correct ? [worse(method, gold, votes)] : []),
      ...(converged === false
        ? [
            {
              kind: "not_converged" as const,
              method,
              message: `${methodName(method)} had not settled after ${iterations} iterations.`,
            },
          ]
        : []),
    ],
  );
}

function worse(method: Method, model: GoldComparison, votes: GoldComparison): Warning {
  const share = (value: number) => value.toFixed(3);
  return {
    kind: "worse_than_majority",
    method,
    message: `${methodName(method)} is right on ${share(model.accuracy)} of ${model.n} gold items, counting votes on ${share(votes.accuracy)}: do not use its labels as they are.`,
  };
}
