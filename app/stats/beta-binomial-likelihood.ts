import type { BetaPrior } from "./beta-binomial";
import type { Tally } from "./interval";
import { digamma, logRisingFactorial, trigamma } from "./log-gamma";

/** Past this strength a fit says only "more than can be told from no difference"; see `fitBetaBinomial`. */
export const STRENGTH_CAP = 1e6;
const LEAST_STRENGTH = 1e-3;
const MOST_STEPS = 200;

/**
 * The log likelihood of tallies under a beta-binomial model, binomial coefficients included (as in VGAM and SciPy's
 * `betabinom.logpmf`), in nats. An infinite strength is the binomial model. `0 < mean < 1`, strength > 0.
 */
export function betaBinomialLogLikelihood(tallies: readonly Tally[], { mean, strength }: BetaPrior): number {
  let sum = 0;
  for (const { successes, trials } of tallies) {
    sum += logRisingFactorial(trials - successes + 1, successes) - logRisingFactorial(1, successes);
  }
  return sum + kernel(tallies, mean, strength);
}

/** The log likelihood without the binomial coefficients. */
function kernel(tallies: readonly Tally[], mean: number, strength: number): number {
  const a = mean * strength;
  const b = (1 - mean) * strength;
  let sum = 0;
  for (const { successes, trials } of tallies) {
    sum +=
      strength === Infinity
        ? successes * Math.log(mean) + (trials - successes) * Math.log1p(-mean)
        : logRisingFactorial(a, successes) +
          logRisingFactorial(b, trials - successes) -
          logRisingFactorial(strength, trials);
  }
  return sum;
}

/** Up to so many people the likelihood can have several hills, so that each start is climbed from. */
const FEW = 500;

/**
 * The maximum of the beta-binomial likelihood by Newton's method in logit(mean) and log(strength); null where there is
 * none below STRENGTH_CAP or it is no likelier than the binomial model at the pooled mean. It is climbed to from
 * strengths of .5 to 500 and from the moments', each with the pooled mean and the mean of people's shares: among many
 * people from the likeliest of these only, as their likelihood has one hill.
 * The pooled mean must not be 0 or 1, and somebody must have more than one trial.
 */
export function maximiseBetaBinomial(tallies: readonly Tally[], moments: BetaPrior): BetaPrior | null {
  const shares = tallies.reduce((sum, { successes, trials }) => sum + successes / trials, 0) / tallies.length;
  const strengths = [moments.strength, 0.5, 5, 50, 500].filter((strength) => strength <= STRENGTH_CAP);
  const starts = strengths
    .flatMap((strength) => [moments.mean, shares].map((mean) => ({ mean, strength })))
    .map((at): Point => ({ ...at, likelihood: kernel(tallies, at.mean, at.strength) }))
    .toSorted((one, other) => other.likelihood - one.likelihood);
  let best: Point = { mean: moments.mean, strength: Infinity, likelihood: -Infinity };
  for (const start of tallies.length <= FEW ? starts : starts.slice(0, 1)) {
    const top = hillFrom(tallies, start);
    if (top && top.likelihood > best.likelihood) best = top;
  }
  if (best.likelihood <= kernel(tallies, moments.mean, Infinity)) return null;
  return { mean: best.mean, strength: best.strength };
}

/** The top of the hill that `start` is on; null where it rises to STRENGTH_CAP. */
function hillFrom(tallies: readonly Tally[], start: Point): Point | null {
  let at = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = climb(tallies, at);
    if (next === null) break;
    const moved = Math.abs(Math.log(next.strength / at.strength)) + Math.abs(next.mean - at.mean);
    at = next;
    if (at.strength >= STRENGTH_CAP) return null;
    if (moved < 1e-11) break;
  }
  return at;
}

type Point = { readonly mean: number; readonly strength: number; readonly likelihood: number };

/** One uphill step from `from`, halved until the likelihood does not fall; null where no step is uphill. */
function climb(tallies: readonly Tally[], from: Point): Point | null {
  const [stepLogit, stepLog] = newtonStep(tallies, from);
  const logit = Math.log(from.mean / (1 - from.mean));
  for (let size = 1; size > 1e-9; size /= 2) {
    const mean = 1 / (1 + Math.exp(-(logit + size * stepLogit)));
    const grown = from.strength * Math.exp(size * stepLog);
    const strength = Math.min(STRENGTH_CAP, Math.max(LEAST_STRENGTH, grown));
    const likelihood = kernel(tallies, mean, strength);
    // At the top the likelihood is flat to rounding: there a step that keeps it is Newton's last, not a fall.
    if (likelihood >= from.likelihood - 1e-13 * Math.abs(from.likelihood)) {
      return { mean, strength, likelihood };
    }
  }
  return null;
}

/** Newton's step in (logit mean, log strength), or along the gradient where the curvature is not that of a hill. */
function newtonStep(tallies: readonly Tally[], { mean, strength }: Point): readonly [number, number] {
  const { ga, gb, haa, hbb, hab } = derivatives(tallies, mean * strength, (1 - mean) * strength);
  const q = 1 - mean;
  const scale = strength * mean * q;
  // d(a, b) / d(logit mean) = (scale, -scale); d(a, b) / d(log strength) = (a, b).
  const a = mean * strength;
  const b = q * strength;
  const gLogit = scale * (ga - gb);
  const gLog = a * ga + b * gb;
  const hLogit = scale * scale * (haa - 2 * hab + hbb) + scale * (q - mean) * (ga - gb);
  const hLog = a * a * haa + 2 * a * b * hab + b * b * hbb + gLog;
  const hBoth = scale * (a * (haa - hab) + b * (hab - hbb)) + gLogit;
  const determinant = hLogit * hLog - hBoth * hBoth;
  const clamp = (step: number) => Math.max(-2, Math.min(2, step));
  if (hLogit < 0 && determinant > 0) {
    return [
      clamp((hBoth * gLog - hLog * gLogit) / determinant),
      clamp((hBoth * gLogit - hLogit * gLog) / determinant),
    ];
  }
  return [clamp(gLogit / Math.max(1, Math.abs(hLogit))), clamp(gLog / Math.max(1e-3, Math.abs(hLog)))];
}

/** First and second derivatives of the log likelihood by a and b of Beta(a, b). */
function derivatives(tallies: readonly Tally[], a: number, b: number) {
  const strength = a + b;
  const a1 = digamma(a);
  const b1 = digamma(b);
  const s1 = digamma(strength);
  const a2 = trigamma(a);
  const b2 = trigamma(b);
  const s2 = trigamma(strength);
  const sums = { ga: 0, gb: 0, haa: 0, hbb: 0, hab: 0 };
  for (const { successes, trials } of tallies) {
    const failures = trials - successes;
    const total = s1 - digamma(strength + trials);
    const bend = s2 - trigamma(strength + trials);
    sums.ga += digamma(a + successes) - a1 + total;
    sums.gb += digamma(b + failures) - b1 + total;
    sums.haa += trigamma(a + successes) - a2 + bend;
    sums.hbb += trigamma(b + failures) - b2 + bend;
    sums.hab += bend;
  }
  return sums;
}
