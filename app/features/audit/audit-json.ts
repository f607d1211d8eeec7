import { programmeOutcome } from "~/detectors/parts/run";
import { messageText } from "~/domain/detector";
import type { Finding, Json } from "~/domain/finding";
import type { Audit } from "./run-audit.server";

/** `people` is null where there are too few to say. */
type PrintedAudit = Omit<Audit, "people" | "figures"> & { readonly people: number | null };

/** An audit as `audit --format json` prints it: field names in snake case, instants ISO 8601 UTC, shares 0 to 1. */
export function auditJson(audit: PrintedAudit): Json {
  return {
    window: audit.window && { from: isoInstant(audit.window.from), to: isoInstant(audit.window.to) },
    definitions_version: audit.definitionsVersion,
    run_at: audit.runAt,
    correction: audit.correction,
    people: audit.people,
    detectors: audit.results.map(({ detector, findings }) => ({
      id: detector.id,
      version: detector.version,
      outcome: programmeOutcome(findings),
      family_size: Math.max(0, ...findings.map(({ family }) => family?.size ?? 0)),
    })),
    findings: audit.results.flatMap(({ detector, findings }) =>
      findings.map((finding) => findingJson(finding, messageText(detector, finding.message))),
    ),
  };
}

/** One finding; `text` is its message in words. */
export function findingJson(finding: Finding, text: string): Json {
  const { effect, threshold } = finding;
  return {
    detector: finding.detector,
    version: finding.version,
    scope: finding.scope,
    subject: finding.subject,
    outcome: finding.outcome,
    severity: finding.severity,
    effect: effect && {
      name: effect.name,
      value: number(effect.value),
      unit: effect.unit,
      interval: [number(effect.low), number(effect.high)],
      method: effect.method,
    },
    p: number(finding.p),
    q: number(finding.q),
    family: finding.family && { id: finding.family.id, size: finding.family.size },
    n: finding.n,
    n_unit: finding.nUnit,
    threshold: { value: number(threshold.value), source_kind: threshold.kind, source: threshold.source },
    insufficient_reason: finding.insufficientReason,
    message: text,
    would_change: finding.wouldChange,
    coverage: number(finding.coverage),
    evidence: snakeCase(finding.evidence),
    row_ids: finding.rowIds,
    affected: finding.affected,
    affected_hours: number(finding.affectedHours),
    money_minor: finding.money?.minor ?? null,
    currency: finding.money?.currency ?? null,
    remedy: finding.remedy,
    audience: [...finding.audience],
  };
}

/** JSON has no infinity: an end that does not exist is null. */
const number = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null;

export const isoInstant = (seconds: number): string => new Date(seconds * 1_000).toISOString();

const CAMEL_CASE = /^[a-z]+(?:[A-Z][a-z0-9]*)+$/;

/** Names in snake case; a name that is data (a fault's number, a project's id) stays as it is. */
export function snakeCase(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(snakeCase);
  if (typeof value === "number") return number(value);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, Json]) => [
      CAMEL_CASE.test(name) ? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : name,
      snakeCase(inner),
    ]),
  );
}
