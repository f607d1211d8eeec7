import { defineDetector } from "~/domain/detector";
import type { PersonAccess } from "~/domain/evidence";
import type { Answer, Outcome } from "~/domain/finding";
import { fisherExact } from "~/stats/fisher-exact";
import { mantelHaenszelRiskRatio } from "~/stats/mantel-haenszel";
import { insufficientAnswer, programmeAnswer } from "./parts/answer";
import { groupBy } from "./parts/group";
import { param } from "./parts/params";

const THRESHOLD = {
  kind: "law",
  source:
    "29 CFR 1607.4(D): four fifths, with statistical significance (US rule; elsewhere a screening heuristic)",
} as const;

const always = (): boolean => true;

/** Favourable events compare selection rates, adverse ones risks. */
const EVENTS = [
  { id: "premium_offered", adverse: false, known: always, of: (row: PersonAccess) => row.premiumOffered },
  { id: "top_tier", adverse: false, known: always, of: (row: PersonAccess) => row.topTier },
  {
    id: "paid_at_middle",
    adverse: false,
    known: (row: PersonAccess) => row.paidAtMiddle !== null,
    of: (row: PersonAccess) => row.paidAtMiddle === true,
  },
  { id: "removed", adverse: true, known: always, of: (row: PersonAccess) => row.removed },
] as const;

interface Comparison {
  readonly dimension: string;
  readonly group: string;
  readonly reference: string;
  readonly event: string;
  readonly adverse: boolean;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly crudeRatio: number | null;
  readonly p: number;
  readonly midP: number;
  readonly n: number;
  readonly shortfall: number;
  readonly outcome: Outcome;
  readonly watch: boolean;
}

/** Do access, tier or removal differ by self-declared group, or by country? */
export default defineDetector({
  id: "disparate-impact",
  version: 2,
  title: "Differences between groups",
  question:
    "Do access to premium work, the top tier, pay, or removal differ between groups that people declared, or countries?",
  harm: "Access, tier, pay or removal differ by group.",
  kind: "statistical",
  requires: [],
  needs: ["access"],
  params: {
    ratio: param("Selection rate against the highest", "ratio", [0.8, 0.5, 0.95], THRESHOLD.source, "law"),
    adverseRatio: param("Risk of an adverse event against the lowest", "ratio", [2, 1.1, 5]),
    alpha: param(
      "Significance, after correction",
      "share",
      [0.05, 0.001, 0.1],
      "Peresie: use both tests",
      "paper",
    ),
    least: param("People in a group", "people", [30, 10, 500]),
    poolShare: param("Group as a share of everybody", "share", [0.02, 0, 0.2]),
  },
  minimum:
    "Thirty people in each group, at least five expected in each cell, and a group of two per cent of people.",
  innocent: [
    "Groups may differ in when they joined, in hours, or in the projects they chose.",
    "A criterion that is needed for the work can have this effect.",
  ],
  limits: [
    "Only voluntary declarations and the country on record; nothing is inferred.",
    "Compared within projects, so that a hard project does not stand for a group.",
  ],
  sources: [
    { kind: "law", text: THRESHOLD.source },
    { kind: "paper", text: "Peresie 2009 (use both tests); Fisher 1935; Mantel and Haenszel 1959" },
    { kind: "convention", text: "Adverse events at twice the risk" },
  ],
  seenBy: ["researcher", "manager"],
  remedy:
    "Validate the criterion, look for a less adverse one, mend the step at which the difference arises.",
  messages: {
    flagged:
      "{event}: {group} ({dimension}) has {ratio} times the rate of {reference}, projects held constant.",
    clear: "{tests} comparisons of groups show no ratio below four fifths with significance.",
    inconclusive: "{tests} comparisons of groups; at least one interval covers the threshold.",
  },
  detect({ access }, params) {
    const threshold = { value: params.ratio, ...THRESHOLD };
    const comparisons = compareAll(access, params);
    const people = new Set(access.map(({ annotator }) => annotator)).size;
    if (comparisons.length === 0) {
      const reason = `no two groups with ${params.least} people each and five expected in each cell (annotators.groups, annotators.country)`;
      return [insufficientAnswer(reason, { n: people, nUnit: "people", threshold })];
    }
    return [programme(comparisons, people, threshold, params.alpha)];
  },
});

type Rules = Readonly<Record<"ratio" | "adverseRatio" | "least" | "poolShare", number>>;

function compareAll(access: readonly PersonAccess[], rules: Rules): readonly Comparison[] {
  const dimensions = new Set(access.flatMap(({ groups }) => Object.keys(groups)));
  return [...dimensions].sort().flatMap((dimension) => {
    const rows = access.filter(({ groups }) => groups[dimension] !== undefined);
    const groups = groupBy(rows, (row) => row.groups[dimension] ?? "");
    const everybody = new Set(access.map(({ annotator }) => annotator)).size;
    const large = [...groups]
      .map(([group, own]) => ({ group, own, people: new Set(own.map(({ annotator }) => annotator)).size }))
      .filter(({ people }) => people >= rules.least && people >= rules.poolShare * everybody);
    return EVENTS.flatMap((event) => compareEvent(dimension, event, large, rules));
  });
}

interface Group {
  readonly group: string;
  readonly own: readonly PersonAccess[];
  readonly people: number;
}

/** One row a person: had the event in any project. */
function personTally({ own }: Group, event: (typeof EVENTS)[number]) {
  const had = new Map<string, boolean>();
  for (const row of own.filter(event.known))
    had.set(row.annotator, (had.get(row.annotator) ?? false) || event.of(row));
  return { successes: [...had.values()].filter(Boolean).length, trials: had.size };
}

function compareEvent(
  dimension: string,
  event: (typeof EVENTS)[number],
  groups: readonly Group[],
  rules: Rules,
): readonly Comparison[] {
  const rated = groups
    .map((group) => {
      const tally = personTally(group, event);
      return { group, tally, rate: tally.successes / tally.trials };
    })
    .filter(({ tally }) => tally.trials >= rules.least);
  const reference = rated.toSorted((a, b) => (event.adverse ? a.rate - b.rate : b.rate - a.rate))[0];
  if (!reference) return [];
  return rated.flatMap(({ group, tally, rate }) => {
    if (group === reference.group) return [];
    const all = tally.trials + reference.tally.trials;
    const events = tally.successes + reference.tally.successes;
    const least = (Math.min(tally.trials, reference.tally.trials) * Math.min(events, all - events)) / all;
    if (least < 5) return [];
    const stratified = mantelHaenszelRiskRatio(strata(group.own, reference.group.own, event));
    const fisher = fisherExact(tally, reference.tally);
    const crudeRatio = reference.rate === 0 ? null : rate / reference.rate;
    const ratio = stratified?.ratio ?? crudeRatio;
    if (ratio === null) return [];
    const { low, high } = stratified ?? { low: 0, high: Infinity };
    const outcome = outcomeOf(event.adverse, ratio, low, high, rules);
    return [
      {
        dimension,
        group: group.group,
        reference: reference.group.group,
        event: event.id,
        adverse: event.adverse,
        ratio,
        low,
        high,
        crudeRatio,
        // Both must speak: people compared once each, and people compared within their projects.
        p: Math.max(fisher.p, stratified?.p ?? 1),
        midP: fisher.midP,
        n: all,
        shortfall: Math.max(0, Math.round(Math.abs(reference.rate - rate) * tally.trials)),
        outcome,
        watch: outcome !== "flagged" && (event.adverse ? low > 1 : high < 1),
      },
    ];
  });
}

function outcomeOf(adverse: boolean, ratio: number, low: number, high: number, rules: Rules): Outcome {
  if (adverse)
    return ratio >= rules.adverseRatio && low > 1
      ? "flagged"
      : high < rules.adverseRatio
        ? "clear"
        : "inconclusive";
  return ratio < rules.ratio && high < 1 ? "flagged" : low > rules.ratio ? "clear" : "inconclusive";
}

function strata(
  first: readonly PersonAccess[],
  second: readonly PersonAccess[],
  event: (typeof EVENTS)[number],
) {
  const other = groupBy(second.filter(event.known), ({ project }) => project);
  return [...groupBy(first.filter(event.known), ({ project }) => project)].flatMap(([project, own]) => {
    const theirs = other.get(project);
    const tally = (rows: readonly PersonAccess[]) => ({
      successes: rows.filter(event.of).length,
      trials: rows.length,
    });
    return theirs ? [{ first: tally(own), second: tally(theirs) }] : [];
  });
}

function programme(
  comparisons: readonly Comparison[],
  people: number,
  threshold: Answer["threshold"],
  alpha: number,
): Answer {
  const tests = comparisons.length;
  const flagged = comparisons
    .filter(({ outcome, p }) => outcome === "flagged" && p * tests < alpha)
    .toSorted((a, b) => a.p - b.p);
  const shown = flagged[0] ?? comparisons.toSorted((a, b) => a.p - b.p)[0];
  const open = comparisons.some(({ outcome }) => outcome !== "clear");
  const outcome = flagged.length > 0 ? "flagged" : open ? "inconclusive" : "clear";
  return programmeAnswer({
    outcome,
    severity: outcome === "flagged" ? "high" : null,
    message: {
      id: outcome,
      data: shown
        ? {
            tests,
            event: shown.event,
            group: shown.group,
            dimension: shown.dimension,
            reference: shown.reference,
            ratio: shown.ratio.toFixed(2),
          }
        : { tests },
    },
    effect: shown
      ? {
          name: `${shown.event}_ratio`,
          value: shown.ratio,
          unit: "ratio",
          low: shown.low,
          high: Number.isFinite(shown.high) ? shown.high : null,
          method: "Mantel-Haenszel over projects, log-normal 95 %",
        }
      : null,
    p: shown?.p ?? null,
    tests,
    n: shown?.n ?? people,
    nUnit: "people",
    threshold,
    wouldChange: "More people in each group, or a criterion shown to be needed for the work.",
    evidence: {
      comparisons: comparisons.slice(0, 100).map(({ outcome: own, ...comparison }) => ({
        ...comparison,
        outcome: own,
        high: Number.isFinite(comparison.high) ? comparison.high : null,
      })),
      watched: comparisons.filter(({ watch }) => watch).length,
    },
    affected: flagged.reduce((total, { shortfall }) => total + shortfall, 0),
    chart: {
      kind: "intervals",
      title: "Rate against the reference group, projects held constant",
      unit: "ratio",
      rows: comparisons
        .filter(({ high }) => Number.isFinite(high))
        .slice(0, 40)
        .map((one) => ({
          label: `${one.event}: ${one.group}`,
          value: one.ratio,
          low: one.low,
          high: one.high,
        })),
      reference: 1,
    },
  });
}
