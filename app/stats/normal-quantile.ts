import { requireConfidence, requireProbability } from "./interval";

/**
 * The quantile of the standard normal distribution, in a file of its own because it is all that a page drawing a Wilson
 * interval needs: 1 kB compressed, where @stdlib's inverse error function brings 6 kB and loses two digits in the far
 * tail. Wichura 1988, "Algorithm AS 241: the percentage points of the normal distribution" (PPND16), as R's qnorm.
 */

/** Coefficients from the constant term up: numerator, then denominator. */
type Rational = readonly [numerator: readonly number[], denominator: readonly number[]];

/** Within .425 of one half, in r = .180625 - q^2. */
const CENTRE: Rational = [
  [
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
    45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
  ],
  [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
    39307.89580009271061, 28729.085735721942674, 5226.495278852545925,
  ],
];

/** Tails to 1.4e-11, in r = sqrt(-ln tail) - 1.6. */
const TAIL: Rational = [
  [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
  ],
  [
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
    0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
  ],
];

/** Tails beyond, in r = sqrt(-ln tail) - 5. */
const FAR_TAIL: Rational = [
  [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
    0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  [
    1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
    1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
  ],
];

/** The z with P(Z <= z) = probability: R `qnorm`, SciPy `norm.ppf`. 0 and 1 give the two infinities. */
export function normalQuantile(probability: number): number {
  requireProbability(probability);
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(CENTRE, 0.180625 - q * q);
  return q < 0 ? -upperQuantile(probability) : upperQuantile(1 - probability);
}

/** How many standard errors a two-sided interval reaches: 1.959964 for .95. */
export function twoSidedZ(confidence: number): number {
  requireConfidence(confidence);
  return -normalQuantile((1 - confidence) / 2);
}

/** The z with P(Z >= z) = tail, for a tail below .075. */
function upperQuantile(tail: number): number {
  if (tail === 0) return Infinity;
  const r = Math.sqrt(-Math.log(tail));
  return r <= 5 ? ratio(TAIL, r - 1.6) : ratio(FAR_TAIL, r - 5);
}

function ratio([numerator, denominator]: Rational, x: number): number {
  let top = 0;
  let bottom = 0;
  for (let power = numerator.length - 1; power >= 0; power--) {
    top = top * x + numerator[power]!;
    bottom = bottom * x + denominator[power]!;
  }
  return top / bottom;
}
