import type { Db } from "db/client";
import {
  insertResearcherQueries,
  insertToldSums,
  listToldMarks,
  listToldSums,
  lockToldSums,
} from "db/queries/query-ledger";
import type { Viewer } from "~/domain/viewer";
import type { Disclosure } from "~/fairness/cross-table";
import type { Disaggregated } from "~/fairness/disaggregate";
import { MINIMUM_CELL } from "~/stats/disclosure/counts";
import { allowedSums, type Contributions } from "~/stats/disclosure/sum-audit";
import { bytesOf, type Contribution, contributionsWith, digestOf, sumFrom, sumWith } from "./digests.server";

/** A researcher's question about people. */
export interface Question<Row> {
  readonly viewer: Viewer;
  /** Where it was asked: "/audit/explore". */
  readonly screen: string;
  readonly measure: string;
  /** Filters and dimensions as they are kept in the ledger. */
  readonly asked: Readonly<Record<string, string | number | null>>;
  readonly at: Date;
  readonly key: Buffer;
  /** Everything that a row adds to a sum. */
  readonly contributionsOf: (row: Row) => readonly Contribution[];
  /** Told what was written down, by whoever means to give the same answer again. */
  readonly wrote?: ((entry: LedgerEntry) => void) | undefined;
}

/** A question as the ledger keeps it, but for who asked and when. */
export interface LedgerEntry {
  readonly screen: string;
  readonly measure: string;
  readonly question: string;
  readonly people: string;
  readonly withheld: number;
  readonly outcome: "answered" | "withheld" | "refused";
  /** Of all sums of the measure that were told before this answer, and with it: the same where it told nothing new. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** So many different sums of a measure are told, and then none that is new: more could not be audited in time. */
const MOST_SUMS = 400;

/**
 * Answers researchers' questions of one measure by the ledger of all that any of them was told: `ask` makes the table
 * with the `permit` it is given, and what it shows is written down with the question, in one transaction. `system` must
 * see the ledger.
 */
export async function answered<Row>(
  system: Db,
  question: Question<Row>,
  ask: (permit: NonNullable<Disclosure<Row>["permit"]>) => Disaggregated<Row>,
): Promise<Disaggregated<Row>> {
  const { key, measure } = question;
  const numbersOf = contributionsWith(key);
  // A row is in its group, its stratum, their cell and everybody: its digests are made once.
  const numbers = new Map<Row, readonly number[]>();
  const sumOf = (rows: readonly Row[]) =>
    sumWith(
      rows.flatMap((row) => {
        const own = numbers.get(row) ?? numbersOf(question.contributionsOf(row));
        numbers.set(row, own);
        return own;
      }),
    );
  return system.transaction().execute(async (db) => {
    await lockToldSums(db, [measure]);
    const before = (await listToldMarks(db, [measure])).get(measure);
    const told = (await listToldSums(db, measure)).map(sumFrom);
    let everybody: Contributions = new Float64Array();
    const result = ask((sums) => {
      const further = sums.map(sumOf);
      everybody = further[0] ?? everybody;
      return permitted(told, further, key);
    });
    const shown = new Map(result.told.map((rows) => sumOf(rows)).map((sum) => [digestOf(key, sum), sum]));
    await insertToldSums(
      db,
      [...shown].map(([digest, sum]) => ({
        ...{ measure, digest, contributions: bytesOf(sum), toldAt: question.at },
      })),
    );
    const after = (await listToldMarks(db, [measure])).get(measure);
    const entry = { ...entryOf(question, digestOf(key, everybody), result), before, after };
    await write(db, question, [entry]);
    question.wrote?.(entry);
    return result;
  });
}

/**
 * Writes an answer's questions down once more, if it would be given again as it was: while nothing else was told of its
 * measures. False, and nothing is written, where it has to be made anew.
 */
export async function writtenAgain(
  system: Db,
  asking: Pick<Question<unknown>, "viewer" | "at">,
  entries: readonly LedgerEntry[],
): Promise<boolean> {
  if (entries.length === 0) return true;
  const measures = entries.map(({ measure }) => measure);
  return system.transaction().execute(async (db) => {
    await lockToldSums(db, measures);
    const marks = await listToldMarks(db, measures);
    if (entries.some(({ measure, after }) => marks.get(measure) !== after)) return false;
    await write(db, asking, entries);
    return true;
  });
}

function permitted(
  told: readonly Contributions[],
  sums: readonly Contributions[],
  key: Buffer,
): readonly boolean[] {
  const known = new Set(told.map((sum) => digestOf(key, sum)));
  const fresh = sums.map((sum) => !known.has(digestOf(key, sum)));
  const isFull = told.length >= MOST_SUMS;
  // What was told before may be told again.
  const allowed = allowedSums(told, isFull ? [] : sums.filter((_, index) => fresh[index]), MINIMUM_CELL);
  let next = 0;
  return fresh.map((isNew) => !isNew || (!isFull && allowed[next++] === true));
}

function entryOf<Row>(
  { screen, measure, asked }: Question<Row>,
  people: string,
  { overall, refused }: Disaggregated<Row>,
) {
  const outcome = overall.suppressed ? "refused" : refused > 0 ? "withheld" : "answered";
  return { screen, measure, question: JSON.stringify(asked), people, withheld: refused, outcome } as const;
}

function write(
  db: Db,
  { viewer, at }: Pick<Question<unknown>, "viewer" | "at">,
  entries: readonly LedgerEntry[],
): Promise<void> {
  const asking = { at, accountId: viewer.accountId, viewer: viewer.name };
  return insertResearcherQueries(
    db,
    entries.map(({ screen, measure, question, people, withheld, outcome }) => ({
      ...asking,
      ...{ screen, measure, question, people, withheld, outcome },
    })),
  );
}

/** What a researcher is told of cells that the ledger withholds; null where it withholds none. */
export function refusalSentence({
  overall,
  refused,
}: Pick<Disaggregated<unknown>, "overall" | "refused">): string | null {
  if (refused === 0) return null;
  if (overall.suppressed) {
    return "This is not answered, but for what was told before: together with earlier answers it would tell something about fewer than ten people. Ask about a wider group, or again when more records have come in.";
  }
  const cells = refused === 1 ? "One number is" : `${refused} numbers are`;
  return `${cells} withheld, and with them what would give them away: together with earlier answers they would tell something about fewer than ten people.`;
}
