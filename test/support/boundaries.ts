import { builtinModules } from "node:module";
import type { Import } from "./sources";

/** Folders of definitions: each file is one, `index.ts` lists them, subfolders hold what they share. */
export const CATALOGUES = ["app/metrics", "app/detectors", "app/importers"] as const;

/** Folders that know no framework, no database, no machine, no clock and no chance. */
export const PURE = [
  "app/metrics",
  "app/detectors",
  "app/importers",
  "app/tiers",
  "app/fairness",
  "app/stats",
  "app/domain",
] as const;

/** What the files of a folder may import of ours; first match counts. Arrows point one way. */
const ALLOWED: readonly (readonly [folder: string, targets: readonly string[]])[] = [
  ["app/stats", ["app/stats"]],
  ["app/domain", ["app/domain"]],
  ["app/metrics", ["app/metrics", "app/stats", "app/domain"]],
  ["app/detectors", ["app/detectors", "app/stats", "app/domain"]],
  ["app/importers", ["app/importers", "app/stats", "app/domain"]],
  ["app/tiers", ["app/tiers", "app/stats", "app/domain"]],
  ["app/fairness", ["app/fairness", "app/stats", "app/domain"]],
  ["app/ui", ["app/ui", "app/domain"]],
  ["db/migrations", ["db/migrations"]],
  // The synthetic programme awards its tiers by the policies that it has in force.
  ["db/demo", ["db", "app/domain", "app/stats", "app/tiers"]],
  ["db", ["db", "app/domain", "app/stats"]],
];

const IMPURE = /^(react|react-dom|@remix-run\/.*|kysely|pg|pg-.*|express|pino|recharts|better-auth)(\/.*)?$/;
const NODE = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);

/** Why a file may not have an import, as a sentence that says what to do; undefined where it may. */
export function violation(path: string, { specifier, target, isTypeOnly }: Import): string | undefined {
  const say = (reason: string) => `${path} imports ${specifier}: ${reason}`;
  const isPure = PURE.some((folder) => isIn(path, folder));
  if (!target) {
    if (isPure && NODE.has(specifier)) return say("this folder is pure; pass what it needs as an argument.");
    if (isPure && IMPURE.test(specifier))
      return say("this folder is pure; keep frameworks and databases outside.");
    if (isIn(path, "app/ui") && /^(kysely|pg|pg-.*)$/.test(specifier))
      return say("ui never sees a database.");
    return undefined;
  }
  if (isIn(target, "db") && !isIn(path, "db") && !isDoor(path)) {
    return say(
      "only .server.ts files and app/cli open the database. Move this into a .server.ts file of the feature.",
    );
  }
  if (target.endsWith(".server") && !isTypeOnly && !mayUseServer(path)) {
    return say("browsers load this file. Let a loader or an action in app/routes call the .server file.");
  }
  if (isIn(target, "app/routes") || (isIn(target, "app/cli") && !isIn(path, "app/cli"))) {
    return say("nothing imports a route or a command. Move what is shared into app/features.");
  }
  if (isIn(path, "app/routes") && (isIn(target, "app/cli") || isIn(target, "db"))) {
    return say("a route loads through a feature.");
  }
  const rule = ALLOWED.find(([folder]) => isIn(path, folder));
  if (rule && !rule[1].some((folder) => isIn(target, folder))) {
    return say(`${rule[0]} may import only ${rule[1].join(", ")}. Pass it as an argument, or move it.`);
  }
  return siblingViolation(path, target, say);
}

/** A definition is known to its list; what two of them share is in a folder below. */
function siblingViolation(path: string, target: string, say: (reason: string) => string): string | undefined {
  const catalogue = CATALOGUES.find((folder) => isIn(path, folder) && isIn(target, folder));
  if (!catalogue || path === `${catalogue}/index.ts`) return undefined;
  const isDefinition = !target.slice(catalogue.length + 1).includes("/");
  if (!isDefinition) return undefined;
  return say(`definitions do not know each other. Move what they share into ${catalogue}/parts/.`);
}

function isDoor(path: string): boolean {
  return isIn(path, "app/cli") || (isIn(path, "app") && /\.server\.tsx?$/.test(path));
}

/** Remix takes what loaders and actions use out of the browser's copy of a route. */
function mayUseServer(path: string): boolean {
  return (
    isDoor(path) ||
    isIn(path, "app/routes") ||
    /^app\/(root|entry\.server)\.tsx$/.test(path) ||
    !isIn(path, "app")
  );
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
