import type { Db } from "db/client";
import {
  findFigure,
  type LatestFinding,
  listFigures,
  listLatestFindings,
  listSubjectFindings,
  type Shelf,
} from "db/queries/audit-runs";
import { type OfferTally, tallyOffers } from "db/queries/offers";
import goldenBatchConcentration from "~/detectors/golden-batch-concentration";
import type { Finding } from "~/domain/finding";
import type { Measured, Told } from "~/domain/measured";
import { type Asker, toldShare } from "~/features/disclosure/table.server";
import { keptSum } from "~/features/report/kept-sums.server";
import type { AllocationFigure, PersonAccess } from "~/features/audit/figures";
import { findingView } from "~/features/patterns/finding-view";
import { shelfOf } from "~/features/patterns/patterns.server";
import { MINIMUM_CELL, roundedCount, roundedPeople } from "~/stats/disclosure/counts";
import { wilson } from "~/stats/wilson";
import { toldShares, wholeShares } from "./group-access.server";

const MOST_PEOPLE = 50;

/**
 * Who was offered premium work, against what a lottery among those who pass would have brought: from the newest run of
 * the audit. `db` must see everybody: researchers get groups of ten and more, and nobody by name.
 */
export async function loadAllocation(db: Db, asker: Asker) {
  const { system, viewer } = asker;
  const isResearcher = viewer.role === "researcher";
  const shelf = await shelfOf(viewer, system);
  const [figure, latest, told, offers] = await Promise.all([
    findFigure(db, "allocation"),
    listLatestFindings(db, goldenBatchConcentration.id),
    shelf === "told" ? listLatestFindings(db, goldenBatchConcentration.id, shelf) : null,
    keptSum(system, ["offers"], tallyOffers),
  ]);
  const newest = latest.find(({ place }) => place === 1);
  const whole = findingIn(latest);
  const finding = told ? findingIn(told) : whole;
  const programme = figure && (JSON.parse(figure.document) as AllocationFigure);
  return {
    run: newest ? { runAt: newest.runAt, from: newest.windowFrom, to: newest.windowTo } : null,
    finding: finding && {
      ...findingView(goldenBatchConcentration, finding),
      chart: finding.chart,
    },
    lift: finding ? measuredLift(finding) : null,
    topTier: topTierOf(finding),
    excluded: excludedOf(whole, isResearcher),
    programme: programme && (isResearcher ? toldProgramme(programme) : programme),
    shares: isResearcher ? await toldShares(asker) : wholeShares(programme?.groups ?? []),
    tiers: newest ? await tiersOf(db, newest.runId, shelf) : [],
    offers: offers.flatMap((row) => shownTally(row, isResearcher) ?? []),
    persons: figure && !isResearcher ? await personsOf(system, figure.runId, excludedIds(whole)) : null,
  };
}

export type Allocation = Awaited<ReturnType<typeof loadAllocation>>;

function findingIn(latest: readonly LatestFinding[]): Finding | null {
  const newest = latest.find(({ place }) => place === 1);
  return newest ? (JSON.parse(newest.document) as Finding) : null;
}

function measuredLift({ effect, n }: Finding): Measured {
  if (effect?.value == null) {
    return n < MINIMUM_BATCHES
      ? { kind: "insufficient", n, needed: MINIMUM_BATCHES }
      : { kind: "unmeasured", reason: "withheld: it rests on too few people" };
  }
  const { value, low, high } = effect;
  return { kind: "measured", value, low: low ?? value, high: high ?? value, n };
}

const MINIMUM_BATCHES = goldenBatchConcentration.params["batches"]?.default ?? 20;

/** The top tier's share of premium batches, and the share that a lottery would have given it. */
function topTierOf(finding: Finding | null) {
  const { topTierShare, expectedShare } = finding?.evidence ?? {};
  return typeof topTierShare === "number" && typeof expectedShare === "number"
    ? { share: topTierShare, expected: expectedShare }
    : null;
}

const excludedIds = (finding: Finding | null): ReadonlySet<string> =>
  new Set((finding?.evidence["excludedEquals"] as readonly string[] | undefined) ?? []);

/** Counts of batches to the nearest five; groups are told by their own tables. */
const toldProgramme = ({ premiumBatches, examined, people }: AllocationFigure): AllocationFigure => ({
  premiumBatches: roundedCount(premiumBatches),
  examined: roundedCount(examined),
  people: roundedPeople(people) ?? 0,
  groups: [],
});

/** People who probably pass and got less than half of what a lottery would have brought. */
function excludedOf(finding: Finding | null, isResearcher: boolean): Told {
  const { passing } = finding?.evidence ?? {};
  if (!finding || typeof passing !== "number" || passing === 0 || finding.affected === null) {
    return { kind: "unmeasured", reason: "nobody who passes is on record" };
  }
  const excluded = Math.min(finding.affected, passing);
  if (isResearcher) return toldShare(excluded, passing);
  return { kind: "measured", value: excluded / passing, ...wilson(excluded, passing), n: passing };
}

async function tiersOf(db: Db, runId: number, shelf: Shelf) {
  const asked = { runId, detector: goldenBatchConcentration.id, limit: 20 };
  const rows = await listSubjectFindings(db, asked, shelf);
  return rows.map(({ document }) => {
    const finding = JSON.parse(document) as Finding;
    return { tier: finding.subject ?? "", outcome: finding.outcome, lift: measuredLift(finding) };
  });
}

/** What was taken of what was offered; a project with fewer than ten people says nothing to researchers. */
function shownTally(row: OfferTally, isResearcher: boolean) {
  if (isResearcher && row.people < MINIMUM_CELL) return null;
  const counted = isResearcher ? roundedCount : (count: number) => count;
  const [batches, offers, people] = [row.batches, row.offers, row.people].map(counted);
  return {
    ...row,
    batches: batches ?? 0,
    offers: offers ?? 0,
    people: people ?? 0,
    taken: takenOf(row, counted),
  };
}

function takenOf(row: OfferTally, counted: (count: number) => number): Measured {
  const [taken, offers] = [counted(row.taken), counted(row.offers)];
  if (offers === 0) return { kind: "unmeasured", reason: "no offers" };
  return { kind: "measured", value: taken / offers, ...wilson(taken, offers), n: offers };
}

async function personsOf(system: Db, runId: number, excluded: ReadonlySet<string>) {
  const persons = await keptSum(system, ["allocation", runId], (all) => listFurthestBelow(all, runId));
  return persons.map((person) => ({ ...person, excluded: excluded.has(person.annotator) }));
}

/** Those furthest below their expected share first. */
async function listFurthestBelow(db: Db, runId: number) {
  const rows = await listFigures(db, runId, "allocation");
  return rows
    .flatMap(({ subject, label, document }) => {
      const { received, expected, ratio, low, high } = JSON.parse(document) as PersonAccess;
      if (ratio === undefined || low === undefined || high === undefined) return [];
      return [{ annotator: subject, label, received, expected, ratio, low, high }];
    })
    .sort((a, b) => a.received - a.expected - (b.received - b.expected))
    .slice(0, MOST_PEOPLE);
}

/** One annotator's premium work received and expected, for that annotator's own page; null before the first audit. */
export async function accessFor(db: Db, annotator: string) {
  const figure = await findFigure(db, "allocation", annotator);
  if (!figure) return null;
  const { received, expected, ratio, low, high } = JSON.parse(figure.document) as PersonAccess;
  return { received, expected, ratio, low, high, runAt: figure.runAt };
}
