import type { Db } from "db/client";
import { listHoldingAppellants } from "db/queries/appeals";
import { listProposals } from "db/queries/tier-reviews";
import type { ActualWindow } from "~/tiers/against-actual";
import { tierBook } from "./tier-book.server";

const MOST_WAITING = 1_000;
const MOST_DECIDED = 50;

/** Somebody whom the window that still runs would move, if it ended with the last record. */
export interface Heading {
  readonly annotatorId: string;
  readonly fromTier: string | null;
  readonly toTier: string;
  readonly direction: "up" | "down";
  readonly noise: boolean;
}

export interface RunningWindow {
  readonly projectId: string | null;
  readonly from: string;
  readonly to: string;
  readonly policyVersion: number;
  /** When the window ends; null where a later version could move that. */
  readonly endsAt: string;
  readonly evaluated: number;
  readonly headings: readonly Heading[];
}

const headingsOf = ({ replayed: { decisions, window } }: ActualWindow): readonly Heading[] =>
  decisions.flatMap(({ annotatorId, fromTier, toTier, proposedTier, outcome, noise }) =>
    outcome === "kept"
      ? []
      : [
          {
            ...{ annotatorId, noise },
            fromTier: fromTier ?? window.policy.tiers.at(-1)?.id ?? null,
            toTier: proposedTier ?? toTier,
            direction: outcome === "promoted" ? ("up" as const) : ("down" as const),
          },
        ],
  );

/** What waits, what was decided lately, and where the running windows head; `db` lends several connections. */
export async function loadQueue(db: Db, now: Date) {
  const book = await tierBook(db, now);
  const [open, decided, appellants] = [
    await listProposals(db, ["open"], MOST_WAITING),
    await listProposals(db, ["upheld", "refused"], MOST_DECIDED),
    new Set((await listHoldingAppellants(db)).map(({ annotatorId }) => annotatorId)),
  ];
  const waiting = open.map((one) => ({
    ...one,
    /** The person contests what the demotion rests on: it waits for the answer. */
    held: one.direction === "down" && appellants.has(one.annotatorId),
  }));
  const running = book.scopes.flatMap(({ projectId, running: window }): RunningWindow[] => {
    if (window === null) return [];
    const { from, to, policy } = window.replayed.window;
    const endsAt = new Date(Date.parse(from) + policy.windowDays * 86_400_000).toISOString();
    const evaluated = window.replayed.decisions.length;
    return [
      {
        ...{ projectId, from, to, endsAt, evaluated },
        policyVersion: policy.version,
        headings: headingsOf(window),
      },
    ];
  });
  const ended = book.scopes
    .flatMap(({ windows }) => windows.at(-1)?.replayed.window.to ?? [])
    .sort()
    .at(-1);
  const labels = book.policies.flatMap(({ tiers }) => tiers.map(({ id, label }) => [id, label] as const));
  return {
    waiting,
    decided,
    running,
    lastEnded: ended ?? null,
    hasPolicies: book.policies.length > 0,
    labels: Object.fromEntries(labels),
  };
}
