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
import { findSpeed } from "./speed";
import { findTargetStates } from "./target-states";
import { packTimelines } from "./timelines";
import type { EvidenceWindow } from "./window";

export { countActivePeople, findRecordedSpan, listFilledTables, type EvidenceWindow } from "./window";

/** Two counts at a time: while one is read here, the server works on the other. */
const LANES = 2;

/** Counts what was asked for, each piece once; the pieces not asked for are absent. */
export async function collectEvidence(
  db: Db,
  window: EvidenceWindow,
  wanted: ReadonlySet<EvidenceId>,
): Promise<Partial<Evidence>> {
  const waiting = ORDER.filter((id) => wanted.has(id));
  const begun = new Map<EvidenceId, Promise<unknown>>();
  const collected: Partial<Record<EvidenceId, unknown>> = {};
  const lane = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const piece = COUNTS[id](db, window, {
        timelines: begun.get("timelines") as Promise<Timelines> | undefined,
      });
      begun.set(id, piece);
      collected[id] = await piece;
    }
  };
  // A transaction is one connection, which reads one stream at a time.
  await Promise.all(Array.from({ length: db.isTransaction ? 1 : LANES }, lane));
  return collected as Partial<Evidence>;
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

/** The long ones first, so that none is left alone at the end; timelines before what reads them. */
const LONG: readonly EvidenceId[] = ["timelines", "earnings", "payCells", "bonuses", "targetStates"];
const ORDER = (Object.keys(COUNTS) as EvidenceId[]).toSorted((a, b) => placeOf(a) - placeOf(b));

function placeOf(id: EvidenceId): number {
  const place = LONG.indexOf(id);
  return place < 0 ? LONG.length : place;
}
