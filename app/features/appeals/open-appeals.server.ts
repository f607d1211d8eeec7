import type { Db } from "db/client";
import { listOpenAppeals } from "db/queries/appeals";
import { findRecordedPeriod } from "db/queries/measures";
import { type ClockedAppeal, openAppealsView } from "./open-appeals";

/** Every open appeal with its last day, those due first before the others. */
export async function loadOpenAppeals(db: Db, now: Date): Promise<readonly ClockedAppeal[]> {
  const { lastAt } = await findRecordedPeriod(db, null);
  return openAppealsView(await listOpenAppeals(db), now.toISOString(), lastAt);
}
