import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, expect, onTestFinished } from "vitest";
import { cookieOf } from "./app";
import { faultsOf, launchChromium } from "./chromium";

/** A real Chromium for the tests of one file: `const browser = await launchBrowser();` at its top. */
export async function launchBrowser(): Promise<Browser> {
  const browser = await launchChromium();
  afterAll(() => browser.close());
  return browser;
}

export interface OpenOptions extends BrowserContextOptions {
  /** A `Cookie` header, of an administrator if none is said; null for somebody who is not signed in. */
  readonly cookie?: string | null;
  /** Messages on the console that this test brings about on purpose. */
  readonly expectedErrors?: readonly RegExp[];
}

/**
 * Opens a page inside a test. The test fails when the page throws, or writes an error or a warning of React's to the
 * console: a hydration that differs is one.
 */
export async function openPage(
  browser: Browser,
  url: string,
  { expectedErrors = [], cookie = cookieOf(url) ?? null, ...context }: OpenOptions = {},
): Promise<Page> {
  const opened = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
    ...context,
  });
  if (cookie !== null) {
    const [name = "", value = ""] = cookie.split("=", 2);
    await opened.addCookies([{ name, value, url: new URL(url).origin }]);
  }
  const page = await opened.newPage();
  const faults = faultsOf(page);
  onTestFinished(async () => {
    await opened.close();
    const unexpected = faults.filter((fault) => !expectedErrors.some((expected) => expected.test(fault)));
    expect(unexpected, "errors on the page's console").toEqual([]);
  });
  await page.goto(url);
  if (cookie !== null) expect(new URL(page.url()).pathname, "where it was sent instead").not.toBe("/sign-in");
  return page;
}

/** No violation of WCAG 2.2 A and AA that axe can see, on the page as it now is. */
export async function expectAccessible(page: Page): Promise<void> {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  // Evaluated, not added as an element: a content security policy would refuse that.
  await page.evaluate(source);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ["violations"] })`,
  );
  const faults = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help} at ${target.join(" ")} (${failureSummary ?? ""})`,
    ),
  );
  if (faults.length > 0) throw new Error(`Not accessible:\n${faults.join("\n")}`);
}
