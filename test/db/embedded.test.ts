import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { connect, type Database } from "db/client";
import { startEmbedded } from "db/embedded";
import { complete } from "db/embedded/binaries";
import { endOrphans, isAlive, listOrphans, readPidFile } from "db/embedded/postmaster";

const PROGRAM = fileURLToPath(new URL("../support/embedded-program.ts", import.meta.url));
const NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] as const;
const isRoot = process.getuid?.() === 0;
/** Root can test being an ordinary user where that user may read the project. */
const canBeNobody = isRoot && spawnSync(NOBODY[0], [...NOBODY.slice(1), "test", "-r", PROGRAM]).status === 0;

const folders: string[] = [];
const programs: ChildProcess[] = [];

afterEach(async () => {
  for (const program of programs.splice(0)) await end(program, "SIGKILL");
  for (const folder of folders.splice(0)) {
    const cluster = join(folder, "postgres");
    await until(() => {
      endOrphans(cluster, "SIGKILL");
      return listOrphans(cluster).length === 0;
    });
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "evenhand-embedded-"));
  folders.push(folder);
  return folder;
}

interface Program {
  readonly child: ChildProcess;
  /** How many rows the table had after the program added one. */
  readonly rows: number;
}

/** Runs the program until it has added its row; `once` ends by itself. */
async function run(
  folder: string,
  mode: "hold" | "once" | "busy",
  { as = [], path = "" }: { as?: readonly string[]; path?: string } = {},
): Promise<Program> {
  const [command = "", ...rest] = [...as, process.execPath, "--import", "tsx", PROGRAM, folder, mode];
  const env = { ...process.env, PATH: `${path}${process.env["PATH"] ?? ""}` };
  const child = spawn(command, rest, { stdio: ["pipe", "pipe", "pipe"], env });
  programs.push(child);
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const answered = new Promise((resolve) => child.stdout.once("data", resolve));
  await Promise.race([ended, ...(mode === "once" ? [] : [answered])]);
  const rows = Number(/rows (\d+)/.exec(said)?.[1]);
  if (!(rows > 0)) throw new Error(`The program did not add its row: ${said}`);
  return { child, rows };
}

async function end(child: ChildProcess, how: NodeJS.Signals | "input"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  if (how === "input") child.stdin?.write("go\n");
  else child.kill(how);
  await ended;
}

function serverOf(folder: string): number | undefined {
  return readPidFile(join(folder, "postgres"))?.pid;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 45_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("waited 45 s in vain");
    await sleep(20);
  }
}

async function isAnswering({ db }: Database): Promise<boolean> {
  return sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
}

describe("the embedded database", () => {
  it("starts in a new folder and keeps its data when it was stopped", async () => {
    const folder = temporaryFolder();
    expect((await run(folder, "once")).rows).toBe(1);
    expect(serverOf(folder)).toBeUndefined();
    expect((await run(folder, "once")).rows).toBe(2);
  });

  it("listens to nothing but a socket that is its owner's", async () => {
    const folder = temporaryFolder();
    const server = await startEmbedded(folder);
    const file = readFileSync(join(server.cluster, "postmaster.pid"), "utf8").split("\n");
    expect(file[5]).toBe("");
    expect(statSync(server.cluster).mode & 0o777).toBe(0o700);
    await server.release();
  });

  it("is joined by a second program, and stopped by the last one to leave", async () => {
    const folder = temporaryFolder();
    const first = await run(folder, "hold");
    const server = serverOf(folder);
    const second = await run(folder, "hold");
    expect(second.rows).toBe(2);
    expect(serverOf(folder)).toBe(server);
    await end(first.child, "input");
    expect((await run(folder, "once")).rows).toBe(3);
    expect(serverOf(folder)).toBe(server);
    await end(second.child, "input");
    expect(serverOf(folder)).toBeUndefined();
  });

  it("takes one server for programs that start and stop at the same time", async () => {
    const folder = temporaryFolder();
    await run(folder, "once");
    const rows = await Promise.all([1, 2, 3, 4].map(() => run(folder, "once")));
    expect(Math.max(...rows.map((program) => program.rows))).toBe(5);
    expect(serverOf(folder)).toBeUndefined();
  });

  it("is made once by programs that find a new folder at the same time", async () => {
    const folder = temporaryFolder();
    const [one, two] = await Promise.all([startEmbedded(folder), startEmbedded(folder)]);
    expect(one.pid).toBe(two.pid);
    await Promise.all([one.release(), two.release()]);
    expect(serverOf(folder)).toBeUndefined();
  });

  it("is stopped when the only program is interrupted at the terminal", async () => {
    const folder = temporaryFolder();
    const { child } = await run(folder, "hold");
    await end(child, "SIGINT");
    expect(child.signalCode).toBe("SIGINT");
    expect(serverOf(folder)).toBeUndefined();
  });
});

describe("after kill -9", () => {
  it("of the program, the next one joins the server and finds the data", async () => {
    const folder = temporaryFolder();
    const { child } = await run(folder, "hold");
    const server = serverOf(folder);
    await end(child, "SIGKILL");
    const next = await run(folder, "hold");
    expect(next.rows).toBe(2);
    expect(serverOf(folder)).toBe(server);
    await end(next.child, "input");
    expect(serverOf(folder)).toBeUndefined();
  });

  it("of the server, the next program starts it and finds the data", async () => {
    const folder = temporaryFolder();
    const { child } = await run(folder, "hold");
    process.kill(serverOf(folder) ?? 0, "SIGKILL");
    await end(child, "SIGKILL");
    expect((await run(folder, "once")).rows).toBe(2);
  });

  it("of the server, a program that goes on gets it back", async () => {
    const folder = temporaryFolder();
    const notices: string[] = [];
    const database = await connect(folder, { onNotice: (notice) => notices.push(notice) });
    await sql`create table kept (n int)`.execute(database.db);
    process.kill(serverOf(folder) ?? 0, "SIGKILL");
    await until(() => notices.length === 2);
    await until(() => isAnswering(database));
    const { rows } = await sql<{ n: number }>`select count(*) as n from kept`.execute(database.db);
    expect(rows).toEqual([{ n: 0 }]);
    await database.close();
    expect(serverOf(folder)).toBeUndefined();
  });

  it.runIf(process.platform === "linux")("of the server, a backend that is still busy is ended", async () => {
    const folder = temporaryFolder();
    const { child } = await run(folder, "busy");
    process.kill(serverOf(folder) ?? 0, "SIGKILL");
    await end(child, "SIGKILL");
    expect(listOrphans(join(folder, "postgres"))).not.toEqual([]);
    expect((await run(folder, "once")).rows).toBe(2);
  });

  it("of the server, a lock file that has come to name another program harms neither", async () => {
    const folder = temporaryFolder();
    const { child } = await run(folder, "hold");
    process.kill(serverOf(folder) ?? 0, "SIGKILL");
    await end(child, "SIGKILL");
    const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
    programs.push(other);
    for (const name of ["postmaster.pid", ".s.PGSQL.5432.lock"]) {
      const path = join(folder, "postgres", name);
      writeFileSync(path, readFileSync(path, "utf8").replace(/^\d+/, String(other.pid)));
    }
    expect((await run(folder, "once")).rows).toBe(2);
    expect(isAlive(other.pid ?? 0)).toBe(true);
  });

  it("of everything, an empty lock file is cleared away", async () => {
    const folder = temporaryFolder();
    await run(folder, "once");
    writeFileSync(join(folder, "postgres/postmaster.pid"), "");
    expect((await run(folder, "once")).rows).toBe(2);
  });

  it("of the program that was making the folder, what it left is cleared away", async () => {
    const folder = temporaryFolder();
    const gone = spawnSync(process.execPath, ["-e", ""]).pid;
    mkdirSync(join(folder, `postgres.new-${gone}/base`), { recursive: true });
    expect((await run(folder, "once")).rows).toBe(1);
    expect(existsSync(join(folder, `postgres.new-${gone}`))).toBe(false);
  });
});

describe("where it runs", () => {
  it("may be a folder whose name is longer than the system allows a socket", async () => {
    const folder = join(temporaryFolder(), "a".repeat(60), "ü".repeat(40));
    expect((await run(folder, "once")).rows).toBe(1);
    expect((await run(folder, "once")).rows).toBe(2);
  });

  it("refuses a folder of another version of PostgreSQL in a sentence", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "postgres"));
    writeFileSync(join(folder, "postgres/PG_VERSION"), "15\n");
    await expect(startEmbedded(folder)).rejects.toThrow("is of PostgreSQL 15, and this version brings 18");
  });

  it("refuses a path that is no folder in a sentence", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    await expect(startEmbedded(join(folder, "file"))).rejects.toThrow("cannot be made");
  });

  it.runIf(isRoot)("may be used by root where the system allows no user namespace", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "bin");
    mkdirSync(path);
    writeFileSync(join(path, "unshare"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const { child } = await run(folder, "hold", { path: `${path}:` });
    expect(statSync(join(folder, "postgres")).uid).not.toBe(0);
    process.kill(serverOf(folder) ?? 0, "SIGKILL");
    await end(child, "SIGKILL");
    expect((await run(folder, "once", { path: `${path}:` })).rows).toBe(2);
    expect((await run(folder, "once")).rows).toBe(3);
  });

  it.runIf(canBeNobody)("may belong to an ordinary user", async () => {
    const folder = temporaryFolder();
    chownSync(folder, 65_534, 65_534);
    expect((await run(folder, "once", { as: NOBODY })).rows).toBe(1);
    expect(statSync(join(folder, "postgres")).uid).toBe(65_534);
  });

  it.runIf(canBeNobody)("may belong to an ordinary user and be used by root", async () => {
    const folder = temporaryFolder();
    chownSync(folder, 65_534, 65_534);
    const { child } = await run(folder, "hold", { as: NOBODY });
    const server = serverOf(folder);
    const byRoot = await run(folder, "hold");
    expect(byRoot.rows).toBe(2);
    expect(serverOf(folder)).toBe(server);
    await end(child, "input");
    await end(byRoot.child, "input");
    expect((await run(folder, "once")).rows).toBe(3);
    expect((await run(folder, "once", { as: NOBODY })).rows).toBe(4);
  });
});

describe("an installation without install scripts", () => {
  it("is completed: links and the right to run", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "native/bin"), { recursive: true });
    mkdirSync(join(folder, "native/lib"));
    writeFileSync(join(folder, "native/lib/libx.so.1.2"), "library");
    const links = [{ source: "native/lib/libx.so.1.2", target: "native/lib/libx.so" }];
    writeFileSync(join(folder, "native/pg-symlinks.json"), JSON.stringify(links));
    for (const name of ["initdb", "postgres"])
      writeFileSync(join(folder, "native/bin", name), "", { mode: 0o644 });
    complete(folder);
    complete(folder);
    expect(readFileSync(join(folder, "native/lib/libx.so"), "utf8")).toBe("library");
    expect(statSync(join(folder, "native/bin/postgres")).mode & 0o111).toBe(0o111);
  });
});
