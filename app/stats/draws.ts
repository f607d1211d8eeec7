import { logGamma } from "./log-gamma";
import type { Numbers } from "./quantiles";
import type { Random } from "./random";

/** One draw from the standard normal distribution: Marsaglia's polar method. */
export function drawNormal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/**
 * One draw from the gamma distribution with this shape (above 0) and scale 1.
 * Marsaglia and Tsang 2000, "A simple method for generating gamma variables".
 */
export function drawGamma(shape: number, random: Random): number {
  requirePositive(shape, "A gamma shape");
  return Math.exp(drawLogGamma(shape, random));
}

/** The logarithm of a gamma draw: finite also for shapes so small that the draw itself would be 0. */
function drawLogGamma(shape: number, random: Random): number {
  if (shape < 1) return drawLogGamma(shape + 1, random) + Math.log(1 - random()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = drawNormal(random);
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** One draw from Beta(a, b), a and b above 0: a gamma draw over the sum of two. */
export function drawBeta(a: number, b: number, random: Random): number {
  requirePositive(a, "A beta parameter");
  requirePositive(b, "A beta parameter");
  const one = drawLogGamma(a, random);
  return 1 / (1 + Math.exp(drawLogGamma(b, random) - one));
}

/**
 * One draw from Poisson(mean), mean >= 0. Products of uniforms below 10, else Hörmann's transformed rejection (1993,
 * "The transformed rejection method for generating Poisson random variables", PTRS): exact, and as fast for any mean.
 */
export function drawPoisson(mean: number, random: Random): number {
  if (!(mean >= 0 && mean < Infinity))
    throw new RangeError(`A mean must be finite and 0 or more; it is ${mean}.`);
  if (mean < 10) {
    const bound = Math.exp(-mean);
    let count = 0;
    for (let product = random(); product > bound; product *= random()) count++;
    return count;
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const logInverseAlpha = Math.log(1.1239 + 1.1328 / (b - 3.4));
  const logMean = Math.log(mean);
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const accept = Math.log(v) + logInverseAlpha - Math.log(a / (us * us) + b);
    if (accept <= -mean + count * logMean - logGamma(count + 1)) return count;
  }
}

/**
 * One draw from Binomial(trials, probability), trials whole. Inversion where few successes are expected, else
 * Hörmann's transformed rejection (1993, "The generation of binomial random variates", BTRS): exact.
 */
export function drawBinomial(trials: number, probability: number, random: Random): number {
  if (!(Number.isInteger(trials) && trials >= 0 && probability >= 0 && probability <= 1)) {
    throw new RangeError(`Cannot draw from Binomial(${trials}, ${probability}).`);
  }
  if (probability > 0.5) return trials - drawBinomial(trials, 1 - probability, random);
  if (trials === 0 || probability === 0) return 0;
  return trials * probability < 10
    ? binomialByInversion(trials, probability, random)
    : binomialByRejection(trials, probability, random);
}

function binomialByInversion(trials: number, probability: number, random: Random): number {
  const odds = probability / (1 - probability);
  let mass = Math.exp(trials * Math.log1p(-probability));
  let left = random();
  let count = 0;
  while (left > mass && count < trials) {
    left -= mass;
    count++;
    mass *= (odds * (trials - count + 1)) / count;
  }
  return count;
}

function binomialByRejection(trials: number, probability: number, random: Random): number {
  const mean = trials * probability;
  const spread = Math.sqrt(mean * (1 - probability));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const alpha = (2.83 + 5.1 / b) * spread;
  const logOdds = Math.log(probability / (1 - probability));
  const mode = Math.floor((trials + 1) * probability);
  const atMode = logGamma(mode + 1) + logGamma(trials - mode + 1);
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.5);
    if (us >= 0.07 && v <= 0.92 - 4.2 / b) return count;
    if (count < 0 || count > trials) continue;
    const accept = Math.log((v * alpha) / (a / (us * us) + b));
    const target = atMode - logGamma(count + 1) - logGamma(trials - count + 1) + (count - mode) * logOdds;
    if (accept <= target) return count;
  }
}

/**
 * A way to pick an index again and again with a chance in proportion to its weight, each pick in constant time:
 * Walker's alias method as Vose built it (1991). Weights are 0 or more and not all 0; else a RangeError.
 */
export function weightedPicker(weights: Numbers): (random: Random) => number {
  const size = weights.length;
  const total = sumOfWeights(weights);
  const chance = Float64Array.from(weights, (weight) => (weight * size) / total);
  const alias = Uint32Array.from(chance, (_, index) => index);
  const small: number[] = [];
  const large: number[] = [];
  chance.forEach((share, index) => (share < 1 ? small : large).push(index));
  for (;;) {
    const poor = small.pop();
    const rich = large.at(-1);
    if (poor === undefined || rich === undefined) break;
    alias[poor] = rich;
    chance[rich] = chance[rich]! - (1 - chance[poor]!);
    if (chance[rich] < 1) small.push(large.pop()!);
  }
  // What rounding leaves unpaired is full; only a weight of 0 must never be.
  for (const index of [...small, ...large]) if (weights[index]! > 0) chance[index] = 1;
  return (random) => {
    const index = Math.floor(random() * size);
    return random() < chance[index]! ? index : alias[index]!;
  };
}

/**
 * Deals `units` out to cells with chances in proportion to `weights`: one multinomial draw, written into `out` (made
 * where none is given) and given back. One binomial draw a cell; where units are few and cells many, `weightedPicker`
 * once and a pick a unit is faster.
 */
export function drawMultinomial(
  units: number,
  weights: Numbers,
  random: Random,
  out = new Float64Array(weights.length),
): Float64Array {
  let weight = units === 0 ? 0 : sumOfWeights(weights);
  let left = units;
  for (let cell = 0; cell < weights.length; cell++) {
    const own = weights[cell]!;
    const count = left === 0 || own === 0 ? 0 : drawBinomial(left, Math.min(1, own / weight), random);
    out[cell] = count;
    left -= count;
    weight -= own;
  }
  if (left > 0) out[lastWeighted(weights)]! += left;
  return out;
}

/** Where rounding leaves the last cell a chance of a hair below 1, what is left over is its. */
function lastWeighted(weights: Numbers): number {
  let cell = weights.length - 1;
  while (cell > 0 && weights[cell] === 0) cell--;
  return cell;
}

function sumOfWeights(weights: Numbers): number {
  let total = 0;
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(`A weight must be finite and 0 or more; one is ${weight}.`);
    }
    total += weight;
  }
  if (total === 0) throw new RangeError("Nothing can be drawn where every weight is 0.");
  return total;
}

function requirePositive(value: number, what: string): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${what} must be above 0; it is ${value}.`);
}
