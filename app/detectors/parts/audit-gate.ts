import type { Finding } from "~/domain/finding";
import { groupBy } from "./group";

/**
 * The chance that an audit of a programme without any pattern flags anything by a test: one in a hundred. Detectors each
 * keep to 5 %, which together is far more than anybody would accept of a report that is handed on.
 */
export const AUDIT_LEVEL = 0.01;

/** What a finding says that passed its own family but not the audit. */
export const UNCONFIRMED =
  "It passes among the tests of its own kind but not among all tests of this audit; a second window that shows it again would confirm it.";

/**
 * Keeps the flags of a whole audit to `level` family-wise. Every detector that tests stands for one hypothesis, "there is
 * no such pattern": its p is the smallest Simes p of its families (a family's smallest adjusted p), times the number of
 * them. Holm's steps over the detectors then say which may flag; within those, each family's own correction decides as
 * before. A flag of any other is inconclusive. Flags without a p (a rule that was breached, an interval beyond a
 * threshold) stand as they are, as do audits of a single detector.
 *
 * A p that takes something estimated as known gives way to the answer's cautious one here.
 *
 * `results`: one list of findings a detector, as `runDetector` gives them. Simes 1986; Holm 1979.
 */
export function gateAudit(
  results: readonly (readonly Finding[])[],
  level = AUDIT_LEVEL,
): readonly (readonly Finding[])[] {
  const hypotheses = results
    .map((findings, place) => ({ place, p: detectorP(findings) }))
    .filter((one): one is { place: number; p: number } => one.p !== null)
    .sort((a, b) => a.p - b.p);
  if (hypotheses.length < 2) return results;
  const passed = new Set<number>();
  for (const [step, { place, p }] of hypotheses.entries()) {
    if (p > level / (hypotheses.length - step)) break;
    passed.add(place);
  }
  return results.map((findings, place) => (passed.has(place) ? findings : findings.map(withhold)));
}

/** One p for all that a detector tested; null where it tested nothing. */
function detectorP(findings: readonly Finding[]): number | null {
  const families = groupBy(
    findings.filter(({ q }) => q !== null),
    ({ family }) => family?.id ?? "",
  );
  if (families.size === 0) return null;
  const least = Math.min(...[...families.values()].flat().map(cautiousQ));
  return Math.min(1, families.size * least);
}

/** The adjusted p, or the cautious one times its family where that is larger. */
const cautiousQ = ({ q, cautiousP, family }: Finding): number =>
  Math.max(q ?? 1, Math.min(1, (cautiousP ?? 0) * (family?.size ?? 1)));

function withhold(finding: Finding): Finding {
  if (finding.outcome !== "flagged" || finding.q === null) return finding;
  return { ...finding, outcome: "inconclusive", severity: null, wouldChange: UNCONFIRMED };
}
