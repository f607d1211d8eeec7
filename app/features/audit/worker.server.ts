import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { AuditRequest } from "./run-audit.server";

export interface AuditTask {
  /** The ledger's database, as `Database.url` has it. */
  readonly url: string;
  readonly request: AuditRequest;
}

export type AuditReport =
  { readonly kind: "progress"; readonly step: string } | { readonly kind: "done"; readonly runId: number };

const ENTRY = "app/features/audit/worker-entry.js";

/**
 * Runs and keeps an audit in a thread of its own, which reads the ledger over a connection of its own: whoever asked
 * stays responsive, however large the ledger is. Gives the number of the run; throws what the audit throws.
 */
export function auditInWorker(task: AuditTask, tell: (step: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(pathToFileURL(join(projectRoot(), ENTRY)), { workerData: task });
    worker.on("message", (report: AuditReport) => {
      if (report.kind === "progress") tell(report.step);
      else resolve(report.runId);
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`The audit ended early (exit status ${code}).`)));
  });
}

/** Where the sources are: this file runs from its own folder, and, built, from `build/server`. */
function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, ENTRY))) {
    if (dirname(folder) === folder) throw new Error(`${ENTRY} is missing from this installation.`);
    folder = dirname(folder);
  }
  return folder;
}
