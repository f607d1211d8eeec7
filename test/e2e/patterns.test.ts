import { describe, expect, it } from "vitest";
import { insertAccount } from "db/queries/accounts";
import { openSession } from "~/features/accounts/sign-in.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { findAnnotatorIds } from "../features/patterns/annotator-ids";
import { loadPlantedProgramme, NAMES_A_PERSON, RUN_AT } from "../features/patterns/planted-programme";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { db, url } = database;
await loadPlantedProgramme(db);
// Loaded without an import: everything is to be counted.
await db.insertInto("dirtyCells").values({ annotatorId: null, projectId: null, day: null }).execute();
await refreshMeasures(db, new Date(RUN_AT));
const [app, browser] = await Promise.all([startApp({ database: url }), launchBrowser()]);

const SCREENS = [
  "/patterns",
  "/patterns/golden-batch-concentration",
  "/patterns/goalpost-ratchet",
  "/patterns/hours-rest-night-breach",
  "/patterns/reviewer-lottery",
  "/patterns/contract-churn",
  "/patterns/sub-minimum-effective-pay",
  "/allocation",
  "/workload",
  "/workload?by=project&measure=hours",
  "/methodology/golden-batch-concentration",
];

describe("before the first audit", () => {
  it("every screen says what to do", async () => {
    for (const path of ["/patterns/task-drought", "/allocation"]) {
      const page = await openPage(browser, app.url + path);
      await page
        .getByText(/audit has (?:not been run|been run yet)|No audit has been run yet/)
        .first()
        .waitFor();
      await expectAccessible(page);
    }
  });
});

describe("the patterns", () => {
  it("are answered when somebody asks, while the server goes on answering", async () => {
    const page = await openPage(browser, `${app.url}/patterns`);
    await page.getByRole("button", { name: "Run the audit" }).click();
    await page.getByText("Hours, rest and night work").waitFor({ timeout: 60_000 });
    await expectAccessible(page);
  });

  it("are filtered by how grave they are, in the address", async () => {
    const page = await openPage(browser, `${app.url}/patterns`);
    const list = page.getByRole("list", { name: "Patterns" });
    await list.waitFor();
    expect(await list.getByRole("listitem").count()).toBe(20);
    await page.getByLabel("Severity or outcome").selectOption("critical");
    await page.waitForURL(/severity=critical/);
    await expect.poll(() => list.getByRole("listitem").count()).toBeLessThan(20);
    expect(await list.getByText("flagged, critical").count()).toBe(await list.getByRole("listitem").count());
  });

  it("keep a status with its note", async () => {
    const page = await openPage(browser, `${app.url}/patterns`);
    await page.getByRole("link", { name: "Unpaid working time" }).click();
    await page.getByRole("heading", { level: 1, name: "Unpaid working time" }).waitFor();
    await page.getByRole("combobox", { name: "Status" }).selectOption("being_mended");
    await page.getByLabel("Note").fill("Training is paid from August on.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("list", { name: "Notes" }).getByText("Training is paid from August on.").waitFor();
    await page.goto(`${app.url}/patterns`);
    await page.getByText("being mended").first().waitFor();
  });

  it("take parameters within their bounds only", async () => {
    const page = await openPage(browser, `${app.url}/patterns/unpaid-work-share`, {
      expectedErrors: [/422/],
    });
    const field = page.getByLabel(/^Unpaid share that is watched/);
    await field.fill("0.3");
    const sent = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Keep for the next run" }).click();
    expect((await sent).status()).toBeLessThan(400);
    const answer = await app.fetch("/patterns/unpaid-work-share", {
      method: "POST",
      body: new URLSearchParams({ intent: "params", watchShare: "7", highShare: "0.33" }),
    });
    expect(answer.status).toBe(422);
    const method = await openPage(browser, `${app.url}/methodology/unpaid-work-share`);
    await method.getByText(/Unpaid share that is watched: 0\.3 .*changed from 0\.2/).waitFor();
  });

  it("name nobody to a researcher, and are closed to annotators", async () => {
    for (const path of [...SCREENS, "/patterns/decision-without-human"]) {
      const answer = await app.fetch(path, { as: "researcher" });
      expect(answer.status, path).toBe(200);
      if (path.startsWith("/methodology")) continue;
      expect(await answer.text(), path).not.toMatch(NAMES_A_PERSON);
    }
    expect((await app.fetch("/patterns", { method: "POST", as: "researcher" })).status).toBe(403);
    const [annotator = ""] = (await findAnnotatorIds(db)).keys();
    const account = {
      id: "own",
      name: "Own",
      email: "own@tests.invalid",
      role: "annotator" as const,
      annotator,
    };
    await insertAccount(db, account, new Date(RUN_AT));
    const session = await openSession(database, new Request(app.url), "own");
    const headers = { Cookie: session?.getSetCookie()[0]?.split(";")[0] ?? "" };
    for (const path of ["/patterns", "/patterns/task-drought", "/allocation", "/workload"]) {
      expect((await app.fetch(path, { headers })).status, path).toBe(403);
    }
  });
});

describe("every screen of conditions", () => {
  it.each(
    SCREENS.flatMap((path) =>
      (
        [
          [1440, "light"],
          [390, "dark"],
        ] as const
      ).map(([width, scheme]) => [path, width, scheme] as const),
    ),
  )("%s is accessible at %i pixels in %s, and nothing overflows", async (path, width, colorScheme) => {
    const page = await openPage(browser, app.url + path, { viewport: { width, height: 900 }, colorScheme });
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expectAccessible(page);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  });
});
