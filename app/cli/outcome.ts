/** Exit status of every command. */
export const EXIT = { done: 0, found: 1, wrongUse: 2, unavailable: 3 } as const;

/** Wrong use or unreadable input: the message is one sentence that says what is wrong and what to do. */
export class Fault extends Error {
  override readonly name = "Fault";
}
