import type { Calendar } from "./calendar";
import type { Effects } from "./effects";
import type { Facts, Work } from "./facts";
import type { Batch, Inventory } from "./inventory";
import type { Settled } from "./options";
import type { Person } from "./people";
import type { Reviewer } from "./reviews";
import type { Schedule } from "./schedule";

/** The programme while it runs: what does not change, what is piling up, and where everybody stands today. */
export interface Studio {
  readonly settled: Settled;
  readonly calendar: Calendar;
  readonly effects: Effects;
  readonly people: readonly Person[];
  readonly schedule: Schedule;
  readonly inventory: Inventory;
  readonly reviewers: readonly Reviewer[];
  readonly facts: Facts;
  /** The tier of each person by the last evaluation; who is missing has the lowest. */
  readonly tiers: Map<string, string>;
  /** Premium batches drawn for a person today. */
  readonly drawn: Map<string, Batch[]>;
  /** Work that came back from review, by person, with the time it did. */
  readonly rework: Map<string, { readonly work: Work; readonly backMs: number }[]>;
}
