import type { Db } from "db/client";
import { listNewestFigures } from "db/queries/audit-runs";
import { listPlatforms, listProjectNames } from "db/queries/measures";
import { tallyGroups } from "db/queries/snapshot-groups";
import {
  countSnapshotRows,
  findSnapshotWindow,
  listCountries,
  listSnapshotRows,
  listTiers,
} from "db/queries/snapshots";
import accessRatio from "~/detectors/workload/access-ratio";
import { type Measured, unmeasured } from "~/domain/measured";
import type { Conditions } from "~/features/audit/conditions";
import { keptSum } from "~/features/report/kept-sums.server";
import type { ReportRow } from "~/features/report/report-row";
import { groupLines } from "./group-lines";
import { csvHeader, csvLines } from "./ranking-csv";
import { personLine, type RankingLine } from "./ranking-line";
import { type RankingQuery, snapshotFilter, snapshotSorts } from "./ranking-query";

/** A page of the ranking: quality, workload and tier side by side, read from the kept snapshot. */
export async function loadRanking(db: Db, system: Db, query: RankingQuery) {
  const places = await listPlaces(db);
  const filter = filterOf(places, query);
  const { windowDays } = query;
  const [page, window, tiers, countries] = await Promise.all([
    query.group === null ? listPeople(db, system, query, filter) : listGroups(system, query, filter),
    findSnapshotWindow(db, windowDays),
    keptSum(system, ["tiers", windowDays], (all) => listTiers(all, windowDays)),
    keptSum(system, ["countries", windowDays], (all) => listCountries(all, windowDays)),
  ]);
  return {
    ...page,
    window: window
      ? {
          from: window.fromDay,
          to: window.toDay,
          computedAt: window.computedAt,
          version: window.definitionsVersion,
        }
      : null,
    projects: places.projects.map(({ sourceId, name }) => ({ id: sourceId, name: name ?? sourceId })),
    platforms: places.platforms.map(({ sourceId, name }) => ({ id: sourceId, name: name ?? sourceId })),
    tiers: tiers.flatMap(({ tier }) => (tier === null ? [] : [tier])),
    countries,
  };
}

type Filter = ReturnType<typeof snapshotFilter>;
interface Page {
  readonly lines: readonly RankingLine[];
  readonly total: number;
}

async function listPeople(db: Db, system: Db, query: RankingQuery, filter: Filter): Promise<Page> {
  const { lines, offset } = await listLines(db, query, filter);
  // A page that is not full says how many there are.
  const known = lines.length < query.size && (offset === 0 || lines.length > 0);
  const counted = () => keptSum(system, ["people", filter], (all) => countSnapshotRows(all, filter));
  return { lines, total: known ? offset + lines.length : await counted() };
}

async function listLines(db: Db, query: RankingQuery, filter: Filter) {
  const offset = (query.page - 1) * query.size;
  const rows = await listSnapshotRows(db, {
    ...filter,
    sorts: snapshotSorts(query),
    limit: query.size,
    offset,
  });
  const reports = rows.map(({ row, country }) => ({ row: row as ReportRow, country }));
  const access = await loadAccess(
    db,
    reports.map(({ row }) => row.annotator_id),
  );
  const lines = reports.map(({ row, country }) => personLine(row, country, access(row.annotator_id)));
  return { lines, offset };
}

/** What the last audit says of these people's access to premium work. */
async function loadAccess(db: Db, annotators: readonly string[]): Promise<(annotator: string) => Measured> {
  const figures = await listNewestFigures(db, "conditions", annotators);
  const conditions = new Map(
    figures.map(({ subject, document }) => [subject, JSON.parse(document) as Conditions]),
  );
  const absent = unmeasured(figures.length === 0 ? "no audit has been run" : accessRatio.absent);
  return (annotator) => conditions.get(annotator)?.[accessRatio.id] ?? absent;
}

async function listGroups(system: Db, query: RankingQuery, filter: Filter): Promise<Page> {
  const group = query.group ?? "tier";
  const tallies = await keptSum(system, ["groups", group, filter], (all) => tallyGroups(all, group, filter));
  const lines = groupLines(tallies, query.sort);
  const offset = (query.page - 1) * query.size;
  return { lines: lines.slice(offset, offset + query.size), total: lines.length };
}

const LINES_AT_ONCE = 2_000;

/** Every line that the query matches, in its order and with its columns, as CSV. */
export async function* rankingCsv(db: Db, query: RankingQuery): AsyncGenerator<string> {
  const filter = filterOf(await listPlaces(db), query);
  yield csvHeader(query);
  if (query.group !== null) {
    yield csvLines(query, groupLines(await tallyGroups(db, query.group, filter), query.sort));
    return;
  }
  for (let page = 1; ; page += 1) {
    const { lines } = await listLines(db, { ...query, page, size: LINES_AT_ONCE }, filter);
    yield csvLines(query, lines);
    if (lines.length < LINES_AT_ONCE) return;
  }
}

async function listPlaces(db: Db) {
  const [projects, platforms] = await Promise.all([listProjectNames(db), listPlatforms(db)]);
  return { projects, platforms };
}

/** -1, which nobody has, for a project or a platform that does not exist. */
function filterOf(
  { projects, platforms }: Awaited<ReturnType<typeof listPlaces>>,
  query: RankingQuery,
): Filter {
  const project = projects.find(({ sourceId }) => sourceId === query.project);
  const platform = platforms.find(({ sourceId }) => sourceId === query.platform);
  return snapshotFilter(
    query,
    query.project === null ? 0 : (project?.projectId ?? -1),
    query.platform === null ? null : (platform?.platformId ?? -1),
  );
}
