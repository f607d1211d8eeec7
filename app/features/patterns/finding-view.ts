import { messageText, type Detector } from "~/domain/detector";
import type { Finding, Outcome, Severity, SourceKind } from "~/domain/finding";
import {
  affectedParts,
  amountText,
  effectName,
  effectText,
  effectUnit,
  probabilityText,
  thresholdText,
} from "~/features/audit/finding-text";

/** A finding as screens print it: words and numbers as text, nothing left to compute. */
export interface FindingView {
  readonly outcome: Outcome;
  readonly severity: Severity | null;
  readonly sentence: string;
  readonly effect: {
    readonly name: string;
    readonly text: string;
    readonly unit: string;
    readonly method: string;
  } | null;
  readonly threshold: { readonly text: string | null; readonly kind: SourceKind; readonly source: string };
  readonly test: string;
  readonly n: string;
  readonly coverage: string;
  readonly affected: readonly string[];
  readonly insufficientReason: string | null;
  readonly wouldChange: string;
}

export function findingView(detector: Detector, finding: Finding): FindingView {
  const { effect, threshold } = finding;
  const size = effect && effectText(effect);
  return {
    outcome: finding.outcome,
    severity: finding.severity,
    sentence: messageText(detector, finding.message),
    effect:
      effect && size
        ? { name: effectName(effect.name), text: size, unit: effectUnit(effect), method: effect.method }
        : null,
    threshold: {
      text: thresholdText(threshold, effect),
      kind: threshold.kind,
      source: threshold.source,
    },
    test: testText(finding),
    n: `${amountText(finding.n, "")} ${finding.nUnit}`,
    coverage: finding.coverage === null ? "not known" : amountText(finding.coverage, "share"),
    affected: affectedParts(finding),
    insufficientReason: finding.insufficientReason,
    wouldChange: finding.wouldChange,
  };
}

function testText({ p, q, family }: Finding): string {
  if (p === null) return "a rule, not a test";
  const size = family?.size ?? 1;
  return `p ${probabilityText(p)}; ${probabilityText(q ?? 1)} after correction for ${size} ${size === 1 ? "test" : "tests"}`;
}

/** What changed since the run before, in a few words; null where there was none. */
export function changeText(now: Finding, before: Finding | null): string | null {
  if (!before) return null;
  if (before.version !== now.version)
    return `another definition: version ${before.version} to ${now.version}`;
  if (before.outcome !== now.outcome) return `was ${before.outcome}`;
  if (before.severity !== now.severity && before.severity) return `was ${before.severity}`;
  const [then, today] = [before.effect?.value ?? null, now.effect?.value ?? null];
  if (then === null || today === null) return "unchanged";
  const unit = now.effect?.unit ?? "";
  const [from, to] = [amountText(then, unit), amountText(today, unit)];
  return from === to ? "unchanged" : `${from} before`;
}

const OUTCOME_ORDER: Readonly<Record<Outcome, number>> = {
  flagged: 0,
  inconclusive: 1,
  clear: 2,
  insufficient: 3,
};
const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { critical: 0, high: 1, watch: 2 };

/** What needs looking at first, first. */
export const urgency = ({ outcome, severity }: Pick<Finding, "outcome" | "severity">): number =>
  OUTCOME_ORDER[outcome] * 10 + (severity === null ? 3 : SEVERITY_ORDER[severity]);
