import { describe, expect, it } from "vitest";
import { loadLedger } from "../db/queries/evidence/support/load";
import { PLANTED, smallProgramme } from "../features/quality/small-programme";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const { db, url } = await testDatabase();
await loadLedger(db, smallProgramme());
const [app, browser] = await Promise.all([startApp({ database: url }), launchBrowser()]);

describe("the quality screens", () => {
  it("compute a project when it is first looked at, and show keys, reviewers and a dispute", async () => {
    const page = await openPage(browser, `${app.url}/quality`);
    await page.getByText("not computed yet").first().waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: /^Shades/ }).click();
    const doubt = page.getByRole("row", { name: new RegExp(PLANTED.wrongKey) }).getByText("in doubt");
    await doubt.waitFor({ timeout: 30_000 });
    await page.getByText("Krippendorff's alpha, nominal").waitFor();
    await expectAccessible(page);

    await page
      .getByRole("link", { name: `see scores before and after, if the key of ${PLANTED.wrongKey}` })
      .click();
    await page.getByRole("heading", { name: `If the key of ${PLANTED.wrongKey} were disputed` }).waitFor();
    expect(await page.getByText(/\+\d+\.\d points/).count()).toBeGreaterThan(3);

    await page.getByRole("combobox", { name: "Annotator" }).selectOption("ann-03");
    await page.getByText(/^ann-03: \d+ judgments/).waitFor();
    expect(new URL(page.url()).searchParams.get("dispute")).toBe(PLANTED.wrongKey);
    await expectAccessible(page);
  });

  it("say that nobody knows a project that does not exist", async () => {
    const page = await openPage(browser, `${app.url}/projects/nowhere`, { expectedErrors: [/404/] });
    await page.getByText("no such project", { exact: false }).first().waitFor();
  });

  it("fit a phone in the dark", async () => {
    const page = await openPage(browser, `${app.url}/projects/${PLANTED.project}`, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    await page.getByText("Gold health").waitFor();
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});
