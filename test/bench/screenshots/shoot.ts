import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { faultsOf } from "../../support/chromium";
import type { Screen } from "../../support/screens";

export const WIDTHS = [1440, 390] as const;
export const SCHEMES = ["light", "dark"] as const;

/** The pictures of one screen, and what was wrong with it. */
export interface Shot {
  readonly screen: Screen;
  /** Names in the folder, in the order of {@link WIDTHS}, and of {@link SCHEMES} within. */
  readonly files: readonly string[];
  readonly faults: readonly string[];
}

export interface ShotOptions {
  readonly screen: Screen;
  readonly folder: string;
  /** A `Cookie` header; null for nobody who is signed in. */
  readonly cookie: string | null;
}

/** Opens a screen at each width, as somebody would who has no other, and pictures the whole page in both themes. */
export async function shootScreen(
  browser: Browser,
  url: string,
  { screen, folder, cookie }: ShotOptions,
): Promise<Shot> {
  const files: string[] = [];
  const faults = new Set<string>();
  for (const width of WIDTHS) {
    const context = await browser.newContext({
      ...{ viewport: { width, height: 900 }, reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC" },
    });
    const [name = "", value = ""] = cookie?.split("=", 2) ?? [];
    if (cookie !== null) await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    const said = faultsOf(page);
    const answer = await page.goto(url + screen.path, { waitUntil: "networkidle", timeout: FIRST_ANSWER_MS });
    if (answer?.status() !== 200) faults.add(`answers ${answer?.status() ?? "nothing"}`);
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.evaluate(PAINTED);
      const file = `${fileName(screen)}-${width}-${scheme}.png`;
      await page.screenshot({ path: join(folder, file), fullPage: true, animations: "disabled" });
      files.push(file);
    }
    const over = await overflow(page);
    if (over > 0) faults.add(`is ${over} pixels wider than a window of ${width}`);
    for (const fault of said) faults.add(fault);
    await context.close();
  }
  return { screen, files, faults: [...faults] };
}

/** What is summed over everybody is worked out for the first who asks. */
const FIRST_ANSWER_MS = 180_000;

/** A busy machine pictures the last theme otherwise. */
const PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");

const fileName = ({ path, role }: Screen): string =>
  `${path.slice(1).replace(/[^\w-]+/g, "-") || "start"}-${role ?? "nobody"}`;
