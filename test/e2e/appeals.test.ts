import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { tallyAnnotatorGold } from "db/queries/quality";
import { refreshMeasures } from "~/features/report/refresh.server";
import { importSmallProgramme, MISSED, plantPolicy } from "../features/appeals/small-appeals";
import { PLANTED } from "../features/quality/small-programme";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { db, url } = database;
await importSmallProgramme(database);
await refreshMeasures(db, new Date());
const who = MISSED[0]!.annotatorId;
const other = MISSED[1]!.annotatorId;
const { projectId } = await db.selectFrom("projects").select("projectId").executeTakeFirstOrThrow();
const gold = (await tallyAnnotatorGold(db, projectId)).find(({ annotator }) => annotator === who)!;
// A bar that the person reaches without the wrong key and misses with it.
await plantPolicy(database, gold.correct / (gold.total - 1));
await refreshMeasures(db, new Date());

const [app, browser] = await Promise.all([startApp({ database: url }), launchBrowser()]);
const [own, stranger, manager] = [
  await app.signIn("annotator", who),
  await app.signIn("annotator", other),
  await app.signIn("manager"),
];

const CLAIM = "Every careful answer says light; the key says dark, and it is the key that is wrong.";
const REASONS =
  "Six of seven people and the colour chart call this shade light; the key was typed in wrong in January.";
const STOCK = "After careful review the original decision stands. Thank you for your patience.";

const focused =
  "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''";

/** Presses Tab until the focus is on what carries this name; as somebody without a pointer would. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 400; step++) {
    await page.keyboard.press("Tab");
    if (name.test(await page.evaluate<string>(focused))) return;
  }
  throw new Error(`The focus never came to ${String(name)}.`);
}

/** Presses Tab until the focus is in a field of this name. */
async function tabToField(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 400; step++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate<boolean>(`document.activeElement?.getAttribute("name") === "${name}"`)) return;
  }
  throw new Error(`The focus never came to the field ${name}.`);
}

let appeal = "";

describe("an appeal against a key, by keyboard alone", () => {
  it("is filed in the row of the annotator's own page", async () => {
    const page = await openPage(browser, `${app.url}/me`, { cookie: own });
    await tabTo(page, new RegExp(`^Contest the key of ${PLANTED.wrongKey}$`));
    await page.keyboard.press("Enter");
    await expectAccessible(page);
    await tabToField(page, "claim");
    await page.keyboard.type(CLAIM);
    await tabTo(page, /^File the appeal$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/me\/appeals\/appeal-/);
    await page.getByText(CLAIM).first().waitFor();
    await page.getByText("14 days left").waitFor();
    appeal = new URL(page.url()).pathname.split("/").at(-1)!;
    await expectAccessible(page);
  });

  it("is answered after the evidence is read, with reasons and not with a phrase", async () => {
    const page = await openPage(browser, `${app.url}/appeals`, {
      cookie: manager,
      // Keys that come while React takes the page over make it begin again now and then, which it says as number 345.
      expectedErrors: [/status of 422/, /React error #345/],
    });
    await tabTo(page, /^Annotator \d+$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/appeals\/appeal-/);
    await page.getByText("How everybody answered this item").first().waitFor();
    await page.getByText("If the key is retired").waitFor();
    expect(
      await page.getByText("base with the key, upper without it (latest window)").count(),
    ).toBeGreaterThan(0);
    await expectAccessible(page);

    await tabToField(page, "outcome");
    await page.keyboard.press("Space");
    await tabToField(page, "reasons");
    await page.keyboard.type(STOCK);
    await tabTo(page, /^Send the answer$/);
    await page.keyboard.press("Enter");
    await page.getByText("These words would fit any appeal.").waitFor();
    const reasons = page.getByLabel("Reasons");
    expect(await reasons.inputValue()).toBe(STOCK);

    await reasons.focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(REASONS);
    await tabTo(page, /^Send the answer$/);
    await page.keyboard.press("Enter");
    await page.getByText("Scored anew without the key").waitFor();
    await page
      .getByText(`The key of ${PLANTED.wrongKey} in ${PLANTED.project} is retired`, { exact: false })
      .waitFor();
    const flipped = page.getByRole("row").filter({ hasText: "upper without it" });
    expect(await flipped.count()).toBeGreaterThan(0);
    await expectAccessible(page);
  });

  it("shows the person the answer, the own score before and since, and who read and decided", async () => {
    const page = await openPage(browser, `${app.url}/me/appeals/${appeal}`, { cookie: own });
    await page.getByText("upheld, put right").waitFor();
    await page.getByText("answered in time").waitFor();
    await page.getByText(REASONS).waitFor();
    await page.getByText("Scored anew", { exact: true }).waitFor();
    await page.getByText("By the rules: base with the key, upper without it (latest window).").waitFor();
    await page.goto(`${app.url}/me/access-log`);
    await page.getByText("Decided: answer to an appeal: upheld").waitFor();
    await page.getByText("Looked at: appeal", { exact: true }).first().waitFor();
    await page.goto(`${app.url}/me`);
    expect(await page.getByText(`Contest the key of ${PLANTED.wrongKey}`).count()).toBe(0);
  });

  it("is in the log with the key that was retired and everybody scored anew", async () => {
    const log = await (await app.fetch("/settings/access-log")).text();
    const what = `gold key of ${PLANTED.wrongKey} in ${PLANTED.project} retired`;
    expect(log).toContain(`Changed: ${what}`);
    expect(log.split(`scored anew: ${what}`).length - 1).toBeGreaterThanOrEqual(PLANTED.answersAnItem);
    const theirs = await (await app.fetch("/me/access-log", { headers: { Cookie: stranger } })).text();
    expect(theirs).toContain(`scored anew: ${what}`);
  });
});

describe("appeals of others", () => {
  it("are not there for another annotator, for researchers, or in the ranking", async () => {
    const as = (Cookie: string) => ({ headers: { Cookie } });
    expect((await app.fetch(`/me/appeals/${appeal}`, as(stranger))).status).toBe(404);
    expect((await app.fetch(`/appeals/${appeal}`, as(stranger))).status).toBe(403);
    expect(await (await app.fetch("/me/appeals", as(stranger))).text()).not.toContain(appeal);
    expect((await app.fetch("/appeals", { as: "researcher" })).status).toBe(403);
    for (const path of ["/annotators.csv", "/annotators.data"]) {
      const body = await (await app.fetch(path, as(manager))).text();
      expect(body, path).toContain(who);
      expect(body, path).not.toMatch(/appeal|contest/i);
    }
  });
});

describe("live keys", () => {
  it("are hidden and shown by a switch on the project's screen", async () => {
    const page = await openPage(browser, `${app.url}/projects/${PLANTED.project}`, { cookie: manager });
    await page.getByRole("button", { name: "Hide live keys from annotators" }).click();
    await page.getByRole("button", { name: "Show live keys to annotators" }).waitFor();
    const body = await (await app.fetch("/me", { headers: { Cookie: own } })).text();
    expect(body).toContain("on projects that keep live keys to themselves");
    expect(body).not.toContain("Contest the key of");
    await page.getByRole("button", { name: "Show live keys to annotators" }).click();
    await page.getByRole("button", { name: "Hide live keys from annotators" }).waitFor();
  });
});

const FRAMES = [
  ["wide and light", 1440, "light"],
  ["wide and dark", 1440, "dark"],
  ["narrow and light", 390, "light"],
  ["narrow and dark", 390, "dark"],
] as const;

describe("the screens about appeals", () => {
  it.each(FRAMES)("can be read by everybody: %s", async (_name, width, colorScheme) => {
    const pages = [
      ...["/me", "/me/records", "/me/records?kind=reviews", "/me/appeals", `/me/appeals/${appeal}`].map(
        (path) => [path, own] as const,
      ),
      ...["/appeals", `/appeals/${appeal}`, `/annotators/${who}/records`].map(
        (path) => [path, manager] as const,
      ),
    ];
    for (const [path, cookie] of pages) {
      const viewport = { width, height: 900 };
      const page = await openPage(browser, app.url + path, { cookie, viewport, colorScheme });
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expectAccessible(page);
      const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      expect(overflow, path).toBeLessThanOrEqual(0);
      await page.context().close();
    }
  });
});
