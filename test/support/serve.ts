import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Database, withDatabase } from "db/client";
import { insertAccount } from "db/queries/accounts";
import type { Role } from "~/domain/viewer";
import { openSession } from "~/features/accounts/sign-in.server";

/** The built application, served by the command that people use. */
export interface Served {
  /** `http://127.0.0.1:port`, without a slash at its end. */
  readonly url: string;
  readonly pid: number;
  /** All that it has printed so far. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

export interface ServeOptions {
  /** As `--database`: the address of a test database, or a folder. */
  readonly database: string;
  /** Further words for `start`, such as `--demo`. */
  readonly options?: readonly string[];
  /** Variables of the environment, such as PUBLIC_URL. */
  readonly env?: Readonly<Record<string, string>>;
  readonly patienceMs?: number;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Starts the application and waits until it serves. */
export async function serve(given: ServeOptions): Promise<Served> {
  const { database, options = [], env = {}, patienceMs = 300_000 } = given;
  const command = ["--import", "tsx", "app/cli/evenhand.ts", "start", "--port", "0"];
  const child = spawn(process.execPath, [...command, "--database", database, ...options], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "warn", ...env },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /http:\/\/[\w.[\]:]+:\d+/.exec(said);
      if (address) resolve(address[0]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    void ended.then(() => reject(new Error(`The application ended before it served:\n${said}`)));
    setTimeout(() => reject(new Error(`The application does not serve:\n${said}`)), patienceMs).unref();
  });
  // Said right after the address, on the other stream.
  while (!said.includes("Stop with")) await new Promise((resolve) => setTimeout(resolve, 20));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { url, pid: child.pid ?? 0, said: () => said, stop };
}

/** A session as after signing in, made in the database itself: its `Cookie` header. An annotator by the source's id. */
export async function sessionIn(
  database: Database,
  url: string,
  role: Role,
  annotator: string | null,
): Promise<string> {
  const id = `test-${role}-${annotator ?? ""}`;
  const account = { id, name: `Test ${role}`, email: `${id}@tests.invalid`.toLowerCase(), role, annotator };
  await insertAccount(database.db, account, new Date());
  const headers = await openSession(database, new Request(url), id);
  const [cookie = ""] = headers?.getSetCookie() ?? [];
  return cookie.split(";")[0]!;
}

/** As {@link sessionIn}, in the database of a place. */
export const signInOn = (place: string, url: string, role: Role, annotator: string | null): Promise<string> =>
  withDatabase(place, (database) => sessionIn(database, url, role, annotator));
