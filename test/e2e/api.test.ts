import { describe, expect, it } from "vitest";
import { DETECTORS } from "~/detectors";
import { ENDPOINTS, ENDPOINT_LIST, type Endpoint, rolesOf } from "~/features/api/endpoints";
import { SCOPES, SCOPE_IDS, scopesFor } from "~/features/api/scopes";
import { ROLES } from "~/features/accounts/role-words";
import { apiOf, expectExact, expectProblem, expectShape, printedJson } from "../support/api";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const { db, url } = await testDatabase();
const app = await startApp({ database: url, options: ["--demo"] });

const people = await db
  .selectFrom("annotators")
  .select(["annotatorId", "sourceId", "displayName"])
  .orderBy("annotatorId")
  .execute();
const own = people[3]!;
// Accounts to act for, as after they were added.
for (const role of ROLES) await app.signIn(role, role === "annotator" ? own.sourceId : undefined);
const accountOf = (role: string) => `test-${role}-${role === "annotator" ? own.sourceId : ""}`;

const { ask, newToken, settings } = apiOf(app, (role) => accountOf(role));

const named = (body: string, allowed: readonly string[]) =>
  people
    .flatMap(({ sourceId, displayName }) => [sourceId, displayName ?? sourceId])
    .filter((name) => !allowed.includes(name) && new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(body));

const POLICY = {
  ...{
    version: 7,
    name: "Tried",
    announced_at: "2026-01-01T00:00:00Z",
    effective_at: "2026-01-02T00:00:00Z",
  },
  ...{ window_days: 28, minimum_gold: 20, decide_on: "point" },
  tiers: [
    { id: "top", label: "Top", rules: [{ metric: "gold_accuracy", op: ">=", value: 0.9 }] },
    { id: "base", label: "Base", rules: [] },
  ],
};

const address = ({ path }: Endpoint) => path.replace("{importId}", "999999");
const send = (token: string | null, endpoint: Endpoint) =>
  ask(token, address(endpoint), {
    method: endpoint.method.toUpperCase(),
    ...(endpoint.body ? { body: endpoint.path.endsWith("simulate") ? JSON.stringify(POLICY) : "" } : {}),
  });

const all = await newToken("manager", scopesFor("manager"), "everything a manager may");
const cli = (...words: readonly string[]) => printedJson(url, words);

describe("reading", () => {
  it.each(ENDPOINT_LIST.filter(({ method, path }) => method === "get" && path !== "/api/v1/me/report"))(
    "$path answers in the shape that the OpenAPI file gives",
    async (endpoint) => {
      await expectShape(await ask(all.token, endpoint.path), endpoint);
    },
  );

  it("gives what the command line prints", async () => {
    const same = async (path: string, ...words: readonly string[]) =>
      expect(await (await ask(all.token, path)).json()).toEqual(await cli(...words));
    await same("/api/v1/report/annotators", "report", "annotators", "--format", "json");
    await same("/api/v1/report/tiers", "report", "tiers", "--format", "json");
    await same("/api/v1/imports", "imports", "--json");
    await same("/api/v1/report/projects", "report", "projects", "--format", "json");
    const { sourceId: project } = await db
      .selectFrom("projects")
      .select("sourceId")
      .orderBy("projectId")
      .executeTakeFirstOrThrow();
    const one = `?project=${encodeURIComponent(project)}`;
    const words = ["--project", project, "--format", "json"];
    await same(`/api/v1/report/items${one}`, "report", "items", ...words);
    await same(`/api/v1/agreement${one}`, "agreement", ...words);
    const detail = ["--per-annotator", "--per-item"];
    await same(`/api/v1/agreement${one}&perAnnotator=true&perItem=true`, "agreement", ...words, ...detail);
  });

  it("gives the findings of the detectors that were asked for", async () => {
    const [one, other] = [DETECTORS[0]!.id, DETECTORS[7]!.id];
    const { findings, detectors } = (await expectShape(
      await ask(all.token, `/api/v1/audit?detector=${one},${other}`),
      ENDPOINTS.audit,
    )) as { findings: { detector: string }[]; detectors: { id: string }[] };
    expect(detectors.map(({ id }) => id).sort()).toEqual([one, other].sort());
    expect(findings.filter(({ detector }) => detector !== one && detector !== other)).toEqual([]);
    await expectProblem(await ask(all.token, "/api/v1/audit?detector=luck"), 422);
  });

  it("measures another period and one row a person, as the command line does", async () => {
    const query = "?from=2026-05-01&to=2026-05-31&overall=true";
    const body: unknown = await (await ask(all.token, `/api/v1/report/workload${query}`)).json();
    expectExact(ENDPOINTS.workload.answer, body);
    const words = ["--from", "2026-05-01", "--to", "2026-05-31", "--overall", "--format", "json"];
    expect(body).toEqual(await cli("report", "workload", ...words));
  });

  it("gives an annotator's token own rows and nobody else's", async () => {
    const { token } = await newToken("annotator", ["read:me"]);
    const answer = await ask(token, "/api/v1/me/report");
    const text = await answer.clone().text();
    const { annotators } = (await expectShape(answer, ENDPOINTS.ownReport)) as {
      annotators: { annotator_id: string }[];
    };
    expect(new Set(annotators.map(({ annotator_id }) => annotator_id))).toEqual(new Set([own.sourceId]));
    expect(named(text, [own.sourceId, own.displayName ?? ""])).toEqual([]);
  });

  it("gives a researcher's token the audit without people", async () => {
    const { token } = await newToken("researcher", ["read:audit"]);
    const answer = await ask(token, "/api/v1/audit");
    const text = await answer.clone().text();
    const { findings } = (await expectShape(answer, ENDPOINTS.audit)) as { findings: { scope: string }[] };
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ scope }) => !["programme", "project", "tier"].includes(scope))).toEqual([]);
    expect(named(text, [])).toEqual([]);
  });

  it("simulates a policy, and says everything that is wrong with one", async () => {
    const policy = (body: unknown) =>
      ask(all.token, "/api/v1/simulate", { method: "POST", body: JSON.stringify(body) });
    const found = (await expectShape(await policy(POLICY), ENDPOINTS.simulate)) as { windows: unknown[] };
    expect(found.windows.length).toBeGreaterThan(0);
    const { faults } = await expectProblem(
      await policy({ ...POLICY, window_days: 0, decide_on: "luck" }),
      422,
    );
    expect(faults?.map(({ path }) => path).sort()).toEqual(["decide_on", "window_days"]);
    await expectProblem(await ask(all.token, "/api/v1/simulate", { method: "POST", body: "no JSON" }), 422);
  });
});

describe("a token", () => {
  it("is shown once, and kept as a hash alone", async () => {
    const { token } = await newToken("manager", ["read:audit"], "seen once");
    expect(token).toMatch(/^evh_/);
    expect(await (await app.fetch("/settings/tokens")).text()).not.toContain(token);
    const kept = await db.selectFrom("apiTokens").selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(token.slice(4));
  });

  it("of one scope opens what that scope opens and nothing else", async () => {
    for (const role of ROLES) {
      for (const scope of scopesFor(role)) {
        const { token } = await newToken(role, [scope]);
        for (const endpoint of ENDPOINT_LIST) {
          if (endpoint.scope === null || endpoint.scope === scope) continue;
          const answer = await send(token, endpoint);
          const text = await answer.clone().text();
          await expectProblem(answer, 403);
          expect(named(text, [])).toEqual([]);
        }
      }
    }
  });

  it("cannot be given what its account may not do, and loses it with the role", async () => {
    for (const role of ROLES) {
      for (const scope of SCOPE_IDS.filter((scope) => !scopesFor(role).includes(scope))) {
        expect((await newToken(role, [scope])).status, `${role}: ${scope}`).toBe(422);
      }
    }
    const { token } = await newToken("manager", ["read:reports"]);
    await db
      .updateTable("accounts")
      .set({ role: "researcher" })
      .where("id", "=", accountOf("manager"))
      .execute();
    const answer = await ask(token, "/api/v1/report/projects");
    await db
      .updateTable("accounts")
      .set({ role: "manager" })
      .where("id", "=", accountOf("manager"))
      .execute();
    await expectProblem(answer, 403);
  });

  it("opens nothing when it is missing, made up, taken back, expired or its account kept out", async () => {
    const status = (token: string | null) => ask(token, "/api/v1/me");
    for (const token of [null, "evh_made-up", "x"]) {
      const answer = await status(token);
      expect(answer.headers.get("WWW-Authenticate")).toContain("Bearer");
      await expectProblem(answer, 401);
    }
    for (const endpoint of ENDPOINT_LIST) await expectProblem(await send(null, endpoint), 401);

    const back = await newToken("manager", ["read:audit"], "to be taken back");
    const { tokenId } = await db
      .selectFrom("apiTokens")
      .select("tokenId")
      .where("name", "=", "to be taken back")
      .executeTakeFirstOrThrow();
    expect((await status(back.token)).status).toBe(200);
    await settings([
      ["intent", "revoke"],
      ["tokenId", tokenId],
    ]);
    await expectProblem(await status(back.token), 401);

    const old = await newToken("manager", ["read:audit"], "old");
    await db
      .updateTable("apiTokens")
      .set({ expiresAt: "2026-01-01T00:00:00Z" })
      .where("name", "=", "old")
      .execute();
    await expectProblem(await status(old.token), 401);

    const out = await newToken("researcher", ["read:audit"], "kept out");
    const account = db.updateTable("accounts").where("id", "=", accountOf("researcher"));
    await account.set({ disabledAt: "2026-01-01T00:00:00Z" }).execute();
    const answer = await status(out.token);
    await account.set({ disabledAt: null }).execute();
    await expectProblem(answer, 401);
  });

  it("says when it was last used", async () => {
    const { token } = await newToken("manager", ["read:audit"], "used");
    const used = () =>
      db.selectFrom("apiTokens").select("lastUsedAt").where("name", "=", "used").executeTakeFirst();
    expect((await used())?.lastUsedAt).toBe(null);
    await ask(token, "/api/v1/me");
    expect((await used())?.lastUsedAt).toBeTruthy();
  });

  it("may ask so often a minute and then has to wait", async () => {
    const { token } = await newToken("manager", ["read:audit"], "busy");
    const { tokenId } = await db
      .selectFrom("apiTokens")
      .select("tokenId")
      .where("name", "=", "busy")
      .executeTakeFirstOrThrow();
    await ask(token, "/api/v1/me");
    await db
      .updateTable("signInAttempts")
      .set({ count: 120 })
      .where("key", "=", `token ${tokenId}`)
      .execute();
    const answer = await ask(token, "/api/v1/me");
    expect(answer.headers.get("Retry-After")).toBe("60");
    await expectProblem(answer, 429);
  });

  it("leaves a trace that people read, of what it took and what it changed", async () => {
    await ask(all.token, "/api/v1/report/annotators");
    const trace = await db
      .selectFrom("accessLog")
      .select(["what", "viewer", "everybody"])
      .where("kind", "=", "exported")
      .where("accountId", "=", accountOf("manager"))
      .execute();
    expect(trace).toContainEqual({
      what: "annotators report by the API",
      viewer: "Test manager, by the token everything a manager may",
      everybody: true,
    });
  });
});

describe("what cannot be asked for", () => {
  it("is a problem with an id: an address, a way of asking, a query, a project", async () => {
    await expectProblem(await ask(all.token, "/api/v1/nothing"), 404);
    await expectProblem(await ask(all.token, "/api/v1/report/everything"), 404);
    await expectProblem(await ask(all.token, "/api/v1/imports/999999", { method: "DELETE" }), 404);
    await expectProblem(await ask(all.token, "/api/v1/imports/x'or'1", { method: "DELETE" }), 404);
    const wrong = await ask(all.token, "/api/v1/report/items", { method: "POST", body: "x" });
    expect(wrong.headers.get("Allow")).toBe("GET");
    await expectProblem(wrong, 405);
    const { faults } = await expectProblem(await ask(all.token, "/api/v1/report/tiers?from=yesterday"), 422);
    expect(faults).toEqual([{ path: "from", message: "A day is written as 2026-03-01." }]);
    await expectProblem(await ask(all.token, "/api/v1/report/tiers?form=2026-01-01"), 422);
    await expectProblem(await ask(all.token, "/api/v1/agreement?project=none"), 404);
    await expectProblem(await ask(all.token, "/api/v1/report/items?project=none"), 422);
    await expectProblem(await ask(all.token, "/api/v1/report/tiers?from=2026-05-02&to=2026-05-01"), 422);
  });

  it("is refused when it is longer than any policy", async () => {
    const answer = await ask(all.token, "/api/v1/simulate", { method: "POST", body: " ".repeat(1_100_000) });
    await expectProblem(answer, 413);
  });

  it("is refused to a page of another site, whatever token it has got hold of", async () => {
    const headers = { Origin: "https://elsewhere.example" };
    const answer = await ask(all.token, "/api/v1/audit", { method: "POST", headers });
    await expectProblem(answer, 403);
    const asked = await ask(null, "/api/v1/audit", { method: "OPTIONS", headers });
    expect(asked.headers.get("Access-Control-Allow-Origin")).toBe(null);
    expect(asked.status).toBe(403);
  });

  it("fails without a word of how the server is built", async () => {
    // A finding that lacks nearly everything, as no version ever wrote one.
    const document = JSON.stringify({ detector: DETECTORS[0]!.id, scope: "programme" });
    await db
      .updateTable("findings")
      .set({ document: document as never })
      .execute();
    const answer = await ask(all.token, "/api/v1/audit");
    await expectProblem(answer, 500);
  });
});

describe("the screens", () => {
  it("make a token, show it once and take it back, in a browser", async () => {
    const browser = await launchBrowser();
    const page = await openPage(browser, `${app.url}/settings/tokens`, { expectedErrors: [/422/] });
    await page.getByRole("button", { name: "Make the token" }).waitFor();
    await page.getByLabel("Name").fill("From the browser");
    await page.getByLabel("Acts for").selectOption({ label: "Test manager (manager)" });
    await page.getByRole("button", { name: "Make the token" }).click();
    await page.getByRole("alert").getByText("Choose at least one thing").waitFor();
    await page.getByLabel(SCOPES["read:audit"].label).check();
    await page.getByRole("button", { name: "Make the token" }).click();
    const token = await page.getByRole("status").locator("code").innerText();
    expect((await ask(token, "/api/v1/me")).status).toBe(200);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Take back: From the browser" }).click();
    await page.getByRole("status").getByText("was taken back").waitFor();
    expect((await ask(token, "/api/v1/me")).status).toBe(401);

    await page.goto(`${app.url}/methodology/api`);
    for (const { path } of ENDPOINT_LIST) await page.getByText(path, { exact: false }).first().waitFor();
    await expectAccessible(page);
    expect(rolesOf(ENDPOINTS.audit)).toContain("researcher");
  });
});
