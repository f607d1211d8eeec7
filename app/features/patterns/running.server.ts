import type { Database } from "db/client";
import { evaluateAlerts } from "~/features/alerts/evaluate.server";
import { auditInWorker } from "~/features/audit/worker.server";
import { log } from "~/log.server";

/** An audit that was asked for: under way, or ended without a result. */
export interface Running {
  readonly state: "running" | "failed";
  /** What it is looking at: "Unpaid working time". */
  readonly step: string | null;
}

let current: Running | null = null;
let underWay: Promise<void> | null = null;

/** How the audit that was last asked for stands; null where none is under way and the last one was kept. */
export const runningAudit = (): Running | null => current;

/** Asks for an audit of the whole ledger, one at a time; resolves when it is done, however it ends. */
export function startAudit(system: Pick<Database, "url" | "db">, runAt: Date): Promise<void> {
  underWay ??= audit(system, runAt).finally(() => (underWay = null));
  return underWay;
}

async function audit({ url, db }: Pick<Database, "url" | "db">, runAt: Date): Promise<void> {
  current = { state: "running", step: "counting the evidence" };
  try {
    const request = { runAt: runAt.toISOString() };
    await auditInWorker({ url, request }, (step) => (current = { state: "running", step }));
    current = null;
    await evaluateAlerts(db, runAt);
  } catch (error) {
    log.error({ err: error }, "the audit failed");
    current = { state: "failed", step: null };
  }
}
