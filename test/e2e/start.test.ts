import { describe, expect, it } from "vitest";
import { startApp } from "../support/app";
import { launchBrowser, openPage } from "../support/browser";
import { testDatabase } from "../support/database";

const { url: database } = await testDatabase();
const app = await startApp({ database });
const browser = await launchBrowser();

describe("the application on an empty database", () => {
  it("opens without an error on the page", async () => {
    const page = await openPage(browser, app.url);
    expect(await page.title()).toContain("Evenhand");
    expect(await page.getByRole("main").count()).toBe(1);
  });

  it("is reached from this machine only", () => {
    expect(new URL(app.url).hostname).toBe("127.0.0.1");
  });
});
