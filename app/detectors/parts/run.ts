import type { Detector, DetectorContext, RequiredTable } from "~/domain/detector";
import type { Evidence } from "~/domain/evidence";
import type { Answer, Audience, Finding, FindingScope, Outcome } from "~/domain/finding";
import { OUTCOMES } from "~/domain/finding";
import { benjaminiHochberg, benjaminiYekutieli } from "~/stats/benjamini-hochberg";
import { insufficientAnswer } from "./answer";
import { groupBy } from "./group";

export type Correction = "benjamini-hochberg" | "benjamini-yekutieli";

export interface RunOptions {
  /** Tables with at least one record. */
  readonly tables: ReadonlySet<RequiredTable>;
  /** Parameters that differ from their defaults, by detector and name. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly correction: Correction;
  readonly context: DetectorContext;
}

/** A flag of a test needs an adjusted p below this. */
const ALPHA = 0.05;

/** What one detector found, its tests corrected within each family: detector, scope level and window. */
export function runDetector(detector: Detector, evidence: Evidence, options: RunOptions): readonly Finding[] {
  const missing = detector.requires.find((table) => !options.tables.has(table));
  const answers =
    missing === undefined
      ? detector.detect(evidence, options.settings[detector.id] ?? {}, options.context)
      : [missingTable(detector, missing)];
  const places = groupBy(answers, ({ scope }) => scope);
  return [...places].flatMap(([scope, own]) => correct(detector, scope, own, options));
}

function missingTable(detector: Detector, table: RequiredTable): Answer {
  const [source] = detector.sources;
  return insufficientAnswer(`the ledger holds no ${table}`, {
    n: 0,
    nUnit: `records in ${table}`,
    threshold: { value: null, kind: source.kind, source: source.text },
    wouldChange: `Records in ${table}.`,
  });
}

function correct(
  detector: Detector,
  scope: FindingScope,
  answers: readonly Answer[],
  { context, correction }: RunOptions,
): readonly Finding[] {
  const tested = answers.filter(({ p }) => p !== null);
  const size = Math.max(tested.length, ...answers.map(({ tests }) => tests ?? 0));
  const adjust = correction === "benjamini-hochberg" ? benjaminiHochberg : benjaminiYekutieli;
  const adjusted = adjust(
    tested.map(({ p }) => p ?? 1),
    size,
  );
  const qs = new Map(tested.map((answer, index) => [answer, adjusted[index] ?? 1]));
  const { from, to } = context.window;
  return answers.map((answer) => {
    const q = qs.get(answer) ?? null;
    const withheld = answer.outcome === "flagged" && q !== null && q >= ALPHA;
    return {
      ...answer,
      outcome: withheld ? "inconclusive" : answer.outcome,
      severity: withheld ? null : answer.severity,
      detector: detector.id,
      version: detector.version,
      window: { from, to },
      q,
      family: q === null ? null : { id: `${detector.id}/${scope}/${from}-${to}`, size },
      remedy: detector.remedy,
      audience: audienceOf(detector, answer.scope),
    };
  });
}

/**
 * Who may be shown a finding at this level, of those whom the detector's are for. What is about one person goes to that
 * person and the manager, what is about a reviewer to the manager; researchers see no single person, and annotators
 * only what touches their own case: themselves, or an item they answered.
 */
export function audienceOf({ seenBy }: Pick<Detector, "seenBy">, scope: FindingScope): readonly Audience[] {
  const level: Readonly<Record<FindingScope, readonly Audience[]>> = {
    programme: ["manager", "researcher"],
    project: ["manager", "researcher"],
    tier: ["manager", "researcher"],
    item: ["manager", "annotator", "researcher"],
    annotator: ["manager", "annotator"],
    reviewer: ["manager"],
  };
  return level[scope].filter((one) => seenBy.includes(one));
}

/** What a detector says for the programme: its first finding there. */
export function programmeOutcome(findings: readonly Finding[]): Outcome {
  return findings.find(({ scope }) => scope === "programme")?.outcome ?? "insufficient";
}

/** How many of each outcome, for a summary. */
export function countOutcomes(outcomes: readonly Outcome[]): Readonly<Record<Outcome, number>> {
  const counts = { flagged: 0, clear: 0, inconclusive: 0, insufficient: 0 };
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}

export const outcomeOrder = (outcome: Outcome): number => OUTCOMES.indexOf(outcome);
