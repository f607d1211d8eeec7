import type { Database } from "db/client";
import { log } from "~/log.server";
import { deliverDue } from "./deliver.server";
import { evaluateAlerts } from "./evaluate.server";
import { watchRest } from "./rest-watch.server";

export interface Schedule {
  /** Ends after the round that is under way. */
  readonly stop: () => Promise<void>;
}

const DELIVER_EVERY_MS = 5_000;
const LOOK_EVERY_MS = 60_000;

/**
 * The running server's share of the alerts: looks for what has crossed since anybody looked, warns of rest, and sends
 * what is due. Several servers may run it: rules are held under a lock, deliveries are claimed. `clock` is read anew at
 * every round; `origin` is where links lead.
 */
export function startAlerts(database: Database, clock: () => Date, origin: string): Schedule {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let lookedAt = -Infinity;
  const round = async () => {
    try {
      if (clock().getTime() - lookedAt >= LOOK_EVERY_MS) {
        lookedAt = clock().getTime();
        await evaluateAlerts(database.db, clock());
        await watchRest(database.db, clock());
      }
      await deliverDue(database, clock, origin);
    } catch (error) {
      // A database that went away comes back; the next round finds what this one left.
      if (!isStopped) log.error({ err: error }, "a round of alerts failed");
    }
  };
  let under = Promise.resolve();
  const next = () => {
    if (isStopped) return;
    timer = setTimeout(() => {
      under = round().finally(next);
    }, DELIVER_EVERY_MS).unref();
  };
  next();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await under;
    },
  };
}
