/** The value of a JSON text; undefined when it is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Whether the texts inside a JSON text can be stored: an escape can write a zero character or half of a surrogate
 * pair, which no database takes.
 */
export function isStorableJson(text: string): boolean {
  if (!ESCAPE.test(text)) return true;
  // Written again, a whole pair is two characters and only a half is still an escape.
  return !ESCAPE.test(JSON.stringify(jsonOf(text) ?? null));
}

/** An escape of a zero character or of a surrogate, its backslash not itself escaped. */
const ESCAPE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i;
