import type { Database, Db } from "db/client";
import { findAnnotator } from "db/queries/annotator";
import {
  listDecisions,
  listMissedGold,
  tallyEverybodysOffers,
  tallyOffers,
} from "db/queries/annotator-records";

const MISSED_SHOWN = 50;

/** Of fewer people an aggregate says something about one of them. */
const FEWEST_PEOPLE = 10;

/** The records behind the numbers of one annotator; everybody's share of premium work stands beside their own. */
export async function loadAnnotatorRecords(db: Db, database: Database, sourceId: string) {
  const annotator = await findAnnotator(db, sourceId);
  if (!annotator) return undefined;
  const { annotatorId } = annotator;
  const missed = await listMissedGold(db, annotatorId, MISSED_SHOWN + 1);
  const decisions = await listDecisions(db, annotatorId);
  return {
    missed: missed.slice(0, MISSED_SHOWN),
    hasMoreMissed: missed.length > MISSED_SHOWN,
    decisions,
    premium: await premiumShare(db, database, annotatorId),
  };
}

export type AnnotatorRecords = NonNullable<Awaited<ReturnType<typeof loadAnnotatorRecords>>>;

async function premiumShare(db: Db, database: Database, annotatorId: number) {
  const own = await tallyOffers(db, annotatorId);
  const all = await tallyEverybodysOffers(database.db);
  const offered = own.reduce((sum, row) => sum + row.offered, 0);
  const everybodysOffers = all.reduce((sum, row) => sum + row.offered, 0);
  const premium = own.find((row) => row.premium === true);
  const everybodysPremium = all.find((row) => row.premium === true);
  const isAggregate = Math.max(0, ...all.map(({ people }) => people)) >= FEWEST_PEOPLE;
  if (offered === 0 || !everybodysPremium || !isAggregate) return null;
  const everybodysShare = everybodysPremium.offered / everybodysOffers;
  return {
    offered,
    premiumOffered: premium?.offered ?? 0,
    premiumTaken: premium?.taken ?? 0,
    /** Had this person been offered premium batches as often as everybody together. */
    expected: offered * everybodysShare,
    everybodysShare,
  };
}
