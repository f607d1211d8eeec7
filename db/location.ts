import type pg from "pg";
import { DatabaseUnavailable } from "./embedded";

/** pg's configuration with the settings that every connection begins with. */
export type PlacedConfig = pg.ClientConfig & { readonly options: string };

/** What the parsers of `types.ts` rely on, whatever the server or the role is set to. */
export const SESSION_SETTINGS = "-c TimeZone=UTC -c DateStyle=ISO,YMD -c extra_float_digits=1";

/** Sees and writes every row: the command line, imports, the refresher. See `2026-11-23-row-security.ts`. */
export const SYSTEM_VIEWER = "-c evenhand.role=system";

/** Splits `postgres://…` into pg's configuration and a name for messages that holds no password. */
export function parseUrl(location: string): { config: PlacedConfig; place: string } {
  let url: URL;
  try {
    // pg takes a folder's name, percent-encoded or as ?host=, as the place of a unix socket.
    url = new URL(location.replace(/^(postgres(?:ql)?:\/\/[^/@]*@)\//, "$1localhost/"));
  } catch (error) {
    throw new DatabaseUnavailable(
      "The database's address is not a URL such as postgres://user:password@host:5432/database.",
      { cause: error },
    );
  }
  const options = [url.searchParams.get("options"), SESSION_SETTINGS].filter(Boolean).join(" ");
  const host = url.searchParams.get("host") ?? decodeURIComponent(url.host);
  const user = url.username ? `${decodeURIComponent(url.username)}@` : "";
  // In the URL they would win over the options beside it.
  url.searchParams.delete("options");
  return {
    config: { connectionString: url.href, options },
    place: `postgres://${user}${host}${url.pathname}`,
  };
}

/** A failed connection as one sentence for a person. */
export function unreachable(error: unknown, place: string): DatabaseUnavailable {
  const { code, message } = error as { code?: string; message?: string };
  return new DatabaseUnavailable(sentence(code, message ?? String(error), place), { cause: error });
}

function sentence(code: string | undefined, message: string, place: string): string {
  switch (code) {
    case "28P01":
    case "28000":
      return `PostgreSQL at ${place} refused the user or password. Correct DATABASE_URL.`;
    case "3D000":
      return `PostgreSQL at ${place} has no such database. Make it with createdb, or correct DATABASE_URL.`;
    case "53300":
      return `PostgreSQL at ${place} has no connection free. Raise its max_connections, or end other programs.`;
    case "ECONNREFUSED":
    case "ENOENT":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EHOSTUNREACH":
    case "ETIMEDOUT":
      return `No PostgreSQL answers at ${place} (${code}). Start it, or correct DATABASE_URL.`;
    default:
      return `PostgreSQL at ${place} cannot be used: ${message}. Correct DATABASE_URL or the server.`;
  }
}
