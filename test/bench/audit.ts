/**
 * How long a full audit takes and how much memory the Node process needs for it:
 * `npx tsx test/bench/audit.ts [--judgments 10000000] [--annotators 10000] [--parts]`. The ledger is made by SQL in a
 * database of its own in a temporary folder, every table that a detector reads filled; rollups are counted before the
 * clock starts, as they are when records come in. `--parts` also times every piece of evidence by itself.
 */
import { sql } from "kysely";
import { mkdtemp, rm } from "node:fs/promises";
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
import { auditLedger } from "~/features/audit/run-audit.server";
import { auditLedgerStatements } from "./audit-ledger";

const { values } = parseArgs({
  options: {
    judgments: { type: "string", default: "10000000" },
    annotators: { type: "string", default: "10000" },
    parts: { type: "boolean" },
  },
});
const size = { judgments: Number(values.judgments), annotators: Number(values.annotators) };

const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = (from: number) => ((performance.now() - from) / 1_000).toFixed(1);

/** The most memory the process held while `work` ran. */
async function watched<T>(
  work: () => Promise<T>,
): Promise<{ result: T; peakMb: number; cpuSeconds: number }> {
  let peak = 0;
  const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
  const timer = setInterval(look, 20);
  const cpu = process.cpuUsage();
  const result = await work();
  look();
  clearInterval(timer);
  const { user, system } = process.cpuUsage(cpu);
  return { result, peakMb: peak / 1e6, cpuSeconds: (user + system) / 1e6 };
}

async function fill(db: Db): Promise<void> {
  for (const statement of auditLedgerStatements(size)) {
    const started = performance.now();
    await sql.raw(statement).execute(db);
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
    await collectEvidence(db, window, new Set([id]));
    say(`${id}: ${seconds(started)} s`);
  }
}

const folder = await mkdtemp(join(tmpdir(), "evenhand-audit-"));
const database = await connect(folder);
try {
  await migrateToLatest(database.db);
  await fill(database.db);
  if (values.parts) await timeParts(database.db);
  const started = performance.now();
  const { result, peakMb, cpuSeconds } = await watched(() =>
    auditLedger(database.db, { runAt: "2026-08-01T00:00:00Z" }),
  );
  say(
    `Full audit of ${size.judgments} judgments by ${size.annotators} annotators: ${seconds(started)} s, ` +
      `${cpuSeconds.toFixed(1)} s of it Node's processor time, ${peakMb.toFixed(0)} MB at most in the Node process.`,
  );
  for (const { detector, findings } of result.results) {
    say(`${detector.id}: ${programmeOutcome(findings)}, ${findings.length} findings`);
  }
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
