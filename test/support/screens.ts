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
 * by being there; one with a new parameter, or for a new set of roles, fails here until it is said what to fill in.
 */
export function everyScreen(params: Readonly<Record<string, string>>): readonly Screen[] {
  return sourceFiles("app/routes").flatMap(({ path, text }) => {
    // A frame around other screens is looked at with each of them.
    if (!/export default function/.test(text) || /<Outlet\b/.test(text)) return [];
    const address = addressOf(path.slice("app/routes/".length).replace(/\.tsx$/, ""), params);
    return rolesOf(path, text).map((role) => ({ path: address, role }));
  });
}

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

/** Every screen of the demonstration programme, and the annotator to look at one's own as: one who has appealed. */
export async function demoScreens(
  db: Db,
): Promise<{ readonly annotator: string; readonly screens: readonly Screen[] }> {
  const appeal = await db
    .selectFrom("appeals")
    .innerJoin("annotators", "annotators.annotatorId", "appeals.annotatorId")
    .select(["annotators.sourceId", "appeals.appealId"])
    .orderBy("appeals.appealId")
    .executeTakeFirstOrThrow();
  const proposal = await db
    .selectFrom("tierProposals")
    .innerJoin("annotators", "annotators.annotatorId", "tierProposals.annotatorId")
    .select(["annotators.sourceId", "tierProposals.windowTo"])
    .where("tierProposals.status", "=", "open")
    .orderBy("tierProposals.windowTo", "desc")
    .orderBy("annotators.sourceId")
    .executeTakeFirstOrThrow();
  const named = { detector: "golden-batch-concentration", id: "gold-accuracy", projectId: "help-rating" };
  const others = {
    importId: "1",
    ruleId: "new",
    table: "reviews",
    version: "3",
    "*": "session",
    day: proposal.windowTo.slice(0, 10),
  };
  const { appealId, sourceId } = appeal;
  const screens = [
    ...everyScreen({ ...named, ...others, appealId, annotatorId: sourceId }).filter(
      ({ path }) => !path.startsWith("/tiers/queue/"),
    ),
    // Of somebody about whom a decision waits.
    ...everyScreen({ ...named, ...others, appealId, annotatorId: proposal.sourceId }).filter(({ path }) =>
      path.startsWith("/tiers/queue/"),
    ),
  ];
  return { annotator: sourceId, screens };
}
