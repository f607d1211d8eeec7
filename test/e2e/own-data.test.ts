import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { unzipped } from "../support/unzipped";
import { rowsOfTwoPeople } from "../db/two-people";
import { startApp } from "../support/app";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const { db, url } = await testDatabase();
await rowsOfTwoPeople(db);
await db.updateTable("annotators").set({ standing: 2, expertise: "=1+1" }).execute();
const app = await startApp({ database: url });
const browser = await launchBrowser();
const cookie = await app.signIn("annotator", "one");

describe("an annotator's own data", () => {
  it("are listed, and hold own records only, without the names of others", async () => {
    const page = await openPage(browser, `${app.url}/me/data`, { cookie });
    await page.getByRole("row", { name: /^judgments/ }).waitFor();
    await expectAccessible(page);
    const answer = await app.fetch("/me/data.json", { headers: { Cookie: cookie } });
    expect(answer.headers.get("Content-Disposition")).toContain("attachment");
    const text = await answer.text();
    const { tables, package: described } = JSON.parse(text) as {
      tables: Record<string, readonly Record<string, unknown>[]>;
      package: { resources: readonly { name: string }[] };
    };
    expect(described.resources.map(({ name }) => name)).toEqual(Object.keys(tables));
    expect(tables["judgments"]).toMatchObject([{ judgment_id: "judgment of one", annotator_id: "one" }]);
    expect(tables["items"]).toMatchObject([{ item_id: "item of one", gold_answer: "yes" }]);
    expect(tables["reviews"]).toMatchObject([{ judgment_id: "judgment of one", reviewer_id: "person-1" }]);
    expect(JSON.stringify(tables).includes("other")).toBe(false);
  });

  it.each(["/me", "/me/access-log", "/me/data"])("%s is accessible, and fits a phone", async (path) => {
    const page = await openPage(browser, app.url + path, { cookie, viewport: { width: 390, height: 844 } });
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expectAccessible(page);
    const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it("are given as tables too, in which no formula runs", async () => {
    const csv = await (await app.fetch("/me/table/annotators", { headers: { Cookie: cookie } })).text();
    expect(csv.trim().split("\n")).toHaveLength(2);
    expect(csv).toContain("'=1+1");
  });

  it("are given whole as a zip, with what was computed from them and what each column means", async () => {
    const answer = await app.fetch("/me/data.zip", { headers: { Cookie: cookie } });
    expect(answer.headers.get("Content-Type")).toBe("application/zip");
    const files = await unzipped(Buffer.from(await answer.arrayBuffer()));
    for (const path of [
      "judgments.csv",
      "reviews.csv",
      "measures.json",
      "findings.json",
      "README.md",
      "SHA256SUMS",
    ]) {
      expect([...files.keys()]).toContain(path);
    }
    expect(files.get("judgments.csv")).toContain("judgment of one");
    expect(files.get("reviews.csv")).toContain("person-1");
    expect(files.get("measures.json")).toContain('"windowDays": 28');
    expect([...files.values()].join("").includes("of other")).toBe(false);
    const sum = createHash("sha256")
      .update(files.get("judgments.csv") ?? "")
      .digest("hex");
    expect(files.get("SHA256SUMS")).toContain(`${sum}  judgments.csv`);
  });

  it("are no table of the programme, and nobody's but an annotator's", async () => {
    expect((await app.fetch("/me/table/accounts", { headers: { Cookie: cookie } })).status).toBe(404);
    expect((await app.fetch("/me/data.json")).status).toBe(403);
  });

  it("let the connection go when the reader leaves half-way", async () => {
    for (let turn = 0; turn < 15; turn++) {
      const answer = await app.fetch("/me/data.json", { headers: { Cookie: cookie } });
      await answer.body?.cancel();
    }
    expect((await app.fetch("/me", { headers: { Cookie: cookie } })).status).toBe(200);
  });
});
