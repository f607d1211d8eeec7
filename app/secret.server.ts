import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "./env.server";

/**
 * What signs session cookies, kept outside the database: from the environment, else made once and kept in a folder, that
 * of the embedded database where there is one, for the owner of this program to read.
 */
export function secretIn(folder: string): string {
  const { secret: given } = env();
  if (given !== null) return given;
  const path = join(folder, "secret");
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(path, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFileSync(path, "utf8").trim();
}
