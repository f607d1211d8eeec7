/** How an answer with several values is held against a key with several; chosen per project. */
export type AnswerRule = "overlap" | "set_equality";

/**
 * The distinct values of an answer, sorted. Several values stand in one answer separated by a line break or a pipe;
 * `4.0` is the value `4`. The database's `answer_values` function does the same and is tested against this one.
 */
export function answerValues(answer: string): readonly string[] {
  const values = new Set<string>();
  for (const part of answer.split(/[\n|]/)) {
    const value = canonical(part.replace(/^[ \t\r]+|[ \t\r]+$/g, ""));
    if (value !== "") values.add(value);
  }
  return [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** One text for all ways of writing the same answer: what is counted when answers are compared with each other. */
export const answerKey = (answer: string): string => answerValues(answer).join("\n");

/**
 * Whether an answer is correct by a gold key. Numbers match within `tolerance`; several values by the project's rule:
 * `overlap` (any value in common) or `set_equality` (the same values).
 */
export function matchesGold(answer: string, key: string, rule: AnswerRule, tolerance: number): boolean {
  const given = answerValues(answer);
  const accepted = answerValues(key);
  const matches = (a: string, b: string) => a === b || (tolerance > 0 && near(a, b, tolerance));
  if (given.length === 0 || accepted.length === 0) return false;
  if (rule === "overlap") return given.some((a) => accepted.some((b) => matches(a, b)));
  return (
    given.every((a) => accepted.some((b) => matches(a, b))) &&
    accepted.every((b) => given.some((a) => matches(a, b)))
  );
}

function canonical(value: string): string {
  return /^-?[0-9]+\.[0-9]+$/.test(value) ? value.replace(/0+$/, "").replace(/\.$/, "") : value;
}

const NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;
/** A longer number may not fit a double, which the database refuses; it is near nothing but itself. */
const LONGEST_NUMBER = 300;

const isNumber = (value: string): boolean => value.length <= LONGEST_NUMBER && NUMBER.test(value);

function near(a: string, b: string, tolerance: number): boolean {
  // The sum of two decimals can miss an exact distance by a rounding error; a key within it still counts.
  return isNumber(a) && isNumber(b) && Math.abs(Number(a) - Number(b)) <= tolerance + 1e-9;
}
