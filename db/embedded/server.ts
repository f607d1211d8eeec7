import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { accountFor } from "./account";
import { findBinaries } from "./binaries";
import { initialise } from "./initialise";
import { enter, leave, type Keeper } from "./keeper";
import { launch, type Launch } from "./launch";
import { checkVersion, isInitialised, prepareFolder, socketFolderFor } from "./place";
import { endOrphans, isAlive, isServerOf, listOrphans, readPidFile } from "./postmaster";
import { DatabaseUnavailable } from "./unavailable";

/** A running embedded server that this process takes part in. */
export interface Embedded {
  /** The folder with the server's own files. */
  readonly cluster: string;
  readonly socketFolder: string;
  readonly pid: number;
  /** Calls the listener once when the server is gone although this process did not leave it. */
  onLost(listener: () => void): void;
  /** Leaves the server; the last to leave stops it. */
  release(): Promise<void>;
}

/** Recovery after a crash may have gigabytes of log to read. */
const STARTING_PATIENCE_MS = 30 * 60_000;
const BLOCKED_PATIENCE_MS = 60_000;
const ORPHAN_PATIENCE_MS = 2_000;
const PAUSE_MS = 25;

/**
 * Starts PostgreSQL on a folder, or joins the one that already runs there.
 *
 * Commands and a web server may share a folder. Each holds a place in the server; the last to leave stops it. A
 * place ends with its process, however that ended. When the last one was killed, the server goes on and the next
 * start joins it. Throws {@link DatabaseUnavailable} with a sentence that says what to do.
 */
export async function startEmbedded(directory: string): Promise<Embedded> {
  const binaries = findBinaries();
  const cluster = join(prepareFolder(directory), "postgres");
  const account = accountFor(cluster);
  if (!isInitialised(cluster)) initialise(cluster, binaries, account);
  checkVersion(cluster);
  const start = (staleHolder: number | undefined) =>
    launch(cluster, socketFolderFor(cluster, account), binaries.postgres, account, staleHolder);
  const keeper = await takePlace(cluster, start);
  return {
    cluster,
    socketFolder: keeper.socketFolder,
    pid: keeper.serverPid,
    onLost: (listener) => keeper.onLost(listener),
    release: () => leave(keeper, cluster),
  };
}

/** Joins the server that runs, or starts one and joins it, until one of the two works. */
async function takePlace(
  cluster: string,
  start: (staleHolder: number | undefined) => Launch,
): Promise<Keeper> {
  const startedAt = Date.now();
  const waited = () => Date.now() - startedAt;
  let ours: Launch | undefined;
  let reason = "it did not answer";
  for (;;) {
    const file = readPidFile(cluster);
    const isRunning = file !== undefined && isServerOf(file.pid, cluster);
    if (file?.socketFolder && (isRunning || !ours)) {
      // Asked even when the process is not to be seen: it may be in another container on the same folder.
      const keeper = await enter(file.socketFolder, file.pid, cluster);
      if (typeof keeper !== "string") return keeper;
      reason = keeper;
    }
    if (ours?.hasEnded()) {
      reason = ours.lastWords();
      // Without a fault it was ended by others who had come and gone in between.
      if (ours.child.exitCode !== 0 && !isPassing(reason)) throw unavailable(cluster, reason);
      if (waited() > ORPHAN_PATIENCE_MS) clearAway(cluster, reason, waited() > 5 * ORPHAN_PATIENCE_MS);
      ours = undefined;
    } else if (!ours && !isRunning) {
      ours = start(file && isAlive(file.pid) ? file.pid : undefined);
    }
    const patience = ours && !ours.hasEnded() ? STARTING_PATIENCE_MS : BLOCKED_PATIENCE_MS;
    if (waited() > patience) throw unavailable(cluster, reason);
    await sleep(PAUSE_MS);
  }
}

/** Another start came first, or processes of a crashed server still hold its memory: both pass. */
function isPassing(reason: string): boolean {
  return /lock file .* (already exists|is empty)|pre-existing shared memory block|could not create lock file/.test(
    reason,
  );
}

/** What a crash left and does not go by itself. PostgreSQL still refuses while a process holds the old memory. */
function clearAway(cluster: string, reason: string, isUrgent: boolean): void {
  if (listOrphans(cluster).length > 0) endOrphans(cluster, isUrgent ? "SIGKILL" : "SIGQUIT");
  else if (reason.includes("is empty")) rmSync(join(cluster, "postmaster.pid"), { force: true });
}

function unavailable(cluster: string, reason: string): DatabaseUnavailable {
  return new DatabaseUnavailable(
    `The embedded PostgreSQL did not start: ${reason.trim()}. Its log is ${join(cluster, "server.log")}; to use another server, set DATABASE_URL.`,
  );
}
