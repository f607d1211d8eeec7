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
  /** Where people reach the server when it is not this machine alone: `https://evenhand.example.org`. */
  PUBLIC_URL: optionalText.refine(
    (value) => value === undefined || isSafeAddress(value),
    "must be an address that begins with https://, without a path",
  ),
  /** Signs session cookies; without it one is made and kept beside the embedded database. */
  EVENHAND_SECRET: z.string().trim().min(32, "must have at least 32 characters").optional(),
  /** Single sign-on by OpenID Connect, for people who have an account here: all three, and PUBLIC_URL. */
  OIDC_ISSUER: z.url("must be a URL").optional(),
  OIDC_CLIENT_ID: optionalText,
  OIDC_CLIENT_SECRET: optionalText,
  /** `yes` for a provider that does not say `email_verified` and lets nobody choose an address. */
  OIDC_VOUCHES_FOR_EMAIL: z.enum(["yes", "no"], "must be yes or no").default("no"),
  /** A server that takes mail, `smtp://host:25` or `smtps://user:password@host:465`, and whom mail is from. */
  SMTP_URL: optionalText.refine(
    (value) => value === undefined || (/^smtps?:\/\//.test(value) && URL.canParse(value)),
    "must be a URL that begins with smtp:// or smtps://",
  ),
  MAIL_FROM: optionalText.refine(
    (value) => value === undefined || /^[^@]+@[^@\s]+$/.test(value),
    "must be an e-mail address, such as Evenhand <evenhand@example.org>",
  ),
  /** Webhooks may be within this machine's own network: `yes` only where nobody else administers. */
  EVENHAND_PRIVATE_WEBHOOKS: z.enum(["yes", "no"], "must be yes or no").default("no"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
});

/** An origin that is encrypted on its way, or that names this machine. */
function isSafeAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, origin } = new URL(value);
  return (
    origin === value.replace(/\/$/, "") &&
    (protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname)))
  );
}

/** Names of this machine that no other machine reaches it by. */
export const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "[::1]", "localhost"]);

/** What can be set from outside, checked. */
export interface Env {
  /** The folder for what this machine keeps: the embedded database, the secret. */
  readonly folder: string;
  /** Null where the server is reached at the address that it listens on. */
  readonly publicUrl: string | null;
  readonly secret: string | null;
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** Whether its addresses are taken for verified where it does not say so. */
    readonly vouchesForEmail: boolean;
  } | null;
  /** Null where no mail is sent; then `mailFrom` is null too. */
  readonly smtp: string | null;
  readonly mailFrom: string | null;
  /** Whether webhooks may lead to addresses that are not public. */
  readonly allowPrivateAddresses: boolean;
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

// React reads this once, as it is loaded, and where it is not set checks itself all the time, at three times the cost.
process.env["NODE_ENV"] ||= "production";

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
  const { DATABASE_URL, EVENHAND_DATABASE, HOST, PORT, LOG_LEVEL, NODE_ENV, ...rest } = parsed.data;
  return {
    folder: EVENHAND_DATABASE ?? "./data",
    publicUrl: rest.PUBLIC_URL?.replace(/\/$/, "") ?? null,
    secret: rest.EVENHAND_SECRET ?? null,
    oidc: oidcOf(rest),
    ...mailOf(rest),
    allowPrivateAddresses: rest.EVENHAND_PRIVATE_WEBHOOKS === "yes",
    database: DATABASE_URL ?? EVENHAND_DATABASE ?? "./data",
    host: HOST,
    port: PORT,
    logLevel: LOG_LEVEL,
    mode: NODE_ENV,
  };
}

function oidcOf(
  set: Pick<
    z.infer<typeof Variables>,
    "OIDC_ISSUER" | "OIDC_CLIENT_ID" | "OIDC_CLIENT_SECRET" | "OIDC_VOUCHES_FOR_EMAIL"
  >,
) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = set;
  if (!issuer && !clientId && !clientSecret) return null;
  const vouchesForEmail = set.OIDC_VOUCHES_FOR_EMAIL === "yes";
  if (issuer && clientId && clientSecret) return { issuer, clientId, clientSecret, vouchesForEmail };
  throw new WrongEnvironment(
    "Single sign-on needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET; not all three are set.",
  );
}

function mailOf({
  SMTP_URL: smtp,
  MAIL_FROM: mailFrom,
}: Pick<z.infer<typeof Variables>, "SMTP_URL" | "MAIL_FROM">) {
  if (!smtp && !mailFrom) return { smtp: null, mailFrom: null };
  if (smtp && mailFrom) return { smtp, mailFrom };
  throw new WrongEnvironment("Mail needs SMTP_URL and MAIL_FROM; one of them is not set.");
}
