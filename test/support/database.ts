import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { connect, type Database } from "db/client";
import { migrateToLatest } from "db/migrate";
import { provideViewerRole } from "db/viewer-role";

/** Where tests make their databases: what `database-setup.ts` started for this run. */
export interface TestServer {
  /** A superuser, who makes databases and roles. */
  readonly admin: string;
  /** The user that owns them and that the application is, as a rule no superuser. */
  readonly owner: string;
  /** A migrated, empty database to copy. */
  readonly template: string;
}

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * A database of the test file's own, migrated and empty, dropped after the last test of the file:
 * `const { db } = await testDatabase();` at the top of the file. `{ migrated: false }` gives one without any table.
 */
export async function testDatabase({ migrated = true } = {}): Promise<Database> {
  const server = inject("testServer");
  const name = `evenhand_test_${randomBytes(6).toString("hex")}`;
  const url = onDatabase(server.owner, name);
  await asAdmin(server.admin, async (admin) => {
    const template = migrated ? server.template : "template0";
    await admin.query(`create database ${name} owner "${userOf(server.owner)}" template ${template}`);
    // As in the embedded database: viewers are served as a role that may do nothing else.
    await admin.query(`create role ${name}_viewer`);
    await admin.query(`grant ${name}_viewer to "${userOf(server.owner)}"`);
  });
  const database = await connect(url, { max: 5 });
  if (migrated) await provideViewerRole(database.db);
  afterAll(async () => {
    await database.close();
    await asAdmin(server.admin, async (admin) => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.query(`drop role ${name}_viewer`);
    });
  });
  return database;
}

/** Prepares a server for {@link testDatabase}: the owner, and the template. */
export async function prepareServer(admin: string): Promise<TestServer> {
  const template = `evenhand_template_${randomBytes(6).toString("hex")}`;
  const owner = await ownerOn(admin);
  await asAdmin(admin, async (client) => {
    await client.query(`create database ${template} owner "${userOf(owner)}" template template0`);
  });
  const database = await connect(onDatabase(owner, template), { max: 1 });
  await migrateToLatest(database.db);
  await database.close();
  return { admin, owner, template };
}

export async function dropTemplate({ admin, template }: TestServer): Promise<void> {
  await asAdmin(admin, async (client) => {
    await client.query(`drop database if exists ${template} with (force)`);
    await client.query(`drop role if exists ${template}_viewer`);
  });
}

/** With a password there is one user only; a private server lets anybody in, so that a plain role can be used. */
async function ownerOn(admin: string): Promise<string> {
  const url = parse(admin);
  if (url.password) return admin;
  await asAdmin(admin, async (client) => {
    const { rowCount } = await client.query("select from pg_roles where rolname = 'evenhand'");
    if (rowCount === 0) await client.query("create role evenhand login");
  });
  url.username = "evenhand";
  return url.href;
}

async function asAdmin<T>(admin: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server and user with another database. */
export function onDatabase(server: string, name: string): string {
  const url = parse(server);
  url.pathname = `/${name}`;
  return url.href;
}

function userOf(url: string): string {
  return decodeURIComponent(parse(url).username);
}

function parse(url: string): URL {
  return new URL(url);
}
