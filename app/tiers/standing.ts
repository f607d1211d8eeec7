/** Windows in a row that called for a change in one direction, and none was made. */
export interface Run {
  readonly direction: "down" | "up";
  /** What each of the latest of them called for, as many as the policy asks for. */
  readonly tierIds: readonly string[];
}

/** Where a person stands before a window is evaluated. */
export interface Standing {
  /** Null before the first change: the lowest tier. */
  readonly tierId: string | null;
  /** The instant of joining or of the last promotion, from which grace runs; null where it is not known. */
  readonly since: string | null;
  readonly run: Run | null;
  /** The tier held when the policy version took effect; null where none or not known. */
  readonly guaranteedTierId: string | null;
}

/** A person of whom nothing is known yet. */
export const NEWCOMER: Standing = { tierId: null, since: null, run: null, guaranteedTierId: null };
