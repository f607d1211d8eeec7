import { describe, expect, it } from "vitest";
import { importProgramme } from "../features/tiers/import-programme";
import { LAST_WINDOW, waitingProgramme } from "../features/tiers/waiting-programme";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const database = await testDatabase();
await importProgramme(database, waitingProgramme(), new Date());
const [app, browser] = await Promise.all([startApp({ database: database.url }), launchBrowser()]);

const overflow = "document.documentElement.scrollWidth - innerWidth";
const REASONS = "The whole interval of 33 gold items lies below the bar; we spoke about it on Tuesday.";

describe("a proposed demotion", () => {
  it("is opened, refused without reasons, and made with them; the person's page tells both times", async () => {
    const page = await openPage(browser, `${app.url}/tiers/queue`);
    await page.getByText("Waiting for a decision").first().waitFor();
    await expectAccessible(page);
    const row = page.getByRole("row").filter({ hasText: /down/ }).first();
    await row.getByRole("link").first().click();
    await page.waitForURL(new RegExp(`/tiers/queue/${LAST_WINDOW}/`));
    expect(await page.getByText("What would change it").count()).toBe(0);
    await page.getByRole("button", { name: "Open the evidence" }).click();
    await page.getByText("What would change it").waitFor();
    await expectAccessible(page);

    const reasons = page.getByLabel("Reasons");
    await page.getByRole("button", { name: /^Move to/ }).click();
    expect(page.url()).toContain("/tiers/queue/");
    await reasons.fill(REASONS);
    await page.getByLabel("The person has been told").check();
    await page.getByRole("button", { name: /^Move to/ }).click();
    await page.getByText("made", { exact: true }).waitFor();
    await page.getByText(REASONS).waitFor();

    await page.getByRole("link", { name: "All about this person" }).click();
    await page.getByText("Why this tier").waitFor();
    expect(await page.getByText(/Evidence opened .* decided .* by/).count()).toBeGreaterThan(0);
    await expectAccessible(page);
  });

  it("waits no longer once promotions are made together", async () => {
    const page = await openPage(browser, `${app.url}/tiers/queue`);
    const waiting = await page
      .getByRole("row")
      .filter({ hasText: /up$|down$|not opened/ })
      .count();
    await page.getByRole("button", { name: /^Make .*promotion/ }).click();
    await page.getByText("Decided lately").waitFor();
    await page.getByRole("button", { name: /^Make .*promotion/ }).waitFor({ state: "detached" });
    expect(waiting).toBeGreaterThan(1);
  });
});

describe("a policy", () => {
  it("is tried with a slider within a second, corrected by field, set beside another, and published", async () => {
    const page = await openPage(browser, `${app.url}/tiers/policies/3`);
    const took = page.locator("[data-took]");
    await took.waitFor();
    const outcome = page.getByRole("region", { name: "What the policy would have done" });
    const demotions = outcome.getByRole("row", { name: /^Demotions/ });
    const before = await demotions.innerText();
    const slider = page.getByLabel("Rule 1 of Royalty: bar, slider");
    const began = Date.now();
    await slider.fill("1");
    await page.getByRole("button", { name: /^Publish/ }).waitFor();
    await expect.poll(() => demotions.innerText(), { timeout: 5_000 }).not.toBe(before);
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(Number(await took.getAttribute("data-took"))).toBeLessThan(1_000);
    await expectAccessible(page);

    await page.getByLabel("Set beside").selectOption({ label: "Shipped: Fair" });
    await page.getByText(/the two leave \d+ people in different tiers/).waitFor();

    const bar = page.getByLabel("Rule 1 of Royalty: bar", { exact: true });
    await bar.fill("98");
    await page.getByText("A bar on gold accuracy must lie between 0 and 1; it is 98.").first().waitFor();
    await page.getByText("This draft cannot be replayed yet").waitFor();
    expect(await page.getByRole("button", { name: /^Publish/ }).isDisabled()).toBe(true);
    await bar.fill("0.96");
    await took.waitFor();

    await page.getByLabel("Name of the version").fill("Autumn rules");
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel("In effect from").fill(soon);
    await page
      .getByText(/It gives \d days of notice; changed terms need at least 15 days\./)
      .first()
      .waitFor();
    await page.getByLabel("Publish all the same; this is kept with the version").check();
    await page.getByRole("button", { name: "Publish version 4" }).click();
    await page.waitForURL(/\/tiers\/policies\/4$/);
    await page.getByRole("heading", { level: 1, name: "Version 4: Autumn rules" }).waitFor();
    await page.getByText(/Published here by/).waitFor();
    await page
      .getByText("The bar of Royalty on gold accuracy moves from at least 97.5 % to at least 96 %", {
        exact: false,
      })
      .waitFor();
  });

  it("is refused by the server, too, where it is malformed or its notice was not acknowledged", async () => {
    const send = (policy: unknown) =>
      app.fetch("/tiers/policies/3", {
        method: "POST",
        body: new URLSearchParams({ intent: "publish", policy: JSON.stringify(policy) }),
      });
    const broken = await send({ name: "Broken", tiers: [] });
    expect(broken.status).toBe(422);
    expect(await broken.text()).toMatch(/A policy needs at least one tier/);
    const none = await send("nothing");
    expect(none.status).toBe(422);
  });

  it("that nobody published is not there", async () => {
    const { status } = await app.fetch("/tiers/policies/99");
    expect(status).toBe(404);
  });
});

describe("the screens about tiers", () => {
  it.each(["/tiers", "/tiers/queue", "/tiers/game", "/tiers/policies/3", "/tiers/policies/draft"])(
    "%s fits a phone in the dark",
    async (path) => {
      const page = await openPage(browser, app.url + path, {
        viewport: { width: 390, height: 844 },
        colorScheme: "dark",
      });
      await page.getByRole("heading", { level: 1 }).waitFor();
      if (path.includes("policies")) await page.locator("[data-took]").waitFor();
      await expectAccessible(page);
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    },
  );

  it("let a person off leaderboards, and on again", async () => {
    const page = await openPage(browser, `${app.url}/annotators/A0001`);
    await page.getByRole("button", { name: "Leave leaderboards" }).click();
    await page.getByRole("button", { name: "Stand on them again" }).click();
    await page.getByRole("button", { name: "Leave leaderboards" }).waitFor();
  });

  it("are closed to annotators and researchers", async () => {
    const Cookie = await app.signIn("annotator", "A0001");
    for (const path of ["/tiers", "/tiers/queue", "/tiers/policies/3", "/tiers/tallies", "/tiers/game"]) {
      expect((await app.fetch(path, { headers: { Cookie } })).status, `${path} as an annotator`).toBe(403);
      expect((await app.fetch(path, { as: "researcher" })).status, `${path} as a researcher`).toBe(403);
    }
  });
});
