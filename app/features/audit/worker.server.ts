import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Detected, DetectTask } from "./detect";

export type DetectReport =
  | { readonly kind: "progress"; readonly step: string }
  | { readonly kind: "done"; readonly detected: Detected };

const ENTRY = "app/features/audit/worker-entry.js";

/** Runs detectors in a thread of their own, so that whoever asked stays responsive. Throws what a detector throws. */
export function detectInWorker(task: DetectTask, tell: (step: string) => void): Promise<Detected> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(pathToFileURL(join(projectRoot(), ENTRY)), {
      workerData: task,
      transferList: buffersOf(task.evidence),
    });
    worker.on("message", (report: DetectReport) => {
      if (report.kind === "progress") tell(report.step);
      else resolve(report.detected);
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

/** Packed columns are handed over rather than copied. */
function buffersOf(evidence: object): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const visit = (value: unknown, depth: number): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    } else if (typeof value === "object" && value !== null && depth < 3) {
      for (const inner of Object.values(value)) visit(inner, depth + 1);
    }
  };
  visit(evidence, 0);
  return [...buffers];
}
