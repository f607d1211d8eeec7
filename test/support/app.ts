import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

/** The built application, served by the command that people use. */
export interface RunningApp {
  /** `http://127.0.0.1:port`, without a slash at its end. */
  readonly url: string;
  readonly pid: number;
}

export interface AppOptions {
  /** As `--database`: the address of a test database, or a folder. */
  readonly database: string;
  /** Further words for `start`, such as `--demo`. */
  readonly options?: readonly string[];
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PATIENCE_MS = 120_000;

/** Starts the application for the tests of one file and stops it after them: `await startApp({ database: url })`. */
export async function startApp({ database, options = [] }: AppOptions): Promise<RunningApp> {
  const command = ["--import", "tsx", "app/cli/evenhand.ts", "start", "--port", "0"];
  const child = spawn(process.execPath, [...command, "--database", database, ...options], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "warn" },
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
  return { url, pid: child.pid ?? 0 };
}
