import type { Evidence, EvidenceId } from "~/domain/evidence";
import type { Db } from "../../client";
import { listAccess } from "./access";
import { findAllocation } from "./allocation";
import { listBonuses } from "./bonuses";
import { findContentDays } from "./content-days";
import { listEarnings } from "./earnings";
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
import { listReviewTallies } from "./review-tallies";
import { findSpeed } from "./speed";
import { findTargetStates } from "./target-states";
import { packTimelines } from "./timelines";
import type { EvidenceWindow } from "./window";

export { countActivePeople, findRecordedSpan, listFilledTables, type EvidenceWindow } from "./window";

/** Counts what was asked for, each piece once; the pieces not asked for are absent. */
export async function collectEvidence(
  db: Db,
  window: EvidenceWindow,
  wanted: ReadonlySet<EvidenceId>,
): Promise<Partial<Evidence>> {
  const collected: Partial<Record<EvidenceId, unknown>> = {};
  for (const id of ORDER) {
    if (!wanted.has(id)) continue;
    collected[id] = await COUNTS[id](db, window, collected as Partial<Evidence>);
  }
  return collected as Partial<Evidence>;
}

type Count<Id extends EvidenceId> = (
  db: Db,
  window: EvidenceWindow,
  before: Partial<Evidence>,
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
    findTargetStates(db, window, before.timelines ?? (await packTimelines(db, window))),
  speed: findSpeed,
  payCells: packPayCells,
  bonuses: listBonuses,
  access: listAccess,
  goldItems: packGoldItems,
  reviewTallies: listReviewTallies,
  contentDays: findContentDays,
};

/** Timelines before what reads them. */
const ORDER = (Object.keys(COUNTS) as EvidenceId[]).toSorted(
  (a, b) => Number(a === "targetStates") - Number(b === "targetStates"),
);
