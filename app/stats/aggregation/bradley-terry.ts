import { choleskyFactor, choleskyInverse } from "./cholesky";
import { minimise } from "./lbfgs";
import { known, undefinedBecause, type Possible } from "./possible";
import type { PreferenceSet } from "./preference-set";

export interface BradleyTerryOptions {
  /** Estimate how often each annotator chooses by the items' worth rather than against it. Default true. */
  readonly reliability?: boolean;
  /** Estimate a common advantage of the left side. Default false. */
  readonly position?: boolean;
  readonly maxIterations?: number;
}

/** Items' worth from choices between two. */
export interface BradleyTerry {
  /** Worth in log odds, mean 0: an item one unit above another is chosen 73 times in 100 by a reliable annotator. */
  readonly worth: Float64Array;
  /** Standard errors given reliabilities and position; null beyond 500 items. */
  readonly worthError: Float64Array | null;
  /** Chance that each annotator chooses by worth; 1 for all where it is not estimated. Prior mode .9. */
  readonly reliability: Float64Array;
  /** Advantage of the left side in log odds; 0 where it is not estimated. */
  readonly leftAdvantage: number;
  /** Groups of items that no choice connects; worth of items in different groups cannot be compared. */
  readonly groups: number;
  /** Group of each item, 0-based. */
  readonly group: Int32Array;
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Prior of worth: normal with this deviation, so that an item that always wins has a worth that is finite. */
const WORTH_DEVIATION = 2;
/** Prior of reliability: Beta(10, 2), mode .9, as if nine reliable choices and one unreliable had been seen. */
const RELIABLE = 9;
const UNRELIABLE = 1;
const MOST_DENSE = 500;

const logistic = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** Where each kind of parameter lies in the vector that is optimised. */
interface Layout {
  readonly items: number;
  /** Place of annotator 0's log odds of reliability, or -1 where all are reliable. */
  readonly reliability: number;
  /** Place of the left side's advantage, or -1. */
  readonly position: number;
  readonly size: number;
}

function layoutOf({ itemCount, annotatorCount }: PreferenceSet, options: BradleyTerryOptions): Layout {
  const reliability = (options.reliability ?? true) ? itemCount : -1;
  const after = itemCount + (reliability < 0 ? 0 : annotatorCount);
  return {
    items: itemCount,
    reliability,
    position: options.position ? after : -1,
    size: after + (options.position ? 1 : 0),
  };
}

/** Minus log likelihood of the choices, with its derivatives and expected information added to `gradient`, `curvature`. */
function addChoices(
  set: PreferenceSet,
  layout: Layout,
  x: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
): number {
  let loss = 0;
  for (let row = 0; row < set.choice.length; row++) {
    const left = set.left[row]!;
    const right = set.right[row]!;
    const who = layout.reliability + set.annotator[row]!;
    const lead = x[left]! - x[right]! + (layout.position < 0 ? 0 : x[layout.position]!);
    const ahead = logistic(lead);
    const trust = layout.reliability < 0 ? 1 : logistic(x[who]!);
    const chosen = Math.min(1 - 1e-15, Math.max(1e-15, trust * ahead + (1 - trust) * (1 - ahead)));
    const share = set.choice[row]!;
    loss -= share * Math.log(chosen) + (1 - share) * Math.log1p(-chosen);
    const pull = (chosen - share) / (chosen * (1 - chosen));
    const byLead = (2 * trust - 1) * ahead * (1 - ahead);
    const information = byLead ** 2 / (chosen * (1 - chosen));
    gradient[left]! += pull * byLead;
    gradient[right]! -= pull * byLead;
    curvature[left]! += information;
    curvature[right]! += information;
    if (layout.position >= 0) {
      gradient[layout.position]! += pull * byLead;
      curvature[layout.position]! += information;
    }
    if (layout.reliability < 0) continue;
    const byTrust = (2 * ahead - 1) * trust * (1 - trust);
    gradient[who]! += pull * byTrust;
    curvature[who]! += byTrust ** 2 / (chosen * (1 - chosen));
  }
  return loss;
}

/** The same of the priors. */
function addPriors(layout: Layout, x: Float64Array, gradient: Float64Array, curvature: Float64Array): number {
  const precision = 1 / WORTH_DEVIATION ** 2;
  let loss = 0;
  for (let at = 0; at < layout.size; at++) {
    if (at < layout.items || at === layout.position) {
      loss += (precision * x[at]! ** 2) / 2;
      gradient[at]! += precision * x[at]!;
      curvature[at]! += precision;
      continue;
    }
    const trust = logistic(x[at]!);
    loss -= RELIABLE * Math.log(trust) + UNRELIABLE * Math.log(1 - trust);
    gradient[at]! += (RELIABLE + UNRELIABLE) * trust - RELIABLE;
    curvature[at]! += (RELIABLE + UNRELIABLE) * trust * (1 - trust);
  }
  return loss;
}

/** Group of each item: items that choices connect, directly or through others. */
function groupsOf({ itemCount, left, right }: PreferenceSet): { groups: number; group: Int32Array } {
  const parent = Int32Array.from({ length: itemCount }, (_, i) => i);
  const rootOf = (item: number) => {
    let root = item;
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!;
    return root;
  };
  for (let row = 0; row < left.length; row++) parent[rootOf(left[row]!)] = rootOf(right[row]!);
  const named = new Map<number, number>();
  const group = parent.map((_, item) => {
    const root = rootOf(item);
    if (!named.has(root)) named.set(root, named.size);
    return named.get(root)!;
  });
  return { groups: named.size, group };
}

/** Standard errors of worth less its mean: expected information of the choices and the prior, inverted. */
function worthErrors(set: PreferenceSet, layout: Layout, x: Float64Array): Float64Array | null {
  const n = layout.items;
  if (n > MOST_DENSE) return null;
  const information = new Float64Array(n * n);
  for (let i = 0; i < n; i++) information[i * n + i] = 1 / WORTH_DEVIATION ** 2;
  for (let row = 0; row < set.choice.length; row++) {
    const left = set.left[row]!;
    const right = set.right[row]!;
    const ahead = logistic(x[left]! - x[right]! + (layout.position < 0 ? 0 : x[layout.position]!));
    const trust = layout.reliability < 0 ? 1 : logistic(x[layout.reliability + set.annotator[row]!]!);
    const chosen = trust * ahead + (1 - trust) * (1 - ahead);
    const weight = ((2 * trust - 1) * ahead * (1 - ahead)) ** 2 / (chosen * (1 - chosen));
    information[left * n + left]! += weight;
    information[right * n + right]! += weight;
    information[left * n + right]! -= weight;
    information[right * n + left]! -= weight;
  }
  const inverse = choleskyInverse(choleskyFactor(information, n), n);
  const rowMean = Float64Array.from(
    { length: n },
    (_, i) => inverse.subarray(i * n, (i + 1) * n).reduce((s, v) => s + v, 0) / n,
  );
  const mean = rowMean.reduce((sum, value) => sum + value, 0) / n;
  return rowMean.map((own, i) => Math.sqrt(Math.max(0, inverse[i * n + i]! - 2 * own + mean)));
}

/**
 * What is each item worth, judging by choices between two? Bradley and Terry 1952, with a chance for each annotator of
 * choosing by worth rather than against it (Chen, Bennett, Collins-Thompson and Horvitz 2013, "Pairwise ranking
 * aggregation in a crowdsourced setting") and, if asked, an advantage of the left side. The posterior mode under normal
 * worth (deviation 2) and Beta(10, 2) reliability; a tie is half a choice for each. An annotator below one half chooses
 * against the rest. Deterministic. Null without choices, or where reliability is asked of one annotator alone.
 */
export function bradleyTerry(set: PreferenceSet, options: BradleyTerryOptions = {}): Possible<BradleyTerry> {
  if (set.choice.length === 0) return undefinedBecause("no judgments");
  const layout = layoutOf(set, options);
  if (layout.reliability >= 0 && new Set(set.annotator).size < 2) return undefinedBecause("one annotator");
  const start = new Float64Array(layout.size);
  if (layout.reliability >= 0) {
    start.fill(Math.log(RELIABLE / UNRELIABLE), layout.reliability, layout.reliability + set.annotatorCount);
  }
  const objective = (x: Float64Array, gradient: Float64Array, curvature: Float64Array) => {
    gradient.fill(0);
    curvature.fill(0);
    return addChoices(set, layout, x, gradient, curvature) + addPriors(layout, x, gradient, curvature);
  };
  const found = minimise(objective, start, { maxIterations: options.maxIterations ?? 500, tolerance: 1e-7 });
  const worth = found.x.slice(0, layout.items);
  const centre = worth.reduce((sum, value) => sum + value, 0) / layout.items;
  const spare = new Float64Array(layout.size);
  return known({
    worth: worth.map((value) => value - centre),
    worthError: worthErrors(set, layout, found.x),
    reliability: Float64Array.from({ length: set.annotatorCount }, (_, a) =>
      layout.reliability < 0 ? 1 : logistic(found.x[layout.reliability + a]!),
    ),
    leftAdvantage: layout.position < 0 ? 0 : found.x[layout.position]!,
    ...groupsOf(set),
    logLikelihood: -addChoices(set, layout, found.x, spare, spare),
    iterations: found.iterations,
    converged: found.converged,
  });
}
