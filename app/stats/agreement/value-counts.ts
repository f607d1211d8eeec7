import type { LabelSet } from "../aggregation/label-set";

/**
 * Judgments as each agreement coefficient sees them: how often each class was given to an item. Items with the same
 * counts are one pattern, held once with the number of items that show it, so a million items with five judgments in
 * five classes are at most 126 patterns, and a resample of the items is a draw of 126 numbers.
 */
export interface ValueCounts {
  readonly classCount: number;
  /** Items with at least one judgment. */
  readonly itemCount: number;
  /** Entries of pattern p are start[p] up to, not including, start[p + 1]. */
  readonly start: Int32Array;
  /** Class of each entry. */
  readonly label: Int32Array;
  /** How often that class was given. */
  readonly count: Int32Array;
  /** Judgments of one item of each pattern. */
  readonly judgments: Int32Array;
  /** Items that show each pattern. */
  readonly times: Float64Array;
}

/** Sorted lists of labels, each held once, found again by a hash: open addressing over flat columns. */
class PatternTable {
  #slots = new Int32Array(1024).fill(-1);
  #labels = new Int32Array(4096);
  readonly #start: number[] = [0];
  readonly times: number[] = [];

  add(sorted: Int32Array, length: number): void {
    const slot = this.#slotOf(sorted, length);
    const pattern = this.#slots[slot]!;
    if (pattern >= 0) this.times[pattern]!++;
    else this.#insert(slot, sorted, length);
  }

  labelsOf(pattern: number): Int32Array {
    return this.#labels.subarray(this.#start[pattern], this.#start[pattern + 1]);
  }

  #slotOf(sorted: Int32Array, length: number): number {
    let hash = length;
    for (let at = 0; at < length; at++) hash = Math.imul(hash ^ sorted[at]!, 0x9e3779b1) ^ (hash >>> 15);
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 13)) & mask;
    while (this.#slots[slot]! >= 0 && !this.#holds(this.#slots[slot]!, sorted, length))
      slot = (slot + 1) & mask;
    return slot;
  }

  #holds(pattern: number, sorted: Int32Array, length: number): boolean {
    const from = this.#start[pattern]!;
    if (this.#start[pattern + 1]! - from !== length) return false;
    for (let at = 0; at < length; at++) if (this.#labels[from + at] !== sorted[at]) return false;
    return true;
  }

  #insert(slot: number, sorted: Int32Array, length: number): void {
    const from = this.#start.at(-1)!;
    if (from + length > this.#labels.length) {
      const longer = new Int32Array(2 * (from + length));
      longer.set(this.#labels);
      this.#labels = longer;
    }
    for (let at = 0; at < length; at++) this.#labels[from + at] = sorted[at]!;
    this.#slots[slot] = this.times.push(1) - 1;
    this.#start.push(from + length);
    if (2 * this.times.length > this.#slots.length) this.#grow();
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    this.times.forEach((_, pattern) => {
      const held = this.labelsOf(pattern);
      this.#slots[this.#slotOf(held, held.length)] = pattern;
    });
  }
}

function sortPrefix(values: Int32Array, length: number): void {
  for (let at = 1; at < length; at++) {
    const value = values[at]!;
    let to = at;
    for (; to > 0 && values[to - 1]! > value; to--) values[to] = values[to - 1]!;
    values[to] = value;
  }
}

/** Counts the patterns of a label set; items nobody judged are left out. Linear in judgments. */
export function valueCounts(labels: LabelSet): ValueCounts {
  const { itemCount, itemStart, label, classCount } = labels;
  const table = new PatternTable();
  let longest = 0;
  for (let i = 0; i < itemCount; i++) longest = Math.max(longest, itemStart[i + 1]! - itemStart[i]!);
  const scratch = new Int32Array(longest);
  for (let i = 0; i < itemCount; i++) {
    const length = itemStart[i + 1]! - itemStart[i]!;
    for (let at = 0; at < length; at++) scratch[at] = label[itemStart[i]! + at]!;
    sortPrefix(scratch, length);
    if (length > 0) table.add(scratch, length);
  }
  return fromLists(
    classCount,
    table.times.map((times, pattern) => ({ path: table.labelsOf(pattern), times })),
  );
}

/**
 * Value counts from a table: a row an item, a column a class, entries the number of judgments, as Fleiss' kappa is
 * usually written down.
 */
export function valueCountsFromTable(table: readonly (readonly number[])[]): ValueCounts {
  const classCount = table[0]?.length ?? 0;
  const paths = table.map((row) => Int32Array.from(row.flatMap((n, c) => Array<number>(n).fill(c))));
  return fromLists(
    classCount,
    paths.filter((path) => path.length > 0).map((path) => ({ path, times: 1 })),
  );
}

function fromLists(
  classCount: number,
  lists: readonly { readonly path: Int32Array; readonly times: number }[],
): ValueCounts {
  const start = new Int32Array(lists.length + 1);
  const label: number[] = [];
  const count: number[] = [];
  lists.forEach(({ path }, p) => {
    path.forEach((c, at) => {
      if (at > 0 && path[at - 1] === c) count[count.length - 1]!++;
      else {
        label.push(c);
        count.push(1);
      }
    });
    start[p + 1] = label.length;
  });
  return {
    classCount,
    itemCount: lists.reduce((sum, { times }) => sum + times, 0),
    start,
    label: Int32Array.from(label),
    count: Int32Array.from(count),
    judgments: Int32Array.from(lists, ({ path }) => path.length),
    times: Float64Array.from(lists, ({ times }) => times),
  };
}
