/** Why a text is not the value it should be: a value like any other, never thrown. */
export class Problem {
  constructor(readonly reason: string) {}
}

/** A text short enough for a sentence. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
