import type { Chart, Effect, Finding, Json } from "~/domain/finding";
import { effectName, effectText, thresholdText } from "~/features/audit/finding-text";
import { roundedPeople } from "~/stats/disclosure/counts";

/** Effects that are one person's: the worst case of all. */
const OF_ONE_PERSON = /^(?:most|longest|worst|least)_/;

/**
 * A programme's finding as a researcher may have it: no person's id, no counts of fewer than ten people, no row ids,
 * no extreme that is one person's, and its sentence made from the effect alone. `people` are the ids of annotators
 * and reviewers. Null for a finding about one person.
 */
export function suppressed(finding: Finding, people: ReadonlySet<string>): Finding | null {
  if (finding.scope !== "programme" && finding.scope !== "project" && finding.scope !== "tier") return null;
  const affected = finding.affected === null ? null : roundedPeople(finding.affected);
  const few = finding.affected !== null && affected === null;
  const effect = finding.effect && !OF_ONE_PERSON.test(finding.effect.name) ? finding.effect : null;
  return {
    ...finding,
    effect,
    message: { id: sentenceOf(finding, effect), data: {} },
    affected,
    affectedHours: few ? null : finding.affectedHours,
    money: few ? null : finding.money,
    rowIds: [],
    n: finding.nUnit === "people" ? (roundedPeople(finding.n) ?? 0) : finding.n,
    evidence: withoutPeople(finding.evidence, people) as Finding["evidence"],
    chart: chartWithoutPeople(finding.chart, people),
  };
}

/** A template of its own: `messageText` leaves an id that it does not know as it is. */
function sentenceOf({ outcome, insufficientReason, threshold }: Finding, effect: Effect | null): string {
  if (outcome === "insufficient") return `There is not enough to look at: ${insufficientReason ?? ""}.`;
  const size = effect && effectText(effect);
  if (!effect || !size) return "The details rest on too few people to be shown.";
  const bar = thresholdText(threshold, effect);
  return `${effectName(effect.name)}: ${size}${bar === null ? "" : `, against a threshold of ${bar}`}.`;
}

/** Evidence without anything that names a person or lists single rows; a list of ids becomes their number. */
function withoutPeople(value: Json, people: ReadonlySet<string>): Json | undefined {
  if (typeof value === "string") return people.has(value) ? undefined : value;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    if (list.length > 0 && list.every((entry) => typeof entry === "string")) {
      return roundedPeople(list.length) ?? "fewer than ten";
    }
    return list.flatMap((entry) => withoutPeople(entry, people) ?? []);
  }
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  // A row that names a person is that person's.
  if (entries.some(([, inner]) => typeof inner === "string" && people.has(inner))) return undefined;
  return Object.fromEntries(
    entries.flatMap(([name, inner]) => {
      const kept = typeof inner === "number" ? countText(name, inner) : withoutPeople(inner, people);
      return kept === undefined ? [] : [[name, kept] as const];
    }),
  );
}

/** Names under which detectors keep numbers of people. */
const COUNTS_PEOPLE = /people|passing|below|above|under|filers|inside|outside|reviewers/i;

function countText(name: string, value: number): Json {
  if (value === 0 || !Number.isInteger(value) || !COUNTS_PEOPLE.test(name)) return value;
  return roundedPeople(value) ?? "fewer than ten";
}

function chartWithoutPeople(chart: Chart | null, people: ReadonlySet<string>): Chart | null {
  if (chart?.kind === "bars") {
    if (chart.bars.some(({ label }) => people.has(label))) return null;
    if (!/people|person/.test(chart.unit)) return chart;
    return {
      ...chart,
      bars: chart.bars.flatMap((bar) => {
        const value = roundedPeople(bar.value);
        return value === null ? [] : [{ ...bar, value }];
      }),
    };
  }
  if (chart?.kind === "intervals") return chart.rows.some(({ label }) => people.has(label)) ? null : chart;
  return chart;
}
