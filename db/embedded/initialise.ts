import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { handOver, makePrivate, type Account } from "./account";
import type { Binaries } from "./binaries";
import { isAlive } from "./postmaster";
import { isInitialised } from "./place";
import { DatabaseUnavailable } from "./unavailable";

/** The role and the database that the application uses; it is no superuser, so that row-level policies bind it. */
export const ROLE = "evenhand";
export const DATABASE = "evenhand";
export const SUPERUSER = "postgres";
/** As which viewers are served: see `viewer-role.ts`, which finds it by the database's name. */
const VIEWERS = `${DATABASE}_viewer`;

/** What a server needs of the environment; settings such as PGOPTIONS or PGDATA are not for it. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  for (const name of Object.keys(environment)) if (name.startsWith("PG")) delete environment[name];
  return environment;
}

/**
 * Makes the data folder beside its final place and moves it there when it is whole, so that being killed half-way
 * leaves nothing that looks like a database, and of two that do this at once one wins.
 */
export function initialise(cluster: string, binaries: Binaries, account: Account): void {
  removeAbandoned(cluster);
  const draft = `${cluster}.new-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  makePrivate(draft, 0o700, account);
  try {
    runInitdb(draft, binaries, account);
    createDatabase(draft, binaries, account);
    handOver(draft, account);
    renameSync(draft, cluster);
  } catch (error) {
    if (!isInitialised(cluster)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function runInitdb(draft: string, { initdb }: Binaries, account: Account): void {
  // The built-in collation sorts alike on every system: by code point.
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"];
  const access = ["--auth=trust", `--username=${SUPERUSER}`, "--no-instructions"];
  run([...account.prefix, initdb, "--pgdata", draft, ...locale, ...access]);
}

function createDatabase(draft: string, { postgres }: Binaries, account: Account): void {
  // One statement a line is what the single-user mode reads.
  const roles = `create role ${ROLE} login\ncreate role ${VIEWERS}\ngrant ${VIEWERS} to ${ROLE}\n`;
  const statements = `${roles}create database ${DATABASE} owner ${ROLE}\n`;
  run(
    [...account.prefix, postgres, "--single", "-c", "exit_on_error=on", "-D", draft, "postgres"],
    statements,
  );
}

function run(command: readonly string[], input = ""): void {
  const [program = "", ...rest] = command;
  try {
    execFileSync(program, rest, { input, env: serverEnvironment(), stdio: ["pipe", "pipe", "pipe"] });
  } catch (error) {
    const { stderr } = error as { stderr?: Buffer };
    const said = stderr?.toString().trim().split("\n").at(-1) ?? String(error);
    throw new DatabaseUnavailable(`The embedded PostgreSQL could not make its data folder: ${said}`, {
      cause: error,
    });
  }
}

function removeAbandoned(cluster: string): void {
  const parent = join(cluster, "..");
  for (const name of readdirSync(parent)) {
    const pid = Number(/^postgres\.new-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
