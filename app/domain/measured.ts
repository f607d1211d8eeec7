/**
 * A number that may not exist.
 * `insufficient`: we looked, and n is too small. `unmeasured`: we never had the data.
 */
export type Measured =
  | {
      readonly kind: "measured";
      readonly value: number;
      readonly low: number;
      readonly high: number;
      readonly n: number;
    }
  | { readonly kind: "insufficient"; readonly n: number; readonly needed: number }
  | { readonly kind: "unmeasured"; readonly reason: string };

/** `bounded`: fewer people than may be told of are on one side, so only an end is said, "under 17 %". */
export interface Bounded {
  readonly kind: "bounded";
  readonly side: "under" | "over";
  readonly bound: number;
  readonly n: number;
}

/** A number over people as those who see no people may have it. */
export type Told = Measured | Bounded;

export const unmeasured = (reason: string): Measured => ({ kind: "unmeasured", reason });

/** The value, or null where there is none: for JSON and CSV, never for a decision. */
export const valueOrNull = (measured: Measured): number | null =>
  measured.kind === "measured" ? measured.value : null;
