import { stringify } from "csv-stringify/sync";
import type { Db } from "db/client";
import { listProjectNames } from "db/queries/measures";
import { countSnapshotRows, findSnapshotWindow, listSnapshotRows, listTiers } from "db/queries/snapshots";
import { flatRow } from "~/features/report/flat-row";
import type { ReportRow } from "~/features/report/report-row";
import { type RankingQuery, snapshotQuery } from "./ranking-query";

/** A page of the ranking: quality, workload and tier side by side, read from the kept snapshot. */
export async function loadRanking(db: Db, query: RankingQuery) {
  const projects = await listProjectNames(db);
  const projectId = projectIdOf(projects, query.project);
  const wanted = snapshotQuery(query, projectId);
  const [rows, total, window, tiers] = await Promise.all([
    listSnapshotRows(db, wanted),
    countSnapshotRows(db, wanted),
    findSnapshotWindow(db, query.windowDays),
    listTiers(db, query.windowDays),
  ]);
  return {
    rows: rows.map(({ row }) => row as ReportRow),
    total,
    window: window
      ? {
          from: window.fromDay,
          to: window.toDay,
          computedAt: window.computedAt,
          version: window.definitionsVersion,
        }
      : null,
    projects: projects.map(({ sourceId, name }) => ({ id: sourceId, name: name ?? sourceId })),
    tiers: tiers.flatMap(({ tier }) => (tier === null ? [] : [tier])),
  };
}

const LINES_AT_ONCE = 2_000;

/** Every row that the query matches, in its order, as CSV: formulas are neutralised, a missing number is empty. */
export async function* rankingCsv(db: Db, query: RankingQuery): AsyncGenerator<string> {
  const projectId = projectIdOf(await listProjectNames(db), query.project);
  let header: string[] | undefined;
  for (let offset = 0; ; offset += LINES_AT_ONCE) {
    const rows = await listSnapshotRows(db, {
      ...snapshotQuery(query, projectId),
      limit: LINES_AT_ONCE,
      offset,
    });
    const flat = rows.map(({ row }) => flatRow(row as Readonly<Record<string, unknown>>));
    const names = (header ??= Object.keys(flat[0] ?? {}));
    const lines = flat.map((row) => names.map((name) => row[name] ?? null));
    yield stringify(offset === 0 ? [names, ...lines] : lines, { escape_formulas: true });
    if (rows.length < LINES_AT_ONCE) return;
  }
}

/** 0 for all projects; -1, which nobody has, for one that does not exist. */
function projectIdOf(
  projects: readonly { projectId: number; sourceId: string }[],
  project: string | null,
): number {
  if (project === null) return 0;
  return projects.find(({ sourceId }) => sourceId === project)?.projectId ?? -1;
}
