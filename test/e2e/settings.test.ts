import { describe, expect, it } from "vitest";
import { goldFiles, importFiles } from "../features/alerts/small-ledger";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { db } = database;
await importFiles(
  database,
  {
    ...goldFiles("2026-06-01", { ana: [1_200, 34] }),
    "exchange_rates.csv": "date,from_currency,to_currency,rate\n2026-05-01,EUR,KES,150\n",
  },
  () => new Date("2026-06-02T08:00:00Z"),
);
const app = await startApp({ database: database.url });
const browser = await launchBrowser();

describe("settings", () => {
  it("are one area: every tab of an administrator leads to its screen, and others have fewer", async () => {
    const page = await openPage(browser, `${app.url}/settings`);
    const tabs = page.getByRole("navigation", { name: "Settings" }).getByRole("link");
    const names = await tabs.allInnerTexts();
    expect(names).toContain("Wage floors");
    for (const name of names) {
      await page
        .getByRole("navigation", { name: "Settings" })
        .getByRole("link", { name, exact: true })
        .click();
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator('nav[aria-label="Settings"] a[aria-current="page"]', { hasText: name }).waitFor();
    }
    const answer = await app.fetch("/settings/account", { as: "researcher" });
    expect(await answer.text()).not.toContain("/settings/floors");
    expect((await app.fetch("/settings/floors", { as: "manager" })).status).toBe(403);
  });

  it("take a wage floor with its source, and say what is wrong with one", async () => {
    const page = await openPage(browser, `${app.url}/settings/floors`, { expectedErrors: [/422/] });
    await page.getByLabel("Country").fill("KE");
    await page.getByLabel("Amount an hour").fill("150");
    await page.getByLabel("Currency").fill("KSH");
    await page.getByLabel("First day").fill("2026-01-01");
    await page.getByLabel("Source").fill("Regulation of Wages Order 2024");
    await page.getByRole("button", { name: "Keep this floor" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Currency").fill("KES");
    await page.getByRole("button", { name: "Keep this floor" }).click();
    await page.getByRole("cell", { name: "KES 150.00" }).waitFor();
  });

  it("take a threshold, write down who changed it, and go back to the default", async () => {
    const page = await openPage(browser, `${app.url}/settings/thresholds`);
    const version = () => page.getByText(/^next run: /).innerText();
    const before = await version();
    await page.locator("main summary").first().press("Enter");
    const form = page.locator("main details[open] form").first();
    const field = form.locator('input[type="number"]').first();
    const [least, most] = [Number(await field.getAttribute("min")), Number(await field.getAttribute("max"))];
    await field.fill(String((least + most) / 2));
    await form.getByRole("button", { name: "Keep for the next run" }).click();
    await page.getByText("1 changed").waitFor();
    expect(await version()).not.toBe(before);
    await page.getByRole("region", { name: "Changes" }).getByText("Test administrator").first().waitFor();
    await page.locator("main details form").first().getByRole("button", { name: "Defaults" }).click();
    await page.getByText("back to defaults").first().waitFor();
    expect(await version()).toBe(before);
  });
});

describe("preferences", () => {
  it("change every number, date and amount from the first byte on, for that account alone", async () => {
    const page = await openPage(browser, `${app.url}/settings/preferences`);
    await page.getByLabel("Numbers", { exact: true }).selectOption("de-DE");
    await page.getByLabel("Dates", { exact: true }).selectOption("iso");
    await page.getByLabel("Time zone", { exact: true }).fill("Asia/Manila");
    await page.getByLabel("Show money in", { exact: true }).selectOption("EUR");
    await page.getByLabel("Theme", { exact: true }).selectOption("dark");
    await page.getByRole("button", { name: "Keep" }).click();
    await page.getByText("Now: 1.234.567; 0,12; 2026-03-20 22:05").waitFor();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.goto(`${app.url}/settings/floors`);
    await page.getByRole("cell", { name: "≈€1,00" }).waitFor();
    await page.getByText(/1 KES = 0\.006667 EUR \(2026-05-01\)/).waitFor();
    // A hydration that differs would be an error on the console, which fails the test.
    const html = await (await app.fetch("/annotators")).text();
    expect(html).toContain("1.234");
    const others = await (await app.fetch("/annotators", { as: "manager" })).text();
    expect(others).toContain("1,234");
    const elsewhere = await (await app.fetch("/settings/floors")).text();
    expect(elsewhere).toContain('data-theme="dark"');
    const kept = await db
      .selectFrom("accounts")
      .select("display")
      .where("id", "=", "test-administrator-")
      .executeTakeFirstOrThrow();
    expect(kept.display).toContain("zone=Asia%2FManila");
  });

  it("refuse a zone that is none, and change nothing", async () => {
    const fields = { theme: "light", density: "compact", motion: "system", locale: "en-GB", dates: "day" };
    const body = new URLSearchParams({ ...fields, zone: "Mars/Base", currency: "" });
    const answer = await app.fetch("/settings/preferences", { method: "POST", body });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("no such time zone");
  });
});

describe("every screen of settings", () => {
  const SCREENS = ["preferences", "thresholds", "floors"].map((name) => `/settings/${name}`);
  it.each(
    SCREENS.flatMap((path) =>
      [1440, 390].flatMap((width) =>
        (["light", "dark"] as const).map((scheme) => [path, width, scheme] as const),
      ),
    ),
  )("%s is accessible at %i pixels in %s, and nothing overflows", async (path, width, colorScheme) => {
    const cookie = await app.signIn("administrator", undefined);
    const page = await openPage(browser, app.url + path, {
      cookie,
      viewport: { width, height: 900 },
      colorScheme,
    });
    await page.getByRole("heading", { level: 1 }).waitFor();
    for (const summary of await page.locator("main summary").all()) await summary.click();
    await expectAccessible(page);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  });
});
