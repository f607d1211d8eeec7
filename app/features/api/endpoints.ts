import { z } from "zod";
import { Problem } from "./problem";
import * as reports from "./report-schemas";
import { SCOPES, type Scope } from "./scopes";
import * as work from "./work-schemas";

/** One address of the API and one way of asking it: what answers requests, the OpenAPI file and the documentation read. */
export interface Endpoint {
  readonly method: "get" | "post" | "delete";
  /** `{name}` is a part of the address that differs. */
  readonly path: `/api/v1/${string}`;
  /** What a token has to be allowed; null where every token may ask. Roles follow from it. */
  readonly scope: Scope | null;
  readonly summary: string;
  /** The same answer on the command line, where it has one. */
  readonly command: string | null;
  /** Computed when asked: fewer requests a minute. */
  readonly isHeavy?: boolean;
  readonly query: z.ZodObject;
  /** Of what is sent; null where nothing is. */
  readonly body: { readonly type: string; readonly description: string } | null;
  readonly status: 200 | 201 | 202;
  readonly answer: z.ZodType;
}

const project = z
  .string()
  .max(500)
  .optional()
  .meta({ description: "One project only, by the id in the source" });
const day = (which: string) =>
  z.iso
    .date({ error: "A day is written as 2026-03-01." })
    .optional()
    .meta({ description: `${which} day (UTC), such as 2026-03-01` });
const period = { from: day("First"), to: day("Last") };
const choice = (description: string) => z.enum(["true", "false"]).optional().meta({ description });
const overall = choice("One row an annotator, all projects together");
const detectors = z
  .string()
  .max(2_000)
  .transform((text) => text.split(",").map((id) => id.trim()))
  .optional()
  .meta({ description: "These detectors only, by id, with commas between" });
const nothing = z.strictObject({});

const read = { method: "get", body: null, status: 200, query: nothing } as const;
const report = { ...read, scope: "read:reports" } as const;

/** Sorted as the documentation lists them. */
export const ENDPOINTS = {
  me: {
    ...read,
    path: "/api/v1/me",
    scope: null,
    summary: "Whom the token acts for, and what it may do",
    command: null,
    answer: work.TokenHolder,
  },
  ownReport: {
    ...read,
    path: "/api/v1/me/report",
    scope: "read:me",
    summary: "The measures of the account's own annotator, over all records",
    command: null,
    answer: reports.AnnotatorsReport,
  },
  annotators: {
    ...report,
    path: "/api/v1/report/annotators",
    summary: "The measures of each annotator and project",
    command: "report annotators --format json",
    query: z.strictObject({ project, ...period, overall }),
    answer: reports.AnnotatorsReport,
  },
  workload: {
    ...report,
    path: "/api/v1/report/workload",
    summary: "Pay, hours and rest of each annotator and project",
    command: "report workload --format json",
    query: z.strictObject({ project, ...period, overall }),
    answer: reports.WorkloadReport,
  },
  projects: {
    ...report,
    path: "/api/v1/report/projects",
    summary: "Counts, accuracy and agreement of each project",
    command: "report projects --format json",
    answer: reports.ProjectsReport,
  },
  items: {
    ...report,
    path: "/api/v1/report/items",
    summary: "Each item with its answers and its key",
    command: "report items --format json",
    query: z.strictObject({ project }),
    answer: reports.ItemsReport,
  },
  tiers: {
    ...report,
    path: "/api/v1/report/tiers",
    summary: "How many annotators stand in each tier, and the changes that led there",
    command: "report tiers --format json",
    query: z.strictObject(period),
    answer: reports.TiersReport,
  },
  agreement: {
    ...read,
    path: "/api/v1/agreement",
    isHeavy: true,
    scope: "read:agreement",
    summary: "How far judgments agree, computed when asked; name a project where there are many records",
    command: "agreement --format json",
    query: z.strictObject({
      project,
      perAnnotator: choice("With each annotator's estimated accuracy and error matrix"),
      perItem: choice("With each item's posterior"),
    }),
    answer: work.Agreement,
  },
  audit: {
    ...read,
    path: "/api/v1/audit",
    scope: "read:audit",
    summary:
      "The last audit that was kept; a researcher's token is given it without people and small numbers",
    command: "audit --format json",
    query: z.strictObject({ detector: detectors }),
    answer: work.Audit,
  },
  runAudit: {
    ...{
      method: "post",
      path: "/api/v1/audit",
      scope: "run:audit",
      isHeavy: true,
      body: null,
      status: 202,
      query: nothing,
    },
    summary:
      "Starts an audit of all records, one at a time; ask for the last audit to see it when it is done",
    command: "audit",
    answer: work.AuditStarted,
  },
  imports: {
    ...read,
    path: "/api/v1/imports",
    scope: "read:imports",
    summary: "What came in, latest first",
    command: "imports --json",
    answer: work.ImportList,
  },
  ingest: {
    ...{ method: "post", path: "/api/v1/imports", scope: "ingest", status: 201 },
    summary: "Imports a file while it arrives; the same file sent twice brings nothing new",
    command: "import --json",
    query: z.strictObject({
      name: z
        .string()
        .max(255)
        .optional()
        .meta({ description: "Name of the file, which says what is packed: records.csv.gz" }),
      format: z
        .string()
        .max(50)
        .optional()
        .meta({ description: "An importer's id; found out where left out" }),
      project: z.string().max(500).optional().meta({ description: "Project, where the source does not say" }),
      answer: z.string().max(500).optional().meta({ description: "Column that holds the answer" }),
      timeZone: z
        .string()
        .max(100)
        .optional()
        .meta({ description: "IANA zone of times written without one" }),
      taskType: z
        .enum(["categorical", "rating", "preference", "revision", "other"])
        .optional()
        .meta({ description: "Kind of work, where the source does not say" }),
    }),
    body: {
      type: "application/octet-stream",
      description: "The file itself, up to 5 GB: CSV, TSV, JSON or JSON lines, also as .gz or .zip.",
    },
    answer: work.ImportSummary,
  },
  undoImport: {
    ...{ method: "delete", path: "/api/v1/imports/{importId}", scope: "ingest", body: null, status: 200 },
    query: nothing,
    summary: "Takes one import back out, exactly",
    command: "undo-import ID",
    answer: work.ImportUndone,
  },
  simulate: {
    ...{ method: "post", path: "/api/v1/simulate", scope: "simulate", isHeavy: true, status: 200 },
    summary: "Replays a tier policy over history",
    command: "simulate POLICY.json --format json",
    query: z.strictObject(period),
    body: {
      type: "application/json",
      description: "A policy version, or a list of versions that take turns.",
    },
    answer: work.Simulation,
  },
} as const satisfies Readonly<Record<string, Endpoint>>;

export const ENDPOINT_LIST: readonly Endpoint[] = Object.values(ENDPOINTS);

/** Whose token may ask. */
export const rolesOf = ({ scope }: Endpoint) => (scope === null ? undefined : SCOPES[scope].roles);

/** Endpoints at an address, whatever the way of asking. */
export function endpointsAt(pathname: string): readonly Endpoint[] {
  return ENDPOINT_LIST.filter(({ path }) => {
    const [parts, asked] = [path.split("/"), pathname.split("/")];
    return (
      parts.length === asked.length && parts.every((part, i) => part.startsWith("{") || part === asked[i])
    );
  });
}

/** Every shape that has a name in the OpenAPI file. */
export const NAMED_SHAPES: readonly z.ZodType[] = [
  Problem,
  reports.AnnotatorRow,
  reports.AnnotatorsReport,
  reports.WorkloadReport,
  reports.ProjectsReport,
  reports.ItemsReport,
  reports.TiersReport,
  work.AgreementProject,
  work.Agreement,
  work.Finding,
  work.Audit,
  work.AuditStarted,
  work.ImportSummary,
  work.ImportList,
  work.ImportUndone,
  work.Simulation,
  work.TokenHolder,
];
