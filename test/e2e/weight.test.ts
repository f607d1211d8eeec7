import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { startApp } from "../support/app";
import { launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";
import { screensIn, type Screen } from "../support/screens";

const database = await testDatabase();
const app = await startApp({ database: database.url, options: ["--demo"] });
const browser = await launchBrowser();
const { annotator, screens: SCREENS } = await screensIn(database.db);

const KILOBYTE = 1_000;
/** Compressed script of a first load, everything that the page fetches by itself while it is read to its end. */
const MOST_SCRIPT = { "/annotators": 200 * KILOBYTE, others: 260 * KILOBYTE };
const MOST_SHIFT = 0.02;

const cookieFor = (role: Screen["role"]) =>
  role === null ? null : app.signIn(role, role === "annotator" ? annotator : undefined);

/** A page that notes its layout shifts from the first paint on. */
async function watched(screen: Screen, width: number): Promise<{ page: Page; scriptBytes: () => number }> {
  const cookie = await cookieFor(screen.role);
  const page = await openPage(browser, `${app.url}/favicon.svg`, {
    cookie,
    viewport: { width, height: 900 },
  });
  await page.addInitScript(`
    window.evenhandShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.evenhandShift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  `);
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.setCacheDisabled", { cacheDisabled: true });
  const scripts = new Set<string>();
  let bytes = 0;
  network.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  // What is received is counted without its headers.
  network.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(app.url + screen.path);
  await settled(page, () => bytes);
  return { page, scriptBytes: () => bytes };
}

const QUIET_MS = 400;
const MOST_MS = 15_000;

/** Until no script has come for a while. An open stream of news would keep the network busy for ever. */
async function settled(page: Page, bytes: () => number): Promise<void> {
  const until = Date.now() + MOST_MS;
  for (let before = -1; bytes() !== before && Date.now() < until;) {
    before = bytes();
    await page.waitForTimeout(QUIET_MS);
  }
}

/** Down to the end, so that whatever waits for being seen comes. */
async function readToTheEnd(page: Page, bytes: () => number): Promise<void> {
  await page.evaluate(`(async () => {
    for (let top = 0; top < document.documentElement.scrollHeight; top += 600) {
      window.scrollTo(0, top);
      await new Promise((resolve) => setTimeout(resolve, ${FRAMES_MS}));
    }
  })()`);
  await settled(page, bytes);
}

/** A few frames by the clock: a page that is not drawn has none. */
const FRAMES_MS = 50;

describe("every screen", () => {
  it.each(SCREENS)("$path as $role is light on script, and nothing on it jumps", async (screen) => {
    const { page, scriptBytes } = await watched(screen, 1440);
    await readToTheEnd(page, scriptBytes);
    const most = screen.path === "/annotators" ? MOST_SCRIPT["/annotators"] : MOST_SCRIPT.others;
    expect(scriptBytes(), "bytes of compressed script").toBeLessThan(most);
    expect(scriptBytes(), "bytes of compressed script").toBeGreaterThan(20 * KILOBYTE);
    expect(await page.evaluate<number>("window.evenhandShift"), "layout shift").toBeLessThan(MOST_SHIFT);
  });

  it.each(SCREENS)("$path as $role does not jump on a narrow screen either", async (screen) => {
    const { page, scriptBytes } = await watched(screen, 390);
    await readToTheEnd(page, scriptBytes);
    expect(await page.evaluate<number>("window.evenhandShift"), "layout shift").toBeLessThan(MOST_SHIFT);
  });
});
