import { describe, expect, it } from "vitest";
import type { Programme } from "db/demo";
import type { Role } from "~/domain/viewer";
import { runAudit } from "~/features/audit/audit.server";
import { addAccount, isAccountFault } from "~/features/accounts/accounts.server";
import { importProgramme } from "../features/tiers/import-programme";
import { carefulProgramme, waitingProgramme } from "../features/tiers/waiting-programme";
import { startApp } from "../support/app";
import { launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

/** The project whose work falls by two thirds in the last eight days, and the first of them. */
const SLOWED = { id: "help-rating", name: "Assistant helpfulness, 1 to 5", from: "2026-06-24" };

/** A programme that decides on estimates, so that chance alone moves people, and in which one project slows down. */
function troubledProgramme(): Programme {
  const programme = waitingProgramme(carefulProgramme());
  const policies = programme.policies.map((policy) => ({ ...policy, decide_on: "point" as const }));
  const records = {
    *[Symbol.iterator]() {
      const gone = new Set<string>();
      let seen = 0;
      for (const record of programme.records) {
        if (record.table === "judgments") {
          const { projectId, submittedAt, judgmentId } = record.row;
          const late = projectId === SLOWED.id && (submittedAt ?? "") >= SLOWED.from;
          if (late && seen++ % 3 > 0) {
            gone.add(judgmentId);
            continue;
          }
        }
        if (record.table === "reviews" && gone.has(record.row.judgmentId)) continue;
        yield record;
      }
    },
  };
  return { ...programme, policies, records };
}

const database = await testDatabase();
const { db } = database;
await importProgramme(database, troubledProgramme(), new Date());
await runAudit(db, {
  runAt: new Date().toISOString(),
  detectors: ["hours-rest-night-breach", "golden-batch-concentration", "income-feast-famine"],
});
const [app, browser] = await Promise.all([startApp({ database: database.url }), launchBrowser()]);

/** Somebody whom the policy would move down by chance: what the day turns about. */
const { sourceId: person, displayName } = await db
  .selectFrom("tierProposals")
  .innerJoin("annotators", "annotators.annotatorId", "tierProposals.annotatorId")
  .select(["annotators.sourceId", "annotators.displayName"])
  .where("status", "=", "open")
  .where("direction", "=", "down")
  .where("noise", "=", true)
  .orderBy("annotators.sourceId")
  .executeTakeFirstOrThrow();
const name = displayName ?? person;

const PASSWORD = "slate harbour nine lanterns";
const CLAIM = "The reviewer held this to a rule that the guideline of that week did not have.";
const REASONS =
  "The guideline of 3 June has no such rule, and the reviewer's note names none: what was asked for was done.";

const emailOf = (role: Role) => `${role}@day.example`;

/** Signs somebody in as people do: by the link that was made for them, and a password of their own. */
async function signedIn(role: Role, annotator: string | null = null) {
  const email = emailOf(role);
  const added = await addAccount(database, { email, role, annotator, name: `Day's ${role}` }, new Date());
  if (isAccountFault(added)) throw new Error(added.fault);
  const page = await openPage(browser, app.url + added.path, {
    ...{ cookie: null, viewport: { width: 1440, height: 1000 } },
  });
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return page;
}

/** Where the annotator reads the appeal that was filed in the morning. */
let filed = "";

/** A day takes longer than a test does as a rule. */
const DAY_MS = 400_000;

describe("a day", { timeout: DAY_MS }, () => {
  it("of an annotator: the own numbers with their intervals, the tier and its rule, a row contested, the data taken along", async () => {
    const page = await signedIn("annotator", person);
    await page.waitForURL(/\/me$/);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByText("Why this tier").first().waitFor();
    await page
      .getByText(/chance alone can explain|chance can explain/)
      .first()
      .waitFor();

    await page.goto(`${app.url}/me/records?kind=reviews`);
    await page.waitForLoadState("networkidle");
    const contest = page.locator("summary", { hasText: "Contest" }).first();
    await contest.click();
    const fields = contest.locator("xpath=..");
    await fields.getByLabel("What is wrong with it").fill(CLAIM);
    await fields.getByRole("button", { name: "File the appeal" }).click();
    await page.waitForURL(/\/me\/appeals\/.+/);
    await page.getByText(CLAIM).first().waitFor();
    filed = new URL(page.url()).pathname;

    const taken = await page.request.get(`${app.url}/me/data.json`);
    expect(taken.status()).toBe(200);
    expect(JSON.stringify(await taken.json())).toContain(person);
  });

  it("of a manager: the drop, the project, the person, chance, the fair policy with notice, an appeal, the table", async () => {
    const page = await signedIn("manager");
    await page.waitForURL(/\/overview$/);
    const figure = (title: string) => page.getByRole("figure", { name: title, exact: true });
    await figure("Judgments a day")
      .getByText(/in the seven before: down \d+ %/)
      .waitFor();

    await figure("By platform")
      .getByRole("link", { name: /Harbourlight/ })
      .first()
      .click();
    await page.waitForURL(/platform=/);
    await figure("By project")
      .getByRole("link", { name: new RegExp(SLOWED.name) })
      .first()
      .click();
    await page.waitForURL(new RegExp(`project=${SLOWED.id}`));
    await expect
      .poll(async () => Number(/down (\d+) %/.exec(await figure("Judgments a day").innerText())?.[1] ?? 0))
      .toBeGreaterThan(40);

    await page.getByRole("region", { name: "Sources" }).getByRole("link", { name: SLOWED.name }).click();
    await page.waitForURL(/\/annotators\?project=/);
    // The address changes a moment before the page does.
    await page.getByRole("heading", { level: 1, name: "Annotators" }).waitFor();
    await page.locator('main a[href^="/annotators/"]').first().click();
    await page.waitForURL(/\/annotators\/[^?]+/);
    await page.getByText("Why this tier").first().waitFor();

    await page.goto(`${app.url}/overview`);
    await page.getByText(/wait for a decision; chance can explain \d+/).waitFor();
    await page.getByRole("link", { name: /changes? of tier/ }).click();
    await page.waitForURL(/\/tiers\/queue$/);
    const row = page.getByRole("row").filter({ hasText: name }).filter({ hasText: "chance can explain it" });
    await row.getByRole("link").first().click();
    await page.getByRole("button", { name: "Open the evidence" }).click();
    await page.getByText("chance alone can explain this move").waitFor();
    await page
      .getByLabel("Reasons")
      .fill("The interval holds the bar: chance alone moves this person down and up again.");
    await page.getByRole("button", { name: /^Keep/ }).click();
    await page.getByText("not made", { exact: true }).waitFor();

    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tiers" }).click();
    await page.getByRole("link", { name: "Draft from the fair policy" }).click();
    await page.waitForURL(/\/tiers\/policies\/fair$/);
    await page.locator("[data-took]").waitFor();
    await page
      .getByRole("region", { name: "What the policy would have done" })
      .getByText(/Demotions/)
      .first()
      .waitFor();
    expect(await page.getByLabel("Publish all the same; this is kept with the version").count()).toBe(0);
    await page.getByRole("button", { name: "Publish version 4" }).click();
    await page.waitForURL(/\/tiers\/policies\/4$/);
    await page.getByText(/Published here by/).waitFor();

    await page.goto(`${app.url}/appeals`);
    await page.locator(`a[href="${filed.replace("/me", "")}"]`).click();
    await page.getByText(CLAIM).first().waitFor();
    await page.getByLabel("Uphold the appeal").check();
    await page.getByLabel("Reasons").fill(REASONS);
    await page.getByRole("button", { name: "Send the answer" }).click();
    await page.getByRole("button", { name: "Send the answer" }).waitFor({ state: "detached" });
    await page.getByText(REASONS).first().waitFor();

    await page.goto(`${app.url}/annotators?sort=-hours`);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: /CSV/ }).first().click();
    const file = await (await download).createReadStream();
    let table = "";
    for await (const chunk of file) table += String(chunk);
    expect(table).toContain(person);
  });

  it("of the annotator goes on: the answer with its reasons, and who has looked", async () => {
    const page = await openPage(browser, `${app.url}/sign-in?next=/me/appeals`, { cookie: null });
    await page.getByLabel("E-mail address").fill(emailOf("annotator"));
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(/\/me\/appeals$/);
    await page.locator(`a[href="${filed}"]`).click();
    await page.getByText(REASONS).first().waitFor();
    await page.goto(`${app.url}/me/access-log`);
    await page.getByText("Day's manager").first().waitFor();
  });

  it("of a researcher: the detectors, one with effect, interval and source, allocation, workload, and nobody by name", async () => {
    const page = await signedIn("researcher");
    await page.waitForURL(/\/patterns$/);
    await page
      .getByRole("link", { name: /Hours, rest/ })
      .first()
      .click();
    await page.waitForURL(/\/patterns\/hours-rest-night-breach/);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page
      .getByText(/2003\/88|Threshold/)
      .first()
      .waitFor();
    for (const [screen, seen] of [
      ["Allocation", /lottery/i],
      ["Workload", /hours/i],
    ] as const) {
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: screen }).click();
      await page.getByRole("heading", { level: 1, name: screen }).waitFor();
      await page.getByText(seen).first().waitFor();
      expect(await page.locator("main").innerText()).not.toContain(name);
    }
    expect((await page.request.get(`${app.url}/annotators/${person}`)).status()).toBe(403);
  });
});
