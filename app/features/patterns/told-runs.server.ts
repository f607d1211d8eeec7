import type { Db } from "db/client";
import { listFindingsAboutNobody, listUntoldRuns, setToldRun } from "db/queries/told-findings";
import type { Finding } from "~/domain/finding";
import { roundedPeople } from "~/stats/disclosure/counts";
import { suppressedRun, TOLD_RULES } from "./suppress";

/**
 * Keeps of every run what researchers may be told: of a run that was just made, of those made before there were such
 * copies, and of all of them again once the rules change. `system` must see everybody.
 */
export async function tellRuns(system: Db): Promise<void> {
  for (const { runId, people } of await listUntoldRuns(system, TOLD_RULES)) {
    const count = roundedPeople(people);
    const findings = await listFindingsAboutNobody(system, runId);
    // Of a programme of fewer than ten people there is nothing to tell.
    const shown =
      count === null ? [] : suppressedRun(findings.map(({ document }) => JSON.parse(document) as Finding));
    const told = findings.flatMap(({ findingNo }, place) => {
      const finding = shown[place];
      if (!finding) return [];
      const { detector, version, scope, subject, outcome, severity } = finding;
      const columns = { findingNo, detector, version, scope, subject, outcome, severity };
      return [{ ...columns, document: JSON.stringify(finding) }];
    });
    await setToldRun(system, { runId, rules: TOLD_RULES, people: count }, told);
  }
}
