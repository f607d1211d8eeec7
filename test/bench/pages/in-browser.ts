import type { Page } from "playwright-core";
import { launchChromium } from "../../support/chromium";

interface Interaction {
  readonly what: string;
  /** From the event to the next paint, as the browser measures it; 16 ms and less is not reported: 0. */
  readonly eventMs: number;
  /** From the event until the new rows are painted. */
  readonly rowsMs: number;
}

const OBSERVE = `
  window.evenhandEvents = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.evenhandEvents.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
`;

/** Sorts, filters, pages and walks the ranking in a real Chromium; a table of the browser's event timing. */
export async function rankingInBrowser(url: string, cookie: string): Promise<string> {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
    });
    const [name = "", value = ""] = cookie.split("=", 2);
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.addInitScript(OBSERVE);
    await page.goto(`${url}/annotators?size=250`);
    await page.waitForLoadState("networkidle");
    const lines: string[] = [];
    for (const [what, does] of INTERACTIONS) {
      const { eventMs, rowsMs } = await timed(page, what, does);
      lines.push(`| ${what} | ${eventMs.toFixed(0)} | ${rowsMs.toFixed(0)} |`);
    }
    return [
      "",
      "| in Chromium | event to next paint, ms | until the new rows, ms |",
      "| --- | --- | --- |",
      ...lines,
    ].join("\n");
  } finally {
    await browser.close();
  }
}

const INTERACTIONS: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ["sort by hours", (page) => page.locator('[data-heading="hours"] a').click()],
  ["sort the other way", (page) => page.locator('[data-heading="hours"] a').click()],
  [
    "filter by tier",
    async (page) => void (await page.locator("select[name=tier]").selectOption({ index: 1 })),
  ],
  [
    "search",
    async (page) => {
      await page.getByLabel("Search by name or id").fill("17");
      await page.keyboard.press("Enter");
    },
  ],
  [
    "group by country",
    async (page) => void (await page.locator("select[name=group]").selectOption("country")),
  ],
];

async function timed(page: Page, what: string, does: (page: Page) => Promise<void>): Promise<Interaction> {
  await page.evaluate("window.evenhandEvents.length = 0");
  const before = await page.locator("tbody").innerText();
  const started = performance.now();
  await does(page);
  await page.waitForFunction((text) => document.querySelector("tbody")?.innerText !== text, before, {
    polling: "raf",
  });
  const rowsMs = performance.now() - started;
  await page.waitForLoadState("networkidle");
  const eventMs = await page.evaluate<number>("Math.max(0, ...window.evenhandEvents)");
  return { what, eventMs, rowsMs };
}
