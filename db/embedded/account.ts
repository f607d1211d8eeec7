import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, lchownSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseUnavailable } from "./unavailable";

/** How PostgreSQL is run: the words before its own command line, and who must own its files. */
export interface Account {
  readonly prefix: readonly string[];
  /** Set where files have to be handed to another user. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * PostgreSQL refuses to run as root. As root it runs in a user namespace in which root has another number
 * (files stay root's); where the system allows none, or where the files belong to somebody else, as that other user.
 */
export function accountFor(cluster: string): Account {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const existing = existsSync(cluster) ? statSync(cluster) : undefined;
  if (existing && existing.uid !== 0) return asUser(existing.uid, existing.gid);
  const somebody = unprivilegedUser();
  const namespace = [
    "unshare",
    "--user",
    `--map-user=${somebody.uid}`,
    `--map-group=${somebody.gid}`,
    "--",
  ] as const;
  if (works(namespace)) return { prefix: namespace };
  return asUser(somebody.uid, somebody.gid);
}

/** Gives a folder and everything in it to the account's user, where the account has one of its own. */
export function handOver(path: string, { owner }: Account): void {
  if (!owner) return;
  lchownSync(path, owner.uid, owner.gid);
  if (!statSync(path).isDirectory()) return;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) handOver(child, { prefix: [], owner });
    else lchownSync(child, owner.uid, owner.gid);
  }
}

/** Makes a private folder or file belong to the account's user alone. */
export function makePrivate(path: string, mode: number, { owner }: Account): void {
  if (owner) chownSync(path, owner.uid, owner.gid);
  chmodSync(path, mode);
}

function asUser(uid: number, gid: number): Account {
  // The capability lets that user pass through folders of root's, such as a home folder that holds the project.
  const pass = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  const plain = ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  const prefix = [
    [...plain, ...pass, "--"],
    [...plain, "--"],
  ].find(works);
  if (!prefix) {
    throw new DatabaseUnavailable(
      "PostgreSQL does not run as root, and neither unshare nor setpriv works here. Run this as an ordinary user, or set DATABASE_URL.",
    );
  }
  return { prefix, owner: { uid, gid } };
}

function works(prefix: readonly string[]): boolean {
  const [command = "", ...rest] = prefix;
  return spawnSync(command, [...rest, "true"], { stdio: "ignore" }).status === 0;
}

/** initdb looks its user up by number, so it must be one that the system knows. */
function unprivilegedUser(): { uid: number; gid: number } {
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
  const user = users.find(({ name }) => name === "nobody") ?? users.at(-1);
  if (!user) throw new DatabaseUnavailable("This system has no user but root. Set DATABASE_URL instead.");
  return user;
}
