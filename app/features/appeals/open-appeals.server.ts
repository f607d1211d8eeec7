import type { Db } from "db/client";
import { listOpenAppeals } from "db/queries/appeals";
import { keptPeriod } from "~/features/report/kept-sums.server";
import { type ClockedAppeal, openAppealsView } from "./open-appeals";

/** Every open appeal with its last day, those due first before the others. */
export async function loadOpenAppeals(db: Db, system: Db, now: Date): Promise<readonly ClockedAppeal[]> {
  const { lastAt } = await keptPeriod(system);
  return openAppealsView(await listOpenAppeals(db), now.toISOString(), lastAt);
}
