import type { ImportRecord } from "~/domain/importer";

const CACHE_SIZE = 20_000;

/**
 * Tells whether a context record has not been seen lately, so that a file of ten million rows does not repeat its one
 * project ten million times. Memory is bounded: two generations of keys, the older dropped when the younger is full.
 */
export function newContext(): (record: ImportRecord) => boolean {
  const last = new Map<string, ImportRecord>();
  let young = new Set<string>();
  let old = new Set<string>();
  return (record) => {
    if (last.get(record.table) === record) return false;
    last.set(record.table, record);
    const key = keyOf(record);
    if (young.has(key)) return false;
    const known = old.has(key);
    if (young.size >= CACHE_SIZE) {
      old = young;
      young = new Set();
    }
    young.add(key);
    return !known;
  };
}

function keyOf(record: ImportRecord): string {
  const row: Readonly<Record<string, unknown>> = record.row;
  let key: string = record.table;
  for (const name in row) key += `\u001f${String(row[name])}`;
  return key;
}
