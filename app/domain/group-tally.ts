/** What people can be put together by. */
export const GROUPINGS = ["project", "tier", "country", "platform"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The people of a group summed up; sums leave out who has no such record, and `…People` says who has one. */
export interface GroupTally {
  /** The source's id, the tier or the country; null where there is none. */
  readonly key: string | null;
  readonly name: string | null;
  readonly people: number;
  readonly judgments: number;
  readonly goldCorrect: number;
  readonly goldTotal: number;
  readonly consensusAgreeing: number;
  readonly consensusTotal: number;
  readonly reviewAccepted: number;
  readonly reviewTotal: number;
  readonly timed: number;
  readonly timedPeople: number;
  readonly firstClock: string | null;
  readonly lastClock: string | null;
  readonly handlingSeconds: number | null;
  readonly handlingSquares: number | null;
  readonly timedSquares: number | null;
  readonly handlingByTimed: number | null;
  /** Of people of whom something was expected. */
  readonly expectedPeople: number;
  readonly observedSeconds: number | null;
  readonly expectedSeconds: number | null;
  readonly observedSquares: number | null;
  readonly expectedSquares: number | null;
  readonly observedByExpected: number | null;
  readonly workingPeople: number;
  readonly workingSeconds: number | null;
  readonly nightSeconds: number | null;
  readonly paidPeople: number;
  readonly paidSeconds: number | null;
  readonly allSeconds: number | null;
  readonly restBreaches: number | null;
  readonly longestSpellSeconds: number | null;
  readonly earning: number;
  readonly firstCurrency: string | null;
  readonly lastCurrency: string | null;
  readonly payMinor: number | null;
  readonly netMinor: number | null;
  readonly lowestFloorMinor: number | null;
  readonly highestFloorMinor: number | null;
  /** Records with pay whose seconds are known, by denominator; `earning` counts all records with pay. */
  readonly activeKnown: number;
  readonly activeSeconds: number | null;
  readonly sessionKnown: number;
  readonly sessionSeconds: number | null;
  readonly allInKnown: number;
  readonly allInSeconds: number | null;
}
