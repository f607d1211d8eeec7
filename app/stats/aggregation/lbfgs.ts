/** A function to be made small: fills `gradient` and `curvature` (a positive guess at each second derivative) at `x`. */
export type Objective = (x: Float64Array, gradient: Float64Array, curvature: Float64Array) => number;

/** Where a minimisation ended. */
export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** Largest absolute derivative at x. */
  readonly gradient: number;
  readonly converged: boolean;
}

export interface MinimiseOptions {
  readonly maxIterations: number;
  /** Stop once no derivative exceeds this. */
  readonly tolerance: number;
  readonly onIteration?: (iteration: number, value: number, x: Float64Array) => void;
}

const MEMORY = 8;

/** One remembered step and how the gradient changed over it. */
interface Step {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly inverse: number;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

const addTo = (a: Float64Array, b: Float64Array, factor: number): void => {
  for (let i = 0; i < a.length; i++) a[i]! += factor * b[i]!;
};

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Minus the gradient times the remembered inverse of the curvature (Nocedal's two loops). */
function direction(gradient: Float64Array, curvature: Float64Array, steps: readonly Step[]): Float64Array {
  const way = gradient.map((value) => -value);
  const along: number[] = [];
  for (let s = steps.length - 1; s >= 0; s--) {
    const { moved, turned, inverse } = steps[s]!;
    along[s] = inverse * dot(moved, way);
    addTo(way, turned, -along[s]!);
  }
  for (let i = 0; i < way.length; i++) way[i]! /= curvature[i]!;
  steps.forEach(({ moved, turned, inverse }, s) => addTo(way, moved, along[s]! - inverse * dot(turned, way)));
  return way;
}

/**
 * Minimises by limited-memory BFGS with the objective's own guess at the curvature as the first metric, and a step that
 * is halved until it pays (Armijo). Steps along which the gradient does not grow are not remembered.
 * Nocedal and Wright 2006, "Numerical Optimization", algorithm 7.5.
 */
export function minimise(objective: Objective, start: Float64Array, options: MinimiseOptions): Minimum {
  let x = start.slice();
  let gradient = new Float64Array(x.length);
  const curvature = new Float64Array(x.length);
  let value = objective(x, gradient, curvature);
  let steps: Step[] = [];
  let iterations = 0;
  for (; iterations < options.maxIterations && largest(gradient) > options.tolerance; iterations++) {
    const way = direction(gradient, curvature, steps);
    const slope = dot(way, gradient);
    const next = slope < 0 ? search(objective, x, value, way, slope, curvature) : null;
    if (!next) {
      // The remembered steps mislead, or rounding leaves nothing to gain.
      if (steps.length === 0) break;
      steps = [];
      continue;
    }
    const moved = next.x.map((to, i) => to - x[i]!);
    const turned = next.gradient.map((to, i) => to - gradient[i]!);
    const bend = dot(moved, turned);
    if (bend > 1e-12 * dot(turned, turned))
      steps = [...steps, { moved, turned, inverse: 1 / bend }].slice(-MEMORY);
    ({ x, gradient, value } = next);
    options.onIteration?.(iterations + 1, value, x);
  }
  const slope = largest(gradient);
  return { x, value, iterations, gradient: slope, converged: slope <= options.tolerance };
}

/** The first of steps 1, 1/2, 1/4... that lowers the value by a ten-thousandth of what the slope promises. */
function search(
  objective: Objective,
  x: Float64Array,
  value: number,
  way: Float64Array,
  slope: number,
  curvature: Float64Array,
) {
  const gradient = new Float64Array(x.length);
  for (let step = 1; step > 1e-9; step /= 2) {
    const to = x.map((from, i) => from + step * way[i]!);
    const reached = objective(to, gradient, curvature);
    // Values near the minimum agree to rounding: 1e-13 of them may be lost without a step being refused.
    if (reached <= value + 1e-4 * step * slope + 1e-13 * Math.abs(value))
      return { x: to, gradient, value: reached };
  }
  return null;
}
