import type { Db } from "db/client";
import { listLatestFindings, listNewestFigures } from "db/queries/audit-runs";
import { findSnapshotWindow } from "db/queries/snapshots";
import {
  listPersonEffects,
  listWorkloadRows,
  type PersonEffect,
  type WorkloadRow,
} from "db/queries/workload";
import type { Finding } from "~/domain/finding";
import type { Measured } from "~/domain/measured";
import type { Viewer } from "~/domain/viewer";
import type { Conditions } from "~/features/audit/conditions";
import type { GroupedRow } from "~/fairness/cross-table";
import { disaggregate } from "~/fairness/disaggregate";
import { type Dimension, DIMENSIONS } from "./measure-head";
import { programmeFigures } from "./programme-figures";
import { type PersonWork, WORKLOAD_MEASURES, type WorkloadMeasure } from "./measures.server";

export interface WorkloadQuery {
  readonly windowDays: number;
  readonly by: Dimension;
  readonly measure: string;
}

/** `?by=tier&measure=all-in`; the first of each where the address names none. */
export function workloadQuery(query: URLSearchParams, windowDays: number): WorkloadQuery {
  const by = DIMENSIONS.find((dimension) => dimension === query.get("by")) ?? "tier";
  const asked = WORKLOAD_MEASURES.find(({ id }) => id === query.get("measure"));
  return { windowDays, by, measure: asked?.id ?? "all-in" };
}

/** Smallest groups: a median of ten has four on either side, so researchers see those of twenty. */
const CELL = { researcher: 20, others: 5 } as const;

/** Fewer people than this tell nothing about a programme, whoever looks. */
const PROGRAMME_CELL = 5;
const MOST_PEOPLE = 50;

/**
 * Hours and pay of a programme, by group and, for those who may see people, person by person. `db` must see everybody:
 * researchers get groups only.
 */
export async function loadWorkload(db: Db, viewer: Viewer, query: WorkloadQuery) {
  const [rows, effects, figures, findings, window] = await Promise.all([
    listWorkloadRows(db, query.windowDays),
    listPersonEffects(db, ["income-feast-famine", "task-drought", "sub-minimum-effective-pay"]),
    listNewestFigures(db, "conditions"),
    listLatestFindings(db),
    findSnapshotWindow(db, query.windowDays),
  ]);
  const weeks = weeksOf(window?.fromDay ?? null, window?.toDay ?? null);
  const conditions = new Map(figures.map(({ subject, document }) => [subject, valuesOf(document)]));
  const people = peopleOf(rows, effects, conditions, weeks);
  const isResearcher = viewer.role === "researcher";
  const cell = isResearcher ? CELL.researcher : CELL.others;
  const overall = people.filter(({ project }) => project === "");
  const grouped = groupedBy(query.by, people);
  const measure = measureOf(query.measure);
  return {
    window: window && { from: window.fromDay, to: window.toDay, computedAt: window.computedAt },
    people: isResearcher ? Math.round(overall.length / 5) * 5 : overall.length,
    minimumCell: cell,
    programme: WORKLOAD_MEASURES.map(({ of, ...head }) => ({
      ...head,
      measured: of(overall, isResearcher ? cell : PROGRAMME_CELL),
    })),
    whole: programmeFigures(
      findings.filter(({ place }) => place === 1).map(({ document }) => JSON.parse(document) as Finding),
    ),
    groups: groupTable(grouped, cell),
    comparison: comparisonOf(grouped, measure, cell),
    persons: isResearcher ? null : personsOf(overall, effects),
    query,
  };
}

export type Workload = Awaited<ReturnType<typeof loadWorkload>>;

const measureOf = (id: string): WorkloadMeasure => {
  const found = WORKLOAD_MEASURES.find((measure) => measure.id === id);
  if (!found) throw new RangeError(`There is no workload measure "${id}".`);
  return found;
};

function weeksOf(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  return (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / (7 * DAY_MS) + 1 / 7;
}

const DAY_MS = 86_400_000;

/** The numbers of a person's conditions that are measured. */
function valuesOf(document: string): Readonly<Record<string, number>> {
  const conditions = Object.entries(JSON.parse(document) as Conditions);
  return Object.fromEntries(
    conditions.flatMap(([id, measured]) => (measured.kind === "measured" ? [[id, measured.value]] : [])),
  );
}

function peopleOf(
  rows: readonly WorkloadRow[],
  effects: readonly PersonEffect[],
  conditions: ReadonlyMap<string, PersonWork["conditions"]>,
  weeks: number | null,
): readonly PersonWork[] {
  const effect = new Map(effects.map((one) => [`${one.detector} ${one.annotator}`, one]));
  return rows.map((row): PersonWork => {
    const over = (minor: number | null) =>
      minor === null || !row.floorMinor ? null : minor / row.floorMinor;
    const drought = effect.get(`task-drought ${row.annotator}`);
    return {
      annotator: row.annotator,
      label: row.label,
      project: row.project,
      tier: row.tier,
      country: row.country,
      active: over(row.activeMinor),
      session: over(row.sessionMinor),
      allIn: over(row.allInMinor),
      hoursAWeek: row.hours === null || weeks === null ? null : row.hours / weeks,
      paidShare: row.paidShare,
      nightShare: row.nightShare,
      restBreaches: row.restBreaches,
      swing: effect.get(`income-feast-famine ${row.annotator}`)?.value ?? null,
      droughtDays: drought?.droughtDays ?? null,
      conditions: conditions.get(row.annotator) ?? {},
    };
  });
}

/** Held constant: the tier between projects, the project a person works on most between tiers and places. */
function groupedBy(by: Dimension, people: readonly PersonWork[]): readonly GroupedRow<PersonWork>[] {
  const main = new Map<string, PersonWork>();
  for (const row of people) {
    const most = main.get(row.annotator);
    if (row.project !== "" && (row.hoursAWeek ?? 0) >= (most?.hoursAWeek ?? 0)) main.set(row.annotator, row);
  }
  return people.flatMap((row): GroupedRow<PersonWork>[] => {
    if (by === "project") {
      return row.project === "" ? [] : [{ row, group: row.project, controls: { tier: row.tier ?? "none" } }];
    }
    const group = by === "tier" ? row.tier : row.country;
    if (row.project !== "" || group === null) return [];
    return [{ row, group, controls: { project: main.get(row.annotator)?.project ?? "none" } }];
  });
}

type Grouped = readonly GroupedRow<PersonWork>[];

/** Every measure of every group, small groups withheld by the same rule. */
function groupTable(rows: Grouped, minimumCell: number) {
  const columns = WORKLOAD_MEASURES.map(
    ({ of }) => disaggregate(rows, (own) => of(own, minimumCell), { minimumCell }).pooled.byGroup,
  );
  return (columns[0] ?? []).map(({ group, people, suppressed }, place) => ({
    group,
    people,
    suppressed,
    measures: columns.map((column): Measured | null => column[place]?.measured ?? null),
  }));
}

function comparisonOf(rows: Grouped, measure: WorkloadMeasure, minimumCell: number) {
  // Within a stratum a few people are enough: strata are weighed by how many there are.
  const pooled = disaggregate(rows, (own) => measure.of(own, 1), { minimumCell });
  return {
    reference: pooled.pooled.reference,
    difference: pooled.pooled.difference,
    ratio: pooled.pooled.ratio,
    groups: pooled.pooled.byGroup,
    stratified: pooled.stratified ?? [],
    signSentence: pooled.signSentence,
  };
}

/** The lowest paid first, with what the audit says of all hours over all records, where it says anything. */
function personsOf(people: readonly PersonWork[], effects: readonly PersonEffect[]) {
  const pay = new Map(
    effects.flatMap((one) =>
      one.detector === "sub-minimum-effective-pay" ? [[one.annotator, auditedPay(one)] as const] : [],
    ),
  );
  return people
    .toSorted((a, b) => (a.allIn ?? a.session ?? Infinity) - (b.allIn ?? b.session ?? Infinity))
    .slice(0, MOST_PEOPLE)
    .map((person) => ({ ...person, audited: pay.get(person.annotator) ?? null }));
}

function auditedPay({ unit, value, low, high }: PersonEffect) {
  const currency = /^[A-Z]{3}/.exec(unit ?? "")?.[0];
  return currency === undefined || value === null || low === null || high === null
    ? null
    : { currency, value, low, high };
}
