import { hkdfSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Database, isUrl } from "db/client";
import { env } from "./env.server";

/**
 * What signs session cookies, kept outside the database: from the environment, else made once and kept in a folder, that
 * of the embedded database where there is one, for the owner of this program to read.
 */
export function secretIn(folder: string): string {
  return env().secret ?? keptIn(folder, "secret");
}

/**
 * What names and differences of people are made unreadable with: the same as long as the installation keeps its folder,
 * and of no use to whoever holds the sessions' secret. Where the environment gives that secret, this key is derived from
 * it, since there may be no folder that lasts.
 */
export function pseudonymKey({ place }: Pick<Database, "place">): Buffer {
  const { secret, folder } = env();
  if (secret === null)
    return Buffer.from(keptIn(isUrl(place) ? folder : place, "pseudonym-key"), "base64url");
  return Buffer.from(hkdfSync("sha256", secret, "", "evenhand pseudonyms", 32));
}

function keptIn(folder: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(path, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFileSync(path, "utf8").trim();
}
