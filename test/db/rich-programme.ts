import type { ImportRecord } from "~/domain/importer";
import type { Row, TableName } from "~/domain/ledger";
import type { RecordFile } from "../features/imports/record-sources";

/** A small programme in which every tally of a rollup is more than nothing. */
const file = <T extends TableName>(table: T, rows: readonly Row<T>[]): RecordFile => ({
  table,
  rows: rows.map((row) => [{ table, row } as unknown as ImportRecord]),
});

const at = (time: string) => `2026-01-05T${time}:00.000Z`;

type Judgment = Row<"judgments">;
const judgment = (
  judgmentId: string,
  annotatorId: string,
  itemId: string,
  answer: string,
  rest: Partial<Judgment>,
): Judgment => ({ judgmentId, annotatorId, itemId, projectId: "P", answer, status: "approved", ...rest });

export const richProgramme: readonly RecordFile[] = [
  file("projects", [
    { projectId: "P", platformId: "L", name: "Programme", taskType: "rating", goldTolerance: 1 },
  ]),
  file("items", [
    { itemId: "I1", projectId: "P", goldAnswer: "4", goldStatus: "active" },
    { itemId: "I2", projectId: "P", goldAnswer: "1", goldStatus: "disputed" },
  ]),
  file("judgments", [
    // A page of two, handed in together after seven milliseconds short of a minute.
    judgment("J1", "ann", "I1", "3.0", { startedAt: at("10:00"), submittedAt: "2026-01-05T10:00:59.993Z" }),
    judgment("J2", "ann", "I2", "5", { startedAt: at("10:00"), submittedAt: "2026-01-05T10:00:59.993Z" }),
    judgment("J3", "ann", "I3", "2", {
      submittedAt: at("10:20"),
      activeSeconds: 30.25,
      payMinor: 5,
      currency: "USD",
    }),
    judgment("J4", "ann", "I4", "2", { submittedAt: at("10:30"), leadSeconds: 90, status: "rejected" }),
    // Two together with no time of their own, 20 minutes and a millisecond after the last.
    judgment("J5", "ann", "I5", "1", { submittedAt: "2026-01-05T10:50:00.001Z", status: "submitted" }),
    judgment("J6", "ann", "I6", "1", { submittedAt: "2026-01-05T10:50:00.001Z", status: "submitted" }),
    judgment("J7", "ann", "I7", "1", { startedAt: at("11:00"), status: "skipped" }),
    judgment("K1", "bea", "I1", "3", { submittedAt: at("12:00") }),
    judgment("K2", "cam", "I1", "3", { submittedAt: at("12:00") }),
    judgment("K3", "dot", "I1", "1", { submittedAt: at("12:00") }),
    judgment("K4", "bea", "I2", "1", { submittedAt: at("12:01") }),
    judgment("K5", "cam", "I3", "2", {}),
  ]),
  file("reviews", [
    { reviewId: "R1", judgmentId: "J1", reviewerId: "rev", reviewedAt: at("13:00"), outcome: "fixed" },
    { reviewId: "R2", judgmentId: "J1", reviewerId: "rev", reviewedAt: at("14:00"), outcome: "accepted" },
    {
      reviewId: "R3",
      judgmentId: "J2",
      reviewerId: "rev",
      reviewedAt: at("13:00"),
      outcome: "rejected",
      routing: "targeted",
      overturnedAt: at("15:00"),
    },
    { reviewId: "R4", judgmentId: "J3", reviewerId: "rev", reviewedAt: at("13:00") },
  ]),
];
