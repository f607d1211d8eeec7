import type { Db } from "db/client";
import {
  insertAuditRun,
  listAuditInputs,
  listDetectorSettings,
  type StoredFinding,
} from "db/queries/audit-runs";
import { SEVERITIES, type Severity } from "~/domain/finding";
import { ledgerChecksums } from "~/features/export/ledger-csv.server";
import { tellRuns } from "~/features/patterns/told-runs.server";
import { auditHtml } from "./audit-html";
import { auditJson, isoInstant } from "./audit-json";
import { auditLines } from "./audit-table";
import { auditLedger, type Audit, type AuditRequest } from "./run-audit.server";

export { UnknownDetector, type Audit, type AuditRequest } from "./run-audit.server";

/** An audit that was kept, under its number. */
export interface StoredAudit extends Audit {
  readonly runId: number;
}

/** Runs the detectors with the stored parameters and keeps the run with everything it found. */
export async function runAudit(
  db: Db,
  request: AuditRequest,
  tell?: (detector: string) => void,
): Promise<StoredAudit> {
  const settings = request.settings ?? (await listDetectorSettings(db));
  const audit = await auditLedger(db, { ...request, settings }, tell);
  const runId = await insertAuditRun(
    db,
    {
      runAt: audit.runAt,
      definitionsVersion: audit.definitionsVersion,
      windowFrom: audit.window && isoInstant(audit.window.from),
      windowTo: audit.window && isoInstant(audit.window.to),
      correction: audit.correction,
      people: audit.people,
      settings,
    },
    storedFindings(audit),
    audit.figures.map(({ name, subject, value }) => ({ name, subject, document: JSON.stringify(value) })),
  );
  await tellRuns(db);
  return { ...audit, runId };
}

function* storedFindings(audit: Audit): Generator<StoredFinding> {
  for (const { findings } of audit.results) {
    for (const finding of findings) {
      const { detector, version, scope, subject, outcome, severity } = finding;
      yield { detector, version, scope, subject, outcome, severity, document: JSON.stringify(finding) };
    }
  }
}

export type AuditFormat = "table" | "json" | "html";

/** The audit as text in the format asked for; a table is given as lines for the caller's own table. */
export async function formatAudit(db: Db, audit: Audit, format: "json" | "html"): Promise<string> {
  if (format === "json") return `${JSON.stringify(auditJson(audit), null, 2)}\n`;
  return auditHtml(audit, { imports: await listAuditInputs(db), checksums: await ledgerChecksums(db) });
}

export { auditLines };

/** Whether anything was found of at least this severity. */
export function findsAtLeast(audit: Audit, severity: Severity): boolean {
  const least = SEVERITIES.indexOf(severity);
  return audit.results.some(({ findings }) =>
    findings.some((finding) => finding.severity !== null && SEVERITIES.indexOf(finding.severity) >= least),
  );
}
