/** How much of an agreement two classes are, classes x classes, row-major: 1 on the diagonal, at most 1 off it. */
export type AgreementWeights = Float64Array;

/**
 * - identity: only the same class agrees
 * - linear, quadratic: 1 less the distance, or its square, of the classes' values over the largest one
 * - ordinal: by the number of pairs of classes that lie between two (Gwet 2014); not Krippendorff's ordinal distance
 */
export type WeightKind = "identity" | "linear" | "quadratic" | "ordinal";

/**
 * Weights of a kind. `values` are the numbers classes stand for, in class order; without them the classes are taken to
 * be one apart. Throws a RangeError for values that are no numbers or all the same.
 */
export function agreementWeights(
  kind: WeightKind,
  classCount: number,
  values?: ArrayLike<number>,
): AgreementWeights {
  const valueOf = (c: number) => values?.[c] ?? c;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let c = 0; c < classCount; c++) {
    if (!Number.isFinite(valueOf(c))) throw new RangeError(`the value of class ${c} is no number`);
    lowest = Math.min(lowest, valueOf(c));
    highest = Math.max(highest, valueOf(c));
  }
  if (kind !== "identity" && classCount > 1 && highest === lowest)
    throw new RangeError("all classes have one value");
  const weights = new Float64Array(classCount * classCount);
  for (let c = 0; c < classCount; c++) {
    for (let k = 0; k < classCount; k++) {
      const apart = Math.abs(valueOf(c) - valueOf(k)) / (highest - lowest);
      const between = Math.abs(c - k);
      const most = classCount * (classCount - 1);
      weights[c * classCount + k] =
        c === k
          ? 1
          : {
              identity: 0,
              linear: 1 - apart,
              quadratic: 1 - apart ** 2,
              ordinal: 1 - ((between + 1) * between) / most,
            }[kind];
    }
  }
  return weights;
}
