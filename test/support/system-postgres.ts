import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { accountFor, makePrivate, type Account } from "db/embedded/account";
import { serverEnvironment } from "db/embedded/initialise";
import { socketUrl } from "./database-setup";

/** A PostgreSQL of the machine's own, running privately for the tests. */
export interface SystemServer {
  readonly url: string;
  readonly version: string;
  stop(): Promise<void>;
}

const OLDEST = 15;

/**
 * Starts the machine's PostgreSQL on new data, on a unix socket of its own. As root with apt-get it is installed where
 * there is none. Otherwise answers with the reason why there is no server.
 */
export async function startSystemServer(): Promise<SystemServer | { readonly missing: string }> {
  const programs = findPrograms() ?? (installPostgres() ? findPrograms() : undefined);
  if (!programs) return { missing: `no PostgreSQL ${OLDEST} or newer is installed on this machine` };
  const folder = mkdtempSync(join(tmpdir(), "evenhand-system-"));
  const cluster = join(folder, "data");
  const account = accountFor(cluster);
  mkdirSync(cluster);
  makePrivate(folder, 0o700, account);
  makePrivate(cluster, 0o700, account);
  initialise(programs, cluster, account);
  const [program = "", ...rest] = [...account.prefix, join(programs, "postgres"), "-D", cluster];
  const server = spawn(program, [...rest, ...foreignSettings(folder)], {
    stdio: "ignore",
    env: serverEnvironment(),
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const url = socketUrl(folder, "tester");
  const version = await untilAnswering(url);
  return {
    url,
    version,
    stop: async () => {
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Unlike the embedded server on purpose: what these change must not change what the application says. */
function foreignSettings(folder: string): string[] {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: folder,
    fsync: "off",
    timezone: "Asia/Kathmandu",
    datestyle: "German",
    extra_float_digits: "0",
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function initialise(programs: string, cluster: string, account: Account): void {
  const common = ["--pgdata", cluster, "--auth=trust", "--username=tester", "--encoding=UTF8", "--no-sync"];
  // Another order of text than the embedded server's, where this build has ICU.
  const locales = [
    ["--locale=C", "--locale-provider=icu", "--icu-locale=en"],
    ["--locale=C.UTF-8"],
    ["--locale=C"],
  ];
  const works = locales.some((locale) => {
    const [program = "", ...rest] = [...account.prefix, join(programs, "initdb"), ...common, ...locale];
    return spawnSync(program, rest, { stdio: "ignore", env: serverEnvironment() }).status === 0;
  });
  if (!works) throw new Error(`${join(programs, "initdb")} made no data folder in ${cluster}.`);
}

async function untilAnswering(url: string): Promise<string> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>("show server_version");
      return rows[0]?.server_version ?? "";
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    } finally {
      await client.end();
    }
  }
}

function findPrograms(): string | undefined {
  const known = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"].flatMap((parent) =>
    list(parent).map((name) => join(parent, name, "bin")),
  );
  const onPath = (process.env["PATH"] ?? "").split(delimiter);
  return [...configured(), ...known, "/usr/local/pgsql/bin", ...onPath].find((folder) => {
    if (!existsSync(join(folder, "initdb")) || !existsSync(join(folder, "postgres"))) return false;
    const { stdout } = spawnSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" });
    return Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]) >= OLDEST;
  });
}

function configured(): string[] {
  const { status, stdout } = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" });
  return status === 0 ? [stdout.trim()] : [];
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort().reverse() : [];
}

function installPostgres(): boolean {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    for (const words of [["update"], ["install", "--yes", "--no-install-recommends", "postgresql"]]) {
      execFileSync("apt-get", words, { env, stdio: ["ignore", "ignore", "inherit"], timeout: 600_000 });
    }
    return true;
  } catch {
    return false;
  }
}
