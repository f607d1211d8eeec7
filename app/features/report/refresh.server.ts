import type { Db } from "db/client";
import { findLastChange } from "db/queries/imports";
import { refreshRollups } from "db/queries/refresh";
import { findSnapshotWindow } from "db/queries/snapshots";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import { evaluateAlerts } from "~/features/alerts/evaluate.server";
import { watchRest } from "~/features/alerts/rest-watch.server";
import { evaluateTiers } from "~/features/tiers/evaluate.server";
import { refreshSnapshots } from "./snapshot.server";

/**
 * Brings everything that screens and reports read up to the records: rollups where something was marked, and then the
 * snapshots; also after a change of definitions. Then windows that have ended are evaluated under the written tier
 * policies, alert rules are held against the
 * measures, and whoever will miss a rest is warned. Does nothing, quickly, where nothing changed.
 */
export async function refreshMeasures(db: Db, now: Date): Promise<void> {
  const cells = await refreshRollups(db);
  const kept = await findSnapshotWindow(db, 0);
  const stale =
    cells > 0 ||
    kept?.definitionsVersion !== DEFINITIONS_VERSION ||
    // Floors, rates, places and payments are read as they are: they mark nothing to be counted again.
    ((await findLastChange(db)) ?? "") > kept.computedAt;
  if (stale) await refreshSnapshots(db, now);
  await evaluateTiers(db, now);
  await evaluateAlerts(db, now);
  await watchRest(db, now);
}
