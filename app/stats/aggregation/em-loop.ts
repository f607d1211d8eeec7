import { emPass } from "./em-pass";
import type { EmTables } from "./em-tables";

/** What an iteration has reached. */
export interface Progress {
  readonly iteration: number;
  readonly logLikelihood: number;
  /** Largest move of any posterior in this iteration. */
  readonly change: number;
}

/** When to stop, and whom to tell. */
export interface EmOptions {
  /** Default 1,000. */
  readonly maxIterations?: number;
  /**
   * Stop once no posterior moves by more than this; default 1e-6. EM closes in by a constant factor r an iteration, so
   * what is left is about tolerance * r / (1 - r): at the slow end seen (r = .99) 1e-4, below anything shown. A rule on
   * the mean log likelihood is looser than it looks: it stopped synth2k with a posterior .88 from where it ends. A
   * negative number runs all iterations.
   */
  readonly tolerance?: number;
  readonly onProgress?: (progress: Progress) => void;
}

/** How a run of EM ended. */
export interface EmRun {
  readonly iterations: number;
  /** Did the posteriors stop moving before the iterations ran out? */
  readonly converged: boolean;
  /** Of the parameters that gave the posterior, natural logarithm. */
  readonly logLikelihood: number;
  /** The same for each iteration. */
  readonly history: Float64Array;
}

/** What a model does around each pass: it sets chances and priors from weights, before the pass or after it. */
export interface Maximise {
  readonly beforePass?: () => void;
  readonly afterPass?: () => void;
}

/** Passes until the stop rule says so. */
export function runEm(tables: EmTables, { beforePass, afterPass }: Maximise, options: EmOptions): EmRun {
  const { maxIterations = 1000, tolerance = 1e-6, onProgress } = options;
  if (!Number.isInteger(maxIterations) || maxIterations < 1) {
    throw new RangeError(`Iterations must be whole and above 0; they are ${maxIterations}.`);
  }
  const history: number[] = [];
  let converged = false;
  while (!converged && history.length < maxIterations) {
    beforePass?.();
    const { logLikelihood, change } = emPass(tables);
    afterPass?.();
    history.push(logLikelihood);
    onProgress?.({ iteration: history.length, logLikelihood, change });
    converged = change <= tolerance;
  }
  return {
    iterations: history.length,
    converged,
    logLikelihood: history.at(-1)!,
    history: Float64Array.from(history),
  };
}
