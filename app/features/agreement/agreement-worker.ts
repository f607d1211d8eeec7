import { parentPort, workerData } from "node:worker_threads";
import { analyse } from "./analyse";
import type { LabelTask } from "./label-task";
import type { WorkerReport } from "./worker.server";

/** Runs one analysis in a thread of its own and hands its columns back without copying them. */
const send = (report: WorkerReport, transfer: readonly ArrayBuffer[] = []) =>
  parentPort?.postMessage(report, [...new Set(transfer)]);

let last = 0;
const analysis = analyse(workerData as LabelTask, (method, iteration) => {
  const now = performance.now();
  if (now - last < 250 && iteration > 1) return;
  last = now;
  send({ kind: "progress", method, iteration });
});

const buffers = Object.values(analysis.columns).flatMap(({ labels, posterior, skills, errors }) =>
  [labels, posterior, skills, errors].flatMap((column) =>
    column?.buffer instanceof ArrayBuffer ? [column.buffer] : [],
  ),
);
send({ kind: "done", analysis }, buffers);
