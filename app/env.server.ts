import { z } from "zod";

const optionalText = z.string().trim().min(1).optional();

const location = optionalText.refine(
  (value) => !value?.includes("://") || /^postgres(ql)?:\/\//.test(value),
  "must be a folder or a URL that begins with postgres://",
);

const Variables = z.object({
  /** A server: `postgres://user:password@host:5432/database`. */
  DATABASE_URL: location,
  /** Where the embedded database lives when no server is named. */
  EVENHAND_DATABASE: location.default("./data"),
  HOST: z.string().trim().min(1).default("127.0.0.1"),
  PORT: z.coerce.number("must be a number").int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
});

/** What can be set from outside, checked. */
export interface Env {
  /** `postgres://…`, or the folder of the embedded database. */
  readonly database: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: z.infer<typeof Variables>["LOG_LEVEL"];
  readonly mode: z.infer<typeof Variables>["NODE_ENV"];
}

/** A variable has a value that cannot be used; the message names every such variable. */
export class WrongEnvironment extends Error {
  override readonly name = "WrongEnvironment";
}

let read: Env | undefined;

/** The environment, read once. Throws {@link WrongEnvironment}. */
export function env(): Env {
  return (read ??= parseEnv(process.env));
}

/** An empty variable counts as one that is not set. */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const parsed = Variables.safeParse(set);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new WrongEnvironment(`These environment variables cannot be used. ${faults.join("; ")}.`);
  }
  const { DATABASE_URL, EVENHAND_DATABASE, HOST, PORT, LOG_LEVEL, NODE_ENV } = parsed.data;
  return {
    database: DATABASE_URL ?? EVENHAND_DATABASE ?? "./data",
    host: HOST,
    port: PORT,
    logLevel: LOG_LEVEL,
    mode: NODE_ENV,
  };
}
