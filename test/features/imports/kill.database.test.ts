import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { checkRollups } from "db/queries/check";
import { refreshRollups } from "db/queries/refresh";
import { listImports } from "~/features/imports/import-list.server";
import { recoverImports } from "~/features/imports/import.server";
import { dumpLedger, emptyLedger } from "../../db/ledger-dump";
import { testDatabase } from "../../support/database";

const ROWS = 20_000;
const KILLS = 22;
const PROGRAM = fileURLToPath(new URL("import-program.ts", import.meta.url));

const database = await testDatabase();
const { db } = database;
const folder = await mkdtemp(join(tmpdir(), "evenhand-kill-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function writeLedger(): Promise<string> {
  const lines = ["judgment_id,annotator_id,item_id,project_id,submitted_at,active_seconds,answer,status"];
  for (let n = 0; n < ROWS; n += 1) {
    const at = new Date(Date.UTC(2026, 0, 1, 0, n % 10_000)).toISOString();
    lines.push(`J${n},A${n % 97},I${n % 5_000},P${n % 3},${at},${n % 60},answer ${n % 4},approved`);
  }
  const path = join(folder, "judgments.csv");
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

interface Program {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly ended: Promise<number | null>;
}

function startImport(path: string): Program {
  const child = spawn(process.execPath, ["--import", "tsx", PROGRAM, database.url, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const ready = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
  return { child, ready, ended };
}

async function countJudgments(): Promise<number> {
  const { count } = await db
    .selectFrom("judgments")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Until no import is under way: the server may be at the last statement of a program that is gone. */
async function settled(): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    await recoverImports(database, new Date());
    if ((await listImports(db)).every(({ status }) => status !== "running")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("an import never ended");
}

it(
  "an import that is killed at any moment is there whole or not at all, and the next one completes it",
  { timeout: 600_000 },
  async () => {
    const path = await writeLedger();
    const started = startImport(path);
    await started.ready;
    const readyAt = performance.now();
    expect(await started.ended).toBe(0);
    const duration = performance.now() - readyAt;
    const whole = await dumpLedger(db);
    expect(await countJudgments()).toBe(ROWS);
    await emptyLedger(db);

    let kept = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const program = startImport(path);
      await program.ready;
      // Spread over the whole of it, a little past the end.
      await new Promise((resolve) => setTimeout(resolve, ((kill + 0.5) / KILLS) * duration * 1.05));
      program.child.kill("SIGKILL");
      await program.ended;
      await settled();
      const found = await countJudgments();
      const done = (await listImports(db)).filter(({ status }) => status === "done");
      expect([0, ROWS]).toContain(found);
      expect(done).toHaveLength(found === 0 ? 0 : 1);
      if (found === 0) continue;
      expect(await dumpLedger(db)).toEqual(whole);
      kept += 1;
      await emptyLedger(db);
    }
    expect(kept).toBeLessThan(KILLS);

    const last = startImport(path);
    expect(await last.ended).toBe(0);
    await settled();
    expect(await dumpLedger(db)).toEqual(whole);
    await refreshRollups(db);
    expect(await checkRollups(db)).toEqual([]);
    const tables = await db.introspection.getTables();
    expect(tables.filter(({ name }) => name.startsWith("staging"))).toEqual([]);
  },
);
