import type { Db } from "db/client";
import { listAnnotatorSourceIds } from "db/queries/tier-tallies";
import { type Evaluation, type Proposal, setEvaluations } from "db/queries/tier-reviews";
import { findSetting, setSetting } from "db/queries/tier-settings";
import type { ActualWindow, ComparedDecision } from "~/tiers/against-actual";
import { traceOf } from "~/tiers/trace";
import { traceInWords } from "~/tiers/trace-words";
import type { ProposalDocument } from "./proposal";
import { bookStamp, type ScopeBook, tierBook } from "./tier-book.server";

const DONE = "tier-evaluation";

/**
 * Evaluates every window that has ended under the written policies and keeps what they call for as proposed changes,
 * each with its trace; nobody's tier is changed by it. Does nothing, quickly, where nothing has changed since.
 */
export async function evaluateTiers(db: Db, now: Date): Promise<void> {
  const done = await findSetting<{ readonly stamp: string }>(db, DONE);
  if (done?.stamp === (await bookStamp(db, now))) return;
  const book = await tierBook(db, now);
  const numbers = new Map([...(await listAnnotatorSourceIds(db))].map(([id, sourceId]) => [sourceId, id]));
  const evaluations = book.scopes.flatMap((scope) => evaluationsOf(scope, now));
  const proposals = book.scopes.flatMap((scope) => proposalsOf(scope, numbers, now));
  await setEvaluations(db, evaluations, proposals);
  await setSetting(db, DONE, { stamp: book.stamp }, now);
}

const evaluationsOf = ({ projectId, windows }: ScopeBook, now: Date): readonly Evaluation[] =>
  windows.map(({ replayed: { window, decisions }, compared }) => ({
    scope: projectId ?? "",
    windowFrom: window.from,
    windowTo: window.to,
    policyVersion: window.policy.version,
    evaluatedAt: now,
    evaluated: decisions.length,
    insufficient: decisions.filter(({ heldBy }) => heldBy === "insufficient").length,
    proposed: compared.filter(({ writtenTier }) => writtenTier !== null).length,
  }));

function proposalsOf(
  { projectId, windows }: ScopeBook,
  numbers: ReadonlyMap<string, number>,
  now: Date,
): readonly Proposal[] {
  return windows.flatMap((window, index) => {
    const tallies = new Map(window.replayed.roster.map((tally) => [tally.annotatorId, tally]));
    const last = index === windows.length - 1;
    return window.compared.flatMap((compared): Proposal[] => {
      const annotatorId = numbers.get(compared.annotatorId);
      const tally = tallies.get(compared.annotatorId);
      if (compared.writtenTier === null || annotatorId === undefined || tally === undefined) return [];
      return [{ annotatorId, scope: projectId ?? "", ...proposalOf(window, compared, tally, last, now) }];
    });
  });
}

function proposalOf(
  { replayed: { window, standings } }: ActualWindow,
  { decision, writtenTier, agreement }: ComparedDecision,
  tally: ActualWindow["replayed"]["roster"][number],
  last: boolean,
  now: Date,
): Omit<Proposal, "annotatorId" | "scope"> {
  const { policy } = window;
  const standing = standings.get(tally.annotatorId);
  if (decision === null || standing === undefined || writtenTier === null) {
    throw new RangeError(`There is no decision about ${tally.annotatorId}.`);
  }
  const trace = traceOf(policy, { tally, standing }, decision);
  const document: ProposalDocument = { trace, words: traceInWords(policy, trace) };
  return {
    windowFrom: window.from,
    windowTo: window.to,
    policyVersion: policy.version,
    fromTier: decision.fromTier ?? policy.tiers.at(-1)?.id ?? "",
    toTier: writtenTier,
    direction: decision.outcome === "promoted" ? "up" : "down",
    noise: decision.noise,
    displaced: decision.displaced,
    document: JSON.stringify(document),
    proposedAt: now,
    status: agreement === "same" ? "carried_out" : last && agreement === "written" ? "open" : "superseded",
  };
}
