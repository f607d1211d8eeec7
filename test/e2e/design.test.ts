import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible, launchBrowser, openPage, type OpenOptions } from "../support/browser";
import { serveGallery } from "../ui/gallery-page";

const browser = await launchBrowser();
const url = await serveGallery();

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
/** Opens the gallery and waits until React has taken it over. */
async function open(options: OpenOptions = {}): Promise<Page> {
  const page = await openPage(browser, url, { viewport: WIDE, ...options });
  if (options.javaScriptEnabled !== false) await page.waitForSelector("html[data-hydrated]");
  return page;
}

/** Set SCREENSHOTS to a folder to look at what the tests saw. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env["SCREENSHOTS"];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

const liveCharts = (page: Page) => page.locator(".recharts-surface");

/** Until every chart that Recharts draws has been handed over. */
async function chartsTakenOver(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const figure of document.querySelectorAll("figure")) {
      figure.scrollIntoView({ block: "center" });
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    window.scrollTo(0, 0);
  });
  await expect.poll(() => liveCharts(page).count(), { timeout: 20_000 }).toBe(7);
}

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  it.each([
    ["wide", WIDE],
    ["narrow", NARROW],
  ])("every component is accessible, %s", async (name, viewport) => {
    const page = await open({ colorScheme, viewport });
    await chartsTakenOver(page);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    await shoot(page, `gallery-${colorScheme}-${name}`);
  });
});

describe("before scripts run", () => {
  it("everything can be read: each chart drawn, a long table begun and its rest led to", async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await page.locator("figure svg[role=img]").count()).toBeGreaterThanOrEqual(11);
    expect(await page.getByRole("rowheader").count()).toBe(40);
    const note = page.locator("noscript p", { hasText: "first 40 rows of 150" });
    expect(await note.locator("a").getAttribute("href")).toBe("#50");
    await page.locator("summary", { hasText: "Columns" }).click();
    expect(await page.getByRole("checkbox", { name: /Gold accuracy/ }).isVisible()).toBe(true);
    await shoot(page, "gallery-without-scripts");
  });

  it("the navigation opens on a narrow screen", async () => {
    const page = await open({ javaScriptEnabled: false, viewport: NARROW });
    const link = page.getByRole("link", { name: "Appeals" });
    expect(await link.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Navigation" }).click();
    expect(await link.isVisible()).toBe(true);
  });
});

describe("the page while it loads", () => {
  it("moves nothing", async () => {
    const page = await open();
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 1500);
        }),
    );
    expect(shift).toBeLessThan(0.02);
  });
});

describe("the table", () => {
  it("keeps only the rows near the view in the document, once scripts run", async () => {
    const page = await open();
    await expect.poll(() => page.getByRole("rowheader").count()).toBeLessThan(60);
    expect(await page.getByRole("grid").getAttribute("aria-rowcount")).toBe("152");
  });

  it("is walked with the arrow keys, from the header to the last row, and opens with Enter", async () => {
    const page = await open();
    await expect.poll(() => page.getByRole("rowheader").count()).toBeLessThan(60);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    await page.getByRole("rowheader", { name: "A1000" }).focus();
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("A1001");
    await page.keyboard.press("Control+End");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-row")))
      .toBe("149");
    await page.keyboard.press("Home");
    expect(await focused()).toBe("A1149");
    await page.keyboard.press("Enter");
    expect(await page.getByTestId("opened").textContent()).toBe("A1149");
    await page.keyboard.press("Control+Home");
    await expect.poll(focused).toBe("A1000");
    await page.keyboard.press("ArrowUp");
    expect(await focused()).toContain("Annotator");
  });

  it("keeps the name in sight while it scrolls sideways on a narrow screen", async () => {
    const page = await open({ viewport: NARROW });
    const name = page.getByRole("rowheader", { name: "A1000" });
    const before = await name.boundingBox();
    await page.locator(".data-table").evaluate((frame) => frame.scrollTo({ left: 200 }));
    expect((await name.boundingBox())?.x).toBe(before?.x);
  });
});

describe("a chart", () => {
  it("looks the same when Recharts takes it over", async () => {
    const page = await open();
    const figure = page.locator("figure").first();
    await figure.scrollIntoViewIfNeeded();
    const places = () =>
      figure.evaluate((element) =>
        [...element.querySelectorAll(".chart svg text")]
          .map((text) => {
            const box = text.getBoundingClientRect();
            return `${text.textContent} ${Math.round(box.x)} ${Math.round(box.y)}`;
          })
          .filter((place) => !place.startsWith(" "))
          .sort(),
      );
    await expect.poll(() => figure.locator(".recharts-surface").count()).toBe(1);
    const live = await places();
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await expect.poll(() => figure.locator(".recharts-surface").count()).toBe(0);
    expect(live).toEqual(await places());
  });

  it("names what the arrow keys stand on", async () => {
    const page = await open();
    const figure = page.locator("figure").nth(1);
    await figure.scrollIntoViewIfNeeded();
    await figure.locator(".recharts-surface").focus();
    await page.keyboard.press("ArrowRight");
    await expect
      .poll(() => figure.locator(".recharts-tooltip-wrapper").textContent())
      .toMatch(/Jan 2026.*Ratings/);
  });

  it.each(["CSV", "SVG", "PNG"])("is saved as %s", async (kind) => {
    const page = await open();
    const figure = page.locator("figure").first();
    await figure
      .getByRole("group")
      .or(figure.locator("details").first())
      .first()
      .locator("summary")
      .first()
      .click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      figure.getByRole("button", { name: kind }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`gold-accuracy.${kind.toLowerCase()}`);
  });
});

/** Chromium drops, without a word, the eleventh download that a page begins within one second. */
const DOWNLOAD_PACE_MS = 500;

describe("every chart", () => {
  it("is reached by the keyboard, opens its table, and is saved in all three ways", async () => {
    const page = await open();
    const figures = page.locator("figure");
    const count = await figures.count();
    expect(count).toBeGreaterThanOrEqual(10);
    for (let index = 0; index < count; index++) {
      const figure = figures.nth(index);
      const title = await figure.getByRole("heading").first().innerText();
      const table = figure.locator("summary", { hasText: "Table" });
      await table.focus();
      await page.keyboard.press("Enter");
      await figure.getByRole("region", { name: `Table: ${title}` }).waitFor();
      for (const kind of ["CSV", "SVG", "PNG"]) {
        const menu = figure.locator(`summary[aria-label="Download ${title}"]`);
        await menu.focus();
        await page.keyboard.press("Enter");
        await figure.getByRole("button", { name: kind }).waitFor();
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          figure.getByRole("button", { name: kind }).press("Enter"),
        ]);
        expect(download.suggestedFilename(), title).toMatch(new RegExp(`\\.${kind.toLowerCase()}$`));
        if (await figure.getByRole("button", { name: kind }).isVisible()) await page.keyboard.press("Escape");
      }
      await page.waitForTimeout(DOWNLOAD_PACE_MS);
    }
  });
});

describe("what opens over the page", () => {
  it("a dialog holds the focus and gives it back on Escape", async () => {
    const page = await open();
    const button = page.getByRole("button", { name: "Dialog" });
    await button.click();
    const dialog = page.getByRole("dialog", { name: "Publish version 4?" });
    expect(await dialog.isVisible()).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect.poll(() => dialog.isVisible()).toBe(false);
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("the palette finds a screen by any of its words", async () => {
    const page = await open();
    const matches = page.getByRole("listbox", { name: "Matches" }).getByRole("option");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("people");
    expect(await matches.allTextContents()).toEqual(["AnnotatorsScreen"]);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect.poll(() => matches.count()).toBe(0);
  });

  it("a number opens its lineage, a word its explanation, and a message is read out", async () => {
    const page = await open();
    await page.getByRole("button", { name: /90.% \(79–96, n = 50\)/ }).click();
    expect(await page.getByRole("dialog", { name: "Gold accuracy" }).isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    const tooltip = page.getByRole("tooltip", { name: /From opening the item/, includeHidden: true });
    await page.getByText("active", { exact: true }).focus();
    expect(await tooltip.isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await tooltip.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Toast" }).click();
    await expect.poll(() => page.getByRole("status").filter({ hasText: "Saved." }).count()).toBe(1);
  });

  it("the theme is changed at once and kept", async () => {
    const page = await open();
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await page.locator("summary[aria-label=Display]").click();
    await page.getByText("Dark", { exact: true }).click();
    await expect.poll(ground).not.toBe(light);
    expect(await page.evaluate(() => document.cookie)).toContain("evenhand-display=dark.");
  });
});
