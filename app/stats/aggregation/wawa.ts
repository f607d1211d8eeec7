import { consensusOf, type Consensus, whyNoModel } from "./consensus";
import type { LabelSet } from "./label-set";
import { voteShares } from "./majority";
import { known, undefinedBecause, type Possible } from "./possible";

/** A weighted vote with each annotator's weight. */
export interface WeightedVote extends Consensus {
  /** Share of the annotator's judgments that agree with the consensus, 0 to 1; -1 without judgments. */
  readonly skills: Float64Array;
}

/**
 * Share of each annotator's judgments that give `answers`, a class an item (-1 for none); -1 for an annotator without
 * any. `repeats`: "each" counts every judgment; "distinct" counts an annotator's same answer to an item once, as
 * crowd-kit does for skills though not for votes.
 */
export function agreementWith(
  labels: LabelSet,
  answers: Int32Array,
  repeats: "each" | "distinct" = "each",
): Float64Array {
  const { itemCount, itemStart, annotator, label } = labels;
  const agreed = new Float64Array(labels.annotatorCount);
  const judged = new Float64Array(labels.annotatorCount);
  for (let i = 0; i < itemCount; i++) {
    if (answers[i]! < 0) continue;
    for (let row = itemStart[i]!; row < itemStart[i + 1]!; row++) {
      const again =
        row > itemStart[i]! && annotator[row] === annotator[row - 1] && label[row] === label[row - 1];
      if (again && repeats === "distinct") continue;
      judged[annotator[row]!]!++;
      if (label[row] === answers[i]) agreed[annotator[row]!]!++;
    }
  }
  return agreed.map((count, a) => (judged[a]! > 0 ? count / judged[a]! : -1));
}

/** Wawa without asking whether annotators can be told apart: use `wawa`, which does. */
export function fitWawa(labels: LabelSet, repeats: "each" | "distinct" = "each"): WeightedVote {
  const shares = voteShares(labels);
  const skills = agreementWith(labels, consensusOf(labels, shares).labels, repeats);
  return { ...consensusOf(labels, voteShares(labels, skills, shares)), skills };
}

/**
 * Which class do annotators give each item, if each vote weighs as much as its annotator agrees with the majority?
 * Worker agreement with aggregate (Appen's "wawa"): one round, no model of chance. An annotator's own vote is part of
 * the majority they are compared with, which flatters those on items with few judgments. Null where annotators cannot
 * be told apart.
 */
export function wawa(labels: LabelSet, repeats: "each" | "distinct" = "each"): Possible<WeightedVote> {
  const reason = whyNoModel(labels);
  return reason ? undefinedBecause(reason) : known(fitWawa(labels, repeats));
}

/** A weighted vote found in rounds. */
export interface ZeroBasedSkill extends WeightedVote {
  readonly iterations: number;
  /** Did weights stop moving before the rounds ran out? */
  readonly converged: boolean;
}

/** Zero-based skill without asking whether annotators can be told apart: use `zeroBasedSkill`, which does. */
export function fitZeroBasedSkill(labels: LabelSet, repeats: "each" | "distinct" = "each"): ZeroBasedSkill {
  const present = new Set(labels.label).size;
  const skills = new Float64Array(labels.annotatorCount).fill(1 / present + 1e-5);
  const shares = voteShares(labels);
  let step = 1;
  let iterations = 0;
  let moved = Infinity;
  while (iterations < 100 && moved > 0) {
    iterations++;
    if (iterations % 20 === 0) step /= 2;
    const agreement = agreementWith(
      labels,
      consensusOf(labels, voteShares(labels, skills, shares)).labels,
      repeats,
    );
    moved = 0;
    for (let a = 0; a < skills.length; a++) {
      if (agreement[a]! < 0) continue;
      const next = skills[a]! + step * (agreement[a]! - skills[a]!);
      moved = Math.max(moved, Math.abs(next - skills[a]!));
      skills[a] = next;
    }
  }
  const judged = new Set(labels.annotator);
  return {
    ...consensusOf(labels, voteShares(labels, skills, shares)),
    skills: skills.map((skill, a) => (judged.has(a) ? skill : -1)),
    iterations,
    converged: moved === 0,
  };
}

/**
 * Wawa in rounds: every vote weighs its annotator's skill, and skills move towards the share of judgments that agree with
 * the result, by all of the gap at first and by half as much after every 20 of at most 100 rounds (crowd-kit's
 * "zero-based skill"). Ends early once nothing moves, which changes nothing. Null where annotators cannot be told apart.
 */
export function zeroBasedSkill(
  labels: LabelSet,
  repeats: "each" | "distinct" = "each",
): Possible<ZeroBasedSkill> {
  const reason = whyNoModel(labels);
  return reason ? undefinedBecause(reason) : known(fitZeroBasedSkill(labels, repeats));
}
