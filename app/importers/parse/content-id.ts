/**
 * An identifier made of what a row says, for sources without one of their own: readable parts, then a hash over every
 * part, so that the same content always gives the same identifier and different content practically never does.
 * Parts are told apart by their lengths: `a/b` with `c` is not `a` with `b/c`.
 */
export function contentId(shown: readonly string[], all: ReadonlyArray<string | null>): string {
  const hash = hashOf(all);
  const readable = shown.join("/");
  return readable.length <= 200 ? `${readable}/${hash}` : hash;
}

/** 53 bits of some texts as base 36. */
export function hashOf(parts: ReadonlyArray<string | null>): string {
  return hash53(parts).toString(36).padStart(11, "0");
}

/** 53 bits of some texts, each told from the next (cyrb53: two mixed 32-bit multiplicative hashes; public domain). */
export function hash53(parts: ReadonlyArray<string | null>): number {
  let high = 0xdeadbeef | 0;
  let low = 0x41c6ce57 | 0;
  for (const part of parts) {
    const length = part === null ? 0xfffff : part.length;
    high = Math.imul(high ^ length, 2654435761);
    low = Math.imul(low ^ length, 1597334677);
    if (part === null) continue;
    for (let at = 0; at < part.length; at += 1) {
      const code = part.charCodeAt(at);
      high = Math.imul(high ^ code, 2654435761);
      low = Math.imul(low ^ code, 1597334677);
    }
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
