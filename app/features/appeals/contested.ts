import { formatInstant, formatMoney } from "~/ui/format";
import type { AppealSubject } from "./appeal-words";

/** One line of a contested row, as both sides read it. */
export interface Fact {
  readonly term: string;
  readonly value: string;
}

/** The row that is contested, kept as it stood when it was. */
export interface Contested {
  readonly subject: AppealSubject;
  readonly subjectId: string;
  /** The project's source id, where the row names one. */
  readonly project: string | null;
  /** The item's key in the database, where the row is about an item. */
  readonly itemId: string | null;
  /** The judgment's source id, where the row is about one. */
  readonly judgmentId: string | null;
  readonly facts: readonly Fact[];
}

type Value = string | number | boolean | null | undefined;

/** The lines of a row: what is empty is left out, so that nothing unknown reads as known. */
export function facts(lines: readonly (readonly [term: string, value: Value])[]): readonly Fact[] {
  return lines.flatMap(([term, value]) =>
    value === null || value === undefined || value === ""
      ? []
      : [{ term, value: value === true ? "yes" : value === false ? "no" : String(value) }],
  );
}

/** An instant as both sides read it, UTC; nothing where there is none. */
export const instant = (at: string | null): string | null =>
  at === null ? null : `${formatInstant(at)} UTC`;

/** Money as both sides read it; nothing where the amount or its currency is not recorded. */
export const money = (minor: number | null, currency: string | null): string | null =>
  minor === null || currency === null ? null : formatMoney(minor, currency);
