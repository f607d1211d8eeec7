import type { Db } from "db/client";
import {
  findFigure,
  listFigures,
  listLatestFindings,
  listPeopleIds,
  listSubjectFindings,
} from "db/queries/audit-runs";
import { type OfferTally, tallyOffers } from "db/queries/offers";
import goldenBatchConcentration from "~/detectors/golden-batch-concentration";
import type { Finding } from "~/domain/finding";
import type { Measured } from "~/domain/measured";
import type { Viewer } from "~/domain/viewer";
import { keptSum } from "~/features/report/kept-sums.server";
import type { Access, AllocationFigure } from "~/features/audit/figures";
import { findingView } from "~/features/patterns/finding-view";
import { suppressed } from "~/features/patterns/suppress";
import { MINIMUM_CELL, roundedPeople } from "~/stats/disclosure/counts";
import { wilson } from "~/stats/wilson";

const MOST_PEOPLE = 50;

/**
 * Who was offered premium work, against what a lottery among those who pass would have brought: from the newest run of
 * the audit. `db` must see everybody: researchers get groups of ten and more, and nobody by name.
 */
export async function loadAllocation(db: Db, system: Db, viewer: Viewer) {
  const isResearcher = viewer.role === "researcher";
  const [figure, latest, offers] = await Promise.all([
    findFigure(db, "allocation"),
    listLatestFindings(db, goldenBatchConcentration.id),
    keptSum(system, ["offers"], tallyOffers),
  ]);
  const newest = latest.find(({ place }) => place === 1);
  const whole = newest ? (JSON.parse(newest.document) as Finding) : null;
  const finding =
    whole && isResearcher ? suppressed(whole, await keptSum(system, ["people ids"], listPeopleIds)) : whole;
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
    programme: programme && {
      ...programme,
      people: isResearcher ? (roundedPeople(programme.people) ?? 0) : programme.people,
      groups: programme.groups.map((group) => ({
        ...group,
        people: isResearcher ? (roundedPeople(group.people) ?? 0) : group.people,
      })),
    },
    tiers: newest ? await tiersOf(db, newest.runId) : [],
    offers: offers.flatMap((row) => shownTally(row, isResearcher) ?? []),
    persons: figure && !isResearcher ? await personsOf(system, figure.runId, excludedIds(whole)) : null,
  };
}

export type Allocation = Awaited<ReturnType<typeof loadAllocation>>;

function measuredLift({ effect, n }: Finding): Measured {
  if (effect?.value == null) return { kind: "insufficient", n, needed: MINIMUM_BATCHES };
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

/** People who probably pass and got less than half of what a lottery would have brought. */
function excludedOf(finding: Finding | null, isResearcher: boolean): Measured {
  const { passing } = finding?.evidence ?? {};
  if (!finding || typeof passing !== "number" || passing === 0 || finding.affected === null) {
    return { kind: "unmeasured", reason: "nobody who passes is on record" };
  }
  if (isResearcher && finding.affected < MINIMUM_CELL) {
    return { kind: "insufficient", n: 0, needed: MINIMUM_CELL };
  }
  const value = finding.affected / passing;
  return { kind: "measured", value, ...wilson(Math.min(finding.affected, passing), passing), n: passing };
}

async function tiersOf(db: Db, runId: number) {
  const rows = await listSubjectFindings(db, { runId, detector: goldenBatchConcentration.id, limit: 20 });
  return rows.map(({ document }) => {
    const finding = JSON.parse(document) as Finding;
    return { tier: finding.subject ?? "", outcome: finding.outcome, lift: measuredLift(finding) };
  });
}

/** What was taken of what was offered; a project with fewer than ten people says nothing to researchers. */
function shownTally(row: OfferTally, isResearcher: boolean) {
  if (isResearcher && row.people < MINIMUM_CELL) return null;
  const taken: Measured =
    row.offers === 0
      ? { kind: "unmeasured", reason: "no offers" }
      : { kind: "measured", value: row.taken / row.offers, ...wilson(row.taken, row.offers), n: row.offers };
  return { ...row, people: isResearcher ? (roundedPeople(row.people) ?? 0) : row.people, taken };
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
      const access = JSON.parse(document) as Partial<Access> & Pick<Access, "received" | "expected">;
      const { ratio, low, high } = access;
      if (ratio === undefined || low === undefined || high === undefined) return [];
      return [{ annotator: subject, label, ...access, ratio, low, high }];
    })
    .sort((a, b) => a.received - a.expected - (b.received - b.expected))
    .slice(0, MOST_PEOPLE);
}

/** One annotator's premium work received and expected, for that annotator's own page; null before the first audit. */
export async function accessFor(db: Db, annotator: string) {
  const figure = await findFigure(db, "allocation", annotator);
  if (!figure) return null;
  const access = JSON.parse(figure.document) as Partial<Access> & Pick<Access, "received" | "expected">;
  return { ...access, runAt: figure.runAt };
}
