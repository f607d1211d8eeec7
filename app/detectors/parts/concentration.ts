import type { OfferedBatch } from "~/domain/evidence";
import type { Interval } from "~/stats/interval";
import { betaQuantile, betaUpperQuantile } from "~/stats/beta";
import { normalUpperTail } from "~/stats/normal";
import { permutationTest } from "~/stats/permutation";
import { poissonBinomialUpperTail } from "~/stats/poisson-binomial";
import type { Expectation, Stratum } from "./expectation";
import { groupBy, sum } from "./group";
import { type Cell, predictiveTail, shareTail } from "./skill-draws";

/** One premium batch: the share of its offerees inside the tier, and the share that a lottery would have put there. */
export interface Trial {
  readonly batch: OfferedBatch;
  readonly stratum: Stratum;
  readonly inside: number;
  readonly expected: number;
}

type Membership = (annotator: string, project: string, at: number) => boolean;

/** Those of the highest tier, which figures ask for too. */
const topTrials = new WeakMap<Expectation, readonly Trial[]>();

/** The trials of a tier; batches of weeks in which nobody's availability is on record are left out. */
export function trialsOf(expectation: Expectation, isInside: Membership): readonly Trial[] {
  if (isInside !== expectation.isTop) return makeTrials(expectation, isInside);
  const known = topTrials.get(expectation);
  if (known) return known;
  const trials = makeTrials(expectation, isInside);
  topTrials.set(expectation, trials);
  return trials;
}

function makeTrials(expectation: Expectation, isInside: Membership): readonly Trial[] {
  const shares = new Map<string, number>();
  return expectation.premium.flatMap((batch) => {
    const stratum = expectation.stratumOf(batch);
    if (!stratum || stratum.total === 0) return [];
    const key = stratumDay(stratum, batch);
    let expected = shares.get(key);
    if (expected === undefined) {
      expected = expectedShare(stratum, batch, isInside);
      shares.set(key, expected);
    }
    const inside = batch.offerees.filter((annotator) => isInside(annotator, batch.project, batch.at)).length;
    return [{ batch, stratum, inside: inside / batch.offerees.length, expected }];
  });
}

/** Tiers change on few days: what holds of a stratum on a day is worked out once. */
const stratumDay = ({ week, project }: Stratum, { at }: OfferedBatch): string =>
  `${week} ${project} ${Math.floor(at / 86_400)}`;

function expectedShare(stratum: Stratum, batch: OfferedBatch, isInside: Membership): number {
  let inside = 0;
  stratum.annotators.forEach((annotator, index) => {
    if (isInside(annotator, batch.project, batch.at)) inside += stratum.weights[index] ?? 0;
  });
  return Math.min(1, inside / stratum.total);
}

export interface Lift extends Interval {
  readonly value: number;
  readonly p: number;
  /** p over who truly passes, of whom only the chance is known. */
  readonly cautiousP: number;
  readonly received: number;
  readonly expectedShare: number;
  readonly method: string;
}

/** Most trials for which the distribution of their sum is worked out exactly. */
const MOST_EXACT = 2_000;
const MOST_PERMUTED = 5_000;

/**
 * Premium work that a tier received over what a lottery would have given it. Batches are the unit, never the items in
 * them. One offeree each: exact. Several: offeree sets change places between premium and ordinary batches of a stratum.
 */
export function liftOf(
  trials: readonly Trial[],
  ordinary: readonly OfferedBatch[],
  expectation: Expectation,
  isInside: Membership,
  random: () => number,
): Lift | null {
  const count = trials.length;
  const received = sum(trials.map(({ inside }) => inside));
  const expected = sum(trials.map((trial) => trial.expected));
  if (count === 0 || expected === 0) return null;
  const expectedShare = expected / count;
  const interval = shareInterval(received, count);
  const single = trials.every(({ batch }) => batch.offerees.length === 1);
  const p = single
    ? singleTail(
        received,
        trials.map((trial) => trial.expected),
      )
    : setTail(trials, ordinary, expectation, isInside, random);
  return {
    value: received / expected,
    low: interval.low / expectedShare,
    high: interval.high / expectedShare,
    p,
    cautiousP: single
      ? predictiveTail(cellsOf(trials, isInside), expectation, random, (share) =>
          shareTail(received, count, share),
        )
      : p,
    received: received / count,
    expectedShare,
    method: single
      ? "Clopper-Pearson over batches, 95 %"
      : "Clopper-Pearson over batches; p by permuting sets of offerees",
  };
}

/** How many people there are inside who could have had a batch, counted no further than `most`. */
export function insideUpTo(most: number, trials: readonly Trial[], isInside: Membership): number {
  const inside = new Set<string>();
  const seen = new Set<string>();
  for (const { stratum, batch } of trials) {
    const key = stratumDay(stratum, batch);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const annotator of stratum.annotators) {
      if (!inside.has(annotator) && isInside(annotator, batch.project, batch.at)) inside.add(annotator);
      if (inside.size >= most) return most;
    }
  }
  return inside.size;
}

/** Trials that share a stratum and a day: tiers change on few days. */
function cellsOf(trials: readonly Trial[], isInside: Membership): readonly Cell[] {
  return [...groupBy(trials, ({ batch, stratum }) => stratumDay(stratum, batch)).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { stratum, batch } = first;
    const side = Int8Array.from(stratum.annotators, (annotator) =>
      isInside(annotator, batch.project, batch.at) ? 1 : 0,
    );
    return [{ stratum, batches: own.length, side }];
  });
}

/** Clopper and Pearson's interval of a sum of shares among batches: sums need not be whole. */
function shareInterval(received: number, count: number): Interval {
  return {
    low: received === 0 ? 0 : betaQuantile(0.025, received, count - received + 1),
    high: received === count ? 1 : betaUpperQuantile(0.025, received + 1, count - received),
  };
}

function singleTail(received: number, chances: readonly number[]): number {
  if (chances.length <= MOST_EXACT) return poissonBinomialUpperTail(Math.round(received), chances);
  const variance = sum(chances.map((chance) => chance * (1 - chance)));
  return variance === 0 ? 1 : normalUpperTail((received - 0.5 - sum(chances)) / Math.sqrt(variance));
}

function setTail(
  trials: readonly Trial[],
  ordinary: readonly OfferedBatch[],
  expectation: Expectation,
  isInside: Membership,
  random: () => number,
): number {
  const others = ordinary.flatMap((batch) => {
    const stratum = expectation.stratumOf(batch);
    if (!stratum) return [];
    const inside = batch.offerees.filter((annotator) => isInside(annotator, batch.project, batch.at)).length;
    return [{ key: `${batch.week} ${batch.project}`, share: inside / batch.offerees.length, premium: 0 }];
  });
  const own = trials.map(({ batch, inside }) => ({
    key: `${batch.week} ${batch.project}`,
    share: inside,
    premium: 1,
  }));
  const all = [...own, ...others];
  const mixed = [...groupBy(all, ({ key }) => key).values()].filter(
    (group) => group.some(({ premium }) => premium === 1) && group.some(({ premium }) => premium === 0),
  );
  const premiumInMixed = sum(mixed.flat().map(({ premium }) => premium));
  if (premiumInMixed * 2 < trials.length) return signFlip(trials, random);
  return mixed.flat().length <= MOST_PERMUTED ? permuted(mixed, random) : approximated(mixed);
}

interface Labelled {
  readonly share: number;
  readonly premium: number;
}

function permuted(groups: readonly (readonly Labelled[])[], random: () => number): number {
  const flat = groups.flat();
  const strata = groups.flatMap((group, index) => group.map(() => index));
  const statistic = (values: ArrayLike<number>, labels: Uint32Array) => {
    let total = 0;
    for (let at = 0; at < labels.length; at++) if (labels[at] === 1) total += values[at] ?? 0;
    return total;
  };
  const draws = Math.max(999, Math.min(9_999, Math.floor(2e7 / flat.length)));
  const shares = flat.map(({ share }) => share);
  const labels = flat.map(({ premium }) => premium);
  return permutationTest(shares, labels, statistic, { random, draws, strata })?.p ?? 1;
}

/** The permutation distribution's own mean and variance, normal: for thousands of batches. */
function approximated(groups: readonly (readonly Labelled[])[]): number {
  let observed = 0;
  let mean = 0;
  let variance = 0;
  for (const group of groups) {
    const premium = sum(group.map((one) => one.premium));
    const centre = sum(group.map(({ share }) => share)) / group.length;
    const spread = sum(group.map(({ share }) => (share - centre) ** 2)) / (group.length - 1);
    observed += sum(group.filter((one) => one.premium === 1).map(({ share }) => share));
    mean += premium * centre;
    variance += (premium * (group.length - premium) * spread) / group.length;
  }
  return variance === 0 ? 1 : normalUpperTail((observed - mean) / Math.sqrt(variance));
}

/** Where all batches of a week are premium there is nothing to change places with: signs of the differences do. */
function signFlip(trials: readonly Trial[], random: () => number): number {
  const differences = trials.map(({ inside, expected }) => inside - expected);
  const observed = sum(differences);
  const draws = Math.max(999, Math.min(9_999, Math.floor(2e7 / trials.length)));
  let asLarge = 0;
  for (let draw = 0; draw < draws; draw++) {
    let total = 0;
    for (const difference of differences) total += random() < 0.5 ? difference : -difference;
    if (total >= observed - 1e-9) asLarge++;
  }
  return (1 + asLarge) / (1 + draws);
}

export interface Shares {
  readonly annotators: readonly string[];
  /** Premium offers received, and those a lottery would have brought. */
  readonly received: Float64Array;
  readonly expected: Float64Array;
}

/** What each person received and was to be expected to receive. */
export function sharesOf(trials: readonly Trial[]): Shares {
  const places = new Map<string, number>();
  const expected: number[] = [];
  const counts = new Map<Stratum, number>();
  for (const { stratum, batch } of trials)
    counts.set(stratum, (counts.get(stratum) ?? 0) + batch.offerees.length);
  const placeOf = (annotator: string) => {
    let place = places.get(annotator);
    if (place === undefined) {
      place = places.size;
      places.set(annotator, place);
      expected.push(0);
    }
    return place;
  };
  for (const [stratum, count] of counts) {
    stratum.annotators.forEach((annotator, index) => {
      const place = placeOf(annotator);
      expected[place] = (expected[place] ?? 0) + (count * (stratum.weights[index] ?? 0)) / stratum.total;
    });
  }
  for (const { batch } of trials) batch.offerees.forEach(placeOf);
  const received = new Float64Array(places.size);
  for (const { batch } of trials) {
    for (const annotator of batch.offerees) {
      const place = placeOf(annotator);
      received[place] = (received[place] ?? 0) + 1;
    }
  }
  return { annotators: [...places.keys()], received, expected: Float64Array.from(expected) };
}
