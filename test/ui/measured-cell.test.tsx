import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Measured } from "~/domain/measured";
import { measuredText } from "~/ui/measured";
import { MeasuredCell } from "~/ui/measured-cell";

const gold: Measured = { kind: "measured", value: 0.9, low: 0.786, high: 0.957, n: 50 };
const plain = (html: string) =>
  html
    .replace(/<title>.*?<\/title>/g, "")
    .replace(/<[^>]+>/g, "")
    .replaceAll(" ", " ");
const cell = (props: Partial<Parameters<typeof MeasuredCell>[0]> = {}) =>
  renderToStaticMarkup(<MeasuredCell measured={gold} unit={{ kind: "ratio" }} {...props} />);

describe("a measured number", () => {
  it("shows value, interval and n together", () => expect(plain(cell())).toBe("90 % (79–96, n = 50)"));

  it("draws the interval as a bar and the estimate as a point, hidden from screen readers", () => {
    const html = cell({ reference: { value: 0.95, label: "Bar" } });
    expect(html).toContain('aria-hidden="true"');
    expect(html).toContain("--at:90.0%;--low:78.6%;--span:17.1%");
    expect(html).toMatch(/Bar: 95.%/);
  });

  it("names the clock", () => {
    const seconds: Measured = { kind: "measured", value: 24.2, low: 22, high: 27, n: 118 };
    const html = cell({ measured: seconds, unit: { kind: "seconds" }, clock: "active" });
    expect(plain(html)).toBe("24.2 s active (22–27, n = 118)");
    expect(html).toContain("active clock");
  });

  it("says insufficient and how far the count has come, never a blank and never zero", () => {
    const html = cell({ measured: { kind: "insufficient", n: 4, needed: 20 } });
    expect(plain(html)).toBe("insufficient, 4 of 20");
    expect(html).toContain("--span:20.0%");
  });

  it("says why there is no number", () => {
    const reason = "no submit times in this source";
    expect(plain(cell({ measured: { kind: "unmeasured", reason } }))).toBe(`unmeasured: ${reason}`);
  });

  it("leads to its lineage, with the whole sentence as the link's name", () => {
    const html = cell({ lineageHref: "/methodology/gold-accuracy", name: "Gold accuracy of A1" });
    expect(html).toContain('href="/methodology/gold-accuracy"');
    expect(html).toMatch(
      /aria-label="Gold accuracy of A1: 90.% \(79–96, n = 50\)\. How this number is made"/,
    );
  });

  it("draws no bar for a census, whose ends are the value", () => {
    const census: Measured = { kind: "measured", value: 0.5, low: 0.5, high: 0.5, n: 28 };
    expect(cell({ measured: census })).toContain("--at:50.0%;--span:0.0%");
    expect(measuredText(census, { kind: "share" }).replaceAll(" ", " ")).toBe("50 % (n = 28)");
  });
});
