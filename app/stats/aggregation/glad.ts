import { consensusOf, type Consensus, whyNoModel } from "./consensus";
import { GladItems } from "./glad-items";
import type { LabelSet } from "./label-set";
import { minimise } from "./lbfgs";
import { known, undefinedBecause, type Possible } from "./possible";

export interface GladOptions {
  /** Default 200. */
  readonly maxIterations?: number;
  /**
   * Stop once no derivative of the objective exceeds this; default 1e-5. The normal priors bend the objective by at
   * least about 1 in each direction, so abilities are then within about 1e-5 of the optimum.
   */
  readonly tolerance?: number;
  readonly onProgress?: (progress: { readonly iteration: number; readonly logLikelihood: number }) => void;
}

/** Consensus with each annotator's ability and each item's easiness. */
export interface Glad extends Consensus {
  /** 0 guesses at random, above 0 tends to be right, below 0 tends to be wrong. Prior N(1, 1). */
  readonly abilities: Float64Array;
  /** log(1 / difficulty): the higher, the easier. Prior N(1, 1). */
  readonly easiness: Float64Array;
  /** Log likelihood and log prior at the optimum, without the normal constants. */
  readonly objective: number;
  /** Of the judgments alone. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Largest derivative left. */
  readonly gradient: number;
}

const halfSquares = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + (value - 1) ** 2 / 2, 0);

/** GLAD itself, without asking whether annotators can be told apart: use `glad`, which does. At least two classes. */
export function fitGlad(labels: LabelSet, options: GladOptions = {}): Glad {
  if (labels.classCount < 2) throw new RangeError("GLAD needs at least two classes");
  const { maxIterations = 200, tolerance = 1e-5, onProgress } = options;
  const items = new GladItems(labels);
  const objective = (abilities: Float64Array, gradient: Float64Array, curvature: Float64Array): number => {
    gradient.fill(0);
    curvature.fill(1);
    const value = items.sum(abilities, gradient, curvature) - halfSquares(abilities);
    for (let a = 0; a < abilities.length; a++) gradient[a] = abilities[a]! - 1 - gradient[a]!;
    return -value;
  };
  const likelihood = (abilities: Float64Array, value: number) =>
    halfSquares(abilities) + halfSquares(items.easiness) - value;
  const start = new Float64Array(labels.annotatorCount).fill(1);
  const found = minimise(objective, start, {
    maxIterations,
    tolerance,
    onIteration: (iteration, value, x) => onProgress?.({ iteration, logLikelihood: likelihood(x, value) }),
  });
  // A last look at x: the search may have tried, and left the items at, another.
  const value = objective(found.x, new Float64Array(start.length), new Float64Array(start.length));
  return {
    ...consensusOf(labels, items.posterior),
    abilities: found.x,
    easiness: items.easiness,
    objective: -value,
    logLikelihood: likelihood(found.x, value),
    iterations: found.iterations,
    converged: found.converged,
    gradient: found.gradient,
  };
}

/**
 * Which class is each item, if items differ in difficulty and annotators in ability? Whitehill, Ruvolo, Wu, Bergsma and
 * Movellan 2009, "Whose vote should count more: GLAD". The posterior mode under N(1, 1) priors on abilities and easiness
 * and even classes, from all ones. Crowd-kit 1.4.1 ends early, inside its conjugate gradients (synth2k with a derivative
 * of 3.6, 13 labels from the optimum); here the optimum itself is reached. Deterministic.
 * Null where annotators cannot be told apart.
 */
export function glad(labels: LabelSet, options: GladOptions = {}): Possible<Glad> {
  const reason = whyNoModel(labels);
  return reason ? undefinedBecause(reason) : known(fitGlad(labels, options));
}
