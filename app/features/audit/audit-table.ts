import { programmeOutcome } from "~/detectors/parts/run";
import { messageText } from "~/domain/detector";
import type { Audit } from "./run-audit.server";

/** One line a detector: what it says for the programme, in words, and how many other subjects it flagged. */
export interface AuditLine {
  readonly detector: string;
  readonly outcome: string;
  readonly severity: string;
  readonly affected: number | null;
  readonly others: number;
  readonly message: string;
}

export function auditLines(audit: Audit): readonly AuditLine[] {
  return audit.results.map(({ detector, findings }) => {
    const programme = findings.find(({ scope }) => scope === "programme");
    return {
      detector: detector.id,
      outcome: programmeOutcome(findings),
      severity: programme?.severity ?? "",
      affected: programme?.affected ?? null,
      others: findings.filter(({ scope, outcome }) => scope !== "programme" && outcome === "flagged").length,
      message: programme ? messageText(detector, programme.message) : "",
    };
  });
}
