import { describe, expect, it } from "vitest";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const { url } = await testDatabase();
const app = await startApp({ database: url });
const browser = await launchBrowser();

const SEEDING_MS = 400_000;
const ROWS = [
  "person;thing;verdict;truth;moment",
  "ann;i1;yes;yes;2026-03-01 09:00",
  "ben;i1;no;yes;2026-03-01 09:05",
  ";i2;no;no;2026-03-01 09:10",
];

describe("an empty installation", () => {
  it.each([
    [1440, "light"],
    [390, "dark"],
  ] as const)("explains itself at %i pixels in %s", async (width, colorScheme) => {
    const page = await openPage(browser, `${app.url}/overview`, {
      ...{ viewport: { width, height: 900 }, colorScheme },
    });
    for (const way of ["Import a file", "Connect a platform", "Open the demonstration"]) {
      await page.getByRole("heading", { name: way }).waitFor();
    }
    await page.getByText(`"${app.url}/api/v1/imports?name=judgments.csv"`, { exact: false }).waitFor();
    await expectAccessible(page);
  });

  it("shows what a file is taken for, is told otherwise, and imports what was shown", async () => {
    const page = await openPage(browser, `${app.url}/imports`, { expectedErrors: [/422/] });
    await page.waitForLoadState("networkidle");
    const buffer = Buffer.from(ROWS.join("\n"));
    await page.getByLabel("Project, if the file names none").fill("by-hand");
    await page.getByLabel("Format").selectOption("columns");
    await page
      .getByLabel("File, or drop it here")
      .setInputFiles({ name: "verdicts.csv", mimeType: "text/csv", buffer });
    const reading = page.getByRole("region", { name: "What verdicts.csv is taken for" });
    const told = page.getByText(/^This cannot be imported as it is\./);
    await reading.or(told).first().waitFor();
    // Whatever was guessed: the four columns are said one by one, by keyboard.
    for (const [column, role] of [
      ["person", "annotator_id"],
      ["thing", "item_id"],
      ["verdict", "answer"],
      ["truth", "gold_answer"],
      ["moment", "submitted_at"],
    ] as const) {
      await page.getByLabel(`${column} is taken for`).selectOption(role);
      await expect.poll(() => page.getByLabel(`${column} is taken for`).inputValue()).toBe(role);
    }
    await reading.getByText("3 rows tried, 1 would be refused.").waitFor();
    await page
      .getByRole("list", { name: "Would be refused" })
      .getByText(/^Line 4/)
      .waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.waitForURL(/\/imports\/\d+$/);
    await page.goto(`${app.url}/annotators?project=by-hand`);
    await page.getByRole("link", { name: "ben" }).first().waitFor();
  });

  it("is none once there are records: the demonstration is offered no longer", async () => {
    const answer = await app.fetch("/demo", { method: "POST" });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("the demonstration needs an empty database");
    expect((await app.fetch("/demo", { method: "POST", as: "researcher" })).status).toBe(403);
  });
});

describe("one click", async () => {
  const other = await testDatabase();
  const empty = await startApp({ database: other.url });

  it(
    "opens the demonstration",
    async () => {
      const page = await openPage(browser, `${empty.url}/overview`);
      await page.waitForLoadState("networkidle");
      await page.getByRole("button", { name: "Open the demonstration" }).click();
      await page.getByRole("button", { name: "Filling the database" }).waitFor();
      await page.getByRole("figure", { name: "Judgments a day" }).waitFor({ timeout: SEEDING_MS });
      await page.getByText("Records from 1 Jan 2026 to 1 Jul 2026, days in UTC.").waitFor();
    },
    SEEDING_MS,
  );
});
