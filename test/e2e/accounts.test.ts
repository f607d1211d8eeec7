import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { insertAccount } from "db/queries/accounts";
import { rowsOfTwoPeople } from "../db/two-people";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PASSWORD = "slate harbour nine lanterns";

const { db, url } = await testDatabase();
await rowsOfTwoPeople(db);
await db.deleteFrom("accounts").execute();
const app = await startApp({ database: url });
const browser = await launchBrowser();

/** As the command line adds people: the link that it prints, on this server. */
function addUser(...words: readonly string[]): string {
  const command = ["--import", "tsx", "app/cli/evenhand.ts", "user", "add", ...words, "--database", url];
  const printed = execFileSync(process.execPath, command, { cwd: ROOT, encoding: "utf8" });
  return app.url + new URL(printed.trim()).pathname + new URL(printed.trim()).search;
}

const signInWith = (email: string, password: string, next = "/") =>
  app.fetch("/sign-in", {
    method: "POST",
    as: null,
    body: new URLSearchParams({ intent: "password", email, password, next }),
  });

const cookieIn = (answer: Response) => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";

describe("signing in", () => {
  it("begins with the link that the first start prints, which is used once", async () => {
    const link = app.firstLink!;
    const page = await openPage(browser, link, { cookie: null, expectedErrors: [/422/] });
    await page.getByRole("heading", { name: "Set up Evenhand" }).waitFor();
    await expectAccessible(page);
    await page.getByLabel("Your e-mail address").fill("ada@programme.example");
    await page.getByLabel("Password").fill("aaaaaaaaaaaaaaaa");
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.waitForURL(/\/overview$/);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).waitFor();

    const again = await openPage(browser, link, { cookie: null });
    await again.getByRole("heading", { name: "This link cannot be used" }).waitFor();
  });

  it("lets an administrator add somebody, who chooses a password and sees what the role sees", async () => {
    const page = await openPage(browser, `${app.url}/settings/people`);
    await page.getByLabel("E-mail address").fill("one@programme.example");
    await page.getByLabel("Name", { exact: true }).fill("One");
    await page.getByLabel("Role", { exact: true }).selectOption("annotator");
    await page.getByLabel("Annotator's id").fill("one");
    await page.getByRole("button", { name: "Add and make a link" }).click();
    const link = await page.getByRole("status").locator("code").innerText();
    await expectAccessible(page);

    const own = await openPage(browser, link, { cookie: null, expectedErrors: [/404/, /403/] });
    await own.getByLabel("Password").fill(PASSWORD);
    await own.getByRole("button", { name: "Set the password" }).click();
    await own.waitForURL(/\/me$/);
    await own.goto(`${app.url}/annotators`);
    await own.getByText("This page is not open to you").waitFor();
  });

  it("takes people back to where they wanted to go, and out again", async () => {
    const page = await openPage(browser, `${app.url}/methodology?x=1`, { cookie: null });
    await page.waitForURL(/\/sign-in\?next=/);
    await expectAccessible(page);
    await page.getByLabel("E-mail address").fill("ADA@programme.example");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${app.url}/methodology?x=1`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(/\/sign-in$/);
    await page.goto(`${app.url}/methodology`);
    await page.waitForURL(/\/sign-in\?next=/);
  });

  it("works with a link of the command line, for a password that was lost too", async () => {
    const link = addUser("mia@programme.example", "--role", "manager", "--name", "Mia");
    const page = await openPage(browser, link, { cookie: null });
    await page.getByRole("heading", { name: "Welcome, Mia" }).waitFor();
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Set the password" }).click();
    await page.waitForURL(/\/overview$/);
    expect(await page.getByRole("link", { name: "People", exact: true }).count()).toBe(0);
  });
});

describe("a session", () => {
  it("ends everywhere at once when its owner says so", async () => {
    const cookies = await Promise.all(
      [1, 2].map(async () => cookieIn(await signInWith("mia@programme.example", PASSWORD))),
    );
    const status = async (cookie: string) =>
      (await app.fetch("/overview", { headers: { Cookie: cookie } })).status;
    expect(await Promise.all(cookies.map(status))).toEqual([200, 200]);
    const body = new URLSearchParams({ intent: "sign-out-everywhere" });
    await app.fetch("/settings/account", { method: "POST", headers: { Cookie: cookies[0]! }, body });
    expect(await Promise.all(cookies.map(status))).toEqual([302, 302]);
  });

  it("ends when an administrator keeps somebody out, who cannot sign in again", async () => {
    const cookie = cookieIn(await signInWith("mia@programme.example", PASSWORD));
    const { id } = await db
      .selectFrom("accounts")
      .select("id")
      .where("name", "=", "Mia")
      .executeTakeFirstOrThrow();
    await app.fetch("/settings/people", {
      method: "POST",
      body: new URLSearchParams({ intent: "disable", id }),
    });
    expect((await app.fetch("/overview", { headers: { Cookie: cookie } })).status).toBe(302);
    expect((await signInWith("mia@programme.example", PASSWORD)).status).toBe(401);
  });

  it("is for an expired or a forged cookie none", async () => {
    const cookie = await app.signIn("manager");
    const forged = cookie.replace(/\.[^.]*$/, `.${"A".repeat(43)}%3D`);
    expect((await app.fetch("/overview", { headers: { Cookie: forged } })).status).toBe(302);
    await db.updateTable("sessions").set({ expiresAt: "2026-01-01T00:00:00Z" }).execute();
    expect((await app.fetch("/overview", { headers: { Cookie: cookie } })).status).toBe(302);
  });
});

describe("guessing", () => {
  it("is told the same of a wrong password and of an unknown address, and is locked out after ten", async () => {
    const answers = [];
    for (let turn = 0; turn < 11; turn++)
      answers.push(await signInWith("ada@programme.example", `guess number ${turn}`));
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect(Number(answers[10]!.headers.get("Retry-After"))).toBe(900);
    const unknown = await signInWith("nobody@programme.example", PASSWORD);
    const words = (text: string) => /do not belong together/.exec(text)?.[0];
    expect(words(await unknown.text())).toBe(words(await answers[0]!.text()));
    expect((await signInWith("ada@programme.example", PASSWORD)).status, "not even with the right one").toBe(
      429,
    );
  });

  it("finds no password and no link in the database", async () => {
    const { password } = await db.selectFrom("credentials").select("password").executeTakeFirstOrThrow();
    expect(password).not.toContain(PASSWORD);
    const link = new URL(addUser("new@programme.example", "--role", "researcher")).searchParams.get("token")!;
    const kept = await db.selectFrom("verifications").select("identifier").execute();
    expect(kept.length).toBeGreaterThan(0);
    for (const { identifier } of kept) expect(identifier).not.toContain(link);
  });
});

describe("administering", () => {
  it("stays with somebody: the last administrator cannot be taken away", async () => {
    await insertAccount(
      db,
      { id: "last", name: "Last", email: "last@programme.example", role: "administrator", annotator: null },
      new Date(),
    );
    await db
      .deleteFrom("accounts")
      .where("role", "=", "administrator")
      .where("id", "not like", "test-%")
      .execute();
    const answer = await app.fetch("/settings/people", {
      method: "POST",
      headers: { Cookie: await app.signIn("administrator") },
      body: new URLSearchParams({ intent: "disable", id: "test-administrator-" }),
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("Somebody has to administer");
  });

  it("is refused to everybody else", async () => {
    for (const role of ["manager", "researcher"] as const) {
      expect(
        (await app.fetch("/settings/people", { as: null, headers: { Cookie: await app.signIn(role) } }))
          .status,
      ).toBe(403);
    }
  });
});
