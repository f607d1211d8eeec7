import { describe, expect, it } from "vitest";
import { refreshMeasures } from "~/features/report/refresh.server";
import { loadPlantedProgramme, NAMES_A_PERSON, RUN_AT } from "../features/patterns/planted-programme";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";
import { unzipped } from "../support/unzipped";

const { db, url } = await testDatabase();
await loadPlantedProgramme(db);
// Loaded without an import: everything is to be counted.
await db.insertInto("dirtyCells").values({ annotatorId: null, projectId: null, day: null }).execute();
await refreshMeasures(db, new Date(RUN_AT));
const [app, browser] = await Promise.all([startApp({ database: url }), launchBrowser()]);
const cookie = await app.signIn("researcher");

const SCREENS = [
  "/audit",
  "/audit/explore",
  "/audit/explore?measure=gold&by=country&within=tier",
  "/audit/export",
];

describe("a researcher", () => {
  it.each(SCREENS)("finds %s accessible in both themes, wide and on a phone", async (path) => {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const [width, height] of [
        [1440, 900],
        [390, 844],
      ] as const) {
        const page = await openPage(browser, app.url + path, {
          cookie,
          colorScheme,
          viewport: { width, height },
        });
        await page.getByRole("heading", { level: 1 }).waitFor();
        await expectAccessible(page);
        const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
        expect(overflow).toBeLessThanOrEqual(0);
      }
    }
  });

  it("asks with the keyboard, and is shown withheld cells as such", async () => {
    const page = await openPage(browser, `${app.url}/audit/explore`, { cookie });
    await page.locator("select[name=by]").focus();
    await page.keyboard.type("country");
    await page.getByRole("button", { name: "Ask" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/by=country/);
    await page.getByText("withheld").first().waitFor();
  });

  it("is refused, with a sentence, what differs from an earlier answer by one person", async () => {
    const first = await openPage(browser, `${app.url}/audit/explore?measure=consensus&by=tier`, { cookie });
    await first.getByRole("row", { name: /^Everybody/ }).waitFor();
    const one = await db
      .selectFrom("annotators")
      .select("annotatorId")
      .orderBy("annotatorId")
      .executeTakeFirstOrThrow();
    await db
      .updateTable("annotators")
      .set({ country: "ZZ" })
      .where("annotatorId", "<>", one.annotatorId)
      .execute();
    const second = await openPage(browser, `${app.url}/audit/explore?measure=consensus&by=tier&country=ZZ`, {
      cookie,
    });
    await second.getByRole("note").filter({ hasText: "fewer than ten people" }).waitFor();
    await second.getByRole("row", { name: /^Everybody withheld/ }).waitFor();
  });

  it("takes the bundle, in which nobody is named", async () => {
    const page = await openPage(browser, `${app.url}/audit/export`, { cookie });
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: 120_000 }),
      page.getByRole("link", { name: "With rows as a zip" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("evenhand-bundle.zip");
    const answer = await app.fetch("/audit/export.zip?rows=yes", { headers: { Cookie: cookie } });
    const files = await unzipped(Buffer.from(await answer.arrayBuffer()));
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(["aggregates.csv", "judgments.csv", "findings.json", "SHA256SUMS"]),
    );
    for (const [path, text] of files) expect(NAMES_A_PERSON.test(text), path).toBe(false);
  });
});
