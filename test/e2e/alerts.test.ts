import { describe, expect, it, vi } from "vitest";
import { httpListener, mailServer } from "../features/alerts/servers";
import { goldFiles, importFiles } from "../features/alerts/small-ledger";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const smtp = await mailServer();
const hook = await httpListener();
const database = await testDatabase();
const { db } = database;
const fine = goldFiles("2026-06-01", { ana: [49, 1], ben: [49, 1] });
await importFiles(database, fine, () => new Date());
const app = await startApp({
  database: database.url,
  env: {
    SMTP_URL: smtp.url,
    MAIL_FROM: "Evenhand <evenhand@tests.invalid>",
    EVENHAND_PRIVATE_WEBHOOKS: "yes",
  },
});
const browser = await launchBrowser();

const PATIENCE = { timeout: 45_000, interval: 250 };

/** A rule by its form, from the keyboard's point of view: fields by their labels. */
async function makeRule(name: string, bound: string, endpoint?: string) {
  const page = await openPage(browser, `${app.url}/settings/alerts/new`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Bound", { exact: true }).fill(bound);
  await page.getByLabel("Over").selectOption("7");
  await page.getByLabel("Administrators").check();
  if (endpoint) await page.getByLabel(endpoint).check();
  return page;
}

describe("an alert", () => {
  it("is made, tried on the past, and reaches inbox, mailbox and webhook once data cross its bound", async () => {
    const endpoints = await openPage(browser, `${app.url}/settings/alerts`, { expectedErrors: [/422/] });
    await endpoints.getByLabel("Endpoint's name").fill("Our hook");
    await endpoints.getByLabel("Address").fill("ftp://example.org");
    await endpoints.getByRole("button", { name: "Add endpoint" }).click();
    await endpoints.getByRole("alert").waitFor();
    await endpoints.getByLabel("Address").fill(`${hook.url}/hook`);
    await endpoints.getByRole("button", { name: "Add endpoint" }).click();
    await endpoints.getByRole("status").locator("code").waitFor();
    await expectAccessible(endpoints);

    const page = await makeRule("Gold low", "0.8", "Our hook");
    await page.getByRole("button", { name: "Try on the past" }).click();
    await page.getByText(/It would have fired 0 times in the last 90 days/).waitFor();
    await page.getByRole("button", { name: "Keep this rule" }).click();
    await page.getByRole("heading", { name: "Gold low" }).waitFor();
    await page.getByText("Nothing is.").waitFor();

    await page.goto(`${app.url}/imports`);
    const poor = goldFiles("2026-06-12", { ana: [25, 25], ben: [25, 25] })["judgments.csv"];
    const file = { name: "judgments.csv", mimeType: "text/csv", buffer: Buffer.from(poor) };
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByRole("button", { name: /^Import/ }).click();
    await page.waitForURL(/\/imports\/\d+$/);

    await page.getByRole("link", { name: "Inbox, 1 not read" }).click();
    await page.getByText("Gold low: the programme").waitFor();
    await page.getByText(/50 % \(\d+–\d+, n = 100\)/).waitFor();
    await expectAccessible(page);
    await vi.waitFor(() => expect(smtp.mails).toHaveLength(1), PATIENCE);
    expect(smtp.mails[0]?.text).toContain("Subject: Gold low: the programme");
    await vi.waitFor(() => expect(hook.posts.map(({ path }) => path)).toEqual(["/hook"]), PATIENCE);
    await page.getByRole("button", { name: "Mark all as read" }).click();
    await page.getByRole("link", { name: "Inbox", exact: true }).waitFor();
    await page.goto(`${app.url}/settings/alerts`);
    await page.getByText(/answered 200 after/).waitFor();
    await page.getByText("1 beyond").waitFor();
  });

  it("is held in quiet hours, and in a digest, and leaves as one when its time has come", async () => {
    const page = await openPage(browser, `${app.url}/settings/notifications`, { expectedErrors: [/422/] });
    const clock = (hours: number) =>
      `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 13)}:00`;
    await page.getByLabel("Quiet from").fill(clock(-1));
    await page.getByRole("button", { name: "Keep" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Quiet until").fill(clock(3));
    await page.getByRole("button", { name: "Keep" }).click();
    await expect.poll(() => db.selectFrom("mailSettings").selectAll().execute()).toHaveLength(1);
    const before = smtp.mails.length;
    const held = await makeRule("Gold lower", "0.9");
    await held.getByRole("button", { name: "Keep this rule" }).click();
    await held.getByText(/held for quiet hours/).waitFor();
    await page.getByLabel("Quiet from").fill("");
    await page.getByLabel("Quiet until").fill("");
    await page.getByLabel("Send mail").selectOption("daily");
    await page.getByRole("button", { name: "Keep" }).click();
    await expect
      .poll(() => db.selectFrom("mailSettings").select("mode").execute())
      .toEqual([{ mode: "daily" }]);
    const digest = await makeRule("Gold lowest", "0.95");
    await digest.getByRole("button", { name: "Keep this rule" }).click();
    await digest.getByText(/held for digest/).waitFor();
    expect(smtp.mails).toHaveLength(before);
    // Their hour comes.
    await db
      .updateTable("deliveries")
      .set({ dueAt: new Date(Date.now() - 1_000) })
      .where("status", "=", "waiting")
      .execute();
    await vi.waitFor(() => expect(smtp.mails).toHaveLength(before + 1), PATIENCE);
    expect(smtp.mails.at(-1)?.text).toContain("Subject: 2 notices from Evenhand");
  });

  it("is made by keyboard alone", async () => {
    const page = await openPage(browser, `${app.url}/settings/alerts/new`);
    await page.getByLabel("Name", { exact: true }).focus();
    await page.keyboard.type("By keyboard");
    for (let step = 0; step < 30; step++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate<string>("document.activeElement.getAttribute('name') ?? ''");
      if (focused === "bound") break;
    }
    await page.keyboard.type("0.01");
    await page.keyboard.press("Enter");
    await page.getByText(/It would have fired 0 times/).waitFor();
  });

  it("is nobody's but managers', while everybody has an inbox of their own", async () => {
    for (const path of ["/settings/alerts", "/settings/alerts/new", "/settings/alerts/1"])
      expect((await app.fetch(path, { as: "researcher" })).status, path).toBe(403);
    const inbox = await app.fetch("/inbox", { as: "researcher" });
    expect(inbox.status).toBe(200);
    expect(await inbox.text()).toContain("Nothing yet");
    const endpoint = new URLSearchParams({ intent: "add", name: "Mine", kind: "webhook", url: hook.url });
    const refused = await app.fetch("/settings/alerts?index", {
      method: "POST",
      body: endpoint,
      as: "manager",
    });
    expect(refused.status, "managers choose among endpoints, administrators add them").toBe(403);
  });
});

describe("every screen of alerts", () => {
  const SCREENS = ["/settings/alerts", "/settings/alerts/new", "/settings/alerts/1", "/inbox"];
  it.each(
    [...SCREENS, "/settings/notifications"].flatMap((path) =>
      [1440, 390].flatMap((width) =>
        (["light", "dark"] as const).map((scheme) => [path, width, scheme] as const),
      ),
    ),
  )("%s is accessible at %i pixels in %s, and nothing overflows", async (path, width, colorScheme) => {
    const page = await openPage(browser, app.url + path, { viewport: { width, height: 900 }, colorScheme });
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expectAccessible(page);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  });
});
