import type { Database } from "db/client";
import type { TokenAccess } from "~/auth.server";
import { agreementProjects, agreementReports, DEFAULT_SEED } from "~/features/agreement/agreement.server";
import { findImport, listImports } from "~/features/imports/import-list.server";
import { isImportFault } from "~/features/imports/import-summary";
import { undoImport } from "~/features/imports/undo.server";
import { importBody } from "~/features/imports/upload.server";
import { runningAudit, startAudit } from "~/features/patterns/running.server";
import { type ReportName, readReport, reportFault, reportJson } from "~/features/report/read-report.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { simulateOnLedger } from "~/features/tiers/simulate.server";
import { snakeKeys } from "~/domain/snake-keys";
import { policiesToTry } from "~/tiers/policies-to-try";
import { simulationJson } from "~/tiers/simulation-json";
import { ENDPOINTS, type Endpoint } from "./endpoints";
import { Refusal } from "./problem";
import type { Holder } from "./tokens.server";

type Access<E extends Endpoint> = TokenAccess<E>;
const EVERYBODY = { everybody: true } as const;

/** Whom a token acts for. */
export const holderJson = ({ account, viewer, annotator, scopes, expiresAt }: Holder) => ({
  account,
  role: viewer.role,
  annotator_id: annotator,
  scopes,
  expires_at: expiresAt,
});

const REPORT_ENDPOINTS: Readonly<Record<ReportName, Endpoint>> = {
  annotators: ENDPOINTS.annotators,
  projects: ENDPOINTS.projects,
  items: ENDPOINTS.items,
  tiers: ENDPOINTS.tiers,
  workload: ENDPOINTS.workload,
};

/** The endpoint of a report by its name in the address. Throws a {@link Response} where there is none. */
export function reportEndpoint(what: string | undefined): Endpoint & { readonly what: ReportName } {
  if (what === undefined || !Object.hasOwn(REPORT_ENDPOINTS, what))
    throw new Response("There is no such report.", { status: 404 });
  return { ...REPORT_ENDPOINTS[what as ReportName], what: what as ReportName };
}

/** A report, a row after the other. */
export async function* reportPieces(
  { db, database, saw, query: asked }: Access<Endpoint>,
  what: ReportName,
  now: Date,
): AsyncGenerator<string> {
  const query = asked as { project?: string; from?: string; to?: string; overall?: "true" | "false" };
  const { project = null, from = null, to = null } = query;
  const request = { project, period: { from, to }, overall: query.overall === "true" };
  const fault = await reportFault(db, request);
  if (fault !== null) throw new Refusal(422, fault);
  await refreshMeasures(database.db, now);
  if (what === "annotators" || what === "workload" || what === "tiers") {
    await saw({ kind: "exported", what: `${what} report by the API`, about: EVERYBODY });
  }
  // Counting another period, or conditions, reads streams side by side, for which one connection is not enough.
  const isKept = from === null && to === null && !(request.overall && project !== null);
  const source = what === "workload" || (what === "annotators" && !isKept) ? database.db : db;
  yield* reportJson(await readReport(source, what, request));
}

/** The account's own annotator, through what row-level security shows that account. */
export async function* ownReportPieces(
  { db, database }: Access<Endpoint>,
  now: Date,
): AsyncGenerator<string> {
  await refreshMeasures(database.db, now);
  const period = { from: null, to: null };
  yield* reportJson(await readReport(db, "annotators", { project: null, period, overall: false }));
}

/** Agreement, computed now: its results are kept, for the screens too. */
export async function agreementAnswer(
  { database, saw, query }: Access<typeof ENDPOINTS.agreement>,
  now: Date,
) {
  const projects = await agreementProjects(database.db, query.project ?? null);
  if (query.project !== undefined && projects.length === 0) {
    throw new Refusal(404, `There is no project ${query.project}.`);
  }
  const detail = { perAnnotator: query.perAnnotator === "true", perItem: query.perItem === "true" };
  if (detail.perAnnotator) await saw({ kind: "exported", what: "agreement by the API", about: EVERYBODY });
  return { projects: await agreementReports(database.db, projects, { now, seed: DEFAULT_SEED, detail }) };
}

/** Begins an audit, or says how the one under way stands. */
export function auditStarted({ database }: Access<typeof ENDPOINTS.runAudit>, now: Date) {
  void startAudit(database, now);
  const { state, step } = runningAudit() ?? { state: "done" as const, step: null };
  return { state, step };
}

export const importsAnswer = async ({ db }: Access<typeof ENDPOINTS.imports>) => ({
  imports: (await listImports(db)).map(snakeKeys),
});

/** Imports the body of the request. A file that cannot be read at all is refused with the reason. */
export async function ingestAnswer(
  { database, query: { name = "upload", ...options } }: Access<typeof ENDPOINTS.ingest>,
  request: Request,
): Promise<object> {
  const result = await importBody(database, request, name, options, () => new Date());
  if (isImportFault(result)) throw new Refusal(422, result.fault);
  return snakeKeys(result) as object;
}

/** Takes an import back out and counts anew. */
export async function undoAnswer(
  { db, database }: { db: Access<Endpoint>["db"]; database: Database },
  text: string,
  now: Date,
) {
  const importId = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (!(await findImport(db, importId))) throw new Refusal(404, `There is no import ${text.slice(0, 20)}.`);
  const outcome = await undoImport(database, importId, now);
  if (outcome.kind === "refused") throw new Refusal(409, outcome.reason);
  await refreshMeasures(database.db, now);
  return snakeKeys(outcome) as object;
}

/** A policy replayed over history. */
export async function simulateAnswer(
  { database, saw, query }: Access<typeof ENDPOINTS.simulate>,
  request: Request,
  now: Date,
): Promise<object> {
  const { from = null, to = null } = query;
  if (from !== null && to !== null && from > to) throw new Refusal(422, `from ${from} lies after to ${to}.`);
  const tried = policiesToTry(await jsonOf(request));
  if ("problems" in tried) {
    const faults = tried.problems.map(({ path, sentence }) => ({ path, message: sentence }));
    throw new Refusal(422, "This is no policy that can be replayed.", { faults });
  }
  await refreshMeasures(database.db, now);
  await saw({ kind: "viewed", what: "policy simulation by the API", about: EVERYBODY });
  return simulationJson(await simulateOnLedger(database.db, tried.policies, { from, to }));
}

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return JSON.parse((await request.text()).replace(/^\uFEFF/, ""));
  } catch {
    throw new Refusal(422, "The body is not JSON.");
  }
}
