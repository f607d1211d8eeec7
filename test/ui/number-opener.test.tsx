import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { MeasuredCell } from "~/ui/measured-cell";
import { NumberOpener } from "~/ui/number-opener";

const measured = { kind: "measured", value: 0.9, low: 0.79, high: 0.96, n: 50 } as const;
const definition = { text: "Share of pairs that agree.", sources: [] };
const inProduct = (cell: React.ReactElement) =>
  renderToStaticMarkup(<NumberOpener.Provider value={() => undefined}>{cell}</NumberOpener.Provider>);

describe("a number that can be opened", () => {
  it("is a link to its definition, which works before scripts run", () => {
    const html = inProduct(
      <MeasuredCell {...{ measured, unit: { kind: "ratio" } }} lineageHref="/methodology/x" />,
    );
    expect(html).toContain('href="/methodology/x"');
    expect(html).not.toContain("<button");
  });
  it("is a button where the methodology has no page for it, and plain text where nothing can open", () => {
    const cell = <MeasuredCell {...{ measured, unit: { kind: "ratio" }, definition, name: "Same answer" }} />;
    expect(inProduct(cell)).toMatch(/<button type="button" aria-haspopup="dialog"/);
    expect(inProduct(cell)).toContain("Same answer: 90");
    expect(renderToStaticMarkup(cell)).not.toContain("<button");
  });
});
