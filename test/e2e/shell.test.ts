import { describe, expect, it } from "vitest";
import { rowsOfTwoPeople } from "../db/two-people";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const { db, url } = await testDatabase();
await rowsOfTwoPeople(db);
const app = await startApp({ database: url });
const browser = await launchBrowser();

const LATE_MS = 1_500;

describe("the command palette", () => {
  it("takes a manager to a screen and to a person by keyboard alone", async () => {
    const page = await openPage(browser, `${app.url}/overview`);
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Go to" }).waitFor();
    await expectAccessible(page);
    await page.keyboard.type("demotions");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/tiers\/queue$/);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("one");
    const person = page.getByRole("option").filter({ hasText: "Annotator" }).first();
    await person.waitFor();
    while ((await person.getAttribute("aria-selected")) !== "true") await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/annotators\/one$/);
  });

  it("offers others the screens of their role and finds nobody", async () => {
    const cookie = await app.signIn("researcher");
    const page = await openPage(browser, `${app.url}/patterns`, { cookie });
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("one");
    await page.getByText("Nothing by that name.").waitFor();
    expect((await app.fetch("/go?q=one", { as: "researcher" })).status).toBe(403);
  });

  it("takes the signs that a search gives meaning to for what they are", async () => {
    expect(await (await app.fetch("/go?q=%25")).json()).toEqual([]);
    expect(await (await app.fetch("/go?q=")).json()).toEqual([]);
  });
});

describe("the frame", () => {
  it("stays around what is not there and what is not open", async () => {
    const page = await openPage(browser, `${app.url}/annotators/nobody`, { expectedErrors: [/404/, /403/] });
    await page.getByRole("heading", { name: "There is nothing at this address" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Workload" }).click();
    await page.waitForURL(/\/workload/);

    const cookie = await app.signIn("researcher");
    const closed = await openPage(browser, `${app.url}/annotators`, { cookie, expectedErrors: [/403/] });
    await closed.getByRole("heading", { name: "This page is not open to you" }).waitFor();
    await closed.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Patterns" }).click();
    await closed.waitForURL(/\/patterns/);
  });

  it("holds the place of a screen that is late, and shows it when it comes", async () => {
    const page = await openPage(browser, `${app.url}/overview`);
    await page.waitForLoadState("networkidle");
    await page.route(/workload\.data/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, LATE_MS));
      await route.continue();
    });
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Workload" }).click();
    await page.getByRole("status", { name: "Loading the screen" }).waitFor();
    await page.getByRole("heading", { level: 1, name: "Workload" }).waitFor();
    expect(await page.getByRole("status", { name: "Loading the screen" }).count()).toBe(0);
  });

  it("keeps the theme that is chosen, from the next page's first byte on", async () => {
    const page = await openPage(browser, `${app.url}/overview`);
    await page.locator("summary[aria-label=Display]").click();
    await page.getByText("Dark", { exact: true }).click();
    await page.reload();
    expect(await page.evaluate<string>("document.documentElement.dataset.theme")).toBe("dark");
  });

  it("prints the content without navigation, tools and buttons", async () => {
    const page = await openPage(browser, `${app.url}/annotators`);
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("navigation", { name: "Main" }).isVisible()).toBe(false);
    expect(await page.getByRole("link", { name: /^Go to/ }).isVisible()).toBe(false);
    expect(await page.getByRole("heading", { level: 1 }).isVisible()).toBe(true);
  });
});
