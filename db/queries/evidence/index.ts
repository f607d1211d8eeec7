import { sql } from "kysely";
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
    async (own: Db) => {
      if (byDay.length > 0) await withWorkDays(own, window, (on) => lane(on, byDay));
      if (scored.length > 0) await withScoredWork(own, (on) => lane(on, scored));
      await lane(own, waiting);
    },
    (own: Db) => lane(own, waiting),
  ];
  // A transaction is one connection, which reads one stream at a time.
  if (db.isTransaction) for (const one of lanes) await one(db);
  else await Promise.all(lanes.map((one) => withoutHelpers(db, one)));
}

/**
 * A connection whose queries start no helping processes: with two lanes and Node's own work the processors have enough to
 * do, and what helpers hand over costs more than they save.
 */
function withoutHelpers(db: Db, work: (db: Db) => Promise<void>): Promise<void> {
  return db.connection().execute(async (own) => {
    await sql`set max_parallel_workers_per_gather = 0`.execute(own);
    try {
      await work(own);
    } finally {
      await sql`reset max_parallel_workers_per_gather`.execute(own);
    }
  });
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
/** The short ones first, then timelines, which most detectors wait for; at the end what few wait for. */
const LATE: readonly EvidenceId[] = [
  "timelines",
  "targetStates",
  "allocation",
  "access",
  "goldDays",
  "reviewedBy",
  "contentDays",
];
const ORDER = (Object.keys(COUNTS) as EvidenceId[]).toSorted((a, b) => LATE.indexOf(a) - LATE.indexOf(b));
