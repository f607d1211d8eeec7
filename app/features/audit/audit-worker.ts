import { parentPort, workerData } from "node:worker_threads";
import { detectAll, type DetectTask } from "./detect";
import type { DetectReport } from "./worker.server";

/** Runs the detectors in a thread of their own: a large programme keeps a core busy for a minute. */
const send = (report: DetectReport) => parentPort?.postMessage(report);

send({
  kind: "done",
  detected: detectAll(workerData as DetectTask, (step) => send({ kind: "progress", step })),
});
