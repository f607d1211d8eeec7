import type { Answer, FindingScope, Threshold } from "~/domain/finding";

type Needed = Pick<Answer, "outcome" | "message" | "n" | "nUnit" | "threshold" | "wouldChange">;

/** An answer for the programme with nothing in the fields left out. */
export function programmeAnswer(answer: Needed & Partial<Answer>): Answer {
  return subjectAnswer("programme", null, answer);
}

/** An answer for one subject with nothing in the fields left out. */
export function subjectAnswer(
  scope: FindingScope,
  subject: string | null,
  answer: Needed & Partial<Answer>,
): Answer {
  return {
    severity: null,
    effect: null,
    p: null,
    insufficientReason: null,
    coverage: null,
    evidence: {},
    rowIds: [],
    affected: null,
    affectedHours: null,
    money: null,
    chart: null,
    ...answer,
    scope,
    subject,
  };
}

/** An answer that says that there is not enough to look at, and what is missing. */
export function insufficientAnswer(
  reason: string,
  details: {
    n: number;
    nUnit: string;
    threshold: Threshold;
    wouldChange?: string;
    scope?: FindingScope;
    subject?: string | null;
  },
  more: Partial<Answer> = {},
): Answer {
  return subjectAnswer(details.scope ?? "programme", details.subject ?? null, {
    outcome: "insufficient",
    message: { id: "insufficient", data: { reason } },
    insufficientReason: reason,
    n: details.n,
    nUnit: details.nUnit,
    threshold: details.threshold,
    wouldChange: details.wouldChange ?? "More records of the kind named would allow an answer.",
    ...more,
  });
}

/** The first hundred ids: a finding points to its rows, it does not copy the table. */
export const firstRowIds = (ids: Iterable<string>): readonly string[] => [...ids].slice(0, 100);
