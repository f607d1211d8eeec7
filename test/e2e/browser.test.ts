import { describe, expect, it } from "vitest";
import { expectAccessible, launchBrowser, openPage } from "../support/browser";

const browser = await launchBrowser();

const page = (body: string) =>
  `data:text/html,${encodeURIComponent(`<!doctype html><html lang="en"><title>Test</title><body>${body}`)}`;

describe("the browser of the tests", () => {
  it("shows a page, runs its script and has a font", async () => {
    const opened = await openPage(
      browser,
      page("<main><h1 id=a>Eve</h1></main><script>a.textContent += 'nhand'</script>"),
    );
    const heading = opened.getByRole("heading");
    expect(await heading.textContent()).toBe("Evenhand");
    expect((await heading.boundingBox())?.width).toBeGreaterThan(50);
    await expectAccessible(opened);
  });

  it("sees what hinders people", async () => {
    const opened = await openPage(browser, page("<main><h1>A</h1><img src='data:,'><input></main>"));
    await expect(expectAccessible(opened)).rejects.toThrow(/image-alt[^]*label/);
  });

  it.fails("fails a test whose page throws", async () => {
    const opened = await openPage(browser, page("<script>throw new Error('on purpose')</script>"));
    expect(await opened.title()).toBe("Test");
  });

  it("allows an error that a test brings about on purpose", async () => {
    const opened = await openPage(browser, page("<script>console.error('on purpose')</script>"), {
      expectedErrors: [/on purpose/],
    });
    expect(await opened.title()).toBe("Test");
  });
});
