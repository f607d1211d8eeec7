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
   * Stop once no posterior moves by more than this in an iteration; default 1e-5, which left every reference set within
   * 2e-4 of where EM ends. EM closes in by a factor r an iteration, so what is left is about tolerance * r / (1 - r). A
   * rule on the mean log likelihood is looser than it looks: it stopped synth2k with a posterior .88 from its end.
   * A negative number runs all iterations.
   */
  readonly tolerance?: number;
  readonly onProgress?: (progress: Progress) => void;
}

/** How a run of EM ended. */
export interface EmRun {
  readonly iterations: number;
  /** Did the posteriors stop moving before the iterations ran out? */
  readonly converged: boolean;
  /** Largest move of any posterior in the last iteration. */
  readonly change: number;
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
  const { maxIterations = 1000, tolerance = 1e-5, onProgress } = options;
  if (!Number.isInteger(maxIterations) || maxIterations < 1) {
    throw new RangeError(`Iterations must be whole and above 0; they are ${maxIterations}.`);
  }
  const history: number[] = [];
  let change = Infinity;
  while (change > tolerance && history.length < maxIterations) {
    beforePass?.();
    const pass = emPass(tables);
    const { logLikelihood } = pass;
    change = pass.change;
    afterPass?.();
    history.push(logLikelihood);
    onProgress?.({ iteration: history.length, logLikelihood, change });
  }
  return {
    iterations: history.length,
    converged: change <= tolerance,
    change,
    logLikelihood: history.at(-1)!,
    history: Float64Array.from(history),
  };
}
