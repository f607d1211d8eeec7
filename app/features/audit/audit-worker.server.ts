import { parentPort, workerData } from "node:worker_threads";
import { withDatabase } from "db/client";
import { runAudit } from "./audit.server";
import type { AuditReport, AuditTask } from "./worker.server";

/** Runs an audit in a thread of its own: a large programme keeps a core busy for a minute. */
const send = (report: AuditReport) => parentPort?.postMessage(report);

const { url, request } = workerData as AuditTask;
const { runId } = await withDatabase(url, ({ db }) =>
  runAudit(db, request, (step) => send({ kind: "progress", step })),
);
send({ kind: "done", runId });
