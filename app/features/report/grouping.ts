/** Rows by key, keys in the order of their first row. */
export function groupBy<K, T>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/**
 * Reads a stream of rows that is ordered by a whole-number key, a group of equal keys at a time: `groups()` gives every
 * group; `of(key)` follows another stream's keys in ascending order and gives the group of each, or nothing.
 */
export function followBy<T>(rows: AsyncIterableIterator<T>, keyOf: (row: T) => number) {
  let ahead: T | undefined;
  let started = false;

  const peek = async (): Promise<T | undefined> => {
    if (!started) {
      started = true;
      ahead = await next();
    }
    return ahead;
  };
  const next = async () => {
    const result = await rows.next();
    return result.done ? undefined : result.value;
  };
  const take = async (key: number): Promise<T[]> => {
    const group: T[] = [];
    for (let row = await peek(); row !== undefined && keyOf(row) === key; row = await peek()) {
      group.push(row);
      ahead = await next();
    }
    return group;
  };

  return {
    async *groups(): AsyncGenerator<readonly [key: number, rows: T[]]> {
      for (let row = await peek(); row !== undefined; row = await peek()) {
        const key = keyOf(row);
        yield [key, await take(key)];
      }
    },
    async of(key: number): Promise<T[]> {
      for (let row = await peek(); row !== undefined && keyOf(row) < key; row = await peek())
        ahead = await next();
      return take(key);
    },
    /** Frees the stream where it was not read to its end. */
    async close(): Promise<void> {
      await rows.return?.();
    },
  };
}
