import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { withDatabase } from "db/client";
import { insertAccount } from "db/queries/accounts";
import type { Role } from "~/domain/viewer";
import { openSession } from "~/features/accounts/sign-in.server";

/** The built application, served by the command that people use. */
export interface RunningApp {
  /** As `fetch`, as somebody who is signed in with this role, an administrator if none is said; null for nobody. */
  readonly fetch: (path: string, init?: RequestInit & { readonly as?: Role | null }) => Promise<Response>;
  /** What the first start prints, where nobody administers yet. */
  readonly firstLink: string | undefined;
  /** Signs somebody in and gives their `Cookie` header; an annotator by the id in the source. */
  readonly signIn: (role: Role, annotator?: string) => Promise<string>;
  /** `http://127.0.0.1:port`, without a slash at its end. */
  readonly url: string;
  readonly pid: number;
}

export interface AppOptions {
  /** As `--database`: the address of a test database, or a folder. */
  readonly database: string;
  /** Further words for `start`, such as `--demo`. */
  readonly options?: readonly string[];
  /** Variables of the environment, such as PUBLIC_URL. */
  readonly env?: Readonly<Record<string, string>>;
}

const administrators = new Map<string, string>();

/** The `Cookie` header of an administrator of the application at an address, for {@link openPage}. */
export const cookieOf = (url: string): string | undefined => administrators.get(new URL(url).origin);

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PATIENCE_MS = 120_000;

/** Starts the application for the tests of one file and stops it after them: `await startApp({ database: url })`. */
export async function startApp({ database, options = [], env = {} }: AppOptions): Promise<RunningApp> {
  const command = ["--import", "tsx", "app/cli/evenhand.ts", "start", "--port", "0"];
  const child = spawn(process.execPath, [...command, "--database", database, ...options], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "warn", ...env },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  afterAll(async () => {
    child.kill("SIGTERM");
    await ended;
  });
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
    setTimeout(() => reject(new Error(`The application does not serve:\n${said}`)), PATIENCE_MS).unref();
  });
  // Said right after the address, on the other stream.
  await until(() => said.includes("Stop with"));
  const cookies = new Map<Role, string>();
  const signIn = (role: Role, annotator?: string) => signInOn(database, url, role, annotator ?? null);
  const cookieAs = async (role: Role) => {
    const cookie = cookies.get(role) ?? (await signIn(role));
    cookies.set(role, cookie);
    return cookie;
  };
  administrators.set(url, await cookieAs("administrator"));
  return {
    url,
    pid: child.pid ?? 0,
    firstLink: /http\S+\/sign-in\/link\?token=\S+/.exec(said)?.[0],
    signIn,
    fetch: async (path, { as = "administrator", ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (as !== null && !headers.has("Cookie")) headers.set("Cookie", await cookieAs(as));
      if (!headers.has("Origin")) headers.set("Origin", url);
      return fetch(url + path, { redirect: "manual", ...init, headers });
    },
  };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A session as after signing in, made in the database itself. */
async function signInOn(place: string, url: string, role: Role, annotator: string | null): Promise<string> {
  return withDatabase(place, async (database) => {
    const id = `test-${role}-${annotator ?? ""}`;
    const account = { id, name: `Test ${role}`, email: `${id}@tests.invalid`.toLowerCase(), role, annotator };
    await insertAccount(database.db, account, new Date());
    const headers = await openSession(database, new Request(url), id);
    const [cookie = ""] = headers?.getSetCookie() ?? [];
    return cookie.split(";")[0]!;
  });
}
