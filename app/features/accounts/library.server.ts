import { betterAuth } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { genericOAuth, twoFactor } from "better-auth/plugins";
import type { KyselyPlugin, PluginTransformResultArgs, UnknownRow } from "kysely";
import { z } from "zod";
import { type Database, isUrl } from "db/client";
import { findAccount } from "db/queries/accounts";
import { LOOPBACK, env } from "~/env.server";
import { log } from "~/log.server";
import { secretIn } from "~/secret.server";

/** Short of it a password can be guessed; longer ones are welcome, and nothing is asked of what they are made of. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

/** Whoever sits down at a forgotten screen the next day has to sign in. */
const SESSION_SEC = 12 * 3_600;

/** A session that nobody used for this long has ended. */
export const IDLE_SEC = 1_800;

/** The name of the identity provider in addresses and credentials. */
export const OIDC = "oidc";

/** Set by the web server from the connection itself, whatever a client sent. */
export const ADDRESS_HEADER = "x-evenhand-address";

type Library = ReturnType<typeof newLibrary>;

const libraries = new WeakMap<Database, Library>();

/** better-auth on this database; one for each. */
export function library(database: Database): Library {
  const known = libraries.get(database);
  if (known) return known;
  const made = newLibrary(database);
  libraries.set(database, made);
  return made;
}

/** Whether cookies are kept to encrypted connections: always, but where only this machine reaches the server. */
export function isSecure(): boolean {
  const { publicUrl, host } = env();
  return publicUrl === null ? !LOOPBACK.has(host) : publicUrl.startsWith("https:");
}

function newLibrary(database: Database) {
  return betterAuth({
    appName: "Evenhand",
    secret: secretIn(isUrl(database.place) ? env().folder : database.place),
    baseURL: env().publicUrl ?? "http://localhost",
    telemetry: { enabled: false },
    database: { db: database.db.withPlugin(new DatesFromText()), type: "postgres", transaction: true },
    user: {
      modelName: "accounts",
      additionalFields: {
        role: { type: "string", required: true, input: false },
        annotator: { type: "string", required: false, input: false },
        disabledAt: { type: "date", required: false, input: false },
        display: { type: "string", required: false, input: false },
      },
    },
    account: {
      modelName: "credentials",
      // People are added by an administrator first. Only an address that the provider has verified is theirs, unless
      // whoever runs this server says that the provider gives people no others.
      accountLinking: {
        enabled: true,
        trustedProviders: env().oidc?.vouchesForEmail ? [OIDC] : [],
        requireLocalEmailVerified: false,
      },
      encryptOAuthTokens: true,
    },
    session: { modelName: "sessions", expiresIn: SESSION_SEC, disableSessionRefresh: true },
    verification: { modelName: "verifications", storeIdentifier: "hashed" },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // The library counts what letters are kept in, which is up to twice as much.
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: 2 * LONGEST_PASSWORD,
      revokeSessionsOnPasswordReset: true,
    },
    rateLimit: { enabled: true, storage: "database", modelName: "rateLimits", window: 60, max: 30 },
    advanced: {
      // Browsers hold __Host- to this host and to encryption; the library's own prefix would only do the latter.
      cookiePrefix: isSecure() ? "__Host-evenhand" : "evenhand",
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, secure: isSecure(), sameSite: "lax", path: "/" },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    databaseHooks: {
      // What the provider says of somebody is read once; kept, it would be the one thing here that is not ciphertext.
      account: {
        create: { before: withoutIdToken },
        update: { before: withoutIdToken },
      },
      session: {
        create: {
          before: async ({ userId }) => {
            const account = await findAccount(database.db, userId);
            if (!account || account.disabledAt !== null) return false;
            return undefined;
          },
        },
      },
    },
    logger: {
      level: "error",
      log: (_level, message) => log.error({ library: "better-auth" }, message),
    },
    plugins: [ownSessions(), twoFactor({ twoFactorTable: "secondFactors" }), ...singleSignOn()],
  });
}

const withoutIdToken = (account: object) => Promise.resolve({ data: { ...account, idToken: null } });

/** Opens a session without a password: after a link was used, or on the demonstration. The server alone calls it. */
function ownSessions() {
  return {
    id: "own-sessions",
    endpoints: {
      openSession: createAuthEndpoint(
        "/open-session",
        { method: "POST", body: z.object({ accountId: z.string() }), metadata: { scope: "server" } },
        async (ctx) => {
          const user = await ctx.context.internalAdapter.findUserById(ctx.body.accountId);
          const session = user && (await ctx.context.internalAdapter.createSession(user.id));
          if (!user || !session) return ctx.json({ opened: false });
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ opened: true });
        },
      ),
    },
  } as const;
}

function singleSignOn() {
  const { oidc } = env();
  if (oidc === null) return [];
  const { issuer, clientId, clientSecret } = oidc;
  const discoveryUrl = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const scopes = ["openid", "email", "profile"];
  return [
    genericOAuth({
      config: [
        { providerId: OIDC, discoveryUrl, clientId, clientSecret, scopes, pkce: true, disableSignUp: true },
      ],
    }),
  ];
}

/** The pool gives instants as text; better-auth compares them as dates. */
class DatesFromText implements KyselyPlugin {
  transformQuery({ node }: Parameters<KyselyPlugin["transformQuery"]>[0]) {
    return node;
  }

  transformResult({ result }: PluginTransformResultArgs) {
    return Promise.resolve({ ...result, rows: result.rows.map(withDates) });
  }
}

const withDates = (row: UnknownRow): UnknownRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      name.endsWith("At") && typeof value === "string" ? new Date(value) : value,
    ]),
  );
