/**
 * Rows per second of `import` as a share of a bare COPY of the same rows into the same table shape:
 * `npm run bench -- import [--judgments 1000000] [--database postgres://…]`. Without a database's address an embedded one
 * in a temporary folder. Each import is a process of its own, so that its memory peak is its own.
 */
import { fork } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, readFileSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { type Database, connect } from "db/client";
import { migrateToLatest } from "db/migrate";
import { refreshRollups } from "db/queries/refresh";
import { runImport } from "~/features/imports/import.server";
import { isImportFault } from "~/features/imports/import-summary";
import { openSources } from "~/features/imports/source.server";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    judgments: { type: "string", default: "1000000" },
    database: { type: "string" },
  },
});

interface Measured {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of an embedded server on Linux; null elsewhere. */
  readonly serverSeconds: number | null;
  readonly peakBytes: number;
}

/** The part that is measured, in its own process. */
async function importOne(location: string, file: string): Promise<void> {
  const database = await connect(location);
  const cpu = process.cpuUsage();
  const server = serverClock(location);
  const started = performance.now();
  const result = await runImport(database, openSources([file]), { now: () => new Date() });
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const serverSeconds = server();
  await database.close();
  if (isImportFault(result)) throw new Error(result.fault);
  const measured: Measured = {
    rows: result.rows,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    serverSeconds,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(measured);
}

function inItsOwnProcess(location: string, file: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ["one", location, file], {
      execArgv: ["--import", "tsx"],
    });
    child.once("message", (message) => resolve(message as Measured));
    child.once("exit", (code) => reject(new Error(`the import ended with status ${code}`)));
  });
}

async function measure(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "evenhand-bench-"));
  const location = values.database ?? join(folder, "data");
  const database = await connect(location);
  try {
    await migrateToLatest(database.db);
    const files = { first: join(folder, "first.csv"), second: join(folder, "second.csv") };
    await writeJudgments(files.first, 0, count);
    await writeJudgments(files.second, count, count);
    const first = await inItsOwnProcess(location, files.first);
    const counted = await timed(() => refreshRollups(database.db));
    const bare = await copyAlone(database, location, folder, []);
    const keyed = await copyAlone(database, location, folder, ["including indexes"]);
    const second = await inItsOwnProcess(location, files.second);
    const countedAgain = await timed(() => refreshRollups(database.db));
    const again = await inItsOwnProcess(location, files.second);
    say(
      `| ${count} judgments | rows/s | share of the bare COPY | Node's CPU | the server's CPU | peak memory |`,
    );
    say("|---|---|---|---|---|---|");
    say(`| bare COPY, CSV from Node | ${rate(bare)} | 100 % | ${processors(bare)} | |`);
    say(
      `| the same with the table's keys | ${rate(keyed)} | ` +
        `${((100 * bare.seconds) / keyed.seconds).toFixed(0)} % | ${processors(keyed)} | |`,
    );
    const row = (name: string, one: Measured) =>
      say(
        `| ${name} | ${rate(one)} | ${((100 * bare.seconds) / one.seconds).toFixed(0)} % | ` +
          `${processors(one)} | ${(one.peakBytes / 1e6).toFixed(0)} MB |`,
      );
    row("first load, into an empty ledger", first);
    row("new rows, into that ledger", second);
    row("the same rows again", again);
    say(
      `\nCounting rollups: ${counted.toFixed(1)} s after the first load, ${countedAgain.toFixed(1)} s after the second.`,
    );
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const processors = ({ cpuSeconds, serverSeconds }: Measured): string =>
  `${cpuSeconds.toFixed(1)} s | ${serverSeconds === null ? "" : `${serverSeconds.toFixed(1)} s`}`;

/** Seconds of processor time that all processes of an embedded server take from now on: a busy machine changes it little. */
function serverClock(location: string): () => number | null {
  const pidFile = join(location, "postgres", "postmaster.pid");
  if (process.platform !== "linux" || !existsSync(pidFile)) return () => null;
  const postmaster = readFileSync(pidFile, "utf8").split("\n")[0]!;
  const ticks = () => {
    let sum = 0;
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const [, parent, ...fields] = statOf(pid);
      if (parent === postmaster) sum += Number(fields[9]) + Number(fields[10]);
      // Of its children that have ended.
      if (pid === postmaster) sum += Number(fields[11]) + Number(fields[12]);
    }
    return sum;
  };
  const before = ticks();
  return () => (ticks() - before) / TICKS_A_SECOND;
}

const TICKS_A_SECOND = 100;

/** The fields of a process from its state on; none when it is gone. */
function statOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
  } catch {
    return [];
  }
}

const rate = ({ rows, seconds }: Measured): string => Math.round(rows / seconds).toLocaleString("en");

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

/**
 * The rows that were just imported, as CSV of the same table, copied into a table of the same columns and checks and
 * whatever else `like` names. The median of three.
 */
async function copyAlone(
  database: Database,
  location: string,
  folder: string,
  like: readonly string[],
): Promise<Measured> {
  const path = join(folder, "shape.csv");
  return database.session(async ({ db, client }) => {
    await pipeline(client.query(copyTo("copy judgments to stdout (format csv)")), createWriteStream(path));
    await sql.raw(`create table bare (like judgments including constraints ${like.join(" ")})`).execute(db);
    const seconds: number[] = [];
    const cpu = process.cpuUsage();
    const server = serverClock(location);
    for (let time = 0; time < COPIES; time += 1) {
      await sql`truncate bare`.execute(db);
      seconds.push(
        await timed(() =>
          pipeline(
            createReadStream(path, { highWaterMark: 1 << 18 }),
            client.query(copyFrom("copy bare from stdin (format csv)")),
          ),
        ),
      );
    }
    const { user, system } = process.cpuUsage(cpu);
    const serverSeconds = server();
    const { rows } = await sql<{ n: number }>`select count(*) as n from bare`.execute(db);
    await sql`drop table bare`.execute(db);
    return {
      rows: rows[0]?.n ?? 0,
      seconds: seconds.sort((a, b) => a - b)[(COPIES - 1) / 2]!,
      cpuSeconds: (user + system) / (COPIES * 1e6),
      serverSeconds: serverSeconds === null ? null : serverSeconds / COPIES,
      peakBytes: 0,
    };
  });
}

const COPIES = 3;

const HEADER =
  "judgment_id,annotator_id,item_id,project_id,batch_id,started_at,submitted_at,active_seconds,idle_seconds," +
  "lead_seconds,answer,status,pay_minor,currency,rejected_at,rejection_reason,revision_of,revised_at\n";

/** A programme of 10,000 annotators and 180 days, three judgments an item, identifiers as platforms make them. */
function writeJudgments(path: string, from: number, count: number): Promise<void> {
  const random = sequence(from + 1);
  const pick = (below: number) => Math.floor(random() * below);
  function* pieces(): Generator<string> {
    yield HEADER;
    for (let start = from; start < from + count; start += 1_000) {
      let text = "";
      for (let n = start; n < Math.min(start + 1_000, from + count); n += 1) text += judgment(n, pick);
      yield text;
    }
  }
  return pipeline(Readable.from(pieces()), createWriteStream(path));
}

const ANSWERS = ["entailment", "neutral", "contradiction", "A", "B", "tie", "4"];
const DAYS_MS = 180 * 86_400_000;
const FIRST_DAY = Date.UTC(2026, 0, 1);

function judgment(n: number, pick: (below: number) => number): string {
  const item = Math.floor(n / 3);
  const project = item % 5;
  const annotator = (item * 7_919 + (n % 3) * 104_729 + pick(50) * 31) % 10_000;
  const started = FIRST_DAY + ((n * 15_551) % DAYS_MS);
  const active = 5 + pick(200);
  const submitted = started + (active + pick(20)) * 1_000;
  const approved = pick(10) > 0;
  return (
    `${identifier(n)},worker-${annotator},${identifier(item + 1e9)},project-${project},batch-${project}-${item % 100},` +
    `${new Date(started).toISOString()},${new Date(submitted).toISOString()},${active},${pick(20)},,` +
    `${ANSWERS[pick(7)]},${approved ? "approved" : "submitted"},${5 + pick(40)},USD,,,,` +
    `${new Date(submitted + 86_400_000).toISOString()}\n`
  );
}

/** Looks like a UUID; distinct numbers give distinct ones. */
function identifier(n: number): string {
  const hex = (n + 0x100000000).toString(16).padStart(12, "0");
  const mixed = Math.imul(n, 0x9e3779b1) >>> 0;
  const text = mixed.toString(16).padStart(8, "0");
  return `${text}-${hex.slice(0, 4)}-4${text.slice(5)}-a${text.slice(0, 3)}-${hex}`;
}

function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

if (positionals[0] === "one") await importOne(positionals[1]!, positionals[2]!);
else await measure(Number(values.judgments));
