import { sql } from "kysely";
import type { Db } from "db/client";
import type { Role } from "~/domain/viewer";
import { addressOf } from "./addresses";
import { sourceFiles } from "./sources";

/** A page that somebody can look at, and as whom. */
export interface Screen {
  readonly path: string;
  /** Null for nobody who is signed in. */
  readonly role: Role | null;
}

/** As whom a route is looked at that is open to these roles: everybody who sees something else there than another. */
const LOOKED_AT_AS: Readonly<Record<string, readonly Role[]>> = {
  MANAGERS: ["administrator"],
  ADMINISTRATORS: ["administrator"],
  ANNOTATORS: ["annotator"],
  RESEARCHERS: ["researcher"],
  PROGRAMME: ["administrator", "researcher"],
  EVERYBODY: ["administrator", "annotator"],
};

/**
 * Every screen there is: each route that shows something, as each kind of viewer who may see it. A new route is in it
 * by being there; one with a new parameter, or for a new set of roles, fails here until it is said what to fill in. One
 * whose parameter is null is left out: this database has nothing that it could show.
 */
export function everyScreen(params: Readonly<Record<string, string | null>>): readonly Screen[] {
  const known = Object.entries(params).filter((param): param is [string, string] => param[1] !== null);
  return sourceFiles("app/routes").flatMap(({ path, text }) => {
    // A frame around other screens is looked at with each of them.
    if (!/export default function/.test(text) || /<Outlet\b/.test(text)) return [];
    const name = path.slice("app/routes/".length).replace(/\.tsx$/, "");
    if (paramsOf(name).some((param) => params[param] === null)) return [];
    const address = addressOf(name, Object.fromEntries(known));
    return rolesOf(path, text).map((role) => ({ path: address, role }));
  });
}

const paramsOf = (name: string): readonly string[] =>
  [...name.matchAll(/(?:^|\.)\$([^.]*)/g)].map(([, param = ""]) => (param === "" ? "*" : param));

function rolesOf(path: string, text: string): readonly (Role | null)[] {
  const loader = /export const loader\b[^]*/.exec(text)?.[0];
  if (loader?.includes("forAnybody(")) return [null];
  // Without a loader of its own a screen shows what its frame lets anybody see who is signed in.
  const named = loader ? /forViewer\(\s*\w+,\s*([A-Z_]+)/.exec(loader)?.[1] : "EVERYBODY";
  const roles = LOOKED_AT_AS[named ?? ""];
  if (!roles)
    throw new Error(`Say in test/support/screens.ts as whom ${path} is looked at: ${named ?? "no roles"}.`);
  return roles;
}

/** Every screen that a database has something for, and the annotator to look at one's own as: one who has appealed. */
export async function screensIn(
  db: Db,
): Promise<{ readonly annotator: string | null; readonly screens: readonly Screen[] }> {
  const appeal = await db
    .selectFrom("appeals")
    .innerJoin("annotators", "annotators.annotatorId", "appeals.annotatorId")
    .select(["annotators.sourceId", "appeals.appealId"])
    .orderBy("appeals.appealId")
    .executeTakeFirst();
  const proposal = await db
    .selectFrom("tierProposals")
    .innerJoin("annotators", "annotators.annotatorId", "tierProposals.annotatorId")
    .select(["annotators.sourceId", "tierProposals.windowTo"])
    .orderBy(sql`status = 'open'`, "desc")
    .orderBy("tierProposals.windowTo", "desc")
    .orderBy("annotators.sourceId")
    .executeTakeFirst();
  const annotator = appeal?.sourceId ?? proposal?.sourceId ?? (await firstAnnotator(db));
  const params = {
    ...{ detector: "golden-batch-concentration", id: "gold-accuracy", "*": "session" },
    ...{ ruleId: "new", table: "reviews" },
    ...(await firstOfEach(db)),
    appealId: appeal?.appealId ?? null,
    day: proposal?.windowTo.slice(0, 10) ?? null,
  };
  // A decision is looked at with somebody about whom one waits, or the last that was proposed where none does.
  const isQueue = ({ path }: Screen) => /^\/tiers\/queue\/./.test(path);
  const screens = [
    ...everyScreen({ ...params, annotatorId: annotator }).filter((screen) => !isQueue(screen)),
    ...everyScreen({ ...params, annotatorId: proposal?.sourceId ?? null }).filter(isQueue),
  ];
  // Nobody signs in as an annotator where there is none.
  return { annotator, screens: screens.filter(({ role }) => role !== "annotator" || annotator !== null) };
}

async function firstAnnotator(db: Db): Promise<string | null> {
  const first = db.selectFrom("annotators").select("sourceId").orderBy("annotatorId").limit(1);
  return (await first.executeTakeFirst())?.sourceId ?? null;
}

/** The oldest import and project, and the newest version of the programme's tier policy. */
async function firstOfEach(db: Db): Promise<Readonly<Record<string, string | null>>> {
  const imported = db.selectFrom("imports").select("importId").orderBy("importId").limit(1);
  // The demonstration's project with keys, consensus and reviews at once shows most.
  const project = db
    .selectFrom("projects")
    .select("sourceId")
    .orderBy(sql`source_id = 'help-rating'`, "desc")
    .orderBy("projectId")
    .limit(1);
  const policy = db.selectFrom("tierPolicies").select("version").orderBy("version", "desc").limit(1);
  return {
    importId: (await imported.executeTakeFirst())?.importId.toString() ?? null,
    projectId: (await project.executeTakeFirst())?.sourceId ?? null,
    version: (await policy.executeTakeFirst())?.version.toString() ?? null,
  };
}
