import type { Db } from "db/client";
import { findAnnotator } from "db/queries/annotator";
import { hasOptedOut } from "db/queries/gamification";
import { listAnnotatorProposals } from "db/queries/tier-reviews";
import type { ActualWindow } from "~/tiers/against-actual";
import type { Tier, TierPolicy } from "~/tiers/policy";
import { type Trace, traceOf } from "~/tiers/trace";
import { chanceInWords, decisionInWords } from "~/tiers/trace-words";
import { tierBook } from "./tier-book.server";

/** How one window went for one person: the same for that person and for a manager. */
export interface ExplainedWindow {
  readonly trace: Trace;
  readonly decision: readonly string[];
  readonly chance: readonly string[];
}

export interface TierStanding {
  readonly projectId: string | null;
  readonly policy: { readonly version: number; readonly name: string };
  /** The last window that ended with work of this person; null where none did. */
  readonly ended: ExplainedWindow | null;
  /** The window that still runs, as if it ended with the last record; null where none runs, or without work in it. */
  readonly running: (ExplainedWindow & { readonly endsAt: string }) | null;
}

/** Where a person stands under the written policies, and every change proposed; `db` lends several connections. */
export async function loadTierStanding(db: Db, annotator: string, now: Date) {
  const book = await tierBook(db, now);
  const person = await findAnnotator(db, annotator);
  const proposals = person === undefined ? [] : await listAnnotatorProposals(db, person.annotatorId);
  const standings = book.scopes.flatMap(({ projectId, windows, running }): TierStanding[] => {
    const isOn = ({ replayed }: ActualWindow) =>
      replayed.roster.some((tally) => tally.annotatorId === annotator);
    const ended = windows.findLast(isOn);
    const present = running !== null && isOn(running) ? running : null;
    const { policy } = (present ?? ended)?.replayed.window ?? {};
    if (policy === undefined) return [];
    return [
      {
        projectId,
        policy: { version: policy.version, name: policy.name },
        ended: ended === undefined ? null : explain(ended, annotator),
        running: present === null ? null : explainRunning(present, annotator),
      },
    ];
  });
  const optedOut = person === undefined ? false : await hasOptedOut(db, person.annotatorId);
  return { standings, proposals, labels: labelsOf(book.policies), annotator, optedOut };
}

export type TierStandings = Awaited<ReturnType<typeof loadTierStanding>>;

const labelsOf = (
  policies: Awaited<ReturnType<typeof tierBook>>["policies"],
): Readonly<Record<string, string>> =>
  Object.fromEntries(policies.flatMap(({ tiers }) => tiers.map(({ id, label }) => [id, label])));

function explainRunning(window: ActualWindow, annotator: string): TierStanding["running"] {
  const explained = explain(window, annotator);
  const { from, policy } = window.replayed.window;
  const endsAt = new Date(Date.parse(from) + policy.windowDays * 86_400_000).toISOString();
  return explained === null ? null : { ...explained, endsAt };
}

function explain({ replayed }: ActualWindow, annotator: string): ExplainedWindow | null {
  const { policy } = replayed.window;
  const tally = replayed.roster.find(({ annotatorId }) => annotatorId === annotator);
  const decision = replayed.decisions.find(({ annotatorId }) => annotatorId === annotator);
  const standing = replayed.standings.get(annotator);
  if (tally === undefined || decision === undefined || standing === undefined) return null;
  const trace = traceOf(policy, { tally, standing }, decision);
  const gold = tally.readings["gold_accuracy"];
  const tier = policy.tiers.find(({ id }) => id === (decision.fromTier ?? decision.toTier));
  const share = gold?.kind === "share" && gold.n > 0 ? gold.successes / gold.n : null;
  const chance = share === null || tier === undefined ? null : chanceFor(policy, tier, share, gold?.n ?? 0);
  return { trace, decision: decisionInWords(policy, trace), chance: chance === null ? [] : [chance] };
}

/** By chance alone means at or above the bar: below it the rule does what it says. */
function chanceFor(policy: TierPolicy, tier: Tier, share: number, n: number): string | null {
  const bars = tier.rules.filter(({ metric }) => metric === "gold_accuracy").map(({ value }) => value);
  return chanceInWords(policy, tier, Math.max(share, ...bars), Math.max(n, policy.minimumGold));
}
