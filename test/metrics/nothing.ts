import type { Tallies } from "~/domain/tallies";

/** Tallies of somebody of whom nothing is on record. */
export const NOTHING: Tallies = {
  status: {
    judgments: 0,
    submitted: 0,
    approved: 0,
    rejected: 0,
    skipped: 0,
    returned: 0,
    expired: 0,
    abandoned: 0,
  },
  gold: null,
  consensus: null,
  review: null,
  handling: null,
  time: null,
  pay: null,
};
