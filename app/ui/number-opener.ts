import { createContext, useContext } from "react";

/** What a number is that has no page in the methodology. */
export interface NumberDefinition {
  readonly text: string;
  readonly sources: readonly string[];
}

/** A number that somebody wants to know the making of. */
export interface OpenedNumber {
  /** What it is: "Gold accuracy of A1". */
  readonly name: string;
  /** The number as it stands, with interval and n. */
  readonly text: string;
  readonly n: number | null;
  readonly clock: string | null;
  /** The address of its definition, or the definition itself. */
  readonly made: string | NumberDefinition;
}

/** Opens what a number is made of beside the page; null where nothing can, and its link leads to the definition. */
export const NumberOpener = createContext<((number: OpenedNumber) => void) | null>(null);

export const useNumberOpener = () => useContext(NumberOpener);
