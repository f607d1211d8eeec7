import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Role } from "~/domain/viewer";
import { DETECTORS } from "~/detectors";
import { routeAddresses } from "../support/addresses";
import { startApp } from "../support/app";
import { testDatabase } from "../support/database";
import { ANYBODY, ROUTE_ACCESS, type RouteAccess, TOKENS } from "../support/route-access";

const DETECTOR = DETECTORS[0]!.id;

const database = await testDatabase();
const { db, url } = database;
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

/** What belongs to one account alone, and what only those who see people may read, in tables that are empty so far. */
const AT = "'2026-03-01T00:00:00Z'";
for (const statement of [
  `insert into notices (at, kind, title, body, href) values (${AT}, 'test', 'Canary Notice', 'Body', '/inbox')`,
  `insert into inbox select 'canary', notice_id, ${AT}, 'test', 'Canary Notice', 'Body', '/inbox', null from notices
    where title = 'Canary Notice'`,
  `insert into rejects values (1, 1, 'judgments.csv', 7, null, 'Canary Reject', 'Canary Reject')`,
]) {
  await sql.raw(statement).execute(db);
}
// Work elsewhere is added by whom it belongs to: nobody else may, not even the program itself.
await database.seenBy({ role: "annotator", annotatorId: other.annotatorId, accountId: "canary" }, (seen) =>
  sql
    .raw(
      `insert into own_logs values ('canary', 'Canary Elsewhere', ${AT}, '2026-03-01T02:00:00Z', 100, 'USD', false, ${AT})`,
    )
    .execute(seen),
);
const PRIVATE = ["Canary Elsewhere", "Canary Notice"];
const OF_MANAGERS = [...PRIVATE, "Canary Reject"];

const ROUTES = routeAddresses({
  appealId: "none-of-theirs",
  annotatorId: other.sourceId,
  day: "2026-06-17",
  detector: DETECTOR,
  id: "gold-accuracy",
  importId: "1",
  projectId: project.sourceId,
  ruleId: "1",
  table: "reviews",
  version: "1",
  what: "annotators",
  "*": "session",
});

const nameOf = (file: string) => file.slice("app/routes/".length).replace(/\.tsx$/, "");

/** Whether a route is meant for a role, as `route-access.ts` says; everywhere else answers 403, or 404. */
function isMeant({ file }: { readonly file: string }, what: keyof RouteAccess, role: Role): boolean {
  const meant = ROUTE_ACCESS[nameOf(file)]?.[what];
  return Array.isArray(meant) && meant.includes(role);
}

const isFor = (kind: string) => (route: { readonly file: string }) => {
  const { loads, acts } = ROUTE_ACCESS[nameOf(route.file)] ?? {};
  return loads === kind || acts === kind;
};

/** Routes of people who have signed in: all but those that are open and those for programs. */
const OWN_ROUTES = ROUTES.filter((route) => !isFor(ANYBODY)(route) && !isFor(TOKENS)(route));

const cookies: Readonly<Record<Role, string>> = {
  annotator: await app.signIn("annotator", own.sourceId),
  researcher: await app.signIn("researcher"),
  manager: await app.signIn("manager"),
  administrator: await app.signIn("administrator"),
};

/** Names and ids of people in an answer, other than those allowed. */
function named(body: string, allowed: readonly string[]): string[] {
  return people
    .flatMap(({ sourceId, displayName }) => [sourceId, displayName ?? sourceId])
    .filter((name) => !allowed.includes(name) && new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(body));
}

describe.each(["annotator", "researcher", "manager", "administrator"] as const)("as %s", (role) => {
  const mayBeNamed = role === "manager" || role === "administrator";
  const allowed = role === "annotator" ? [own.sourceId, own.displayName ?? ""] : [];

  it.each(OWN_ROUTES.filter(({ loads }) => loads))(
    "$path says nothing that is not for them",
    async (route) => {
      const { path } = route;
      const isOpen = isMeant(route, "loads", role);
      for (const address of [path, path === "/" ? "/_root.data" : `${path}.data`]) {
        if (isOpen && path === "/imports/progress") continue; // It goes on until the viewer leaves.
        const answer = await app.fetch(address, { headers: { Cookie: cookies[role] } });
        const body = await answer.text();
        if (isOpen)
          expect([200, 202, 204, 302, 404], `${address}: ${answer.status}`).toContain(answer.status);
        else expect([403, 404], `${address}: ${answer.status}`).toContain(answer.status);
        if (!isOpen || !mayBeNamed) expect(named(body, allowed), address).toEqual([]);
        if (role !== "administrator") expect(body.includes("canary@accounts.example"), address).toBe(false);
        const closed = mayBeNamed ? PRIVATE : OF_MANAGERS;
        expect(
          closed.filter((words) => body.includes(words)),
          address,
        ).toEqual([]);
      }
    },
  );

  it.each(OWN_ROUTES.filter((route) => route.acts && !isMeant(route, "acts", role)))(
    "$path does nothing for them",
    async ({ path }) => {
      const before = await wholeState();
      const body = new URLSearchParams({ annotator: other.sourceId, out: "yes", intent: "open" });
      for (const address of [path, `${path}.data`]) {
        const answer = await app.fetch(address, { method: "POST", headers: { Cookie: cookies[role] }, body });
        expect([403, 404, 405], `${address}: ${answer.status}`).toContain(answer.status);
        expect(named(await answer.text(), allowed)).toEqual([]);
      }
      expect(await wholeState()).toEqual(before);
    },
  );

  it.each(ROUTES.filter(isFor(TOKENS)))(
    "$path is for programs: a session opens nothing there",
    async (route) => {
      for (const method of [...(route.loads ? ["GET"] : []), ...(route.acts ? ["POST", "DELETE"] : [])]) {
        const answer = await app.fetch(route.path, { method, headers: { Cookie: cookies[role] } });
        expect([401, 405], `${method}: ${answer.status}`).toContain(answer.status);
        expect(named(await answer.text(), [])).toEqual([]);
      }
    },
  );
});

const EVERYBODY = "*";

/** Whom later lines of the log are about, by their ids in the source. */
async function linesAfter(entryId: number): Promise<ReadonlySet<string>> {
  const lines = await db
    .selectFrom("accessLog")
    .select(["annotator", "everybody"])
    .where("entryId", ">", entryId)
    .execute();
  return new Set(lines.map(({ annotator, everybody }) => (everybody ? EVERYBODY : (annotator ?? ""))));
}

const FIRST_ROWS = 2_000;

/** How many rows every table has, and what is in its first: what a refused request leaves as it is. */
async function wholeState() {
  const { rows } = await sql<{ name: string; state: string }>`
    select relname as name, query_to_xml(format(
      'select (select count(*) from %1$I) as n, md5(string_agg(r::text, %2$L)) as first
       from (select * from %1$I limit %3$s) r', relname, ' ', ${FIRST_ROWS}::int), false, true, '')::text as state
    from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
      and relname not in ('rate_limits', 'sessions') order by relname`.execute(db);
  return rows;
}

describe("an annotator", () => {
  it("decides for nobody else whether they stand on a leaderboard", async () => {
    const body = new URLSearchParams({ annotator: other.sourceId, out: "yes" });
    await app.fetch("/tiers/leaderboard", { method: "POST", headers: { Cookie: cookies.annotator }, body });
    const out = await db.selectFrom("leaderboardOptOuts").select("annotatorId").execute();
    expect(out.every(({ annotatorId }) => annotatorId === own.annotatorId)).toBe(true);
  });
});

describe("signed out", () => {
  it.each(OWN_ROUTES)("$path shows and does nothing", async ({ path, loads, acts }) => {
    if (loads) {
      const answer = await app.fetch(path, { as: null });
      expect([302, 401], String(answer.status)).toContain(answer.status);
      expect(named(await answer.text(), [])).toEqual([]);
    }
    if (acts) expect((await app.fetch(path, { as: null, method: "POST" })).status).toBe(401);
  });

  it.each(ROUTES.filter(({ loads, ...route }) => loads && isFor(ANYBODY)(route)))(
    "$path is open and names nobody",
    async ({ path }) => {
      const answer = await app.fetch(path, { as: null });
      expect(answer.status, path).not.toBe(500);
      const body = await answer.text();
      // The demonstration's sign-in names the one whom one may choose to be.
      if (path !== "/sign-in") expect(named(body, [])).toEqual([]);
      expect(body.includes("canary@accounts.example")).toBe(false);
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
    const cookie = cookies.manager;
    for (const path of [`/annotators/${other.sourceId}`, "/annotators.csv", "/annotators"]) {
      const body = await (await app.fetch(path, { headers: { Cookie: cookie } })).text();
      expect(named(body, []).length, path).toBeGreaterThan(0);
      expect(/\\?"groups\\?"/.test(body), path).toBe(false);
      expect(body.includes("canary@accounts.example"), path).toBe(false);
    }
    expect(groups[0]?.groups).toBeTruthy();
  });

  it.each(OWN_ROUTES.filter((route) => isMeant(route, "loads", "manager")))(
    "is shown nobody at $path without a line about them in the log",
    async ({ path }) => {
      if (path === "/imports/progress") return; // It goes on until the viewer leaves.
      const address = path === "/go" ? `/go?q=${other.sourceId}` : path;
      const last = await db
        .selectFrom("accessLog")
        .select("entryId")
        .orderBy("entryId", "desc")
        .executeTakeFirst();
      const answer = await app.fetch(address, { headers: { Cookie: cookies.manager } });
      const names = new Set(named(await answer.text(), []));
      const shown = people.filter((one) => names.has(one.sourceId) || names.has(one.displayName ?? ""));
      const told = await linesAfter(last?.entryId ?? 0);
      expect(
        shown.map(({ sourceId }) => sourceId).filter((id) => !told.has(EVERYBODY) && !told.has(id)),
        "shown without a line that they can read",
      ).toEqual([]);
    },
  );

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
