import type { Db } from "db/client";
import { findDataStamp, listProjectRules, setAggregations, streamLabels } from "db/queries/agreement";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import { type AgreementReport, type ReportDetail, agreementReport } from "./agreement-report";
import type { Analysis } from "./analysis";
import type { NamedTask } from "./label-task";
import { keptRows } from "./kept";
import { TaskBuilder } from "./task-builder";
import { analyseInWorker, type OnProgress } from "./worker.server";

/** The seed of every kept result: the same records give the same intervals. */
export const DEFAULT_SEED = 1;

export type ProjectRules = Awaited<ReturnType<typeof listProjectRules>>[number];

/** Projects whose agreement can be asked for; one, where an id is given. */
export const agreementProjects = (db: Db, project: string | null): Promise<ProjectRules[]> =>
  listProjectRules(db, project);

/** A project's labels as a task; answers are held against keys by the project's own rule and tolerance. */
export async function projectTask(db: Db, project: ProjectRules, seed = DEFAULT_SEED): Promise<NamedTask> {
  const builder = new TaskBuilder();
  for await (const { annotator, item, answer, key, atSec } of streamLabels(db, project.projectId)) {
    builder.add(annotator, item, answer, key, atSec);
  }
  return builder.build({
    rule: project.answerRule ?? "overlap",
    tolerance: project.goldTolerance ?? 0,
    ordinal: project.taskType === "rating",
    text: project.taskType === "revision",
    preference: project.taskType === "preference",
    seed,
  });
}

export interface Analysed {
  readonly named: NamedTask;
  readonly analysis: Analysis;
}

export interface AnalyseOptions {
  readonly now: Date;
  /** Another seed than the usual one gives a result that is not kept. */
  readonly seed?: number;
  readonly tell?: OnProgress;
}

/** Analyses a project in a worker thread and keeps the result, with the time and what it was computed from. */
export async function analyseProject(
  db: Db,
  project: ProjectRules,
  { now, seed = DEFAULT_SEED, tell }: AnalyseOptions,
): Promise<Analysed> {
  // Read first: records that come in meanwhile make the result old, not wrong.
  const dataStamp = await findDataStamp(db);
  const named = await projectTask(db, project, seed);
  const analysis = await analyseInWorker(named.task, tell);
  if (seed !== DEFAULT_SEED) return { named, analysis };
  const head = {
    projectId: project.projectId,
    computedAt: now,
    definitionsVersion: DEFINITIONS_VERSION,
    dataStamp,
    labelCount: analysis.judgments,
  };
  const rows = keptRows(named, analysis).map(({ method, result }) => ({
    ...head,
    method,
    result: JSON.stringify(result),
  }));
  await setAggregations(db, rows);
  return { named, analysis };
}

export interface ReportOptions extends Omit<AnalyseOptions, "tell"> {
  readonly detail: ReportDetail;
  /** Told how far the analysis of a project has come. */
  readonly tell?: (project: string) => OnProgress;
}

/** Each project's agreement as JSON has it, analysed now, one after the other. */
export async function agreementReports(
  db: Db,
  projects: readonly ProjectRules[],
  { detail, tell, ...options }: ReportOptions,
): Promise<AgreementReport[]> {
  const reports: AgreementReport[] = [];
  for (const project of projects) {
    const told = tell ? { tell: tell(project.sourceId) } : {};
    const { named, analysis } = await analyseProject(db, project, { ...options, ...told });
    const subject = { project: project.sourceId, taskType: project.taskType };
    reports.push(agreementReport(subject, named, analysis, detail));
  }
  return reports;
}
