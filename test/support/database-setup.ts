import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { SUPERUSER, startEmbedded } from "db/embedded";
import { endOrphans, isAlive } from "db/embedded/postmaster";
import { dropTemplate, prepareServer } from "./database";

const PREFIX = "evenhand-test-";

/**
 * For a whole run of the tests: the server that `EVENHAND_TEST_SERVER` names (a `postgres://` URL of a superuser), or else an embedded one in a temporary folder.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const named = process.env["EVENHAND_TEST_SERVER"];
  const { admin, stop } = named ? { admin: named, stop: () => Promise.resolve() } : await startTemporary();
  const server = await prepareServer(admin);
  project.provide("testServer", server);
  return async () => {
    await dropTemplate(server);
    await stop();
  };
}

async function startTemporary(): Promise<{ admin: string; stop: () => Promise<void> }> {
  await removeAbandoned();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const embedded = await startEmbedded(folder);
  return {
    admin: socketUrl(embedded.socketFolder, SUPERUSER),
    stop: async () => {
      await embedded.release();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The address of a server that listens on a unix socket only. */
export function socketUrl(folder: string, user: string): string {
  return `postgres://${user}@localhost/postgres?host=${encodeURIComponent(folder)}`;
}

/** What a run that was killed left in the temporary folder: its server and its files. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!(pid > 0) || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    endOrphans(join(folder, "postgres"), "SIGQUIT");
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
