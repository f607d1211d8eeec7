import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** What a server writes about itself into its data folder. */
export interface PidFile {
  readonly pid: number;
  readonly socketFolder: string;
  readonly status: string;
}

export function readPidFile(cluster: string): PidFile | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, socketFolder: lines[4] ?? "", status: (lines[7] ?? "").trim() };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Whether the process is a PostgreSQL of this data folder. After a crash the number in postmaster.pid may since
 * have been given to any other program, even to the one that asks.
 */
export function isServerOf(pid: number, cluster: string): boolean {
  if (pid === process.pid || !isAlive(pid)) return false;
  if (process.platform === "linux") {
    try {
      // Every PostgreSQL process works in its data folder.
      return (
        readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster) &&
        readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "postgres"
      );
    } catch {
      return false;
    }
  }
  try {
    const command = execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(realpathSync(cluster));
  } catch {
    return false;
  }
}

/** The processes that a server which died without saying goodbye left behind. Known on Linux only. */
export function listOrphans(cluster: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && isServerOf(pid, cluster));
}

/** Asks them to end at once, as their own server would have done; the second time they are ended. */
export function endOrphans(cluster: string, signal: "SIGQUIT" | "SIGKILL"): void {
  for (const pid of listOrphans(cluster)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself in between.
    }
  }
}
