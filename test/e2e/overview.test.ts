import { describe, expect, it } from "vitest";
import { generateProgramme } from "db/demo";
import { setPlan } from "~/features/overview/plan-form.server";
import { importProgramme } from "../features/tiers/import-programme";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const programme = generateProgramme({ seed: 4, endOn: "2026-07-02", annotatorCount: 24, weekCount: 10 });
await importProgramme(database, programme, new Date());
const plan = new FormData();
for (const [name, value] of Object.entries({ project: "help-rating", from: "2026-05-01", perDay: "40" })) {
  plan.set(name, value);
}
plan.set("total", "4000");
plan.set("due", "2026-12-01");
await setPlan(database.db, plan, "Manager", new Date());
const [app, browser] = await Promise.all([startApp({ database: database.url }), launchBrowser()]);

/** Adds up, from the page's first byte on, what moved without being asked to. */
const WATCH_SHIFTS = `window.shifted = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });`;
const SHIFTED = "window.shifted";

const aFile = (name: string, rows: readonly string[]) => ({
  ...{ name, mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) },
});

describe("the overview", () => {
  it("shows pace against plan, a forecast with its interval, control limits and what waits", async () => {
    const page = await openPage(browser, `${app.url}/overview`, { viewport: { width: 1440, height: 1000 } });
    await page.getByRole("figure", { name: "Judgments a day" }).getByText("of the plan, n in days").waitFor();
    await page
      .getByRole("figure", { name: "Burn-down" })
      .getByText(/left at the end of .* \(.* to .*, n = \d weeks\); due /)
      .waitFor();
    await page
      .getByRole("figure", { name: "Gold accuracy by day" })
      .getByText(/days lie (with|out)/)
      .waitFor();
    await page.getByRole("figure", { name: "By platform" }).waitFor();
    await page
      .getByText(/appeal/)
      .first()
      .waitFor();
  });

  it("opens what a number is made of: definition, window, rows and version", async () => {
    const page = await openPage(browser, `${app.url}/overview?window=28`);
    await page.waitForLoadState("networkidle");
    const opened = page.getByRole("dialog");
    for (const number of ["Dated judgments", "Against plan", "Gold accuracy"]) {
      const term = page.getByText(number, { exact: true }).first();
      await term.locator("xpath=following-sibling::dd[1]").getByRole("button").click();
      await opened.getByRole("heading", { name: number }).waitFor();
      for (const fact of ["Definition", "Window", "Rows", "Version"]) {
        await opened.getByText(fact, { exact: true }).waitFor();
      }
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await opened.waitFor({ state: "detached" }).catch(() => undefined);
    }
  });

  it.each([
    ["/annotators", /^Judgments of .*How this number is made$/],
    ["/quality", /^Judgments: .*How this number is made$/],
  ])("opens what the counts of a table count, %s", async (path, name) => {
    const page = await openPage(browser, `${app.url}${path}`);
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name }).first().click();
    const opened = page.getByRole("dialog");
    for (const fact of ["Definition", "Window", "Rows", "Version"]) {
      await opened.getByText(fact, { exact: true }).waitFor();
    }
    await expectAccessible(page);
  });

  it("is narrowed to a platform and to a project, for which a plan is set and kept", async () => {
    const page = await openPage(browser, `${app.url}/overview`, { expectedErrors: [/422/] });
    await page.waitForLoadState("networkidle");
    await page.getByLabel("Platform", { exact: true }).selectOption({ index: 1 });
    await page.waitForURL(/platform=/);
    await page.getByRole("figure", { name: "By project" }).waitFor();
    await page.goto(`${app.url}/overview?project=help-rating`);
    await page.waitForLoadState("networkidle");
    await page.getByRole("spinbutton", { name: "Judgments a day" }).fill("123");
    await page.getByLabel("Altogether, if known").fill("");
    await page.getByLabel("Due, if known").fill("2026-12-31");
    await page.getByRole("button", { name: /^Set the plan of/ }).click();
    await page.getByRole("alert").getByText("Say how many judgments are due by that day.").waitFor();
    await page.getByLabel("Altogether, if known").fill("90000");
    await page.getByRole("button", { name: /^Set the plan of/ }).click();
    await page
      .getByRole("list", { name: "Plans so far" })
      .getByText(/^123 a day from .*, 90,000 in all by 31 Dec 2026; set .* by Test administrator$/)
      .waitFor();
    const log = await app.fetch("/settings/access-log");
    expect(await log.text()).toContain("/overview");
  });

  it("follows an import as it lands, and nothing jumps", async () => {
    const page = await openPage(browser, "about:blank", { cookie: null });
    const cookie = await app.signIn("administrator");
    const [name = "", value = ""] = cookie.split("=", 2);
    await page.context().addCookies([{ name, value, url: app.url }]);
    await page.addInitScript(WATCH_SHIFTS);
    await page.setViewportSize({ width: 1440, height: 1000 });
    await page.goto(`${app.url}/overview`);
    await page.waitForLoadState("load");
    await page
      .getByRole("figure", { name: "Judgments a day" })
      .locator("svg.recharts-surface")
      .first()
      .waitFor();
    const judgments = page
      .getByText("Dated judgments", { exact: true })
      .locator("xpath=following-sibling::dd[1]");
    const before = Number((await judgments.innerText()).replaceAll(",", ""));
    const rows = ["annotator_id,item_id,answer,submitted_at", "new,one,yes,2026-07-01T08:00:00Z"];
    const form = new FormData();
    const { buffer, name: file } = aFile("live.csv", rows);
    form.set("project", "live-project");
    form.set("file", new Blob([buffer]), file);
    const sent = await app.fetch("/imports", { method: "POST", body: form });
    expect(sent.status).toBe(302);
    await expect
      .poll(async () => Number((await judgments.innerText()).replaceAll(",", "")), { timeout: 60_000 })
      .toBe(before + 1);
    await page.getByText(/^Import \d+ has landed: 1 rows\.$/).waitFor();
    expect(await page.evaluate<number>(SHIFTED)).toBeLessThan(0.02);
  });

  it.each([
    [1440, "light"],
    [1440, "dark"],
    [390, "light"],
    [390, "dark"],
  ] as const)("is accessible at %i pixels in %s with a project chosen", async (width, colorScheme) => {
    const page = await openPage(browser, `${app.url}/overview?project=help-rating&window=90`, {
      ...{ viewport: { width, height: 900 }, colorScheme },
    });
    await page.getByRole("button", { name: /^Set the plan of/ }).waitFor();
    await expectAccessible(page);
    const overflow = "document.documentElement.scrollWidth - window.innerWidth";
    expect(await page.evaluate<number>(overflow)).toBeLessThanOrEqual(0);
  });
});
