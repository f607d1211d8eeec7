import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { makePrivate, type Account } from "./account";
import { DatabaseUnavailable } from "./unavailable";

const MAJOR = "18";
/** The shortest limit among the systems, less the name of the socket itself. */
const LONGEST_SOCKET_FOLDER = 103 - "/.s.PGSQL.5432".length;

/** Makes the folder a person named and gives its real path; the server's own files go into `postgres` inside it. */
export function prepareFolder(directory: string): string {
  try {
    mkdirSync(directory, { recursive: true });
    return realpathSync(resolve(directory));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DatabaseUnavailable(
      `The folder ${directory} for the database cannot be made (${code ?? "unknown reason"}). Name another with --database or EVENHAND_DATABASE.`,
      { cause: error },
    );
  }
}

export function isInitialised(cluster: string): boolean {
  return existsSync(join(cluster, "PG_VERSION"));
}

export function checkVersion(cluster: string): void {
  let version: string;
  try {
    version = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  } catch (error) {
    throw new DatabaseUnavailable(
      `The database in ${cluster} belongs to another user. Run this as its owner.`,
      { cause: error },
    );
  }
  if (version !== MAJOR) {
    throw new DatabaseUnavailable(
      `The database in ${cluster} is of PostgreSQL ${version}, and this version brings ${MAJOR}. Export it with the version that made it, or set DATABASE_URL.`,
    );
  }
}

/**
 * Where the socket goes: beside the data, or, since the system limits the length of a socket's path, in a private
 * folder with a short name under the system's temporary one.
 */
export function socketFolderFor(cluster: string, account: Account): string {
  if (Buffer.byteLength(cluster) <= LONGEST_SOCKET_FOLDER) return cluster;
  const name = `evenhand-${createHash("sha256").update(cluster).digest("hex").slice(0, 20)}`;
  const base = Buffer.byteLength(join(tmpdir(), name)) <= LONGEST_SOCKET_FOLDER ? tmpdir() : "/tmp";
  const folder = join(base, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || ![process.getuid?.(), account.owner?.uid].includes(found.uid)) {
    throw new DatabaseUnavailable(`The folder ${folder} for the database's socket belongs to another user.`);
  }
  makePrivate(folder, 0o700, account);
  return folder;
}
