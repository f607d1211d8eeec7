import { type AppealClock, appealClock } from "~/domain/appeal-clock";
import { type AppealSubject, SUBJECT_WORDS, appealHref } from "./appeal-words";

/** An appeal as the ledger has it, with whose it is. */
export interface AppealRow {
  readonly appealId: string;
  /** The source's id. */
  readonly annotator: string;
  readonly displayName: string | null;
  readonly timeZone: string | null;
  readonly subject: AppealSubject;
  readonly subjectId: string;
  readonly filedAt: string;
  readonly answeredAt: string | null;
  readonly outcome: "upheld" | "rejected" | "withdrawn" | null;
  readonly rectifiedAt: string | null;
  /** 0: filed here. */
  readonly importId: number;
}

export interface ClockedAppeal extends AppealRow, AppealClock {
  readonly name: string;
  /** What is contested, in words. */
  readonly what: string;
  readonly href: string;
  /** Whether it was filed here; otherwise an import brought it. */
  readonly here: boolean;
}

/**
 * An appeal with its clock. Of what an import brought nothing is known after the last record (`recordsEnd`), so an open
 * one is counted to there and not to `now`: its answer may only not have come in yet.
 */
export function clockedAppeal(row: AppealRow, now: string, recordsEnd: string | null): ClockedAppeal {
  const here = row.importId === 0;
  const asOf = here || recordsEnd === null || recordsEnd > now ? now : recordsEnd;
  return {
    ...row,
    ...appealClock(row.filedAt, row.answeredAt, row.timeZone ?? "UTC", asOf),
    here,
    name: row.displayName ?? row.annotator,
    what: SUBJECT_WORDS[row.subject],
    href: appealHref(row.appealId),
  };
}

/** Open appeals, those that are due first before the others. */
export const openAppealsView = (
  rows: readonly AppealRow[],
  now: string,
  recordsEnd: string | null,
): readonly ClockedAppeal[] =>
  rows
    .filter(({ answeredAt }) => answeredAt === null)
    .map((row) => clockedAppeal(row, now, recordsEnd))
    .sort((a, b) => (a.daysLeft ?? 0) - (b.daysLeft ?? 0) || (a.filedAt < b.filedAt ? -1 : 1));
