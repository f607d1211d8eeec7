import { request } from "node:http";
import { text } from "node:stream/consumers";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { addAccount, isAccountFault, redeemLink } from "~/features/accounts/accounts.server";
import { startApp } from "../support/app";
import { codeAt } from "../support/authenticator";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { db, url } = database;
const EMAIL = "mia@programme.example";
const FIRST = "slate harbour nine lanterns";
const SECOND = "nine lanterns over the slate";
const HALF_MINUTE_MS = 30_000;

async function withPassword(email: string, role: "manager" | "administrator", password: string) {
  const added = await addAccount(database, { email, name: "Mia", role, annotator: null }, new Date());
  if (isAccountFault(added)) throw new Error(added.fault);
  const token = new URL(added.path, url).searchParams.get("token")!;
  await redeemLink(database, { token, password, email: null }, new Date());
  return added.id;
}

const id = await withPassword(EMAIL, "manager", FIRST);
const app = await startApp({ database: url });
const proxied = await startApp({ database: url, env: { PUBLIC_URL: "https://evenhand.example" } });
const browser = await launchBrowser();

const post = (path: string, fields: Record<string, string>, cookie = "") =>
  app.fetch(path, {
    method: "POST",
    as: null,
    body: new URLSearchParams(fields),
    ...(cookie === "" ? {} : { headers: { Cookie: cookie } }),
  });

const cookiesIn = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0]!)
    .filter((cookie) => !cookie.endsWith("="))
    .join("; ");

const signInWith = (password: string, email = EMAIL) =>
  post("/sign-in", { intent: "password", email, password, next: "/" });

const isIn = async (cookie: string) =>
  (await app.fetch("/overview", { headers: { Cookie: cookie } })).status === 200;

async function openAccount(cookie: string, expectedErrors: readonly RegExp[] = []): Promise<Page> {
  return openPage(browser, `${app.url}/settings/account`, { cookie, expectedErrors });
}

describe("one's own password", () => {
  it("is changed with the current one alone, and ends the sessions elsewhere", async () => {
    const [here, elsewhere] = [cookiesIn(await signInWith(FIRST)), cookiesIn(await signInWith(FIRST))];
    const page = await openAccount(here, [/status of 422/]);
    const card = page.getByRole("region", { name: "Password" });
    const change = async (current: string, next: string) => {
      await card.getByLabel("Current password").fill(current);
      await card.getByLabel("New password").fill(next);
      await card.getByRole("button", { name: "Change the password" }).click();
    };
    await change("not the one I have", SECOND);
    await page.getByText("The current password is not that one.").waitFor();
    await change(FIRST, "mia@programme.example");
    await page.getByText("This password is among the first that anybody would try.").waitFor();
    await card.getByLabel("Show").last().check();
    expect(await card.getByLabel("New password").getAttribute("type")).toBe("text");
    await change(FIRST, SECOND);
    await page.getByText("The password is changed").waitFor();
    await page.goto(`${app.url}/overview`);
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    expect(await isIn(elsewhere)).toBe(false);
    expect((await signInWith(FIRST)).status).toBe(401);
    expect((await signInWith(SECOND)).status).toBe(302);
  });

  it("is not guessed at a screen that was left open", async () => {
    const cookie = cookiesIn(await signInWith(SECOND));
    const guess = (turn: number) =>
      post("/settings/account", { intent: "one-factor", current: `guess number ${turn}` }, cookie);
    for (let turn = 0; turn < 10; turn++) expect(await (await guess(turn)).text()).toContain("not that one");
    const right = { intent: "password", current: SECOND, password: FIRST };
    expect(await (await post("/settings/account", right, cookie)).text()).toContain("too many attempts");
    await db.deleteFrom("signInAttempts").execute();
  });
});

describe("one's own sessions", () => {
  it("are listed with the browser, and end one by one", async () => {
    const [here, other] = [cookiesIn(await signInWith(SECOND)), cookiesIn(await signInWith(SECOND))];
    const page = await openAccount(here);
    await page.getByText("This one").waitFor();
    await expectAccessible(page);
    const rows = page
      .getByRole("region", { name: "Sessions" })
      .getByRole("button", { name: /^End the session/ });
    const before = await rows.count();
    await rows.first().click();
    await page.getByText("That session has ended.").waitFor();
    await expect.poll(() => rows.count()).toBe(before - 1);
    expect([await isIn(here), await isIn(other)]).toEqual([true, false]);
  });

  it("of others cannot be ended", async () => {
    const others = await app.signIn("researcher");
    const { id: theirs } = await db
      .selectFrom("sessions")
      .select("id")
      .where("userId", "=", "test-researcher-")
      .executeTakeFirstOrThrow();
    const cookie = cookiesIn(await signInWith(SECOND));
    expect((await post("/settings/account", { intent: "end-session", id: theirs }, cookie)).status).toBe(422);
    expect((await app.fetch("/audit", { headers: { Cookie: others } })).status).toBe(200);
  });
});

describe("a second factor", () => {
  let key = "";
  let codes: readonly string[] = [];

  it("is set up with an authenticator, which shows that it has the key", async () => {
    const page = await openAccount(cookiesIn(await signInWith(SECOND)), [/status of 422/]);
    const card = page.getByRole("region", { name: "Second factor" });
    await card.getByLabel("Current password").fill(SECOND);
    await card.getByRole("button", { name: "Set up" }).click();
    await card.getByRole("img", { name: /camera of an authenticator/ }).waitFor();
    await expectAccessible(page);
    key = await card.locator("code").innerText();
    codes = await card.getByRole("listitem").allInnerTexts();
    expect(codes.length).toBe(10);
    await card.getByLabel(/^Code/).fill("000000");
    await card.getByRole("button", { name: "Turn on" }).click();
    await page.getByText("The authenticator shows another code now.").waitFor();
    expect((await signInWith(SECOND)).headers.get("Location"), "nothing is asked before").toBe("/");
    await card.getByLabel(/^Code/).fill(codeAt(key, new Date(Date.now() - HALF_MINUTE_MS)));
    await card.getByRole("button", { name: "Turn on" }).click();
    await page.getByText("From now on signing in asks for a code").waitFor();
    await expectAccessible(page);
  });

  it("is asked for after the password, and its code counts once", async () => {
    const half = await signInWith(SECOND);
    expect(half.headers.get("Location")).toBe("/sign-in/code?next=%2F");
    expect(await isIn(cookiesIn(half)), "the password alone opens nothing").toBe(false);
    const page = await openPage(browser, `${app.url}/sign-in?next=/methodology`, {
      cookie: null,
      expectedErrors: [/status of 401/],
    });
    await page.getByLabel("E-mail address").fill(EMAIL);
    await page.getByLabel("Password").fill(SECOND);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/sign-in\/code/);
    await expectAccessible(page);
    await page.getByLabel("Code").fill("123456");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("This code is not the right one").waitFor();
    const code = codeAt(key, new Date());
    await page.getByLabel("Code").fill(code);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/methodology$/);

    const again = await post("/sign-in/code", { code, next: "/" }, cookiesIn(await signInWith(SECOND)));
    expect(again.status).toBe(401);
    expect(await isIn(cookiesIn(again))).toBe(false);
  });

  it("gives way to a code that was kept, once", async () => {
    const answer = await post(
      "/sign-in/code",
      { code: codes[0]!, next: "/" },
      cookiesIn(await signInWith(SECOND)),
    );
    expect(answer.status).toBe(302);
    expect(await isIn(cookiesIn(answer))).toBe(true);
    const again = await post(
      "/sign-in/code",
      { code: codes[0]!, next: "/" },
      cookiesIn(await signInWith(SECOND)),
    );
    expect(again.status).toBe(401);
  });

  it("is not guessed: five wrong codes end the attempt", async () => {
    const half = cookiesIn(await signInWith(SECOND));
    for (let turn = 0; turn < 5; turn++)
      await post("/sign-in/code", { code: `00000${turn}`, next: "/" }, half);
    const right = { code: codes[1]!, next: "/" };
    expect((await post("/sign-in/code", right, half)).status).toBe(401);
    expect((await post("/sign-in/code", right, cookiesIn(await signInWith(SECOND)))).status).toBe(302);
  });

  it("is not got around by a link for a lost password", async () => {
    const answer = await app.fetch("/settings/people", {
      method: "POST",
      body: new URLSearchParams({ intent: "link", id }),
    });
    const token = /token=([\w-]+)/.exec(await answer.text())![1]!;
    const set = await post("/sign-in/link", { token, password: FIRST });
    expect(set.headers.get("Location")).toBe("/sign-in");
    expect(cookiesIn(set)).toBe("");
    expect((await signInWith(FIRST)).headers.get("Location")).toMatch(/^\/sign-in\/code/);
  });

  it("is kept sealed, and removed by an administrator for whoever lost everything", async () => {
    const { secret, backupCodes } = await db
      .selectFrom("secondFactors")
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(secret + backupCodes).not.toContain(codes[2]);
    const page = await openPage(browser, `${app.url}/settings/people`);
    await page.getByRole("button", { name: "Remove second factor: Mia" }).click();
    await page.getByText("Mia signs in with the password alone").waitFor();
    expect((await signInWith(FIRST)).headers.get("Location")).toBe("/");
  });

  it("is told of each change, and so is a password: whoever did not make it can say so", async () => {
    const told = await db
      .selectFrom("inbox")
      .select("title")
      .where("accountId", "=", id)
      .orderBy("noticeId")
      .execute();
    expect(told.map(({ title }) => title)).toEqual([
      "Your password was changed",
      "Your account has a second factor",
      "An administrator made a link to set your password anew",
      "The password of your account was set by a link",
      "An administrator removed the second factor of your account",
    ]);
    const page = await openPage(browser, `${app.url}/inbox`, { cookie: cookiesIn(await signInWith(FIRST)) });
    await page.getByText("An administrator removed the second factor").waitFor();
    await expectAccessible(page);
  });
});

/** As a proxy asks that ends encryption; `fetch` sends no `Host` of one's own. */
function asThroughProxy(address: string, host: string, cookie: string, form: string | undefined) {
  const { hostname, port, pathname } = new URL(address);
  const headers = {
    ...{ Host: host, Origin: `https://${host}`, Cookie: cookie },
    ...(form === undefined ? {} : { "Content-Type": "application/x-www-form-urlencoded" }),
  };
  const method = form === undefined ? "GET" : "POST";
  return new Promise<{ cookies: string; location: string | undefined; body: string }>((resolve, reject) => {
    const asked = request({ hostname, port, path: pathname, method, headers, agent: false }, (answer) => {
      const cookies = (answer.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ");
      void text(answer).then((body) => resolve({ cookies, location: answer.headers.location, body }));
    });
    asked.on("error", reject);
    asked.end(form);
  });
}

describe("whoever administers a server that others reach", () => {
  it("sets up a second factor before anything else", async () => {
    const email = "ada@programme.example";
    await withPassword(email, "administrator", FIRST);
    const ask = (path: string, cookie: string, form?: URLSearchParams) =>
      asThroughProxy(proxied.url + path, "evenhand.example", cookie, form?.toString());
    const form = new URLSearchParams({ intent: "password", email, password: FIRST, next: "/" });
    const cookie = (await ask("/sign-in", "", form)).cookies;
    expect((await ask("/settings/people", cookie)).location).toBe("/settings/account");
    expect((await ask("/settings/account", cookie)).body).toContain("sets up a second factor first");
  });
});
