import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import pg from "pg";
import Cursor from "pg-cursor";
import { DATABASE, DatabaseUnavailable, ROLE, keepEmbedded } from "./embedded";
import { type PlacedConfig, SESSION_SETTINGS, SYSTEM_VIEWER, parseUrl, unreachable } from "./location";
import { type RowViewer, seenBy } from "./row-viewer";
import type { Schema } from "./schema";
import { types } from "./types";
import { type Boundary, findBoundary } from "./viewer-role";

export { DatabaseUnavailable } from "./embedded";

/** Sent with the first query, so that it is in the server's bundle; CI searches the browsers' bundle for it. */
export const DATABASE_MARKER = "evenhand-database-code-7f3a91";

export type Db = Kysely<Schema>;

/** One connection for a while: queries and COPY on it share temporary tables, locks and transactions. */
export interface Session {
  readonly db: Db;
  /** For COPY with pg-copy-streams: `client.query(copyFrom("copy … from stdin"))`. */
  readonly client: pg.PoolClient;
}

export interface Database {
  /** Works as the system viewer: row-level security shows and lets it write everything. */
  readonly db: Db;
  /** Where it is, without password: for messages. */
  readonly place: string;
  /** For `connect` in another thread, while this one holds the database; with the password, so never shown. */
  readonly url: string;
  /** Whom sessions for viewers act as; found once, when first asked for on a schema that is up to date. */
  readonly boundary: () => Promise<Boundary>;
  /**
   * Work in one transaction that sees the rows that the viewer may see, and no others. Throws
   * {@link DatabaseUnavailable} where row-level security would bind nobody.
   */
  seenBy<T>(viewer: RowViewer, work: (db: Db) => Promise<T>): Promise<T>;
  /** Lends one connection of the system viewer; in a transaction of `session.db`, `session.client` is inside the same transaction. */
  session<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Waits for what is under way, then leaves the database. */
  close(): Promise<void>;
  /** Leaves an embedded server without waiting. */
  abandon(): Promise<void>;
}

export interface ConnectOptions {
  /** Most connections at once; 10. */
  readonly max?: number;
  /** Told when the server went away and came back, or stays away. */
  readonly onNotice?: (notice: string) => void;
}

const OLDEST = 150_000;
const MOST_CONNECTIONS = 10;

/**
 * Connects to `postgres://…`, or to the embedded PostgreSQL in a folder, which it starts.
 * Throws {@link DatabaseUnavailable}.
 */
export async function connect(location: string, options: ConnectOptions = {}): Promise<Database> {
  return isUrl(location) ? connectToServer(location, options) : connectToFolder(location, options);
}

/**
 * Connects for the time of one piece of work, and leaves the database when it is done, failed or interrupted: an
 * embedded server that nobody else uses is stopped then too.
 */
export async function withDatabase<T>(
  location: string,
  work: (database: Database) => Promise<T>,
  options: ConnectOptions = {},
): Promise<T> {
  const database = await connect(location, options);
  const interrupt = (signal: NodeJS.Signals) => {
    // What is under way is taken back by the server when this process is gone.
    void database.abandon().finally(() => process.kill(process.pid, signal));
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    return await work(database);
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    await database.close();
  }
}

export function isUrl(location: string): boolean {
  return /^postgres(ql)?:\/\//.test(location);
}

async function connectToServer(location: string, options: ConnectOptions): Promise<Database> {
  const { config, place } = parseUrl(location);
  const pools = await openPools({ ...config, ...limits(options) }, place);
  return databaseOn(pools, { place, url: location }, () => Promise.resolve());
}

async function connectToFolder(directory: string, options: ConnectOptions): Promise<Database> {
  const server = await keepEmbedded(directory, options.onNotice);
  const config = {
    host: server.socketFolder,
    port: 5432,
    user: ROLE,
    database: DATABASE,
    password: "",
    ssl: false,
    options: SESSION_SETTINGS,
    ...limits(options),
  };
  try {
    const url = `postgres://${ROLE}@localhost/${DATABASE}?host=${encodeURIComponent(server.socketFolder)}`;
    return databaseOn(await openPools(config, directory), { place: directory, url }, () => server.release());
  } catch (error) {
    await server.release();
    throw error;
  }
}

const limits = ({ max }: ConnectOptions) => ({ max: max ?? MOST_CONNECTIONS });

interface Pools {
  readonly system: pg.Pool;
  /** No viewer is set on its connections: until a transaction sets one, they see no row. */
  readonly viewers: pg.Pool;
}

async function openPools(config: PlacedConfig & pg.PoolConfig, place: string): Promise<Pools> {
  const system = newPool({ ...config, options: `${config.options} ${SYSTEM_VIEWER}` });
  try {
    await checkServer(system, place);
    return { system, viewers: newPool(config) };
  } catch (error) {
    await system.end();
    throw error instanceof DatabaseUnavailable ? error : unreachable(error, place);
  }
}

function newPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    types,
    application_name: "evenhand",
    connectionTimeoutMillis: 30_000,
    ...config,
  });
  // A connection that breaks while nobody uses it is replaced at the next query; without a listener it would throw.
  pool.on("error", () => undefined);
  return pool;
}

async function checkServer(pool: pg.Pool, place: string): Promise<void> {
  const { rows } = await pool.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding
       -- ${DATABASE_MARKER}`,
  );
  const found = rows[0];
  if (!found || found.version < OLDEST) {
    throw new DatabaseUnavailable(`PostgreSQL at ${place} is older than 15. Use 15 or newer.`);
  }
  if (found.encoding !== "UTF8") {
    throw new DatabaseUnavailable(
      `The database at ${place} stores text as ${found.encoding}. Make one with: create database … encoding 'UTF8'.`,
    );
  }
}

function databaseOn(
  pools: Pools,
  { place, url }: Pick<Database, "place" | "url">,
  leaveServer: () => Promise<void>,
): Database {
  const { system, viewers } = pools;
  const db = kyselyOn(system);
  const viewed = kyselyOn(viewers);
  let found: Boundary | undefined;
  // An unbound one is looked for again: somebody may have mended it.
  const boundary = async () => {
    found ??= await findBoundary(db);
    const now = found;
    if (now.kind === "unbound") found = undefined;
    return now;
  };
  let left: Promise<void> | undefined;
  let ended: Promise<unknown> | undefined;
  const abandon = () => (left ??= leaveServer());
  return {
    db,
    place,
    url,
    boundary,
    seenBy: async (viewer, work) => {
      const bounds = await boundary();
      if (bounds.kind === "unbound") throw new DatabaseUnavailable(bounds.mend);
      return seenBy(viewed, viewer, bounds.kind === "stepped down" ? bounds.role : null, work);
    },
    session: (work) => lendSession(system, work),
    abandon,
    close: async () => {
      await (ended ??= Promise.all([system.end(), viewers.end()]));
      await abandon();
    },
  };
}

async function lendSession<T>(pool: pg.Pool, work: (session: Session) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const lent = { query: client.query.bind(client), release: () => undefined } as PostgresPoolClient;
    const db = kyselyOn({ connect: () => Promise.resolve(lent), end: () => Promise.resolve() });
    const result = await work({ db, client });
    client.release();
    return result;
  } catch (error) {
    // It may be inside a transaction or a COPY that nobody ended.
    client.release(true);
    throw error;
  }
}

function kyselyOn(pool: PostgresPool): Db {
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool, cursor: Cursor }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
