import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Analysis, Method } from "./analysis";
import type { LabelTask } from "./label-task";

export type WorkerReport =
  | { readonly kind: "progress"; readonly method: Method; readonly iteration: number }
  | { readonly kind: "done"; readonly analysis: Analysis };

export type OnProgress = (progress: { readonly method: Method; readonly iteration: number }) => void;

const ENTRY = "app/features/agreement/worker-entry.js";

/**
 * Analyses labels in a thread of their own, so that whoever asked stays responsive. The columns of labels are handed over:
 * they are empty here afterwards. Throws what the analysis throws.
 */
export function analyseInWorker(task: LabelTask, tell: OnProgress = () => undefined): Promise<Analysis> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(pathToFileURL(join(projectRoot(), ENTRY)), {
      workerData: task,
      transferList: buffersOf(task),
    });
    worker.on("message", (report: WorkerReport) => {
      if (report.kind === "progress") tell(report);
      else resolve(report.analysis);
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`The analysis ended early (exit status ${code}).`)));
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

function buffersOf({ labels, week }: LabelTask): ArrayBuffer[] {
  const buffers = [labels.itemStart, labels.annotator, labels.label, week].map(({ buffer }) => buffer);
  return [...new Set(buffers.filter((buffer) => buffer instanceof ArrayBuffer))];
}
