import { consensusOf, type Consensus, whyNoModel } from "./consensus";
import { FLOOR, maximisePriors, whyTooMany } from "./dawid-skene";
import { type EmOptions, type EmRun, runEm } from "./em-loop";
import { emTables, type EmTables } from "./em-tables";
import type { LabelSet } from "./label-set";
import { known, undefinedBecause, type Possible } from "./possible";

/** Consensus with one chance of being right for each annotator. */
export interface OneCoin extends Consensus, EmRun {
  readonly classPriors: Float64Array;
  /** Chance of being right; -1 for an annotator without judgments. */
  readonly skills: Float64Array;
}

const clip = (chance: number): number => Math.min(1 - FLOOR, Math.max(FLOOR, chance));

function maximiseSkills(tables: EmTables, skills: Float64Array): void {
  const { classCount: K, given, chance, weight } = tables;
  for (let annotator = 0; annotator < skills.length; annotator++) {
    let judgments = 0;
    let right = 0;
    for (let k = 0; k < K; k++) {
      judgments += given[annotator * K + k]!;
      right += weight[(annotator * K + k) * K + k]!;
    }
    if (judgments === 0) {
      skills[annotator] = -1;
      continue;
    }
    const skill = right / judgments;
    skills[annotator] = skill;
    const wrong = clip((1 - skill) / (K - 1));
    chance.fill(wrong, annotator * K * K, (annotator + 1) * K * K);
    for (let k = 0; k < K; k++) chance[(annotator * K + k) * K + k] = clip(skill);
  }
}

/** One-coin EM itself, without asking whether annotators can be told apart: use `oneCoin`, which does. */
export function fitOneCoin(labels: LabelSet, options: EmOptions = {}): OneCoin {
  const tables = emTables(labels);
  const skills = new Float64Array(labels.annotatorCount);
  const maximise = () => {
    maximisePriors(tables);
    maximiseSkills(tables, skills);
  };
  maximise();
  const run = runEm(tables, { afterPass: maximise }, options);
  return { ...consensusOf(labels, tables.posterior), ...run, classPriors: tables.prior, skills };
}

/**
 * Which class is each item, if each annotator has one chance of being right and errs evenly? Dawid-Skene with one
 * number an annotator (Zhang, Chen, Zhou and Jordan 2016, "homogeneous Dawid-Skene"). Its maximum can lie far from the
 * truth when errors are not even: on bluebirds it gives .583 where counting votes gives .759; check with
 * `worseThanMajority` wherever gold exists. Null where annotators cannot be told apart.
 */
export function oneCoin(labels: LabelSet, options: EmOptions = {}): Possible<OneCoin> {
  const reason = whyNoModel(labels) ?? whyTooMany(labels);
  return reason ? undefinedBecause(reason) : known(fitOneCoin(labels, options));
}
