/**
 * Makes a large installation for benches and for looking at: a ledger by SQL, every table filled, then everything that
 * screens read counted, by the same code that counts it after an import.
 * `npm run bench -- large-ledger --database /tmp/large [--judgments 1000000] [--annotators 10000] [--audit] [--quality 2]`
 * `--audit` also keeps a full audit, `--quality n` the agreement of the first n projects. Minutes for a million
 * judgments, half an hour for ten million. A folder that holds a ledger already is left as it is.
 */
import { sql } from "kysely";
import { parseArgs } from "node:util";
import { type Db, withDatabase } from "db/client";
import { migrateToLatest } from "db/migrate";
import { agreementProjects } from "~/features/agreement/agreement.server";
import { runAudit } from "~/features/audit/audit.server";
import { computeQuality } from "~/features/quality/compute.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { auditLedgerStatements } from "./audit-ledger";

const { values } = parseArgs({
  options: {
    database: { type: "string" },
    judgments: { type: "string", default: "1000000" },
    annotators: { type: "string", default: "10000" },
    audit: { type: "boolean", default: false },
    quality: { type: "string", default: "0" },
  },
});
const NOW = new Date("2026-07-06T09:00:00Z");

/** A second platform, and names as long as names are. */
const AFTERWARDS = [
  `insert into platforms (source_id, name) values ('bench-2', 'Second bench')`,
  `update projects set platform_id = 2, name = 'A project with a name that somebody thought about for long: ' || name
    where project_id % 4 = 0`,
  `update annotators set display_name = 'Maria Magdalena Wolfeschlegelsteinhausenbergerdorff ' || annotator_id
    where annotator_id % 50 = 3`,
  `insert into dirty_cells (annotator_id, project_id, day) values (null, null, null)`,
];

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  process.stderr.write(`${((performance.now() - started) / 1_000).toFixed(1)} s: ${what}\n`);
  return result;
}

async function fill(db: Db): Promise<void> {
  const size = { judgments: Number(values.judgments), annotators: Number(values.annotators) };
  for (const statement of [...auditLedgerStatements(size), ...AFTERWARDS]) {
    await timed(statement.trim().slice(0, 60).replace(/\s+/g, " "), () => sql.raw(statement).execute(db));
  }
}

async function keepQuality(db: Db, most: number): Promise<void> {
  const projects = await agreementProjects(db, null);
  for (const project of projects.slice(0, most)) {
    await timed(`agreement of ${project.sourceId}`, () => computeQuality(db, project, NOW, () => undefined));
  }
}

if (values.database === undefined) {
  process.stderr.write("Where? npm run bench -- large-ledger --database /tmp/large\n");
  process.exit(2);
}
await withDatabase(values.database, async ({ db }) => {
  await timed("migrations", () => migrateToLatest(db));
  const holds = await db.selectFrom("annotators").select("annotatorId").limit(1).executeTakeFirst();
  if (!holds) await fill(db);
  await timed("rollups, snapshots and tiers", () => refreshMeasures(db, NOW));
  if (values.audit) await timed("audit", () => runAudit(db, { runAt: NOW.toISOString() }));
  await keepQuality(db, Number(values.quality));
});
