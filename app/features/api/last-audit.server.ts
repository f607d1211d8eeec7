import { findLastRun, listFindings } from "db/queries/audit-runs";
import { DETECTORS } from "~/detectors";
import type { Correction } from "~/detectors/parts/run";
import type { Finding } from "~/domain/finding";
import { auditJson } from "~/features/audit/audit-json";
import { shelfOf, type Sources, shownTo } from "~/features/patterns/patterns.server";
import { Refusal } from "./problem";

/** The newest audit that was kept, as the viewer may have its findings: the same as on the screens. Of all detectors, or of some. */
export async function lastAudit({ viewer, db, system }: Sources, only?: readonly string[]): Promise<object> {
  const unknown = only?.find((id) => !DETECTORS.some((detector) => detector.id === id));
  if (unknown !== undefined) throw new Refusal(422, `There is no detector ${unknown}: see /methodology.`);
  const shelf = await shelfOf(viewer, system);
  const run = await findLastRun(db, shelf);
  if (!run) throw new Refusal(404, "There was no audit yet. Start one: POST /api/v1/audit.");
  const show = shownTo(viewer);
  const stored = await listFindings(db, run.runId, shelf);
  const findings = stored.flatMap(({ document }) => show(JSON.parse(document) as Finding) ?? []);
  const detectors = DETECTORS.filter(
    ({ id }) => (only?.includes(id) ?? true) && findings.some(({ detector }) => detector === id),
  );
  const { windowFrom: from, windowTo: to } = run;
  return auditJson({
    runAt: run.runAt,
    definitionsVersion: run.definitionsVersion,
    window: from !== null && to !== null ? { from: seconds(from), to: seconds(to) } : null,
    people: run.people,
    correction: run.correction as Correction,
    results: detectors.map((detector) => ({
      detector,
      findings: findings.filter((finding) => finding.detector === detector.id),
    })),
  }) as object;
}

const seconds = (instant: string): number => Date.parse(instant) / 1_000;
