import { generateProgramme, type Programme } from "db/demo";

/** The day on which the last whole window of the programme ended. */
export const LAST_WINDOW = "2026-06-18";

/** A programme of 60 people whose three policies decide on intervals, with a person before every demotion. */
export const carefulProgramme = (): Programme =>
  generateProgramme({ seed: 6, endOn: "2026-07-02", annotatorCount: 60, weekCount: 26 });

/** The same, whose platform has not yet done what its policy called for at the last window's end. */
export function waitingProgramme(full: Programme = carefulProgramme()): Programme {
  return {
    ...full,
    records: {
      *[Symbol.iterator]() {
        for (const record of full.records) {
          const late = record.table === "tier_changes" && record.row.at >= `${LAST_WINDOW}T00:00:00.000Z`;
          if (!late) yield record;
        }
      },
    },
  };
}
