import { Fault } from "./outcome";

/** The day that an option gives, or null without it. Throws a {@link Fault} for what is no day. */
export function day(text: string | undefined, option: string): string | null {
  if (text === undefined) return null;
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(text).toJSON()?.startsWith(text);
  if (!valid) throw new Fault(`${option} takes a day such as 2026-03-01; ${text} is none.`);
  return text;
}
