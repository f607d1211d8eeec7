import type { Evidence, EvidenceId } from "~/domain/evidence";
import type { Db } from "../../client";
import { listAccess } from "./access";
import { findAllocation } from "./allocation";
import { listBonuses } from "./bonuses";
import { findContentDays } from "./content-days";
import { listEarnings } from "./earnings";
import { listEstimates } from "./estimates";
import { packGoldDays } from "./gold-days";
import { packGoldItems } from "./gold-items";
import { packPayCells } from "./pay-cells";
import { listPeople } from "./people";
import { listPolicies } from "./policies";
import {
  findFloors,
  listAppeals,
  listContracts,
  listDecisions,
  listStreaks,
  listTierChanges,
} from "./records";
import { listReviewedBy, listReviewTallies } from "./review-tallies";
import { withScoredWork } from "./scored-work";
import { findSpeed } from "./speed";
import { findTargetStates } from "./target-states";
import { packTimelines } from "./timelines";
import type { EvidenceWindow } from "./window";
import { withWorkDays } from "./work-days";

export { countActivePeople, findRecordedSpan, listFilledTables, type EvidenceWindow } from "./window";

/** Counts what was asked for, each piece once; the pieces not asked for are absent. */
export async function collectEvidence(
  db: Db,
  window: EvidenceWindow,
  wanted: ReadonlySet<EvidenceId>,
): Promise<Partial<Evidence>> {
  const collected: Partial<Record<EvidenceId, unknown>> = {};
  await countEvidence(db, window, wanted, (id, piece) => {
    collected[id] = piece;
  });
  return collected as Partial<Evidence>;
}

/**
 * Counts what was asked for and hands each piece over as it is there, keeping none. Two counts at a time: while one is
 * read here, the server works on the other.
 */
export async function countEvidence(
  db: Db,
  window: EvidenceWindow,
  wanted: ReadonlySet<EvidenceId>,
  hand: <Id extends EvidenceId>(id: Id, piece: Evidence[Id]) => void,
): Promise<void> {
  const byDay = BY_DAY.filter((id) => wanted.has(id));
  const scored = SCORED.filter((id) => wanted.has(id));
  const waiting = ORDER.filter((id) => wanted.has(id) && ![...byDay, ...scored].includes(id));
  let timelines: Promise<Timelines> | undefined;
  const lane = async (on: Db, ids: EvidenceId[]) => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
      const piece = COUNTS[id](on, window, { timelines });
      if (id === "timelines") timelines = piece as Promise<Timelines>;
      hand(id, await piece);
      if (id === "targetStates") timelines = undefined;
    }
  };
  const lanes = [
    async () => {
      if (byDay.length > 0) await withWorkDays(db, window, (on) => lane(on, byDay));
      if (scored.length > 0) await withScoredWork(db, (on) => lane(on, scored));
      await lane(db, waiting);
    },
    () => lane(db, waiting),
  ];
  // A transaction is one connection, which reads one stream at a time.
  if (db.isTransaction) for (const one of lanes) await one();
  else await Promise.all(lanes.map((one) => one()));
}

type Timelines = Evidence["timelines"];

type Count<Id extends EvidenceId> = (
  db: Db,
  window: EvidenceWindow,
  before: { readonly timelines: Promise<Timelines> | undefined },
) => Promise<Evidence[Id]>;

const COUNTS: { readonly [Id in EvidenceId]: Count<Id> } = {
  people: listPeople,
  policies: listPolicies,
  tierChanges: listTierChanges,
  decisions: listDecisions,
  appeals: listAppeals,
  contracts: listContracts,
  streaks: listStreaks,
  goldDays: packGoldDays,
  allocation: findAllocation,
  timelines: packTimelines,
  earnings: listEarnings,
  floors: findFloors,
  targetStates: async (db, window, before) =>
    findTargetStates(db, window, await (before.timelines ?? packTimelines(db, window))),
  speed: findSpeed,
  payCells: packPayCells,
  bonuses: listBonuses,
  access: listAccess,
  goldItems: packGoldItems,
  reviewTallies: listReviewTallies,
  reviewedBy: listReviewedBy,
  contentDays: findContentDays,
  estimates: listEstimates,
};

/** What reads the days of work. */
const BY_DAY: readonly EvidenceId[] = ["earnings", "payCells", "bonuses", "estimates"];
/** What reads the tables of scored work. */
const SCORED: readonly EvidenceId[] = ["goldItems", "speed", "reviewTallies"];
/** The long ones first, so that none is left alone at the end; timelines before what reads them. */
const LONG: readonly EvidenceId[] = ["timelines", "targetStates", "access"];
const ORDER = (Object.keys(COUNTS) as EvidenceId[]).toSorted((a, b) => placeOf(a) - placeOf(b));

function placeOf(id: EvidenceId): number {
  const place = LONG.indexOf(id);
  return place < 0 ? LONG.length : place;
}
