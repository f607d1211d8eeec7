import type { Db } from "db/client";
import { findProgrammeVersion } from "db/queries/programme-version";
import { type LedgerEntry, writtenAgain } from "./answer.server";
import type { Asker } from "./table.server";

interface Kept {
  /** Of the records that it was made from. */
  readonly version: string;
  readonly answer: unknown;
  /** What the ledger of researchers' questions is given each time it is told; none for other viewers. */
  readonly entries: readonly LedgerEntry[];
}

/** Answers are a few hundred kilobytes at most; the people behind them would be a thousand times as much. */
const MOST_KEPT = 64;

const keptIn = new WeakMap<Db, Map<string, Kept>>();

/**
 * An answer over everybody, made once for each state of the records: with ten thousand people it takes seconds, and
 * only a refresh, an audit or an import changes it. What viewers may see depends on their role, so none is told
 * another role's. A researcher's question is held against the ledger and written into it each time; its answer is made
 * anew once anything else was told of the same measures. `question` is everything else that `work` depends on.
 */
export async function keptAnswer<T>(
  asker: Asker,
  question: object,
  work: (asker: Asker) => Promise<T>,
): Promise<T> {
  const { system, screen, viewer } = asker;
  const answers = keptIn.get(system) ?? new Map<string, Kept>();
  keptIn.set(system, answers);
  const key = JSON.stringify([screen, viewer.role, question]);
  // Read before the records are: what changes meanwhile makes the next asking another version.
  const version = await findProgrammeVersion(system);
  const before = answers.get(key);
  answers.delete(key);
  const isCurrent = before?.version === version && (await writtenAgain(system, asker, before.entries));
  const kept = isCurrent ? before : await made(asker, version, work);
  if (isSettled(kept.entries)) keep(answers, key, kept);
  return kept.answer as T;
}

async function made<T>(asker: Asker, version: string, work: (asker: Asker) => Promise<T>): Promise<Kept> {
  const entries: LedgerEntry[] = [];
  const answer = await work({ ...asker, wrote: (entry) => void entries.push(entry) });
  return { version, answer, entries };
}

/** An answer that told something new is given once more by the ledger before it is kept: only then it stays the same. */
function isSettled(entries: readonly LedgerEntry[]): boolean {
  const marks = new Map<string, string | undefined>();
  return entries.every(({ measure, before, after }) => {
    const isSame = before === after && (!marks.has(measure) || marks.get(measure) === after);
    marks.set(measure, after);
    return isSame;
  });
}

function keep(answers: Map<string, Kept>, key: string, kept: Kept): void {
  answers.set(key, kept);
  // The one that was asked for longest ago stands first.
  for (const oldest of answers.keys()) {
    if (answers.size <= MOST_KEPT) break;
    answers.delete(oldest);
  }
}
