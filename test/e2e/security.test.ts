import { type IncomingMessage, request as rawRequest } from "node:http";
import { describe, expect, it } from "vitest";
import { refreshMeasures } from "~/features/report/refresh.server";
import { rowsOfTwoPeople } from "../db/two-people";
import { startApp } from "../support/app";
import { launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const { db, url } = await testDatabase();
await rowsOfTwoPeople(db);
const app = await startApp({ database: url });
const proxied = await startApp({ database: url, env: { PUBLIC_URL: "https://evenhand.example" } });
const browser = await launchBrowser();
const { hostname, port } = new URL(app.url);

const form = new URLSearchParams({ intent: "link", id: "a" });

/** As a program that is no browser may ask: with any header. */
function ask(path: string, headers: Readonly<Record<string, string>>, method = "GET"): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = rawRequest({ hostname, port, path, method, headers, agent: false }, (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    asked.on("error", reject);
    asked.end();
  });
}

describe("headers", () => {
  it("let a page run this server's scripts only, each by a nonce of its own", async () => {
    const pages = await Promise.all(
      [1, 2].map(() => app.fetch("/settings/account", { headers: { Accept: "text/html" } })),
    );
    const nonces = await Promise.all(
      pages.map(async (page) => {
        const policy = page.headers.get("Content-Security-Policy") ?? "";
        const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1];
        expect(policy).toMatch(
          /default-src 'self'.*object-src 'none'.*form-action 'self'.*frame-ancestors 'none'/,
        );
        expect(policy).not.toMatch(/script-src[^;]*unsafe/);
        const scripts = [...(await page.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
        expect(scripts.length).toBeGreaterThan(0);
        for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it("keep a browser from guessing, framing, leaking and keeping", async () => {
    for (const path of ["/settings/account", "/annotators.csv", "/nothing-here", "/sign-in"]) {
      const { headers } = await app.fetch(path);
      expect(headers.get("X-Content-Type-Options"), path).toBe("nosniff");
      expect(headers.get("X-Frame-Options"), path).toBe("DENY");
      expect(headers.get("Referrer-Policy"), path).toBe("same-origin");
      expect(headers.get("Cross-Origin-Opener-Policy"), path).toBe("same-origin");
      expect(headers.get("Cache-Control"), path).toBe("no-store");
      expect(headers.has("X-Powered-By"), path).toBe(false);
    }
  });

  it("give a session cookie that scripts and other sites do not get", async () => {
    const answer = await app.fetch("/sign-out", {
      method: "POST",
      headers: { Cookie: await app.signIn("manager") },
    });
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^evenhand\.session_token=/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
  });
});

describe("behind a proxy, for the public", () => {
  const Host = "evenhand.example";

  it("keeps cookies and everything else to encrypted connections, and answers to its own name only", async () => {
    const port = new URL(proxied.url).port;
    const answer = await new Promise<IncomingMessage>((resolve) => {
      const headers = { Host, Origin: "https://evenhand.example" };
      rawRequest({ hostname, port, path: "/sign-out", method: "POST", headers, agent: false }, resolve).end();
    });
    answer.destroy();
    expect(answer.statusCode).toBe(302);
    const [cookie = ""] = answer.headers["set-cookie"] ?? [];
    expect(cookie).toMatch(/^__Host-evenhand\.session_token=/);
    expect(cookie).toMatch(/; Secure/);
    expect(answer.headers["strict-transport-security"]).toMatch(/max-age=\d{8}; includeSubDomains/);
    expect((await fetch(`${proxied.url}/sign-in`)).status, "by the name of this machine").toBe(421);
  });
});

describe("another site", () => {
  it.each([
    ["by its origin", { Origin: "https://elsewhere.example" }],
    ["by an origin of no name", { Origin: "null" }],
    ["by what the browser says", { "Sec-Fetch-Site": "cross-site" }],
    ["beside this one", { "Sec-Fetch-Site": "same-site" }],
  ])("can send nothing in somebody's name, told %s", async (_, headers) => {
    const answer = await app.fetch("/settings/people", { method: "POST", headers, body: form });
    expect(answer.status).toBe(403);
  });

  it("is not let in by saying nothing at all", async () => {
    const headers = { Cookie: await app.signIn("administrator"), "Content-Length": "0" };
    expect(await ask("/settings/people", headers, "POST")).toBe(403);
  });

  it("cannot point a name of its own here and read", async () => {
    expect(await ask("/sign-in", { Host: "evil.example" })).toBe(421);
    expect(await ask("/sign-in", { Host: `localhost:${port}` })).toBe(200);
  });

  it("is not brought here by a proxy that nobody has spoken of", async () => {
    const forwarded = { Host: `127.0.0.1:${port}`, "X-Forwarded-For": "203.0.113.9" };
    expect(await ask("/sign-in", forwarded)).toBe(421);
  });

  it.each([
    "https://elsewhere.example",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "/%09/elsewhere.example",
    "x",
  ])("is not where signing in leads: %s", async (next) => {
    const answer = await app.fetch(`/sign-in?next=${encodeURIComponent(next)}`);
    expect(answer.status).toBe(302);
    const to = new URL(answer.headers.get("Location") ?? "", app.url);
    expect(to.origin).toBe(app.url);
  });
});

describe("a request", () => {
  it("is refused when it is longer than any form, or does not say how long it is", async () => {
    expect(await ask("/sign-in", { Origin: app.url, "Content-Length": "2000000" }, "POST")).toBe(413);
    expect(await ask("/sign-in", { Origin: app.url, "Transfer-Encoding": "chunked" }, "POST")).toBe(411);
  });

  it("that cannot be answered shows an id, and nothing of how the server is built", async () => {
    // The kept result is none, so that the screen fails.
    const answer = await app.fetch("/quality", { headers: { Accept: "text/html" } });
    const built = /\bat \w+ \(|node_modules|TypeError|select |\.tsx?\b|Cannot read/;
    const body = await answer.text();
    const id = answer.headers.get("X-Request-Id")!;
    expect(answer.status).toBe(500);
    expect(id).toMatch(/^[0-9a-f]{12}$/);
    expect(body).toContain(id);
    expect(body).not.toMatch(built);
    const asData = await app.fetch("/quality.data");
    const data = await asData.text();
    expect(data).toContain(asData.headers.get("X-Request-Id"));
    expect(data).not.toMatch(built);
  });

  it("shows its id when a page is come to by a link, too", async () => {
    const page = await openPage(browser, `${app.url}/methodology`, { expectedErrors: [/status of 500/] });
    const answered = page.waitForResponse(/\/quality\.data/);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Quality" }).click();
    const id = (await (await answered).allHeaders())["x-request-id"]!;
    await page.getByText("Something went wrong on our side").waitFor();
    await page.getByText(id).waitFor();
  });

  it.each([
    ["GET", "/sign-in/link?token=%00", 400],
    ["GET", "/annotators/%00", 400],
    ["GET", "/api/v1/report/annotators?project=%00", 400],
    ["GET", "/imports/99999999999", 404],
    ["GET", "/settings/alerts/99999999999999999", 404],
    ["GET", "/tiers/queue/2026-99-99/one", 404],
    ["GET", "/API/V1/report/constructor", 404],
    ["PUT", "/settings/people", 405],
    ["DELETE", "/sign-in", 405],
    ["TRACE", "/sign-in", 405],
  ])("that makes no sense is the asker's fault: %s %s", async (method, path, status) => {
    const headers = {
      Cookie: await app.signIn("administrator"),
      Origin: app.url,
      Host: `${hostname}:${port}`,
    };
    expect(await ask(path, headers, method)).toBe(status);
  });

  it.each([
    ["/sign-in", "application/json", "{}"],
    ["/sign-in", "multipart/form-data; boundary=x", "no parts"],
    ["/settings/people", "text/plain", "intent=add"],
  ])("that is no form changes nothing: %s as %s", async (path, type, body) => {
    const answer = await app.fetch(path, { method: "POST", headers: { "Content-Type": type }, body });
    expect(answer.status).toBe(400);
  });

  it("for a person or a detector with SQL in the name finds nothing", async () => {
    const name = encodeURIComponent("x' or '1'='1");
    expect((await app.fetch(`/annotators/${name}`)).status).toBe(404);
    expect((await app.fetch(`/annotators?search=${name}`)).status).toBe(200);
  });
});

describe("text of the ledger", () => {
  it("runs nowhere: not as a script on a page, not as a formula in a spreadsheet", async () => {
    const evil = `=HYPERLINK("https://elsewhere.example")<script>document.title="owned"</script>`;
    await db.updateTable("annotators").set({ displayName: evil }).where("sourceId", "=", "one").execute();
    const page = await openPage(browser, `${app.url}/annotators/one`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.title()).not.toBe("owned");
    await db.updateTable("annotators").set({ sourceId: "=1+1" }).where("sourceId", "=", "one").execute();
    await db.insertInto("dirtyCells").values({ annotatorId: null, projectId: null, day: null }).execute();
    await refreshMeasures(db, new Date());
    const csv = await (await app.fetch("/annotators.csv")).text();
    expect(csv).toContain("'=1+1");
    expect(csv).toContain("'=HYPERLINK");
    expect(csv).not.toMatch(/(^|,)"?=/m);
  });
});
