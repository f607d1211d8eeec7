import type { Planted } from "./patterns";

/** What a programme is made from. The same options give the same ledger on every machine. */
export interface ProgrammeOptions {
  readonly seed: number | string;
  /** The day after the last one, e.g. `2026-07-02`; the programme ends at its midnight UTC. */
  readonly endOn: string;
  /** Default 240. */
  readonly annotatorCount?: number;
  /** Default 26. */
  readonly weekCount?: number;
  /** Patterns to plant, by strength; see `PATTERNS`. Default none. */
  readonly plant?: Planted;
}

export type Settled = Required<ProgrammeOptions>;

/** Options with defaults filled in. Throws a RangeError for those no programme can be made from. */
export function settle(options: ProgrammeOptions): Settled {
  const settled = { annotatorCount: 240, weekCount: 26, plant: {}, ...options };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(settled.endOn) || Number.isNaN(Date.parse(settled.endOn))) {
    throw new RangeError(`endOn must be a date such as 2026-07-02; it is ${settled.endOn}.`);
  }
  if (!(Number.isInteger(settled.annotatorCount) && settled.annotatorCount >= 20)) {
    throw new RangeError("A programme needs at least 20 annotators.");
  }
  if (!(Number.isInteger(settled.weekCount) && settled.weekCount >= 8)) {
    throw new RangeError("A programme needs at least 8 weeks.");
  }
  for (const [id, strength] of Object.entries(settled.plant)) {
    if (!(strength > 0 && strength < Infinity))
      throw new RangeError(`The strength of ${id} must be above 0.`);
  }
  return settled;
}
