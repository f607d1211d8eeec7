import type { Db } from "db/client";
import { listLatestFindings, listNewestFigures } from "db/queries/audit-runs";
import { findSnapshotWindow } from "db/queries/snapshots";
import { listPersonEffects, listWorkloadRows, type PersonEffect } from "db/queries/workload";
import type { Finding } from "~/domain/finding";
import type { Measured, Told } from "~/domain/measured";
import type { GroupedRow } from "~/fairness/cross-table";
import { conditionsIn, peopleOf, weeksOf } from "~/features/disclosure/people.server";
import { keptAnswer } from "~/features/disclosure/kept-answers.server";
import { type Asker, minimumCellOf, peopleTable, type PeopleTable } from "~/features/disclosure/table.server";
import { shelfOf } from "~/features/patterns/patterns.server";
import { MINIMUM_CELL } from "~/stats/disclosure/counts";
import { type Dimension, DIMENSIONS } from "./measure-head";
import { programmeFigures } from "./programme-figures";
import {
  headOf,
  PEOPLE,
  type PeopleMeasure,
  type PersonWork,
  WORKLOAD_MEASURES,
  type WorkloadMeasure,
} from "./measures.server";

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

const MOST_PEOPLE = 50;
const NOT_ON_RECORD = "not on record";

/**
 * Hours and pay of a programme, by group and, for those who may see people, person by person. `db` must see everybody:
 * researchers get groups only. Kept until the records change.
 */
export const loadWorkload = (db: Db, asker: Asker, query: WorkloadQuery) =>
  keptAnswer(asker, query, (own) => workloadAnswer(db, own, query));

async function workloadAnswer(db: Db, asker: Asker, query: WorkloadQuery) {
  const isResearcher = asker.viewer.role === "researcher";
  const shelf = await shelfOf(asker.viewer, asker.system);
  const [rows, effects, figures, findings, window] = await Promise.all([
    listWorkloadRows(db, query.windowDays, query.by === "project" ? "both" : "overall", {
      withOnlyProject: isResearcher,
    }),
    listPersonEffects(db, EFFECTS),
    listNewestFigures(db, "conditions"),
    listLatestFindings(db, null, shelf),
    findSnapshotWindow(db, query.windowDays),
  ]);
  const weeks = weeksOf(window?.fromDay ?? null, window?.toDay ?? null);
  const people = peopleOf(rows, effects, conditionsIn(figures), weeks);
  const overall = people.filter(({ project }) => project === "");
  const tables = await tablesOf(asker, query, groupedBy(query.by, people));
  const programme =
    query.by === "project"
      ? await tablesOf(
          asker,
          { ...query, by: "tier" },
          overall.map((row) => ({ row, group: "" })),
        )
      : tables;
  return {
    window: window && { from: window.fromDay, to: window.toDay, computedAt: window.computedAt },
    people: programme.get(PEOPLE)?.overall.people ?? 0,
    minimumCell: minimumCellOf(asker.viewer, PEOPLE),
    programme: WORKLOAD_MEASURES.map((measure) => ({
      ...headOf(measure),
      section: measure.section,
      measured: programme.get(measure)?.overall.measured ?? NOTHING,
    })),
    whole: programmeFigures(
      findings.filter(({ place }) => place === 1).map(({ document }) => JSON.parse(document) as Finding),
    ),
    groups: groupTable(tables),
    comparison: comparisonOf(tables.get(measureOf(query.measure))),
    sentences: [...new Set([...tables.values()].flatMap(({ sentence }) => sentence ?? []))],
    persons: isResearcher ? null : personsOf(overall, effects),
    query,
  };
}

const TOO_FEW: Measured = { kind: "insufficient", n: 0, needed: MINIMUM_CELL };
const NOTHING: Measured = { kind: "unmeasured", reason: "not on record" };

/** What the audit measures of every person that belongs beside hours and pay. */
const EFFECTS = ["income-feast-famine", "task-drought", "sub-minimum-effective-pay"];

type Tables = ReadonlyMap<PeopleMeasure, PeopleTable>;

/** Every measure of the same rows, one after the other: each knows what the one before was told. */
async function tablesOf(
  asker: Asker,
  { windowDays, by }: WorkloadQuery,
  rows: readonly GroupedRow<PersonWork>[],
): Promise<Tables> {
  const asked = { window: windowDays, by };
  const tables = new Map<PeopleMeasure, PeopleTable>();
  for (const measure of [PEOPLE, ...WORKLOAD_MEASURES]) {
    tables.set(measure, await peopleTable(asker, measure, rows, asked));
  }
  return tables;
}

export type Workload = Awaited<ReturnType<typeof loadWorkload>>;

const measureOf = (id: string): WorkloadMeasure => {
  const found = WORKLOAD_MEASURES.find((measure) => measure.id === id);
  if (!found) throw new RangeError(`There is no workload measure "${id}".`);
  return found;
};

/** Held constant: the tier between projects, the project a person works on most between tiers and places. */
function groupedBy(by: Dimension, people: readonly PersonWork[]): readonly GroupedRow<PersonWork>[] {
  return people.flatMap((row): GroupedRow<PersonWork>[] => {
    if (by === "project") {
      return row.project === "" ? [] : [{ row, group: row.project, controls: { tier: row.tier ?? "none" } }];
    }
    const group = (by === "tier" ? row.tier : row.country) ?? NOT_ON_RECORD;
    if (row.project !== "") return [];
    return [{ row, group, controls: { project: row.mainProject ?? "none" } }];
  });
}

/** Every measure of every group, what is small withheld by the same rule. */
function groupTable(tables: Tables) {
  const [first, ...columns] = [...tables.values()].map(({ pooled }) => pooled.byGroup);
  return (first ?? []).map(({ group, people, suppressed }) => ({
    group,
    people,
    suppressed,
    measures: columns.map((column): Told | null =>
      suppressed ? TOO_FEW : (column.find((one) => one.group === group)?.measured ?? null),
    ),
  }));
}

function comparisonOf(table: PeopleTable | undefined) {
  return {
    reference: table?.pooled.reference ?? null,
    difference: table?.pooled.difference ?? null,
    ratio: table?.pooled.ratio ?? null,
    groups: table?.pooled.byGroup ?? [],
    stratified: table?.stratified ?? [],
    signSentence: table?.signSentence ?? null,
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
