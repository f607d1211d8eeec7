import { describe, expect, it } from "vitest";
import {
  ADMINISTRATORS,
  ANNOTATORS,
  EVERYBODY,
  MANAGERS,
  PROGRAMME,
  RESEARCHERS,
  type Role,
} from "~/domain/viewer";
import { ANYBODY, ROUTE_ACCESS, type RouteAccess, TOKENS } from "../support/route-access";
import { sourceFiles, withoutComments } from "../support/sources";

/** Open before anybody has signed in, each for a reason; every other loader and action names its roles. */
const OPEN: Readonly<Record<string, string>> = {
  "app/routes/sign-in._index.tsx": "where people sign in",
  "app/routes/sign-in.link.tsx": "where a link that was made for somebody leads",
  "app/routes/sign-in.code.tsx": "where a sign-in ends that asks for a second factor",
  "app/routes/sign-out.tsx": "where people sign out",
  "app/routes/api.auth.$.tsx": "where an identity provider sends people back to",
  "app/routes/api.v1.openapi[.json].tsx": "what the API is, and nothing of what it holds",
};

/** Names roles, or an endpoint of the API, whose definition names a scope and with it roles. */
const DOOR =
  /^\s*((forViewer|streamForViewer)\(\s*\w+,\s*[A-Z_]+,|(forToken|streamForToken)\(\s*\w+,\s*(ENDPOINTS\.|reportEndpoint\())/;
const OPEN_DOOR = /^\s*forAnybody\(/;

/**
 * Routes open to people who do not see everybody, and that nevertheless ask the system's own connections, which
 * row-level security shows everything: each with the reason why nothing of it is shown.
 */
const AROUND: Readonly<Record<string, string>> = {
  "_app.allocation": "sums over people; a researcher is given them suppressed",
  "_app.audit.explore": "sums over people; a researcher is given them suppressed, and asks on the record",
  "_app.audit._index": "counts of people, rounded and suppressed",
  "_app.me._index": "what is expected of everybody, of which one's own place is shown",
  "_app.me.appeals.$appealId": "when the records end, for the clock of one's own appeal",
  "_app.me.appeals._index": "when the records end, for the clocks of one's own appeals",
  "_app.me.records": "what a row of one's own would change for oneself",
  "_app.patterns.$detector": "counts of people, rounded and suppressed for a researcher",
  "_app.patterns._index": "counts of people, rounded and suppressed for a researcher",
  "_app.settings.account": "one's own sessions, password and second factor, which no viewer sees",
  "_app.settings.preferences": "one's own account, which only administrators see as a row",
  "_app.workload": "medians over people; a researcher is given them suppressed",
  "api.v1.audit": "ids of people, to take them out of what a researcher is given",
  "audit.export[.zip]": "pseudonyms and suppressed sums, made from everybody's rows",
  "me.data[.zip]": "what the records of one's own refer to, which belongs to nobody",
  "tiers.leaderboard": "writes one's own choice, in a table that viewers do not write",
};

/** What each loader or action of a file does first; a list of faults. */
function faults(path: string, text: string): string[] {
  const code = withoutComments(path, text);
  const door = path in OPEN ? OPEN_DOOR : DOOR;
  const exported = [
    ...code.matchAll(/export\s+(?:async\s+)?(?:function|const|let|var|\{)[^=({:<]*?\b(loader|action)\b/g),
  ];
  return exported.flatMap((match) => {
    const rest = code.slice(match.index);
    const first = /^export const (?:loader|action) = \([^)]*\)(?::[^=]+)? =>([^]*)/.exec(rest)?.[1];
    return first !== undefined && door.test(first) ? [] : [`${path}: ${match[1]}`];
  });
}

const GROUPS: Readonly<Record<string, readonly Role[]>> = {
  ...{ ADMINISTRATORS, ANNOTATORS, EVERYBODY, MANAGERS, PROGRAMME, RESEARCHERS },
};

const seesLess = (roles: readonly Role[]) => roles.includes("annotator") || roles.includes("researcher");

/** Whom the loader and the action of a route let in, as they say. */
function accessNamed(code: string): RouteAccess {
  const named = (what: string): RouteAccess["loads"] => {
    const call = new RegExp(
      `export const ${what} = \\([^)]*\\)(?:: [^=]+)? =>\\s*(\\w+)\\(\\s*\\w+,?\\s*(\\w+)?`,
    ).exec(code);
    if (!call) return undefined;
    const [, door = "", argument = ""] = call;
    if (door === "forAnybody") return ANYBODY;
    return /Token$/.test(door) ? TOKENS : (GROUPS[argument] ?? []);
  };
  const [loads, acts] = [named("loader"), named("action")];
  return { ...(loads ? { loads } : {}), ...(acts ? { acts } : {}) };
}

/** Beside the routes, the root has a loader: around every page, of the cookie that says how things are shown. */
const ROOT = sourceFiles("app").filter(({ path }) => path === "app/root.tsx");
const ROUTES = sourceFiles("app/routes");

describe("every route", () => {
  it("asks who is there before it loads or does anything", () => {
    const found = ROUTES.flatMap(({ path, text }) => faults(path, text));
    expect(
      found,
      "begin it with: ({ request }) => forViewer(request, MANAGERS, async ({ db }) => …)",
    ).toEqual([]);
  });

  it("is of the list of open ones, or names roles", () => {
    const open = ROUTES.filter(({ text }) => text.includes("forAnybody")).map(({ path }) => path);
    expect(open.sort()).toEqual(Object.keys(OPEN).sort());
  });

  it("is around a root that reads the request and nothing else", () => {
    expect(ROOT.length).toBe(1);
    for (const { text } of ROOT) expect(text).not.toMatch(/\.server"|from "db\/|export const action/);
  });

  it("loads nothing through a side door", () => {
    const found = ROUTES.filter(({ text }) => /openDatabase|database\.server/.test(text)).map(
      ({ path }) => path,
    );
    expect(found).toEqual([]);
  });

  it("is meant for the roles that it names, in test/support/route-access.ts", () => {
    const found = ROUTES.flatMap(({ path, text }) => {
      const name = path.slice("app/routes/".length).replace(/\.tsx$/, "");
      const said = accessNamed(withoutComments(path, text));
      if (Object.keys(said).length === 0) return [];
      return JSON.stringify(said) === JSON.stringify(ROUTE_ACCESS[name] ?? {})
        ? []
        : [`${name}: ${JSON.stringify(said)}`];
    });
    expect(
      found,
      "test/support/route-access.ts says whom each route is meant for, and test/e2e/disclosure.test.ts walks it as " +
        'everybody else. Add or correct its line: "_app.some.route": { loads: MANAGERS, acts: MANAGERS }',
    ).toEqual([]);
  });

  it("sees through row-level security, or says why it does not have to", () => {
    const found = ROUTES.flatMap(({ path, text }) => {
      const name = path.slice("app/routes/".length).replace(/\.tsx$/, "");
      const { loads, acts } = ROUTE_ACCESS[name] ?? {};
      const isOpen = [loads, acts].some(
        (meant) => meant === TOKENS || (Array.isArray(meant) && seesLess(meant)),
      );
      return isOpen && /\bdatabase\b/.test(withoutComments(path, text)) ? [name] : [];
    });
    expect(
      found.sort(),
      "use the `db` that forViewer gives, which shows the viewer's rows alone; where sums over others are needed, " +
        "name the route in AROUND above with the reason why nothing of a person is shown",
    ).toEqual(Object.keys(AROUND).sort());
  });

  it("of the list of what routes are meant for is there", () => {
    const names = ROUTES.map(({ path }) => path.slice("app/routes/".length).replace(/\.tsx$/, ""));
    expect(Object.keys(ROUTE_ACCESS).filter((name) => !names.includes(name))).toEqual([]);
  });

  it("would be caught without", () => {
    const without = 'export const loader = () => redirect("/overview");';
    expect(faults("app/routes/a.tsx", without)).toHaveLength(1);
    expect(
      faults("app/routes/a.tsx", "export async function action({ request }) { return 1; }"),
    ).toHaveLength(1);
    const open = "export const loader = ({ request }) =>\n  forAnybody(request, () => 1);";
    expect(faults("app/routes/a.tsx", open)).toHaveLength(1);
    const good = "export const loader = ({ request }: Args) =>\n  forViewer(request, MANAGERS, () => 1);";
    expect(faults("app/routes/a.tsx", good)).toEqual([]);
  });
});
