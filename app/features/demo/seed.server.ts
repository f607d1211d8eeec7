import type { Database, Db } from "db/client";
import { EVERY_PATTERN, generateProgramme, type Programme } from "db/demo";
import { listFreshness, listScopeProjects, tallyDays } from "db/queries/overview";
import { insertPlan } from "db/queries/plans";
import { hasRecords, markDemo } from "db/queries/server";
import type { ImportRecord, RecordTable, TierPolicyRecord } from "~/domain/importer";
import { TABLE_NAMES } from "~/domain/ledger";
import { seedAppeals } from "./appeals.server";
import { runAudit } from "~/features/audit/audit.server";
import { runImport } from "~/features/imports/import.server";
import { isImportFault } from "~/features/imports/import-summary";
import type { OpenedSource, SourceBatch } from "~/features/imports/source.server";
import { dayAfter } from "~/features/overview/pace";
import { refreshMeasures } from "~/features/report/refresh.server";

/** The day after the demonstration programme's last: fixed, so that everybody sees the same programme. */
const ENDS_ON = "2026-07-02";
const BATCH_ROWS = 1_000;

/** Fills an empty database with the demonstration programme, by the same way as any import, and audits it once. */
export async function seedDemo(
  database: Database,
  now: () => Date,
  say: (sentence: string) => void,
): Promise<void> {
  if (await hasRecords(database.db)) return;
  say("Filling the empty database with the demonstration programme; this takes a minute.");
  const programme = generateProgramme({ seed: "demonstration", endOn: ENDS_ON, plant: EVERY_PATTERN });
  const result = await runImport(database, demoSources(programme), { now });
  if (isImportFault(result)) throw new Error(result.fault);
  await markDemo(database.db, result.importId);
  say(`${result.rows} records of ${result.annotators} invented annotators are in.`);
  await refreshMeasures(database.db, now());
  await planDemo(database.db);
  await runAudit(database.db, { runAt: now().toISOString() });
  await seedAppeals(database, programme.truth.wrongKeys, now());
}

const PLANNED_PROJECTS = 3;
const PLAN_AFTER_DAYS = 56;
const DAYS_LEFT = 28;

/** Plans as a manager would have set them after eight weeks: go on as we began, and be done four weeks from the end. */
async function planDemo(db: Db): Promise<void> {
  const projects = (await listFreshness(db)).slice(0, PLANNED_PROJECTS).map(({ sourceId }) => sourceId);
  const scope = (await listScopeProjects(db)).filter(({ sourceId }) => projects.includes(sourceId));
  for (const { projectId } of scope) {
    const days = await tallyDays(db, [projectId], null);
    const [first, last] = [days[0]?.day, days.at(-1)?.day];
    if (first === undefined || last === undefined) continue;
    const fromOn = dayAfter(first, PLAN_AFTER_DAYS);
    const sum = (counted: typeof days) => counted.reduce((total, { judgments }) => total + judgments, 0);
    const perDay = Math.round(sum(days.filter(({ day }) => day < fromOn)) / PLAN_AFTER_DAYS);
    const total = sum(days.filter(({ day }) => day >= fromOn)) + DAYS_LEFT * perDay;
    const plan = { projectId, fromOn, perDay, total, dueOn: dayAfter(last, DAYS_LEFT) };
    await insertPlan(db, plan, new Date(fromOn), "Demonstration");
  }
}

/** The programme as the tables of a ledger, each a source of its own. */
async function* demoSources({ records, policies }: Programme): AsyncGenerator<OpenedSource> {
  await Promise.resolve();
  const tables = new Map<RecordTable, ImportRecord[]>();
  for (const record of records) {
    const own = tables.get(record.table);
    if (own) own.push(record);
    else tables.set(record.table, [record]);
  }
  const asJson = JSON.parse(JSON.stringify(policies)) as TierPolicyRecord["row"]["policy"][];
  tables.set(
    "tier_policies",
    asJson.map((policy) => ({ table: "tier_policies", row: { version: Number(policy["version"]), policy } })),
  );
  for (const table of [...TABLE_NAMES, "tier_policies" as const]) {
    const own = tables.get(table);
    if (own) yield tableSource(table, own);
  }
}

function tableSource(table: RecordTable, records: readonly ImportRecord[]): OpenedSource {
  const path = table === "tier_policies" ? "tier_policies.json" : `${table}.csv`;
  return {
    kind: "source",
    path: `demonstration/${path}`,
    format: "ledger",
    label: "Demonstration programme",
    role: "records",
    plan: { rowTable: table, hasHeader: false, columns: [], notes: [] },
    preview: [],
    size: null,
    bytesRead: () => 0,
    records: () => inBatches(records),
  };
}

async function* inBatches(records: readonly ImportRecord[]): AsyncGenerator<SourceBatch> {
  for (let from = 0; from < records.length; from += BATCH_ROWS) {
    const part = records.slice(from, from + BATCH_ROWS);
    yield { kind: "batch", rows: part.length, records: part, rejects: [] };
    await Promise.resolve();
  }
}
