import type { Db } from "db/client";
import { listProjectNames } from "db/queries/measures";
import type { Period } from "~/domain/period";
import { workloadReport } from "~/features/workload/workload-report.server";
import { annotatorReport } from "./annotator-report.server";
import { itemReport } from "./item-report.server";
import { projectReport } from "./project-report.server";
import { tierReport } from "./tier-report.server";

export const REPORTS = ["annotators", "projects", "items", "tiers", "workload"] as const;
export type ReportName = (typeof REPORTS)[number];

export interface ReportRequest {
  readonly project: string | null;
  readonly period: Period;
  /** One row an annotator, all projects together. */
  readonly overall: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** A report as JSON has it: what stands before the list of that name, and its rows, some of them as JSON text. */
export interface Report {
  readonly head: Fields;
  readonly name: string;
  readonly rows: AsyncIterable<Fields | string> | Iterable<Fields | string>;
}

/** What each report can be asked for, beside everything. */
export const REPORT_TAKES: Readonly<Record<ReportName, readonly ("project" | "from" | "to" | "overall")[]>> =
  {
    annotators: ["project", "from", "to", "overall"],
    workload: ["project", "from", "to", "overall"],
    projects: [],
    items: ["project"],
    tiers: ["from", "to"],
  };

/** Why a report cannot be given as it is asked for, in a sentence with what to do; null where it can. */
export async function reportFault(db: Db, { project, period }: ReportRequest): Promise<string | null> {
  const { from, to } = period;
  if (from !== null && to !== null && from > to) return `The first day, ${from}, lies after the last, ${to}.`;
  if (project === null) return null;
  const isKnown = (await listProjectNames(db)).some(({ sourceId }) => sourceId === project);
  return isKnown ? null : `There is no project ${project}; the report on projects lists them.`;
}

/** A report of the measures as they stand: bring them up to the records first, with `refreshMeasures`. */
export async function readReport(db: Db, what: ReportName, request: ReportRequest): Promise<Report> {
  const { project, period, overall } = request;
  if (what === "projects") return { head: {}, name: "projects", rows: await projectReport(db) };
  if (what === "items") return { head: {}, name: "items", rows: itemReport(db, project) };
  if (what === "tiers") {
    const { tiers, changes } = await tierReport(db, period.from, period.to && `${period.to}T23:59:59.999Z`);
    return { head: { tiers }, name: "changes", rows: changes };
  }
  const grain = overall ? ("overall" as const) : ("project" as const);
  const options = { period, project, grain };
  if (what === "workload") return { name: "annotators", ...(await workloadReport(db, options)) };
  const { window, definitionsVersion, rows } = await annotatorReport(db, options);
  return { head: { window, definitions_version: definitionsVersion }, name: "annotators", rows };
}

/** The report as JSON text, a line a row, so that a large one can be read and compared line by line. */
export async function* reportJson({ head, name, rows }: Report): AsyncGenerator<string> {
  yield JSON.stringify({ ...head, [name]: [] }).slice(0, -2);
  let first = true;
  for await (const row of rows) {
    yield `${first ? "" : ","}\n${typeof row === "string" ? row : JSON.stringify(row)}`;
    first = false;
  }
  yield `${first ? "" : "\n"}]}\n`;
}
