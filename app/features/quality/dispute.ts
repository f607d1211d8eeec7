import { wilson } from "~/stats/wilson";

/** One person's gold as it stands and as it would be. Shares are null where nothing is left to count. */
export interface DisputedScore {
  readonly annotator: string;
  readonly name: string;
  readonly before: Score;
  readonly after: Score;
  /** after less before; null where there is no score after. */
  readonly change: number | null;
}

export interface Score {
  readonly correct: number;
  readonly total: number;
  readonly accuracy: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Dispute {
  readonly item: string;
  readonly key: string;
  readonly status: "active" | "disputed" | "retired";
  readonly people: number;
  readonly better: number;
  readonly worse: number;
  /** Everybody who answered the item, the largest gain first. */
  readonly scores: readonly DisputedScore[];
}

interface Tally {
  readonly annotator: string;
  readonly correct: number;
  readonly total: number;
}

const score = (correct: number, total: number): Score =>
  total === 0
    ? { correct, total, accuracy: null, low: null, high: null }
    : { correct, total, accuracy: correct / total, ...wilson(correct, total) };

/**
 * What would disputing a key do to everybody's gold accuracy on the project? The item's judgments leave both counts.
 * A key that is disputed or retired already has left them: then nothing changes. Null where nobody answered the item.
 */
export function disputeOf(
  item: string,
  everybody: readonly (Tally & { readonly displayName: string | null })[],
  responses: readonly (Tally & { readonly key: string; readonly status: Dispute["status"] })[],
): Dispute | null {
  const [first] = responses;
  if (!first) return null;
  const counted = first.status === "active";
  const tallies = new Map(everybody.map((tally) => [tally.annotator, tally]));
  const scores = responses.map(({ annotator, correct, total }): DisputedScore => {
    const own = tallies.get(annotator);
    const before = score(own?.correct ?? 0, own?.total ?? 0);
    const after = counted ? score(before.correct - correct, before.total - total) : before;
    const change =
      before.accuracy === null || after.accuracy === null ? null : after.accuracy - before.accuracy;
    return { annotator, name: own?.displayName ?? annotator, before, after, change };
  });
  return {
    item,
    key: first.key,
    status: first.status,
    people: scores.length,
    better: scores.filter(({ change }) => change !== null && change > 0).length,
    worse: scores.filter(({ change }) => change !== null && change < 0).length,
    scores: scores.toSorted((a, b) => (b.change ?? -1) - (a.change ?? -1)),
  };
}
