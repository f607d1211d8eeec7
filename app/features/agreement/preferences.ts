import { type BradleyTerry, bradleyTerry } from "~/stats/aggregation/bradley-terry";
import { positionBias } from "~/stats/aggregation/position-bias";
import {
  intransitivity,
  type PreferenceAgreement,
  preferenceAgreement,
} from "~/stats/aggregation/preference-agreement";
import { type PreferenceSet, preferenceSetFromColumns } from "~/stats/aggregation/preference-set";
import { twoSidedZ } from "~/stats/normal";
import type { Estimate, PreferenceAnalysis, PreferenceAnnotator } from "./analysis";
import { missing } from "./coefficients";
import type { LabelTask, Pairs } from "./label-task";

const MOST_LISTED = 500;
const BINS = 10;
const Z = twoSidedZ(0.95);

/**
 * Choices between two things: does the side decide, how far do people prefer what the others prefer and how far could
 * they, and how clear are the pairs? There is no truth, so nothing here is accuracy. Where items do not say which things
 * they show, each pair stands alone: Bradley and Terry's worth then compares the two of a pair only.
 */
export function analysePreferences(task: LabelTask, pairs: Pairs): PreferenceAnalysis | null {
  const { labels } = task;
  if (labels.label.length === 0) return null;
  const set = choicesOf(task, pairs);
  const agreement = preferenceAgreement(set);
  const circles = pairs.named ? intransitivity(set) : null;
  const everybody = positionBias(set);
  const model = bradleyTerry(set, { reliability: true, position: true });
  return {
    pairs: labels.itemCount,
    ties: set.choice.filter((choice) => choice === 0.5).length,
    first: firstOf(everybody),
    firstP: everybody.value?.p ?? null,
    agreement: agreement.value ? pooled([...agreement.value.values()]) : missing(agreement.reason),
    circular: {
      share: circles?.value?.circular ?? null,
      triples: circles?.value?.triples ?? 0,
      reason: circles
        ? circles.reason
        : "items do not name the two things they show, so no three pairs can close a circle",
    },
    modelReason: model.reason,
    clarity: model.value ? clarityOf(set, model.value) : [],
    annotators: listed(set, agreement.value, model.value),
  };
}

function choicesOf({ labels, classes }: LabelTask, { first, second }: Pairs): PreferenceSet {
  const chosen = classes.map((label) => ({ a: 1, b: 0 })[label.toLowerCase()] ?? 0.5);
  const left = new Int32Array(labels.label.length);
  const right = new Int32Array(labels.label.length);
  for (let item = 0; item < labels.itemCount; item++) {
    left.fill(first[item]!, labels.itemStart[item], labels.itemStart[item + 1]);
    right.fill(second[item]!, labels.itemStart[item], labels.itemStart[item + 1]);
  }
  const choice = Float64Array.from(labels.label, (label) => chosen[label]!);
  return preferenceSetFromColumns({ left, right, annotator: labels.annotator, choice });
}

function firstOf(bias: ReturnType<typeof positionBias>): Estimate {
  if (bias.value === null) return missing(bias.reason);
  const { left, low, high, n } = bias.value;
  return { value: left, low, high, n, reason: null };
}

/** Everybody's agreement, weighted by their choices. No interval: choices on one pair depend on each other. */
function pooled(agreements: readonly PreferenceAgreement[]): Estimate {
  const n = agreements.reduce((sum, own) => sum + own.n, 0);
  const value = agreements.reduce((sum, own) => sum + own.n * own.agreement, 0) / n;
  return { value, low: null, high: null, n, reason: null };
}

/** Distinct pairs by how clear their better one is. */
function clarityOf({ left, right, itemCount }: PreferenceSet, { worth }: BradleyTerry): number[] {
  const bins = Array<number>(BINS).fill(0);
  const seen = new Set<number>();
  for (let row = 0; row < left.length; row++) {
    const key = Math.min(left[row]!, right[row]!) * (2 * itemCount) + Math.max(left[row]!, right[row]!);
    if (seen.has(key)) continue;
    seen.add(key);
    const chance = 1 / (1 + Math.exp(-Math.abs(worth[left[row]!]! - worth[right[row]!]!)));
    bins[Math.min(BINS - 1, Math.floor((chance - 0.5) * 2 * BINS))]!++;
  }
  return bins;
}

function listed(
  set: PreferenceSet,
  agreement: ReadonlyMap<number, PreferenceAgreement> | null,
  model: BradleyTerry | null,
): PreferenceAnnotator[] {
  const counts = new Int32Array(set.annotatorCount);
  for (const who of set.annotator) counts[who]!++;
  const first = firstByAnnotator(set);
  return Array.from(counts, (judgments, annotator) => ({ annotator, judgments }))
    .filter(({ judgments }) => judgments > 0)
    .sort((a, b) => b.judgments - a.judgments || a.annotator - b.annotator)
    .slice(0, MOST_LISTED)
    .map(({ annotator, judgments }) => {
      const own = agreement?.get(annotator);
      const error = own?.standardError ?? null;
      return {
        annotator,
        judgments,
        agreement: own?.agreement ?? null,
        ceiling: own?.ceiling ?? null,
        excess: own?.excess ?? null,
        low: own && error !== null ? own.excess - Z * error : null,
        high: own && error !== null ? own.excess + Z * error : null,
        reliability: model?.reliability[annotator] ?? null,
        first: first[annotator]!,
      };
    });
}

/** Position bias of everybody in one pass: the rows of each, as a set of their own. */
function firstByAnnotator({ annotatorCount, annotator, choice }: PreferenceSet): Estimate[] {
  const rows = Array.from({ length: annotatorCount }, (): number[] => []);
  annotator.forEach((who, row) => rows[who]!.push(choice[row]!));
  return rows.map((choices) => {
    const own = { left: choices.map(() => 0), right: choices.map(() => 1), annotator: choices.map(() => 0) };
    return firstOf(positionBias(preferenceSetFromColumns({ ...own, choice: choices })));
  });
}
