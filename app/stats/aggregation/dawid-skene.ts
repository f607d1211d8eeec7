import { consensusOf, type Consensus, whyNoModel } from "./consensus";
import { type EmOptions, type EmRun, runEm } from "./em-loop";
import { emTables, type EmTables, MOST_CELLS } from "./em-tables";
import type { LabelSet } from "./label-set";
import { known, undefinedBecause, type Possible } from "./possible";

/**
 * Judgments added to each annotator before any is seen: a Dirichlet prior with one more than these numbers.
 * `right` on each true class's own cell, `wrong` on every other, `classes` items to each class.
 */
export interface PseudoCounts {
  readonly right: number;
  readonly wrong: number;
  readonly classes: number;
}

/** The same weight on every cell. */
export const additiveSmoothing = (weight: number): PseudoCounts => ({
  right: weight,
  wrong: weight,
  classes: 0,
});

export interface DawidSkeneOptions extends EmOptions {
  /**
   * Default none: maximum likelihood, so that results compare with every published one. Cells of labels an annotator
   * gave are kept at 1e-10 at least, and labels an annotator never gave have no chance. For tables shown to people who
   * judged little, `additiveSmoothing(0.01)` or more keeps chances off 0 and 1.
   */
  readonly pseudoCounts?: PseudoCounts;
}

/** Consensus with each annotator's chances of error. */
export interface DawidSkene extends Consensus, EmRun {
  /** Share of each class. */
  readonly classPriors: Float64Array;
  /**
   * Chance that an annotator gives class `given` when the truth is `truth`, at (annotator * K + given) * K + truth.
   * Over `given` these sum to one; all are 0 for an annotator without judgments.
   */
  readonly errors: Float64Array;
  /** Judgments of each annotator in each class, annotators x classes. */
  readonly given: Int32Array;
}

/** No chance or class prior falls below this: a likelihood of exactly 0 would rule a class out for good. */
export const FLOOR = 1e-10;

/** Priors from class weights. */
export function maximisePriors({ prior, classWeight, judged, classCount: K }: EmTables, added = 0): void {
  for (let c = 0; c < K; c++) prior[c] = Math.max((classWeight[c]! + added) / (judged + K * added), FLOOR);
}

function maximiseErrors({ classCount: K, given, chance, weight }: EmTables): void {
  for (let first = 0; first < given.length; first += K) {
    for (let truth = 0; truth < K; truth++) {
      let sum = 0;
      for (let pair = first; pair < first + K; pair++) {
        if (given[pair]! > 0) sum += Math.max(weight[pair * K + truth]!, FLOOR);
      }
      for (let pair = first; pair < first + K; pair++) {
        if (given[pair]! > 0) chance[pair * K + truth] = Math.max(weight[pair * K + truth]!, FLOOR) / sum;
      }
    }
  }
}

function maximiseSmoothedErrors(
  { classCount: K, given, chance, weight }: EmTables,
  added: PseudoCounts,
): void {
  const addedInAll = added.right + (K - 1) * added.wrong;
  for (let first = 0; first < given.length; first += K) {
    for (let truth = 0; truth < K; truth++) {
      let sum = addedInAll;
      for (let pair = first; pair < first + K; pair++) sum += weight[pair * K + truth]!;
      for (let pair = first; pair < first + K; pair++) {
        const own = pair - first === truth ? added.right : added.wrong;
        chance[pair * K + truth] = Math.max((weight[pair * K + truth]! + own) / sum, FLOOR);
      }
    }
  }
}

/**
 * Dawid-Skene's EM itself, from the shares of votes, without asking whether annotators can be told apart: use
 * `dawidSkene`, which does. Throws a RangeError where annotators x classes x classes exceed 64 million.
 */
export function fitDawidSkene(labels: LabelSet, options: DawidSkeneOptions = {}): DawidSkene {
  const { pseudoCounts } = options;
  const tables = emTables(labels);
  const maximise = () => {
    maximisePriors(tables, pseudoCounts?.classes);
    if (pseudoCounts) maximiseSmoothedErrors(tables, pseudoCounts);
    else maximiseErrors(tables);
  };
  maximise();
  const run = runEm(tables, { afterPass: maximise }, options);
  return {
    ...consensusOf(labels, tables.posterior),
    ...run,
    classPriors: tables.prior,
    errors: tables.chance,
    given: tables.given,
  };
}

/**
 * Which class is each item, given that annotators err in their own ways? Dawid and Skene 1979, "Maximum likelihood
 * estimation of observer error-rates using the EM algorithm": each annotator has a table of chances, estimated together
 * with the classes. Priors and errors are of the maximisation after the last expectation, as in crowd-kit.
 *
 * Unlike crowd-kit 1.4.1 it stops on the posteriors (see `EmOptions.tolerance`): crowd-kit's bound counts the prior once
 * a judgment, can fall, and ends bluebirds at iteration 2. More iterations are not more accurate, only at the maximum.
 * Null where annotators cannot be told apart (`whyNoModel`) or the tables would not fit.
 */
export function dawidSkene(labels: LabelSet, options: DawidSkeneOptions = {}): Possible<DawidSkene> {
  const reason = whyNoModel(labels) ?? whyTooMany(labels);
  return reason ? undefinedBecause(reason) : known(fitDawidSkene(labels, options));
}

/** Would the tables of annotators x classes x classes not fit? */
export const whyTooMany = ({ annotatorCount, classCount }: LabelSet) =>
  annotatorCount * classCount * classCount > MOST_CELLS
    ? ("too many classes for these annotators" as const)
    : null;
