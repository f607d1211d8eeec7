import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { makePrivate, type Account } from "./account";
import { serverEnvironment } from "./initialise";
import { settings } from "./settings";

/** A server that this process started; it outlives the process. */
export interface Launch {
  readonly child: ChildProcess;
  hasEnded(): boolean;
  /** What it wrote last before it ended. */
  lastWords(): string;
}

const LOG_LIMIT_BYTES = 16 * 1024 ** 2;

/**
 * Starts the server in a session of its own, so that an interrupt typed at the terminal reaches only the program.
 * `staleHolder` is a process whose number stands in a lock file that a crashed server left: PostgreSQL takes a lock
 * file over when it names its own grandparent (pg_ctl is one), so no lock file ever has to be deleted here.
 */
export function launch(
  cluster: string,
  socketFolder: string,
  postgres: string,
  account: Account,
  staleHolder: number | undefined,
): Launch {
  const logPath = join(cluster, "server.log");
  const log = openSync(logPath, "a", 0o600);
  makePrivate(logPath, 0o600, account);
  if (statSync(logPath).size > LOG_LIMIT_BYTES) truncateSync(logPath);
  const from = statSync(logPath).size;
  const options = Object.entries(settings(socketFolder)).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const [program = "", ...rest] = [...account.prefix, postgres, "-D", cluster, ...options];
  const child = spawn(program, rest, {
    detached: true,
    stdio: ["ignore", log, log],
    env: {
      ...serverEnvironment(),
      ...(staleHolder === undefined ? {} : { PG_GRANDPARENT_PID: String(staleHolder) }),
    },
  });
  closeSync(log);
  child.unref();
  let hasEnded = false;
  child.once("exit", () => (hasEnded = true));
  child.once("error", () => (hasEnded = true));
  return {
    child,
    hasEnded: () => hasEnded,
    lastWords: () => lastFatal(readFileSync(logPath).subarray(from).toString(), child.pid),
  };
}

/** Two servers that were started at once write into the same log: only lines of ours, or of no server, count. */
function lastFatal(log: string, pid: number | undefined): string {
  const lines = log
    .trim()
    .split("\n")
    .filter((line) => line.includes(` [${pid ?? "none"}] `) || !/^\S+ \S+ UTC \[\d+\] /.test(line));
  const fatal = lines.findLast((line) => /FATAL:|PANIC:/.test(line));
  return (fatal ?? lines.at(-1) ?? "it said nothing").replace(/^.*(?:FATAL|PANIC):\s*/, "");
}
