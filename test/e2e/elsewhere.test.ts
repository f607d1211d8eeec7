import { describe, expect, it } from "vitest";
import { rowsOfTwoPeople } from "../db/two-people";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";
import { unzipped } from "../support/unzipped";

const { db, url } = await testDatabase();
await rowsOfTwoPeople(db);
const app = await startApp({ database: url });
const browser = await launchBrowser();
const cookie = await app.signIn("annotator", "one");

const csv = (...rows: readonly string[]) => ({
  name: "my-hours.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["Platform,Started at,Ended at,Paid,Currency", ...rows].join("\n")),
});
const GOOD = [
  "Tagger,2026-03-02 08:00,2026-03-02 10:00,12.50,USD",
  "Tagger,2026-03-03 22:00,2026-03-04 01:00,20,USD",
  "Survey house,2026-03-10 09:00,2026-03-10 10:00,,",
];

describe("work elsewhere", () => {
  it("is added from a file, refused whole with the reasons, seen, shared, taken back and deleted", async () => {
    // A refusal is an answer of its own kind, which the browser notes.
    const page = await openPage(browser, `${app.url}/me/data`, { cookie, expectedErrors: [/422/] });
    await page.getByRole("link", { name: "Work elsewhere" }).first().click();
    await page.getByText("No own records yet").waitFor();
    await page
      .getByLabel("File", { exact: true })
      .setInputFiles(csv(...GOOD, "Tagger,2026-03-05 08:00,soon,1,USD"));
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("row", { name: /^5 Ended at/ }).waitFor();
    await page.getByText("No own records yet").waitFor();
    await expectAccessible(page);

    await page.getByLabel("File", { exact: true }).setInputFiles(csv(...GOOD));
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("3 rows added.").waitFor();
    await page.getByRole("heading", { name: "All platforms together" }).waitFor();
    await page.getByText("1 own record names no pay").waitFor();

    await page.getByRole("button", { name: "Share aggregates" }).click();
    await page.getByText("on since").waitFor();
    await page.getByRole("button", { name: "Stop sharing" }).click();
    await page.getByText("Nothing is shared any more").waitFor();

    await page.getByRole("button", { name: /^Delete Survey house/ }).click();
    await page.getByText("One row deleted.").waitFor();
    await page.getByRole("heading", { name: "2 own records" }).waitFor();
    expect(await page.getByRole("button", { name: /^Delete Survey house/ }).count()).toBe(0);
  });

  it.each([
    [1440, "light"],
    [1440, "dark"],
    [390, "light"],
    [390, "dark"],
  ] as const)("is accessible at %i pixels in %s, and nothing overflows", async (width, colorScheme) => {
    const page = await openPage(browser, `${app.url}/me/elsewhere`, {
      ...{ cookie, colorScheme, viewport: { width, height: 900 } },
    });
    await page.getByRole("heading", { name: "2 own records" }).waitFor();
    await expectAccessible(page);
    expect(
      await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"),
    ).toBeLessThanOrEqual(0);
  });

  it("is in what the person takes away, and nowhere for anybody else", async () => {
    const zip = await app.fetch("/me/data.zip", { headers: { Cookie: cookie } });
    const files = await unzipped(Buffer.from(await zip.arrayBuffer()));
    expect(files.get("work_elsewhere.csv")).toContain("Tagger,2026-03-02T");
    for (const role of ["administrator", "manager", "researcher"] as const) {
      expect((await app.fetch("/me/elsewhere", { as: role })).status).toBe(403);
    }
    const theirs = await app.signIn("annotator", "other");
    expect(await (await app.fetch("/me/elsewhere", { headers: { Cookie: theirs } })).text()).not.toContain(
      "Tagger",
    );
  });

  it("goes with its upload, and the change is on the log", async () => {
    const page = await openPage(browser, `${app.url}/me/elsewhere`, { cookie });
    await page.getByRole("button", { name: "Delete the upload my-hours.csv" }).click();
    await page.getByText("2 rows deleted.").waitFor();
    await page.getByText("No own records yet").waitFor();
    const logged = await db.selectFrom("accessLog").select("what").where("kind", "=", "changed").execute();
    expect(logged.map(({ what }) => what.replace(/\.data$/, ""))).toContain("/me/elsewhere");
  });
});
