import type { Reading, TimeWindow, WindowTally } from "~/domain/window-tally";
import type { ReportRow } from "~/features/report/report-row";
import { evaluate } from "~/tiers/evaluate";
import type { TierPolicy } from "~/tiers/policy";
import { NEWCOMER } from "~/tiers/standing";

type Readings = Partial<Record<string, Reading>>;

/** A person's tier by the rules, with the key counted and without it. */
export interface TierFlip {
  readonly annotator: string;
  /** The tier held; null where none is on record. */
  readonly held: string | null;
  readonly counted: string;
  readonly without: string;
  /** When the change was made; null for one that the latest window calls for. */
  readonly at: string | null;
}

/** Answers to the item in a window. */
interface Share {
  readonly correct: number;
  readonly total: number;
}

export interface KeyedAnswer {
  readonly annotator: string;
  readonly correct: boolean;
  readonly at: string | null;
}

/** A tier change that is on record with the gold it rests on. */
export interface TierDecision {
  readonly annotator: string;
  readonly project: string | null;
  readonly fromTier: string | null;
  readonly toTier: string;
  readonly at: string;
  readonly policyVersion: number;
  readonly goldCorrect: number | null;
  readonly goldTotal: number | null;
}

/** The version that decides about a project at an instant: its own, else the programme's; null before any. */
export function policyInForce(
  policies: readonly TierPolicy[],
  project: string,
  at: string,
): TierPolicy | null {
  const before = policies
    .filter(({ effectiveAt }) => effectiveAt <= at)
    .toSorted((a, b) => (a.effectiveAt < b.effectiveAt ? -1 : 1));
  return (
    before.findLast(({ projectId }) => projectId === project) ??
    before.findLast(({ projectId }) => projectId === null) ??
    null
  );
}

/** What a kept row says of a window, as tier rules read it. */
export function readingsOf(row: ReportRow): Readings {
  const { gold, consensus, review, handling, workload } = row;
  const share = (successes: number, n: number): Reading => ({ kind: "share", successes, n });
  const ratio = handling.ratio;
  return {
    gold_accuracy: share(gold.correct, gold.total),
    consensus_agreement: share(consensus.agreeing, consensus.total),
    review_acceptance: share(review.accepted, review.total),
    judgments: { kind: "count", value: row.judgments, n: row.judgments },
    ...(ratio === null
      ? {}
      : {
          handling_ratio: {
            kind: "estimate" as const,
            value: ratio,
            low: handling.ratio_interval?.[0] ?? ratio,
            high: handling.ratio_interval?.[1] ?? ratio,
            n: handling.n,
          },
        }),
    ...(workload.hours === null
      ? {}
      : { hours: { kind: "count" as const, value: workload.hours, n: row.judgments } }),
  };
}

/** Answers to the item by one person within a window; undated ones count in every window. */
export function inWindow(
  answers: readonly KeyedAnswer[],
  annotator: string,
  { from, to }: TimeWindow,
): Share {
  const own = answers.filter(
    (answer) =>
      answer.annotator === annotator && (answer.at === null || (answer.at >= from && answer.at < to)),
  );
  return { correct: own.filter(({ correct }) => correct).length, total: own.length };
}

function tally(annotatorId: string, window: TimeWindow, readings: Readings): WindowTally {
  const unknown = { pay: null, workedSec: null, availableSec: null, premiumOfferCount: null };
  return { annotatorId, projectId: null, window, readings, ...unknown };
}

/** The tier that the rules give, with the item's answers counted and taken out; null where both are the same. */
function flip(
  policy: TierPolicy,
  held: string | null,
  { annotatorId, window, readings }: Pick<WindowTally, "annotatorId" | "window" | "readings">,
  item: Share,
): { readonly counted: string; readonly without: string } | null {
  const gold = readings["gold_accuracy"];
  if (item.total === 0 || gold?.kind !== "share" || gold.n < item.total) return null;
  const rest: Reading = {
    kind: "share",
    successes: Math.max(0, gold.successes - item.correct),
    n: gold.n - item.total,
  };
  const standing = { ...NEWCOMER, tierId: held };
  const given = (own: Readings) =>
    evaluate(policy, { tally: tally(annotatorId, window, own), standing }).givenTier;
  const counted = given(readings);
  const without = given({ ...readings, gold_accuracy: rest });
  return counted === without ? null : { counted, without };
}

/**
 * Whose tier would the latest window decide otherwise, were the key out? By each person's own readings: quotas and the
 * wait for several windows in a row are left out, as are rules on what was not measured.
 */
export function pendingFlips(
  policy: TierPolicy,
  window: TimeWindow,
  people: readonly {
    readonly annotator: string;
    readonly held: string | null;
    readonly readings: Readings;
  }[],
  answers: readonly KeyedAnswer[],
): TierFlip[] {
  return people.flatMap(({ annotator, held, readings }) => {
    const found = flip(
      policy,
      held,
      { annotatorId: annotator, window, readings },
      inWindow(answers, annotator, window),
    );
    return found ? [{ annotator, held, ...found, at: null }] : [];
  });
}

/** Which changes on record, each under the version that made it, would have gone otherwise without the key? */
export function recordedFlips(
  policies: readonly TierPolicy[],
  project: string,
  decisions: readonly TierDecision[],
  answers: readonly KeyedAnswer[],
): TierFlip[] {
  return decisions.flatMap(
    ({ annotator, fromTier, toTier, at, policyVersion, goldCorrect, goldTotal, ...own }) => {
      const policy = policies.find(({ version }) => version === policyVersion);
      if (!policy || goldCorrect === null || !goldTotal) return [];
      if (own.project !== null && own.project !== project) return [];
      const window = { from: daysBefore(at, policy.windowDays), to: at };
      const readings: Readings = { gold_accuracy: { kind: "share", successes: goldCorrect, n: goldTotal } };
      const found = flip(
        policy,
        fromTier,
        { annotatorId: annotator, window, readings },
        inWindow(answers, annotator, window),
      );
      // Where the tally alone does not lead to the change, something else did.
      return found?.counted === toTier ? [{ annotator, held: fromTier, ...found, at }] : [];
    },
  );
}

const daysBefore = (at: string, days: number): string =>
  new Date(Date.parse(at) - days * 86_400_000).toISOString();
