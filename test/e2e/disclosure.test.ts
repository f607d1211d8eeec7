import { describe, expect, it } from "vitest";
import type { Role } from "~/domain/viewer";
import { DETECTORS } from "~/detectors";
import { routeAddresses } from "../support/addresses";
import { startApp } from "../support/app";
import { testDatabase } from "../support/database";

const DETECTOR = DETECTORS[0]!.id;

const { db, url } = await testDatabase();
const app = await startApp({ database: url, options: ["--demo"] });

const people = await db
  .selectFrom("annotators")
  .select(["annotatorId", "sourceId", "displayName"])
  .orderBy("annotatorId")
  .execute();
const own = people[3]!;
const other = people[4]!;
const project = await db
  .selectFrom("projects")
  .select("sourceId")
  .orderBy("projectId")
  .executeTakeFirstOrThrow();
await db
  .insertInto("accounts")
  .values({
    ...{ id: "canary", name: "Canary Account", email: "canary@accounts.example", role: "manager" },
    ...{
      emailVerified: true,
      annotator: null,
      createdAt: "2026-01-01T00:00:00Z",
      updatedAt: "2026-01-01T00:00:00Z",
    },
  })
  .execute();

const ROUTES = routeAddresses({
  appealId: "none-of-theirs",
  annotatorId: other.sourceId,
  day: "2026-06-17",
  detector: DETECTOR,
  id: "gold-accuracy",
  importId: "1",
  projectId: project.sourceId,
  table: "reviews",
  version: "1",
  "*": "session",
});

/** Where each role may go; everywhere else answers 403, or 404. */
const OPEN: Readonly<Record<"annotator" | "researcher", readonly string[]>> = {
  annotator: [
    "/",
    "/me",
    "/me/access-log",
    "/me/appeals",
    "/me/data",
    "/me/data.json",
    "/me/data.zip",
    "/me/records",
    "/me/table/reviews",
    "/methodology",
    "/methodology/gold-accuracy",
    "/settings/account",
  ],
  researcher: [
    ...[
      "/",
      "/allocation",
      "/audit",
      "/audit/explore",
      "/audit/export",
      "/audit/export.zip",
      "/methodology",
      "/methodology/gold-accuracy",
      "/patterns",
      `/patterns/${DETECTOR}`,
    ],
    ...["/settings/account", "/workload"],
  ],
};

const cookies: Readonly<Record<keyof typeof OPEN, string>> = {
  annotator: await app.signIn("annotator", own.sourceId),
  researcher: await app.signIn("researcher"),
};

/** Names and ids of people in an answer, other than those allowed. */
function named(body: string, allowed: readonly string[]): string[] {
  return people
    .flatMap(({ sourceId, displayName }) => [sourceId, displayName ?? sourceId])
    .filter((name) => !allowed.includes(name) && new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(body));
}

const isSignIn = (path: string) => path.startsWith("/sign-") || path.startsWith("/api/auth");

describe.each(["annotator", "researcher"] as const)("as %s", (role) => {
  const allowed = role === "annotator" ? [own.sourceId, own.displayName ?? ""] : [];

  it.each(ROUTES.filter(({ path, loads }) => loads && !isSignIn(path)).map(({ path }) => path))(
    "%s says nothing of another person",
    async (path) => {
      for (const address of [path, path === "/" ? "/_root.data" : `${path}.data`]) {
        const answer = await app.fetch(address, { headers: { Cookie: cookies[role] } });
        const body = await answer.text();
        if (!OPEN[role].includes(path))
          expect([403, 404], `${address}: ${answer.status}`).toContain(answer.status);
        else expect(answer.status, address).toBeLessThan(400);
        expect(named(body, allowed), address).toEqual([]);
        expect(body.includes("canary@accounts.example"), address).toBe(false);
      }
    },
  );

  it.each(ROUTES.filter(({ path, acts }) => acts && !isSignIn(path)).map(({ path }) => path))(
    "%s does nothing for them",
    async (path) => {
      if (path === "/settings/account") return;
      const body = new URLSearchParams({ annotator: other.sourceId, out: "yes", intent: "open" });
      const answer = await app.fetch(path, { method: "POST", headers: { Cookie: cookies[role] }, body });
      // Whoever is sent on has changed what is their own; below is looked at whether anything of others has changed.
      if (path !== "/tiers/leaderboard")
        expect([403, 404, 405], String(answer.status)).toContain(answer.status);
      const changed = await db
        .selectFrom("leaderboardOptOuts")
        .select("annotatorId")
        .where("annotatorId", "<>", own.annotatorId)
        .execute();
      expect(changed).toEqual([]);
    },
  );
});

describe("signed out", () => {
  it.each(ROUTES.filter(({ path }) => !isSignIn(path)))(
    "$path shows and does nothing",
    async ({ path, loads, acts }) => {
      if (loads) {
        const answer = await app.fetch(path, { as: null });
        expect([302, 401], String(answer.status)).toContain(answer.status);
        expect(named(await answer.text(), [])).toEqual([]);
      }
      if (acts) expect((await app.fetch(path, { as: null, method: "POST" })).status).toBe(401);
    },
  );
});

describe("a manager", () => {
  it("is not shown a group that a person has declared, nor people's accounts", async () => {
    const groups = await db
      .selectFrom("annotators")
      .select("groups")
      .where("annotatorId", "=", other.annotatorId)
      .execute();
    const cookie = await app.signIn("manager" satisfies Role);
    for (const path of [`/annotators/${other.sourceId}`, "/annotators.csv", "/annotators"]) {
      const body = await (await app.fetch(path, { headers: { Cookie: cookie } })).text();
      expect(named(body, []).length, path).toBeGreaterThan(0);
      expect(/\\?"groups\\?"/.test(body), path).toBe(false);
      expect(body.includes("canary@accounts.example"), path).toBe(false);
    }
    expect(groups[0]?.groups).toBeTruthy();
  });

  it("leaves a trace that the person reads", async () => {
    const before = await (
      await app.fetch("/me/access-log", {
        headers: { Cookie: cookies.annotator },
      })
    ).text();
    expect(before.includes("Looked at: page")).toBe(false);
    await app.fetch(`/annotators/${own.sourceId}`, { headers: { Cookie: await app.signIn("manager") } });
    const after = await (
      await app.fetch("/me/access-log", {
        headers: { Cookie: cookies.annotator },
      })
    ).text();
    expect(after.includes("Looked at: page")).toBe(true);
    expect(after.includes("Test manager")).toBe(true);
  });
});
