/**
 * Categorical judgments as three columns, sparse: memory grows with judgments, never with items times annotators.
 * Rows are in order of item, then annotator, then label, so the order in which judgments arrive changes nothing.
 * (annotator, item) is not a key: a repeat is a row of its own.
 * Typed arrays only, so that a set can be transferred to a worker thread.
 */
export interface LabelSet {
  readonly itemCount: number;
  readonly annotatorCount: number;
  /** Declared classes; some may never be given. */
  readonly classCount: number;
  /** Rows of item i are itemStart[i] up to, not including, itemStart[i + 1]. Length itemCount + 1. */
  readonly itemStart: Int32Array;
  /** Annotator of each row, 0-based. */
  readonly annotator: Int32Array;
  /** Class of each row, 0-based. */
  readonly label: Int32Array;
}

/** Judgments as three columns of 0-based codes, in any order. A negative label is a missing answer and is left out. */
export interface LabelColumns {
  readonly item: ArrayLike<number>;
  readonly annotator: ArrayLike<number>;
  readonly label: ArrayLike<number>;
  /** Declared sizes, where they exceed the largest code plus one. */
  readonly itemCount?: number;
  readonly annotatorCount?: number;
  readonly classCount?: number;
}

function largestCode(codes: ArrayLike<number>, what: string, lowest: number): number {
  let largest = -1;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (!Number.isInteger(code) || code < lowest)
      throw new RangeError(`${what} ${code} in row ${row} is no code`);
    if (code > largest) largest = code;
  }
  return largest;
}

function declared(size: number | undefined, largest: number, what: string): number {
  if (size === undefined) return largest + 1;
  if (size <= largest) throw new RangeError(`${what} ${largest} is outside the declared ${size}`);
  return size;
}

/** Sorts one item's rows by annotator, then label: by insertion, as they are a handful, mostly. */
function sortRows(
  annotator: Int32Array,
  label: Int32Array,
  start: number,
  end: number,
  classCount: number,
): void {
  if (end - start > 40) {
    const keys = Float64Array.from(
      { length: end - start },
      (_, at) => annotator[start + at]! * classCount + label[start + at]!,
    );
    keys.sort().forEach((key, at) => {
      annotator[start + at] = Math.floor(key / classCount);
      label[start + at] = key % classCount;
    });
    return;
  }
  for (let row = start + 1; row < end; row++) {
    const a = annotator[row]!;
    const l = label[row]!;
    let to = row;
    while (to > start && (annotator[to - 1]! > a || (annotator[to - 1] === a && label[to - 1]! > l))) {
      annotator[to] = annotator[to - 1]!;
      label[to] = label[to - 1]!;
      to--;
    }
    annotator[to] = a;
    label[to] = l;
  }
}

/**
 * A label set from columns of codes: one counting sort by item, linear in rows.
 * Throws RangeError for a code that is negative (labels excepted), not whole, or outside a declared size.
 */
export function labelSetFromColumns(columns: LabelColumns): LabelSet {
  const { item, annotator, label } = columns;
  const rows = label.length;
  if (item.length !== rows || annotator.length !== rows) throw new RangeError("columns differ in length");
  const itemCount = declared(columns.itemCount, largestCode(item, "item", 0), "item");
  const annotatorCount = declared(
    columns.annotatorCount,
    largestCode(annotator, "annotator", 0),
    "annotator",
  );
  const classCount = declared(columns.classCount, largestCode(label, "label", -Infinity), "label");

  const itemStart = new Int32Array(itemCount + 1);
  for (let row = 0; row < rows; row++) if (label[row]! >= 0) itemStart[item[row]! + 1]!++;
  for (let i = 0; i < itemCount; i++) itemStart[i + 1]! += itemStart[i]!;

  const kept = itemStart[itemCount]!;
  const next = itemStart.slice(0, itemCount);
  const annotatorOut = new Int32Array(kept);
  const labelOut = new Int32Array(kept);
  for (let row = 0; row < rows; row++) {
    if (label[row]! < 0) continue;
    const to = next[item[row]!]!++;
    annotatorOut[to] = annotator[row]!;
    labelOut[to] = label[row]!;
  }
  for (let i = 0; i < itemCount; i++)
    sortRows(annotatorOut, labelOut, itemStart[i]!, itemStart[i + 1]!, classCount);
  return { itemCount, annotatorCount, classCount, itemStart, annotator: annotatorOut, label: labelOut };
}

/** A label set with what each code stands for. */
export interface NamedLabelSet {
  readonly labels: LabelSet;
  readonly items: readonly string[];
  readonly annotators: readonly string[];
  readonly classes: readonly string[];
  /** Judgments without an answer, left out. */
  readonly missing: number;
}

/** Class order: by number where every class is one (so "10" follows "9"), else by code unit, never by locale. */
function sortedClasses(classes: readonly string[]): string[] {
  const numeric = classes.every((name) => name.trim() !== "" && Number.isFinite(Number(name)));
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...classes].sort(numeric ? (a, b) => Number(a) - Number(b) || byText(a, b) : byText);
}

/** Codes in order of first appearance, and a column of them that grows by doubling. */
class CodeColumn {
  readonly #codeOf = new Map<string, number>();
  #codes = new Int32Array(1024);
  #length = 0;

  push(id: string): void {
    let code = this.#codeOf.get(id);
    if (code === undefined) this.#codeOf.set(id, (code = this.#codeOf.size));
    if (this.#length === this.#codes.length) {
      const longer = new Int32Array(2 * this.#length);
      longer.set(this.#codes);
      this.#codes = longer;
    }
    this.#codes[this.#length++] = code;
  }

  /** The column recoded to the places of `order`, and that order. */
  recoded(order: (ids: readonly string[]) => readonly string[]): {
    ids: readonly string[];
    codes: Int32Array;
  } {
    const ids = order([...this.#codeOf.keys()]);
    const place = new Int32Array(this.#codeOf.size);
    ids.forEach((id, to) => {
      const from = this.#codeOf.get(id);
      if (from !== undefined) place[from] = to;
    });
    const codes = this.#codes.subarray(0, this.#length);
    for (let row = 0; row < codes.length; row++) codes[row] = place[codes[row]!]!;
    return { ids, codes };
  }
}

/**
 * Collects judgments by their string ids and gives codes in sorted order of id, so that neither the order of rows nor
 * the order in which ids first appear changes any result. `classes` declares the classes and their order; an answer
 * outside them throws RangeError in `build`.
 */
export class LabelSetBuilder {
  readonly #item = new CodeColumn();
  readonly #annotator = new CodeColumn();
  readonly #label = new CodeColumn();
  readonly #classes: readonly string[] | undefined;
  #missing = 0;

  constructor(options: { readonly classes?: readonly string[] } = {}) {
    this.#classes = options.classes;
  }

  /** One judgment; `label` null is a missing answer, counted and left out. */
  add(item: string, annotator: string, label: string | null): void {
    if (label === null) {
      this.#missing++;
      return;
    }
    this.#item.push(item);
    this.#annotator.push(annotator);
    this.#label.push(label);
  }

  /** The set, once: the builder gives its columns away. */
  build(): NamedLabelSet {
    const byCodeUnit = (ids: readonly string[]) => [...ids].sort();
    const item = this.#item.recoded(byCodeUnit);
    const annotator = this.#annotator.recoded(byCodeUnit);
    const label = this.#label.recoded((given) => {
      const stray = this.#classes && given.find((name) => !this.#classes?.includes(name));
      if (stray !== undefined) throw new RangeError(`class ${stray} is not declared`);
      return this.#classes ?? sortedClasses(given);
    });
    const labels = labelSetFromColumns({
      item: item.codes,
      annotator: annotator.codes,
      label: label.codes,
      classCount: label.ids.length,
    });
    return { labels, items: item.ids, annotators: annotator.ids, classes: label.ids, missing: this.#missing };
  }
}
