import { describe, expect, it } from "vitest";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const { db, url } = await testDatabase();
const [app, browser] = await Promise.all([startApp({ database: url, options: ["--demo"] }), launchBrowser()]);

const SOMEBODY = "A0004";
const manager = await app.signIn("manager");
const MANY = 130;

/** Lines of a long log, older than whatever the tests do. */
await db
  .insertInto("accessLog")
  .values(
    Array.from({ length: MANY }, (_, n) => ({
      ...{ at: new Date(Date.UTC(2026, 0, 1, 0, n)), kind: "viewed" as const, what: `old look ${n}` },
      ...{ annotator: SOMEBODY, everybody: false, accountId: "m", viewer: "Mia", role: "manager" },
    })),
  )
  .execute();

const lines = () =>
  db
    .selectFrom("accessLog")
    .select(["kind", "what", "annotator"])
    .where("accountId", "=", "test-manager-")
    .execute();

describe("a link", () => {
  it("fetches nothing until it is followed, so that nobody is told of a look that was none", async () => {
    const page = await openPage(browser, `${app.url}/methodology`, { cookie: manager });
    await page.waitForLoadState("networkidle");
    const before = await lines();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const link = page.getByRole("link", { name: "Annotators", exact: true }).first();
    await link.hover();
    await link.focus();
    await page.waitForTimeout(500);
    expect(asked).toEqual([]);
    expect(await lines()).toEqual(before);
    await link.click();
    await page.getByRole("heading", { level: 1, name: "Annotators" }).waitFor();
    expect((await lines()).length).toBeGreaterThan(before.length);
  });
});

describe("a project's screen", () => {
  it("is in the log of everybody, and once more in that of the person who was asked for", async () => {
    const { sourceId } = await db
      .selectFrom("projects")
      .select("sourceId")
      .orderBy("projectId")
      .executeTakeFirstOrThrow();
    const before = (await lines()).length;
    const answer = await app.fetch(`/projects/${sourceId}?annotator=${SOMEBODY}`, { as: "manager" });
    expect(answer.status).toBe(200);
    const about = (await lines()).slice(before).map(({ annotator }) => annotator);
    expect(about).toEqual([null, SOMEBODY]);
  });
});

describe("the log", () => {
  it.each([
    ["/me/access-log", "Who has looked"],
    ["/settings/access-log", "Access log"],
  ])("can be read to its end at %s", async (path, title) => {
    const cookie = path.startsWith("/me")
      ? await app.signIn("annotator", SOMEBODY)
      : await app.signIn("administrator");
    const page = await openPage(browser, app.url + path, { cookie });
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await expectAccessible(page);
    expect(await page.getByText("old look 0", { exact: false }).count()).toBe(0);
    await page.getByRole("link", { name: "Last", exact: true }).click();
    await page.getByText("Looked at: old look 0", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Previous", exact: true }).click();
    await page.getByText("Looked at: old look 60", { exact: true }).waitFor();
    await page.goto(`${app.url}${path}?page=1000000`);
    await page.getByText("Looked at: old look 0", { exact: true }).waitFor();
  });

  it("shows administrators what researchers have asked", async () => {
    await app.fetch("/audit/explore?measure=gold&by=tier", { as: "researcher" });
    const page = await openPage(browser, `${app.url}/settings/access-log`);
    await page.getByRole("link", { name: "Questions of researchers" }).click();
    const row = page.getByRole("row", { name: /Test researcher.*\/audit\/explore.*gold.*by tier/ }).first();
    await row.waitFor();
    await expectAccessible(page);
    await page.getByText(/^1–\d+ of \d+ questions$/).waitFor();
  });
});
