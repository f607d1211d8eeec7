import { type CrossedSolution, emptyLevels, type Incidence } from "./crossed-solve";
import type { CrossedVariances } from "./crossed-variance";

/**
 * The predictions of `solveCrossed` where both factors have too many levels for a dense equation: the mean, wide and
 * narrow effects are solved in turn, each given the others, until none moves by more than 1e-9 residual deviations.
 *
 * Standard errors are close, not exact: each level is weighed as if the other factor's effects it meets were known only
 * from their other rows, and the mean as if known. Against the dense solution they are within a tenth.
 */
export function sweepCrossed(
  wide: Incidence,
  narrow: Incidence,
  variances: CrossedVariances,
): CrossedSolution & { readonly sweeps: number } {
  const { residual } = variances;
  const towards = (variance: number) => residual / Math.max(variance, 1e-12 * residual);
  const ofWide = emptyLevels(wide.start.length - 1);
  const ofNarrow = emptyLevels(narrow.start.length - 1);
  let mean = wide.value.reduce((sum, value) => sum + value, 0) / wide.value.length;
  let sweeps = 0;
  for (let moved = Infinity; moved > 1e-9 * Math.sqrt(residual) && sweeps < 2000; sweeps++) {
    moved = Math.max(
      improve(wide, ofWide.effect, ofNarrow.effect, mean, towards(variances.subject)),
      improve(narrow, ofNarrow.effect, ofWide.effect, mean, towards(variances.rater)),
    );
    const next = meanOf(wide, ofWide.effect, ofNarrow.effect);
    moved = Math.max(moved, Math.abs(next - mean));
    mean = next;
  }
  estimateErrors(wide, narrow, variances.subject, variances.rater, residual, ofWide.effectError);
  estimateErrors(narrow, wide, variances.rater, variances.subject, residual, ofNarrow.effectError);
  ofWide.meanError.set(ofWide.effectError);
  ofNarrow.meanError.set(ofNarrow.effectError);
  return { mean, wide: ofWide, narrow: ofNarrow, sweeps };
}

/** Sets each effect to its best given the other factor's, and returns the largest move. */
function improve(
  { start, other, value }: Incidence,
  effect: Float64Array,
  others: Float64Array,
  mean: number,
  towards: number,
): number {
  let moved = 0;
  for (let i = 0; i < effect.length; i++) {
    let sum = 0;
    for (let row = start[i]!; row < start[i + 1]!; row++) sum += value[row]! - mean - others[other[row]!]!;
    const next = sum / (start[i + 1]! - start[i]! + towards);
    moved = Math.max(moved, Math.abs(next - effect[i]!));
    effect[i] = next;
  }
  return moved;
}

function meanOf({ start, other, value }: Incidence, effect: Float64Array, others: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < effect.length; i++) {
    for (let row = start[i]!; row < start[i + 1]!; row++)
      sum += value[row]! - effect[i]! - others[other[row]!]!;
  }
  return sum / value.length;
}

function estimateErrors(
  own: Incidence,
  opposite: Incidence,
  ownVariance: number,
  oppositeVariance: number,
  residual: number,
  errors: Float64Array,
): void {
  for (let i = 0; i < errors.length; i++) {
    let information = 0;
    for (let row = own.start[i]!; row < own.start[i + 1]!; row++) {
      const met = own.other[row]!;
      const elsewhere = opposite.start[met + 1]! - opposite.start[met]! - 1;
      const known = elsewhere / (residual + ownVariance);
      information += 1 / (residual + (oppositeVariance > 0 ? 1 / (1 / oppositeVariance + known) : 0));
    }
    errors[i] = ownVariance > 0 ? Math.sqrt(1 / (1 / ownVariance + information)) : 0;
  }
}
