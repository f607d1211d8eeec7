import type { ServerBuild } from "@remix-run/node";
import { type Command, InvalidArgumentError } from "commander";
import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Database, DatabaseUnavailable, connect } from "db/client";
import { migrateToLatest } from "db/migrate";
import { closeDatabase, shareDatabase } from "~/database.server";
import { LOOPBACK, env } from "~/env.server";
import { firstAdministratorLink } from "~/features/accounts/accounts.server";
import { listDemoViewers, openDemo } from "~/features/accounts/demo-viewers.server";
import { startAlerts } from "~/features/alerts/schedule.server";
import { seedDemo } from "~/features/demo/seed.server";
import { recoverImports } from "~/features/imports/import.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { createApp, listen, stop } from "~/http.server";
import { log } from "~/log.server";
import { Fault } from "./outcome";
import { placeOf } from "./open";

const BUILD = fileURLToPath(new URL("../../build", import.meta.url));

export function start(program: Command): void {
  program
    .command("start")
    .description("migrate, and serve the web application")
    .option("--port <number>", "port; 0 takes a free one (default: PORT, else 3000)", portNumber)
    .option("--demo", "fill an empty database with the demonstration programme")
    .action((options: { port?: number; demo?: true }, command: Command) => serve(options, command));
}

async function serve(options: { port?: number; demo?: true }, command: Command): Promise<void> {
  const { host, publicUrl } = env();
  if (!LOOPBACK.has(host) && publicUrl === null) {
    throw new Fault(
      `HOST is ${host}, which other machines may reach: set PUBLIC_URL to the https:// address that people use.`,
    );
  }
  const build = await loadBuild();
  const database = await connect(placeOf(command), { onNotice: (notice) => log.warn(notice) });
  await migrateToLatest(database.db);
  await refuseUnbound(database);
  await recoverImports(database, new Date());
  if (options.demo) await seedDemo(database, () => new Date(), say);
  await refreshMeasures(database.db, new Date());
  if (options.demo && publicUrl === null) await openDemo(database, new Date());
  shareDatabase(database);
  const { server, port } = await listenOrLeave(build, host, options.port ?? env().port);
  const listening = `http://${host === "::1" ? "[::1]" : host}:${port}`;
  const origin = publicUrl ?? listening;
  process.stdout.write(
    publicUrl === null
      ? `Evenhand is at ${origin}\n`
      : `Evenhand is at ${origin}; it listens on ${listening}\n`,
  );
  const alerts = startAlerts(database, () => new Date(), origin);
  const link = await firstAdministratorLink(database, new Date());
  const isDemo = (await listDemoViewers(database)).length > 0;
  if (link && !isDemo) say(`Become its administrator within a day: ${origin}${link}`);
  if (isDemo) say("Only this machine can reach it; choose there who to be.");
  say("Stop with Ctrl+C.");
  await interrupted();
  say("Stopping.");
  await Promise.all([stop(server), Promise.race([alerts.stop(), patience(LONGEST_FAREWELL_MS)])]);
  await Promise.race([database.close(), patience(LONGEST_FAREWELL_MS)]);
  // The database is left: what still waits (idle timers, a computation) belongs to nobody any more.
  process.exit();
}

/** Nobody is served where only the program itself would keep people's rows apart. */
async function refuseUnbound(database: Database): Promise<void> {
  const bounds = await database.boundary();
  if (bounds.kind !== "unbound") return;
  await database.close();
  throw new DatabaseUnavailable(bounds.mend);
}

/** An address that is taken is the caller's mistake; the database is left as it was found. */
async function listenOrLeave(build: ServerBuild, host: string, port: number): ReturnType<typeof listen> {
  try {
    return await listen(createApp(build, `${BUILD}/client`), host, port);
  } catch (error) {
    await closeDatabase();
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new Fault(`Port ${port} of ${host} is taken: name another with --port, or 0 for any.`);
  }
}

/** Work that is under way this long after the last request is given up; the database takes it back. */
const LONGEST_FAREWELL_MS = 10_000;

const patience = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);

async function loadBuild(): Promise<ServerBuild> {
  const entry = `${BUILD}/server/index.js`;
  if (!existsSync(entry))
    throw new Fault("The web application is not built yet: run npm run build, or npm start.");
  return (await import(pathToFileURL(entry).href)) as ServerBuild;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve()).once("SIGTERM", () => resolve());
  });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
  }
  return port;
}
