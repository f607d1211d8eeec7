import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { pathsIn } from "../support/sources";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The agreed top level, and what tools force. */
const TOP = [
  ...["app", "db", "public", "test", "remix.config.js", "package.json", "tsconfig.json", "README.md"],
  ...[".ci", ".gitignore", ".npmrc", ".prettierignore", "eslint.config.js", "package-lock.json", "LICENSE"],
];

const NAMELESS = /^(utils?|lib|helpers?|common|misc|services?)$/;

function trackedFiles(): string[] {
  return execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0").filter(Boolean);
}

describe("the tree", () => {
  it.runIf(existsSync(join(ROOT, ".git")))("has nothing unexpected at its top", () => {
    const top = [...new Set(trackedFiles().map((path) => path.split("/")[0] ?? ""))];
    expect(top.filter((name) => !TOP.includes(name))).toEqual([]);
  });

  it("names files in kebab case", () => {
    const paths = ["app", "db", "test"].flatMap(pathsIn).filter((path) => /\.(tsx?|css)$/.test(path));
    const names = paths.filter((path) => !path.startsWith("app/routes/"));
    const odd = names.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(basename(path)));
    expect(odd, "write names like gold-accuracy.ts").toEqual([]);
  });

  it("has no folder for things without a name", () => {
    const folders = ["app", "db", "test"].flatMap(pathsIn).flatMap((path) => path.split("/").slice(0, -1));
    expect([...new Set(folders)].filter((folder) => NAMELESS.test(folder))).toEqual([]);
  });

  it("keeps machine paths and download addresses out of the lock file", () => {
    const lock = readFileSync(join(ROOT, "package-lock.json"), "utf8");
    expect(lock.includes('"resolved": "http')).toBe(false);
  });
});
