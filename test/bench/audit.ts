/**
 * How long a full audit takes and how much memory the Node process needs for it:
 * `npx tsx test/bench/audit.ts [--judgments 10000000] [--annotators 10000] [--parts] [--directory DIR]
 * [--out FILE]`. The ledger is made by SQL in a database of its own, every table that a detector reads filled; rollups are
 * counted before the clock starts, as they are when records come in. `--parts` also times every piece of evidence by
 * itself. With `--directory` the database stays there and the next run uses it again. What was found goes to `--out`; its
 * digest tells whether two runs found the same.
 */
import { sql } from "kysely";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { connect, type Db } from "db/client";
import { migrateToLatest } from "db/migrate";
import { collectEvidence, findRecordedSpan } from "db/queries/evidence";
import { refreshRollups } from "db/queries/refresh";
import { DETECTORS } from "~/detectors";
import { programmeOutcome } from "~/detectors/parts/run";
import type { EvidenceId } from "~/domain/evidence";
import { auditJson } from "~/features/audit/audit-json";
import { auditLedger } from "~/features/audit/run-audit.server";
import { auditLedgerStatements } from "./audit-ledger";

const { values } = parseArgs({
  options: {
    judgments: { type: "string", default: "10000000" },
    annotators: { type: "string", default: "10000" },
    parts: { type: "boolean" },
    directory: { type: "string" },
    out: { type: "string" },
  },
});
const size = { judgments: Number(values.judgments), annotators: Number(values.annotators) };

const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = (from: number) => ((performance.now() - from) / 1_000).toFixed(1);

/** The most memory the process held while `work` ran. */
async function watched<T>(
  work: () => Promise<T>,
): Promise<{ result: T; peakMb: number; cpuSeconds: number; serverCpuSeconds: number }> {
  let peak = 0;
  const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
  const timer = setInterval(look, 100);
  const cpu = process.cpuUsage();
  const server = serverCpu();
  const result = await work();
  look();
  clearInterval(timer);
  const { user, system } = process.cpuUsage(cpu);
  return {
    result,
    peakMb: peak / 1e6,
    cpuSeconds: (user + system) / 1e6,
    serverCpuSeconds: serverCpu() - server,
  };
}

/** Processor seconds of the server and its processes, those that ended included; Linux only, else NaN. */
function serverCpu(): number {
  try {
    const server = Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
    const times = readdirSync("/proc").flatMap((entry) => (/^\d+$/.test(entry) ? [timesOf(entry)] : []));
    const ticks = times.reduce((sum, { pid, parent, own, ended }) => {
      if (pid === server) return sum + own + ended;
      return parent === server ? sum + own + ended : sum;
    }, 0);
    return ticks / 100;
  } catch {
    return NaN;
  }
}

function timesOf(entry: string) {
  try {
    const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
      (place) => fields[place],
    );
    return { pid: Number(entry), parent, own: user + system, ended: endedUser + endedSystem };
  } catch {
    return { pid: 0, parent: 0, own: 0, ended: 0 };
  }
}

async function fill(db: Db): Promise<void> {
  for (const statement of auditLedgerStatements(size)) {
    const started = performance.now();
    await db.transaction().execute(async (on) => {
      // Each fill is the same ledger, so that digests of two fills can be compared.
      await sql`select setseed(0.25)`.execute(on);
      await sql.raw(statement).execute(on);
    });
    process.stderr.write(`${seconds(started)} s: ${statement.trim().slice(0, 60).replace(/\s+/g, " ")}\n`);
  }
  const started = performance.now();
  await refreshRollups(db);
  process.stderr.write(`${seconds(started)} s: rollups\n`);
}

async function timeParts(db: Db): Promise<void> {
  const span = await findRecordedSpan(db);
  if (!span) return;
  const window = { from: span.first, to: span.last + 1 };
  const ids = new Set<EvidenceId>(DETECTORS.flatMap(({ needs }) => needs));
  for (const id of ids) {
    const started = performance.now();
    const { cpuSeconds, serverCpuSeconds } = await watched(() => collectEvidence(db, window, new Set([id])));
    say(
      `${id}: ${seconds(started)} s, CPU: Node ${cpuSeconds.toFixed(1)}, server ${serverCpuSeconds.toFixed(1)}`,
    );
  }
}

const folder = values.directory ?? (await mkdtemp(join(tmpdir(), "evenhand-audit-")));
const database = await connect(folder);
try {
  await migrateToLatest(database.db);
  if (!(await findRecordedSpan(database.db))) await fill(database.db);
  else await refreshRollups(database.db);
  if (values.parts) await timeParts(database.db);
  const started = performance.now();
  const { result, peakMb, cpuSeconds, serverCpuSeconds } = await watched(() =>
    auditLedger(database.db, { runAt: "2026-08-01T00:00:00Z" }),
  );
  say(
    `Full audit of ${size.judgments} judgments by ${size.annotators} annotators: ${seconds(started)} s; processor time ` +
      `${cpuSeconds.toFixed(1)} s in Node, ${serverCpuSeconds.toFixed(1)} s in the server; ${peakMb.toFixed(0)} MB at most in the Node process.`,
  );
  const found = JSON.stringify([auditJson(result), result.figures]);
  if (values.out !== undefined) await writeFile(values.out, found);
  say(`digest ${createHash("sha256").update(found).digest("hex")}`);
  for (const { detector, findings } of result.results) {
    say(`${detector.id}: ${programmeOutcome(findings)}, ${findings.length} findings`);
  }
} finally {
  await database.close();
  if (values.directory === undefined) await rm(folder, { recursive: true, force: true });
}
