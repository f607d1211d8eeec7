import { choleskyFactor, choleskyInverse, choleskySolve } from "./cholesky";
import type { CrossedVariances } from "./crossed-variance";

/** Rows of one factor's levels, with the level of the other factor in each. */
export interface Incidence {
  readonly start: Int32Array;
  readonly other: Int32Array;
  readonly value: Float64Array;
}

/** Predictions of one factor's levels. */
export interface Levels {
  /** Distance from the mean, drawn towards 0 by as much as the record is short. */
  readonly effect: Float64Array;
  /** Standard errors of the effect, and of mean plus effect. */
  readonly effectError: Float64Array;
  readonly meanError: Float64Array;
}

export interface CrossedSolution {
  readonly mean: number;
  readonly wide: Levels;
  readonly narrow: Levels;
}

/** How often each narrow level meets wide level i, the mean (place 0) first. */
function meetings({ start, other }: Incidence, i: number): Map<number, number> {
  const met = new Map<number, number>([[0, start[i + 1]! - start[i]!]]);
  for (let row = start[i]!; row < start[i + 1]!; row++)
    met.set(other[row]! + 1, (met.get(other[row]! + 1) ?? 0) + 1);
  return met;
}

function sumOfLevel({ start, value }: Incidence, i: number): number {
  let sum = 0;
  for (let row = start[i]!; row < start[i + 1]!; row++) sum += value[row]!;
  return sum;
}

/**
 * Best linear unbiased predictions of crossed effects: Henderson's mixed model equations, with the factor of more levels
 * (wide) eliminated, which leaves one dense equation a level of the other (narrow) and the mean. Standard errors are
 * exact given the variances. `variances.subject` belongs to the wide factor, `variances.rater` to the narrow one; the
 * residual must be above 0. Henderson 1975, "Best linear unbiased estimation and prediction under a selection model".
 */
export function solveCrossed(
  incidence: Incidence,
  narrowCount: number,
  variances: CrossedVariances,
): CrossedSolution {
  const { residual } = variances;
  const wideCount = incidence.start.length - 1;
  const towardsWide = residual / Math.max(variances.subject, 1e-12 * residual);
  const towardsNarrow = residual / Math.max(variances.rater, 1e-12 * residual);
  const size = narrowCount + 1;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let j = 1; j < size; j++) matrix[j * size + j] = towardsNarrow;
  for (let i = 0; i < wideCount; i++) addLevel(incidence, i, towardsWide, matrix, right);
  const root = choleskyFactor(matrix, size);
  const solution = choleskySolve(root, size, right);
  const inverse = choleskyInverse(root, size);
  const wide = emptyLevels(wideCount);
  for (let i = 0; i < wideCount; i++) {
    const met = meetings(incidence, i);
    const weight = met.get(0)! + towardsWide;
    let sum = sumOfLevel(incidence, i);
    for (const [j, times] of met) sum -= times * solution[j]!;
    wide.effect[i] = sum / weight;
    const spread = (first: number) => quadratic(met, weight, inverse, size, first);
    wide.effectError[i] = Math.sqrt(residual * (1 / weight + spread(0)));
    wide.meanError[i] = Math.sqrt(residual * (1 / weight + spread(1)));
  }
  const narrow = emptyLevels(narrowCount);
  for (let j = 0; j < narrowCount; j++) {
    const own = inverse[(j + 1) * size + j + 1]!;
    narrow.effect[j] = solution[j + 1]!;
    narrow.effectError[j] = Math.sqrt(residual * own);
    narrow.meanError[j] = Math.sqrt(residual * (inverse[0]! + 2 * inverse[j + 1]! + own));
  }
  return { mean: solution[0]!, wide, narrow };
}

export const emptyLevels = (count: number): Levels => ({
  effect: new Float64Array(count),
  effectError: new Float64Array(count),
  meanError: new Float64Array(count),
});

/** Adds wide level i to the equations of the mean and the narrow levels, itself eliminated. */
function addLevel(
  incidence: Incidence,
  i: number,
  towards: number,
  matrix: Float64Array,
  right: Float64Array,
): void {
  const { start, other, value } = incidence;
  const size = right.length;
  const met = meetings(incidence, i);
  const rows = met.get(0)!;
  if (rows === 0) return;
  const weight = rows + towards;
  const sum = sumOfLevel(incidence, i);
  matrix[0]! += rows;
  right[0]! += sum;
  for (let row = start[i]!; row < start[i + 1]!; row++) {
    const j = other[row]! + 1;
    matrix[j * size + j]!++;
    matrix[j]!++;
    matrix[j * size]!++;
    right[j]! += value[row]!;
  }
  for (const [j, times] of met) {
    right[j]! -= (times * sum) / weight;
    for (const [k, others] of met) matrix[j * size + k]! -= (times * others) / weight;
  }
}

/** g' inverse g for g = (first at the mean) minus the level's meetings over its weight. */
function quadratic(
  met: Map<number, number>,
  weight: number,
  inverse: Float64Array,
  size: number,
  first: number,
): number {
  const at = (j: number, times: number) => (j === 0 ? first : 0) - times / weight;
  let sum = 0;
  for (const [j, times] of met) {
    for (const [k, others] of met) sum += at(j, times) * at(k, others) * inverse[j * size + k]!;
  }
  return sum;
}
