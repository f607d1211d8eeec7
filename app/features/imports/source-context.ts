import type { ImportRecord } from "~/domain/importer";
import { hash53 } from "~/importers/parse/content-id";

/** How many context records are remembered: a power of two. */
const SLOTS = 65_536;

/**
 * Tells whether a context record has not been seen lately, so that a file of ten million rows does not repeat its one
 * project ten million times. What is remembered are hashes of 53 bits in a table of fixed size, the newer in the place
 * of the older: memory does not grow, nothing keeps the text that was read alive, and two different records are taken
 * for one once in some thousand million imports of ten million rows.
 */
export function newContext(): (record: ImportRecord) => boolean {
  const last = new Map<string, ImportRecord>();
  const seen = new Float64Array(SLOTS).fill(-1);
  return (record) => {
    if (last.get(record.table) === record) return false;
    last.set(record.table, record);
    const hash = hash53([record.table, ...Object.values(record.row).map(String)]);
    const slot = hash % SLOTS;
    if (seen[slot] === hash) return false;
    seen[slot] = hash;
    return true;
  };
}
