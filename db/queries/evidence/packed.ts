/** Whole numbers that grow by doubling: millions of them without an object each. */
export class Ints {
  #data = new Int32Array(64);
  #length = 0;

  push(...values: readonly number[]): void {
    while (this.#length + values.length > this.#data.length) {
      const grown = new Int32Array(this.#data.length * 2);
      grown.set(this.#data);
      this.#data = grown;
    }
    for (const value of values) this.#data[this.#length++] = value;
  }

  get length(): number {
    return this.#length;
  }

  /** What was pushed, in an array of its own. */
  take(): Int32Array {
    return this.#data.slice(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }
}

/** Names by the order in which they came: the same name gives the same place. */
export class Names {
  readonly list: string[] = [];
  readonly #places = new Map<string, number>();

  placeOf(name: string): number {
    let place = this.#places.get(name);
    if (place === undefined) {
      place = this.list.length;
      this.list.push(name);
      this.#places.set(name, place);
    }
    return place;
  }
}
