import { digamma } from "../log-gamma";
import type { Random } from "../random";
import { consensusOf, type Consensus, whyNoModel } from "./consensus";
import { whyTooMany } from "./dawid-skene";
import { type EmOptions, type EmRun, runEm } from "./em-loop";
import { emPass } from "./em-pass";
import { emTables, type EmTables } from "./em-tables";
import type { LabelSet } from "./label-set";
import { known, undefinedBecause, type Possible } from "./possible";

export interface MaceOptions extends EmOptions {
  /**
   * "variational" (default, as upstream): Beta(.5, .5) on knowing and Dirichlet(10) on guesses. "em": .01 / K is added
   * to each count.
   */
  readonly update?: "variational" | "em";
  /**
   * Further starts, drawn from `random`, beside the even one; of all, the highest likelihood is kept. Default none, so
   * that without chance the answer does not depend on how annotators are named. Upstream takes 10 starts.
   */
  readonly restarts?: { readonly count: number; readonly random: Random };
}

/** Consensus with each annotator's chance of knowing rather than guessing. */
export interface Mace extends Consensus, EmRun {
  /** Chance that the annotator knows: knowing / (knowing + guessing); -1 for an annotator without judgments. */
  readonly competence: Float64Array;
  /** The weight of knowing itself, as upstream prints it; under the variational update it and guessing sum below one. */
  readonly knowing: Float64Array;
  /** Weight of each class where the annotator guesses, annotators x classes. */
  readonly guesses: Float64Array;
  /** Starts tried, the even one among them. */
  readonly starts: number;
}

/** The model's own parameters: each annotator knows, or guesses from a habit. */
interface Parameters {
  readonly knowing: Float64Array;
  readonly guessing: Float64Array;
  readonly habit: Float64Array;
}

const evenStart = (annotators: number, K: number): Parameters => ({
  knowing: new Float64Array(annotators).fill(0.5),
  guessing: new Float64Array(annotators).fill(0.5),
  habit: new Float64Array(annotators * K).fill(1 / K),
});

/** Upstream's start: 1 to 1.5 on each parameter, rows made to sum to one. */
function drawnStart(annotators: number, K: number, random: Random): Parameters {
  const start = evenStart(annotators, K);
  for (let a = 0; a < annotators; a++) {
    const guess = 1 + 0.5 * random();
    const know = 1 + 0.5 * random();
    start.guessing[a] = guess / (guess + know);
    start.knowing[a] = know / (guess + know);
  }
  for (let a = 0; a < annotators; a++) {
    let sum = 0;
    for (let k = a * K; k < (a + 1) * K; k++) sum += start.habit[k] = 1 + 0.5 * random();
    for (let k = a * K; k < (a + 1) * K; k++) start.habit[k]! /= sum;
  }
  return start;
}

/** Chance of each answer: by knowing only the true class, by guessing any. */
function setChances({ classCount: K, chance }: EmTables, { knowing, guessing, habit }: Parameters): void {
  for (let a = 0; a < knowing.length; a++) {
    for (let k = 0; k < K; k++) {
      const pair = a * K + k;
      const guessed = guessing[a]! * habit[pair]!;
      chance.fill(guessed, pair * K, (pair + 1) * K);
      chance[pair * K + k] = guessed + knowing[a]!;
    }
  }
}

/** New parameters from the weights of a pass: how much of each judgment was known, how much guessed. */
function maximise(tables: EmTables, parameters: Parameters, update: "variational" | "em"): void {
  const { classCount: K, given, weight } = tables;
  const { knowing, guessing, habit } = parameters;
  const variational = update === "variational";
  const share = (count: number, added: number, sum: number) =>
    variational ? Math.exp(digamma(count + added) - digamma(sum)) : (count + added) / sum;
  const toStrategy = variational ? 0.5 : 0.01 / K;
  const toHabit = variational ? 10 : 0.01 / K;
  const guesses = new Float64Array(K);
  for (let a = 0; a < knowing.length; a++) {
    let known = 0;
    let guessed = 0;
    for (let k = 0; k < K; k++) {
      const pair = a * K + k;
      const byKnowing = knowing[a]! / (knowing[a]! + guessing[a]! * habit[pair]!);
      const counted = weight[pair * K + k]! * byKnowing;
      known += counted;
      guesses[k] = given[pair]! - counted;
      guessed += guesses[k]!;
    }
    const all = known + guessed + 2 * toStrategy;
    knowing[a] = share(known, toStrategy, all);
    guessing[a] = share(guessed, toStrategy, all);
    for (let k = 0; k < K; k++) habit[a * K + k] = share(guesses[k]!, toHabit, guessed + K * toHabit);
  }
}

/** MACE from one start: an expectation, then maximisation and expectation in turn. */
function runFrom(tables: EmTables, start: Parameters, options: MaceOptions): EmRun {
  tables.prior.fill(1 / tables.classCount);
  setChances(tables, start);
  emPass(tables);
  const beforePass = () => {
    maximise(tables, start, options.update ?? "variational");
    setChances(tables, start);
  };
  return runEm(tables, { beforePass }, options);
}

/** MACE itself, without asking whether annotators can be told apart: use `mace`, which does. */
export function fitMace(labels: LabelSet, options: MaceOptions = {}): Mace {
  const { annotatorCount, classCount: K } = labels;
  const tables = emTables(labels);
  const { count = 0, random = () => 0 } = options.restarts ?? {};
  let best = { parameters: evenStart(annotatorCount, K), run: undefined as EmRun | undefined };
  const posterior = count > 0 ? new Float64Array(tables.posterior.length) : tables.posterior;
  for (let start = 0; start <= count; start++) {
    const parameters = start === 0 ? best.parameters : drawnStart(annotatorCount, K, random);
    const run = runFrom(tables, parameters, options);
    if (best.run && run.logLikelihood <= best.run.logLikelihood) continue;
    best = { parameters, run };
    if (count > 0) posterior.set(tables.posterior);
  }
  const { knowing, guessing, habit } = best.parameters;
  const judged = (a: number) => tables.given.subarray(a * K, (a + 1) * K).some((n) => n > 0);
  return {
    ...consensusOf(labels, posterior),
    ...best.run!,
    competence: knowing.map((know, a) => (judged(a) ? know / (know + guessing[a]!) : -1)),
    knowing,
    guesses: habit,
    starts: count + 1,
  };
}

/**
 * Which class is each item, if each annotator either knows it or guesses from a habit? Hovy, Berg-Kirkpatrick, Vaswani
 * and Hovy 2013, "Learning whom to trust with MACE": classes even before any judgment, variational or plain EM updates.
 * The result depends on the start; likelihoods of several are compared. Annotators and classes are codes here, so what
 * crowd-kit 1.4.1 gets wrong when ids do not come sorted (rte .9150 for .9275) cannot happen.
 * `logLikelihood` is that of the expected parameters, as upstream reports it: a way to choose a start, no probability.
 * Null where annotators cannot be told apart.
 */
export function mace(labels: LabelSet, options: MaceOptions = {}): Possible<Mace> {
  const reason = whyNoModel(labels) ?? whyTooMany(labels);
  return reason ? undefinedBecause(reason) : known(fitMace(labels, options));
}
