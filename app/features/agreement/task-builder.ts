import { type AnswerRule, answerKey } from "~/domain/answer";
import { labelSetFromColumns } from "~/stats/aggregation/label-set";
import { isNumeric, type NamedTask, type Pairs, weekOf } from "./label-task";

/** What holds for all judgments of a task. */
export interface TaskRules {
  readonly rule: AnswerRule;
  readonly tolerance: number;
  /** Ratings are on an ordinal scale where all of them are numbers. */
  readonly ordinal: boolean;
  /** Answers are texts, not classes. */
  readonly text?: boolean;
  /** Answers choose one of two, where all of them are A, B or tie. */
  readonly preference?: boolean;
  readonly seed: number;
}

/** A growing column of codes. */
class Codes {
  readonly #codeOf = new Map<string, number>();
  codes = new Int32Array(1024);
  length = 0;

  push(id: string): number {
    let code = this.#codeOf.get(id);
    if (code === undefined) this.#codeOf.set(id, (code = this.#codeOf.size));
    if (this.length === this.codes.length) {
      const longer = new Int32Array(2 * this.length);
      longer.set(this.codes);
      this.codes = longer;
    }
    this.codes[this.length++] = code;
    return code;
  }

  /** The ids in the order `compare` gives, and the column recoded to their places. */
  sorted(compare: (a: string, b: string) => number): {
    ids: string[];
    place: Int32Array;
    column: Int32Array;
  } {
    const given = [...this.#codeOf.keys()];
    const ids = given.toSorted(compare);
    const place = new Int32Array(ids.length);
    ids.forEach((id, to) => (place[this.#codeOf.get(id)!] = to));
    return { ids, place, column: this.codes.slice(0, this.length).map((code) => place[code]!) };
  }
}

const CHOICE = /^(a|b|tie)$/i;
const TWO_THINGS = /^(.+?)(?:\||__vs__|\s+vs\.?\s+)(.+)$/i;

/** The things that items show: by name where every id is "one vs another" or "one|another", else two new ones an item. */
function pairsOf(ids: readonly string[]): Pairs {
  const first = Int32Array.from(ids, (_, item) => 2 * item);
  const second = Int32Array.from(ids, (_, item) => 2 * item + 1);
  const names = ids.map(
    (id) =>
      TWO_THINGS.exec(id)
        ?.slice(1)
        .map((name) => name.trim()) ?? [],
  );
  if (names.some(([one, other]) => !one || !other || one === other)) return { first, second, named: false };
  const codes = new Map([...new Set(names.flat())].sort(byCodeUnit).map((name, code) => [name, code]));
  names.forEach(([one = "", other = ""], item) => {
    first[item] = codes.get(one) ?? 0;
    second[item] = codes.get(other) ?? 0;
  });
  return { first, second, named: true };
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byNumber = (a: string, b: string): number => Number(a) - Number(b) || byCodeUnit(a, b);

/**
 * Collects judgments into a task. Ids are coded in sorted order and answers by `answerKey` (numbers by size), so neither
 * the order of rows nor of first appearance changes any result. An item that comes with different keys accepts them all.
 */
export class TaskBuilder {
  readonly #item = new Codes();
  readonly #annotator = new Codes();
  readonly #answer = new Codes();
  readonly #keys = new Map<number, string>();
  readonly #firstAt = new Map<number, number>();
  readonly #conflicting = new Set<number>();
  #missing = 0;

  /** One judgment: its answer (null or blank: missing), its item's key if one counts, and when, in seconds since 1970. */
  add(
    annotator: string,
    item: string,
    answer: string | null,
    key: string | null,
    atSec: number | null,
  ): void {
    const label = answer === null ? "" : answerKey(answer);
    if (label === "") {
      this.#missing++;
      return;
    }
    const code = this.#item.push(item);
    this.#annotator.push(annotator);
    this.#answer.push(label);
    if (key !== null) this.#addKey(code, answerKey(key));
    if (atSec !== null) this.#firstAt.set(code, Math.min(atSec, this.#firstAt.get(code) ?? Infinity));
  }

  #addKey(item: number, key: string): void {
    const before = this.#keys.get(item);
    if (key === "" || before === key) return;
    if (before === undefined) this.#keys.set(item, key);
    else if (!before.split("\n").includes(key)) {
      this.#conflicting.add(item);
      this.#keys.set(item, answerKey(`${before}\n${key}`));
    }
  }

  /** The task, once: the builder gives its columns away. */
  build({ rule, tolerance, ordinal, text = false, preference = false, seed }: TaskRules): NamedTask {
    const item = this.#item.sorted(byCodeUnit);
    const annotator = this.#annotator.sorted(byCodeUnit);
    const answers = this.#answer.sorted(byCodeUnit);
    const numeric = answers.ids.length > 0 && answers.ids.every(isNumeric);
    const answer = numeric ? this.#answer.sorted(byNumber) : answers;
    const labels = labelSetFromColumns({
      item: item.column,
      annotator: annotator.column,
      label: answer.column,
      classCount: answer.ids.length,
    });
    const goldKeys = [...new Set(this.#keys.values())].sort(byCodeUnit);
    const codeOfKey = new Map(goldKeys.map((key, code) => [key, code]));
    const gold = new Int32Array(item.ids.length).fill(-1);
    for (const [code, key] of this.#keys) gold[item.place[code]!] = codeOfKey.get(key)!;
    const week = new Int32Array(item.ids.length).fill(-1);
    for (const [code, at] of this.#firstAt) week[item.place[code]!] = weekOf(at);
    const level = ordinal && numeric ? "ordinal" : "nominal";
    const choices = preference && answer.ids.length > 0 && answer.ids.every((id) => CHOICE.test(id));
    const head = { labels, classes: answer.ids, gold, goldKeys, rule, tolerance, week };
    const pairs = choices ? pairsOf(item.ids) : null;
    return {
      task: { ...head, level, text, pairs, seed },
      items: item.ids,
      annotators: annotator.ids,
      missing: this.#missing,
      conflictingKeys: this.#conflicting.size,
    };
  }
}
