import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/** A password that is found sooner than this by somebody who tries the likeliest first. */
const LEAST_GUESSES = 1e8;

let estimator: ZxcvbnFactory | undefined;

/**
 * Whether a password would be found among the first hundred million guesses: it is in the list of those that leaked
 * most often, a variant of one, a row of keys, a repetition, or made of what is known about its owner. The estimate is
 * zxcvbn's (Wheeler 2016), with its list of 49,233 leaked passwords; nothing is sent anywhere.
 */
export function isGuessable(password: string, known: readonly string[]): boolean {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return estimator.check(password, [...known]).guesses < LEAST_GUESSES;
}
