import { describe, expect, it } from "vitest";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";
import { expectKeyboard } from "../support/keyboard";
import { screensIn, type Screen } from "../support/screens";

const database = await testDatabase();
const app = await startApp({ database: database.url, options: ["--demo"] });
const browser = await launchBrowser();

const { annotator, screens: SCREENS } = await screensIn(database.db);

/** The same screen once more, where its address changes what it is made of. */
const FURTHER: readonly Screen[] = [
  "/annotators?window=28&sort=-hours,label",
  "/annotators?search=nobody-is-called-so",
  "/annotators?group=country&where=judgments%3E%3D10",
  "/projects/pref-response",
].map((path) => ({ path, role: "administrator" }));

const cookies = new Map<string, string | null>();
async function cookieFor(role: Screen["role"]): Promise<string | null> {
  if (role === null) return null;
  const known = cookies.get(role) ?? (await app.signIn(role, role === "annotator" ? annotator : undefined));
  cookies.set(role, known);
  return known;
}

describe("every screen", () => {
  it("is in the list, and looked at by everybody whom it looks different to", () => {
    const shown = new Set(SCREENS.map(({ path }) => path));
    for (const path of ["/sign-in", "/overview", "/annotators", "/me", "/patterns"])
      expect(shown).toContain(path);
    expect(SCREENS.filter(({ path }) => path === "/patterns").map(({ role }) => role)).toEqual([
      "administrator",
      "researcher",
    ]);
  });

  describe.each([...SCREENS, ...FURTHER])("$path as $role", ({ path, role }) => {
    it.each(
      [1440, 390].flatMap((width) => (["light", "dark"] as const).map((scheme) => [width, scheme] as const)),
    )("is accessible at %i pixels in %s, and nothing overflows the page", async (width, colorScheme) => {
      const cookie = await cookieFor(role);
      const page = await openPage(browser, app.url + path, {
        ...{ viewport: { width, height: 900 }, colorScheme, cookie },
      });
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expectAccessible(page);
      const overflow = await page.evaluate<number>(
        "document.documentElement.scrollWidth - window.innerWidth",
      );
      expect(overflow).toBeLessThanOrEqual(0);
    });

    it("is worked by keyboard alone: every control is reached, seen and left", async () => {
      const page = await openPage(browser, app.url + path, { cookie: await cookieFor(role) });
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await expectKeyboard(page);
    });
  });

  it("reads before scripts run", async () => {
    const page = await openPage(browser, `${app.url}/annotators`, { javaScriptEnabled: false });
    expect(await page.getByRole("row").count()).toBeGreaterThan(20);
  });
});

describe("the ranking", () => {
  it("is sorted by a click, kept in the address, and opens a person by keyboard", async () => {
    const page = await openPage(browser, `${app.url}/annotators`);
    await page
      .getByRole("link", { name: /^Hours/ })
      .first()
      .click();
    await page.waitForURL(/sort=-hours/);
    // The address changes a moment before the page does.
    await page.locator('[aria-sort="descending"]').waitFor();
    await page.getByLabel("Search by name or id").fill("a");
    await page.getByRole("button", { name: "Filter" }).click();
    await page.waitForURL(/search=a/);
    expect(page.url()).toContain("sort=-hours");
    const first = page.getByRole("row").nth(2).getByRole("link").first();
    const name = (await first.innerText()).split("\n")[0]!;
    await first.press("Enter");
    await page.waitForURL(/\/annotators\/[^?]+/);
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await expectAccessible(page);
  });

  it("gives the rows it shows as CSV", async () => {
    const answer = await app.fetch("/annotators.csv?sort=-judgments");
    const lines = (await answer.text()).trim().split("\n");
    expect(lines[0]).toContain("annotator_id");
    expect(lines.length).toBeGreaterThan(100);
    const judgments = lines
      .slice(1)
      .map((line) => Number(line.split(",")[lines[0]!.split(",").indexOf("judgments")]));
    expect(judgments).toEqual([...judgments].sort((a, b) => b - a));
  });

  it("answers 404 for somebody who is not there", async () => {
    const answer = await app.fetch("/annotators/nobody-at-all");
    expect(answer.status).toBe(404);
  });
});

describe("imports", () => {
  it("take a file, keep what they refuse, change nothing the second time, and are taken out exactly", async () => {
    const page = await openPage(browser, `${app.url}/imports`);
    const rows = [
      "annotator_id,item_id,answer,gold",
      "ann,i1,yes,yes",
      "ann,i2,no,yes",
      ",i3,no,yes",
      "ben,i1,yes,yes",
    ];
    const file = { name: "labels.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) };
    await page.getByLabel("Project, if the file names none").fill("by-hand");
    await page.getByLabel("File, or drop it here").setInputFiles(file);
    await page.getByRole("button", { name: "Import" }).click();
    await page.waitForURL(/\/imports\/\d+$/);
    await page.getByText("Refused rows").first().waitFor();
    expect(await page.getByRole("region", { name: "Refused rows" }).getByRole("row").count()).toBe(2);
    await expectAccessible(page);

    await page.goto(`${app.url}/annotators?project=by-hand`);
    await page.getByRole("link", { name: "ben" }).first().waitFor();

    await page.goBack();
    await page.getByText("Take it out").click();
    await page.getByRole("button", { name: "Take this import out" }).click();
    await page.getByText("taken out.").waitFor();
    const { status } = await app.fetch("/annotators.csv?project=by-hand");
    expect(status).toBe(200);
    await page.goto(`${app.url}/annotators?project=by-hand`);
    await page.getByText("Nobody matches").waitFor();
  });

  it("refuse a file that is none with a sentence", async () => {
    const page = await openPage(browser, `${app.url}/imports`, { expectedErrors: [/422/] });
    const file = {
      name: "picture.png",
      mimeType: "image/png",
      buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0]),
    };
    await page.getByLabel("File, or drop it here").setInputFiles(file);
    await page.getByRole("button", { name: "Import" }).click();
    const alert = page.getByRole("alert").first();
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/^Nothing was imported\. \S.+\.$/);
  });
});
