import { rmdir } from "node:fs/promises";
import pg from "pg";
import { setTimeout as sleep } from "node:timers/promises";
import { SUPERUSER } from "./initialise";
import { isServerOf } from "./postmaster";
import { DatabaseUnavailable } from "./unavailable";

/** A place held in a running server: a connection with a shared lock, which ends with the process that holds it. */
export interface Keeper {
  readonly client: pg.Client;
  readonly socketFolder: string;
  readonly serverPid: number;
  onLost(listener: () => void): void;
}

/** "evenhand" as a number; advisory locks are known by one. */
const LOCK = "7306089163187383908";
const STOP_PATIENCE_MS = 120_000;

/** Takes a place, or says why not yet (the server starts, stops, recovers or does not answer). */
export async function enter(
  socketFolder: string,
  serverPid: number,
  cluster: string,
): Promise<Keeper | string> {
  const client = new pg.Client({
    host: socketFolder,
    port: 5432,
    user: SUPERUSER,
    database: "postgres",
    password: "",
    ssl: false,
    options: "",
    application_name: "evenhand keeper",
    connectionTimeoutMillis: 10_000,
  });
  let lost: (() => void) | undefined;
  let isLost = false;
  const lose = () => {
    if (isLost) return;
    isLost = true;
    lost?.();
  };
  client.on("error", lose);
  client.on("end", lose);
  try {
    await client.connect();
    // Waits while another process is about to stop the server, and then fails, for the connection is ended.
    await client.query(`select pg_advisory_lock_shared(${LOCK})`);
    const { rows } = await client.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    );
    if (rows[0]?.folder !== cluster) {
      throw new DatabaseUnavailable(`Another PostgreSQL answers on the socket in ${socketFolder}.`);
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    if (error instanceof DatabaseUnavailable) throw error;
    return error instanceof Error ? error.message : String(error);
  }
  return {
    client,
    socketFolder,
    serverPid,
    onLost: (listener) => {
      lost = listener;
      if (isLost) listener();
    },
  };
}

/** Gives the place back; stops the server when nobody else holds one. */
export async function leave(keeper: Keeper, cluster: string): Promise<void> {
  const { client, serverPid } = keeper;
  keeper.onLost(() => undefined);
  try {
    await client.query(`select pg_advisory_unlock_shared(${LOCK})`);
    const { rows } = await client.query<{ last: boolean }>(`select pg_try_advisory_lock(${LOCK}) as last`);
    // A newcomer waits for this lock and starts the server anew when it is gone.
    if (rows[0]?.last && isServerOf(serverPid, cluster)) await stop(keeper, cluster);
  } catch {
    // The server is gone already, which is what leaving it asks for.
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function stop({ serverPid, socketFolder }: Keeper, cluster: string): Promise<void> {
  process.kill(serverPid, "SIGINT");
  const deadline = Date.now() + STOP_PATIENCE_MS;
  while (isServerOf(serverPid, cluster) && Date.now() < deadline) await sleep(10);
  // A folder of its own in the temporary one; not empty when somebody has started the server again meanwhile.
  if (socketFolder !== cluster) await rmdir(socketFolder).catch(() => undefined);
}
