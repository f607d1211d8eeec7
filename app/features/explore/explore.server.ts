import type { Db } from "db/client";
import { listNewestFigures } from "db/queries/audit-runs";
import { findSnapshotWindow } from "db/queries/snapshots";
import { countWorkers, type Grain, listPersonEffects, listWorkloadRows } from "db/queries/workload";
import type { Viewer } from "~/domain/viewer";
import type { GroupedRow } from "~/fairness/cross-table";
import { conditionsIn, partsIn, peopleOf, weeksOf } from "~/features/disclosure/people.server";
import { keptAnswer } from "~/features/disclosure/kept-answers.server";
import { type Asker, minimumCellOf, peopleTable } from "~/features/disclosure/table.server";
import {
  headOf,
  PEOPLE,
  type PeopleMeasure,
  type PersonWork,
  QUALITY_MEASURES,
  WORKLOAD_MEASURES,
} from "~/features/workload/measures.server";
import {
  declared,
  declaredIn,
  type ExploreQuery,
  type Feature,
  FEATURES,
  isByProject,
} from "./explore-query";

/** Every measure that can be laid out by group. */
export const EXPLORE_MEASURES = [...QUALITY_MEASURES, ...WORKLOAD_MEASURES, PEOPLE];

export const NOT_ON_RECORD = "not on record";
const SMALLER = "smaller groups together";
const MOST_GROUPS = 24;
const MOST_STRATA = 9;

/** Everybody's work of a window, as tables by group are made from it. `db` must see everybody. */
export async function loadEverybody(db: Db, viewer: Viewer, windowDays: number, grain: Grain = "both") {
  const isResearcher = viewer.role === "researcher";
  const [rows, workers, effects, figures, window] = await Promise.all([
    listWorkloadRows(db, windowDays, grain, { withGroups: isResearcher, withOnlyProject: isResearcher }),
    countWorkers(db, windowDays),
    listPersonEffects(db, ["income-feast-famine", "task-drought"]),
    listNewestFigures(db, "conditions"),
    findSnapshotWindow(db, windowDays),
  ]);
  const weeks = weeksOf(window?.fromDay ?? null, window?.toDay ?? null);
  return { people: peopleOf(rows, effects, conditionsIn(figures), weeks), workers, window };
}

/**
 * A measure by group, within controls, filtered. Researchers may compare what people have declared of themselves; those
 * who see people by name may not, since they could tell whose group it is.
 */
export async function exploreTable(asker: Asker, people: readonly PersonWork[], query: ExploreQuery) {
  const measure = measureOf(query);
  const known = people.filter((row) => measure.inputs(row) !== null);
  const grouped = groupedBy(query, known, minimumCellOf(asker.viewer, measure));
  const asked = {
    ...{ window: query.windowDays, by: query.by, within: query.within.join(" + ") },
    ...query.filters,
  };
  return peopleTable(asker, measure, grouped, asked, partsIn(people));
}

function measureOf(query: ExploreQuery) {
  const measure = EXPLORE_MEASURES.find(({ id }) => id === query.measure) ?? EXPLORE_MEASURES[0];
  if (!measure) throw new RangeError("There is no measure.");
  return measure;
}

/** Everything the page shows of one question, kept until the records change. `db` must see everybody. */
export const loadExplore = (db: Db, asker: Asker, query: ExploreQuery) =>
  keptAnswer(asker, query, (own) => exploreAnswer(db, own, query));

async function exploreAnswer(db: Db, asker: Asker, query: ExploreQuery) {
  const measure = measureOf(query);
  const grain = grainOf(query, measure, asker.viewer);
  const { people, workers, window } = await loadEverybody(db, asker.viewer, query.windowDays, grain);
  const { strata, ...table } = await exploreTable(asker, people, query);
  return {
    query: { ...query, measure: measure.id },
    measure: headOf(measure),
    measures: EXPLORE_MEASURES.map(headOf),
    window: window && { from: window.fromDay, to: window.toDay },
    isResearcher: asker.viewer.role === "researcher",
    table,
    strata,
    choices: choicesOf(people, workers, asker.viewer),
  };
}

/** The rows that a question is about, and those that they sum up where an answer is held against earlier ones. */
function grainOf(query: ExploreQuery, { kind }: PeopleMeasure, { role }: Viewer): Grain {
  if (isByProject(query)) return "project";
  return kind === "pooled" && role === "researcher" ? "both" : "overall";
}

export type Explore = Awaited<ReturnType<typeof loadExplore>>;

function groupedBy(
  query: ExploreQuery,
  people: readonly PersonWork[],
  minimum: number,
): readonly GroupedRow<PersonWork>[] {
  const byProject = isByProject(query);
  const rows = people.filter((row) => (row.project !== "") === byProject && passes(row, query));
  const groupOf = merged(rows, (row) => featureOf(row, query.by), minimum, MOST_GROUPS);
  if (query.within.length === 0) return rows.map((row) => ({ row, group: groupOf(row) }));
  const stratumOf = merged(
    rows,
    (row) => query.within.map((feature) => featureOf(row, feature)).join(", "),
    minimum,
    MOST_STRATA,
  );
  return rows.map((row) => ({ row, group: groupOf(row), controls: { within: stratumOf(row) } }));
}

const passes = (row: PersonWork, { filters }: ExploreQuery): boolean =>
  (filters.tier === "" || row.tier === filters.tier) &&
  (filters.country === "" || row.country === filters.country) &&
  (filters.project === "" || row.project === filters.project);

function featureOf(row: PersonWork, feature: string): string {
  const name = declaredIn(feature);
  if (name !== null) return row.groups?.[name] ?? NOT_ON_RECORD;
  const values: Readonly<Record<Feature, string | null>> = {
    ...{ tier: row.tier, project: row.project, country: row.country },
    ...{ platform: row.platform, "task type": row.taskType },
  };
  return values[feature as Feature] ?? NOT_ON_RECORD;
}

/** Names by row, those of fewer people than may be shown put together, and all past the largest few. */
export function merged(
  rows: readonly PersonWork[],
  nameOf: (row: PersonWork) => string,
  minimum: number,
  most: number = MOST_GROUPS,
): (row: PersonWork) => string {
  const people = new Map<string, Set<string>>();
  for (const row of rows) {
    const own = people.get(nameOf(row)) ?? new Set();
    people.set(nameOf(row), own.add(row.annotator));
  }
  const kept = [...people]
    .filter(([, own]) => own.size >= minimum)
    .sort(([a, one], [b, other]) => other.size - one.size || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([name]) => name);
  const names = new Set(kept);
  // A single small group stays what it is: put together with nobody it would only lose its name.
  if (people.size - names.size === 1) return nameOf;
  return (row) => (names.has(nameOf(row)) ? nameOf(row) : SMALLER);
}

/** What can be chosen: values with enough people, and for researchers the names of declared groups. */
export function choicesOf(
  people: readonly PersonWork[],
  workers: Awaited<ReturnType<typeof countWorkers>>,
  viewer: Viewer,
) {
  const minimum = minimumCellOf(viewer, PEOPLE);
  const isResearcher = viewer.role === "researcher";
  const valuesOf = (pick: (row: PersonWork) => string | null) => {
    const counts = new Map<string, Set<string>>();
    for (const row of people) {
      const value = pick(row);
      if (value) counts.set(value, (counts.get(value) ?? new Set()).add(row.annotator));
    }
    return [...counts]
      .filter(([, own]) => own.size >= minimum)
      .map(([value]) => value)
      .sort();
  };
  const names = [...new Set(people.flatMap(({ groups }) => Object.keys(groups ?? {})))].sort();
  return {
    tier: valuesOf(({ tier }) => tier),
    project: workers.filter(({ annotators }) => annotators >= minimum).map(({ project }) => project),
    country: valuesOf(({ country }) => country),
    by: [
      ...FEATURES.map((feature): { value: string; label: string } => ({ value: feature, label: feature })),
      ...(isResearcher
        ? names.map((name) => ({ value: declared(name), label: `${name}, as declared` }))
        : []),
    ],
  };
}
