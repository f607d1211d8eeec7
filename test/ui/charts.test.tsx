import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { chartCsv } from "~/ui/chart-table";
import { Distribution } from "~/ui/distribution";
import { flowLayout } from "~/ui/flow-layout";
import { heatBounds, heatStep } from "~/ui/heat";
import { TimeSeries, timeSeriesPlot, type SeriesPoint } from "~/ui/time-series";
import { CHARTS } from "./gallery-charts";

const text = { title: "Gold accuracy", reading: "It held at 91 % over four days." };
const points: SeriesPoint[] = [
  { at: "2026-03-01", value: 0.9, low: 0.85, high: 0.94, n: 50 },
  { at: "2026-03-02", value: null },
  { at: "2026-03-03", value: 0.92, low: 0.88, high: 0.95, n: 60 },
];

describe.each(CHARTS.map(({ name, chart }) => [name, renderToStaticMarkup(chart)] as const))(
  "%s",
  (_, html) => {
    it("is drawn by the server, with words for who cannot see it", () => {
      expect(html).toMatch(/<svg role="(img|group)" aria-label="[^"]+"/);
    });
    it("is a figure with a title and a table behind it", () => {
      expect(html).toMatch(/<figure aria-labelledby="([^"]+)"[\s\S]*<h2 id="\1"/);
      expect(html).toMatch(/<details[\s\S]*<table[\s\S]*scope="col"/);
    });
    it("is read in a sentence", () => expect(html).toMatch(/<\/h2><p[^>]*>[^<]{15,}\.<\/p>/));
    it("holds its height from the first byte", () => expect(html).toMatch(/min-height:\d+px/));
    it("offers its numbers and its drawing", () => {
      for (const kind of ["CSV", "SVG", "PNG"]) expect(html).toContain(`(${kind})`);
    });
    it("takes colours from the tokens", () => expect(html).not.toMatch(/(fill|stroke)="(#|rgb)/));
  },
);

describe("a time series", () => {
  it("draws a gap where nothing was measured, and says so in the table", () => {
    const html = renderToStaticMarkup(
      <TimeSeries {...text} unit={{ kind: "ratio" }} series={[{ name: "Gold", points }]} />,
    );
    expect(html).toContain("unmeasured");
    const line = timeSeriesPlot({ ...text, unit: { kind: "ratio" }, series: [{ name: "Gold", points }] })
      .marks[1];
    expect(line?.kind === "line" && line.points[1]?.y).toBe(null);
  });
  it("keeps shares within 0 and 1 and starts amounts at zero", () => {
    const plot = (unit: { kind: "ratio" } | { kind: "count" }) =>
      timeSeriesPlot({
        ...text,
        unit,
        series: [{ name: "s", points: [{ at: "2026-03-01", value: 0.99, low: 0.9, high: 1 }] }],
      });
    expect(plot({ kind: "ratio" }).y.domain[1]).toBeLessThanOrEqual(1);
    expect(plot({ kind: "count" }).y.domain[0]).toBe(0);
  });
  it("says so when there is nothing at all", () => {
    const html = renderToStaticMarkup(<TimeSeries {...text} unit={{ kind: "ratio" }} series={[]} />);
    expect(html).toContain("Nothing measured in this period.");
    expect(html).not.toContain("<table");
  });
});

describe("what is marked in a time series", () => {
  it("is drawn as a point of its own and said in the table, and nothing is where nothing is marked", () => {
    const marked = [...points.slice(0, 2), { ...points[2]!, marked: "below the limits" }];
    const plotOf = (drawn: readonly SeriesPoint[]) =>
      timeSeriesPlot({ ...text, unit: { kind: "ratio" }, series: [{ name: "Gold", points: drawn }] });
    expect(plotOf(points).marks.map(({ kind }) => kind)).toEqual(["band", "line"]);
    expect(plotOf(marked).marks.map(({ kind }) => kind)).toEqual(["band", "line", "points"]);
    const html = renderToStaticMarkup(
      <TimeSeries {...text} unit={{ kind: "ratio" }} series={[{ name: "Gold", points: marked }]} />,
    );
    expect(html).toContain("Remark");
    expect(html).toContain("below the limits");
  });
});

describe("a distribution", () => {
  it("places bars by the logarithm when asked", () => {
    const bins = [1, 10, 100].map((from) => ({ from, to: from * 10, count: from }));
    const html = renderToStaticMarkup(
      <Distribution {...text} unit={{ kind: "seconds" }} noun="judgments" log bins={bins} />,
    );
    expect(html).toContain('x="33.333%"');
  });
});

describe("the CSV behind a chart", () => {
  it("has raw numbers, quotes what needs it and leaves the unmeasured empty", () => {
    const csv = chartCsv({
      columns: [{ header: "Name" }, { header: "Value" }],
      rows: [
        ['a "b", c', { text: "90 %", raw: 0.9 }],
        ["d", { text: "unmeasured", raw: null }],
      ],
    });
    expect(csv).toBe('Name,Value\r\n"a ""b"", c",0.9\r\nd,\r\n');
  });
  it("disarms what a spreadsheet would run", () => {
    expect(chartCsv({ columns: [{ header: "=1+1" }], rows: [["@x"]] })).toBe("'=1+1\r\n'@x\r\n");
  });
});

describe("flows", () => {
  const nodes = ["a", "b"].map((id) => ({ id, label: id }));
  const flows = [
    { stage: 0, from: "a", to: "a", count: 6 },
    { stage: 0, from: "a", to: "b", count: 4 },
    { stage: 0, from: "b", to: "b", count: 10 },
  ];
  const { blocks, links } = flowLayout({ stages: ["March", "April"], nodes, flows });
  it("keep heights in proportion to counts and inside the drawing", () => {
    const height = (stage: number, id: string) =>
      blocks.find((one) => one.stage === stage && one.id === id)?.height ?? 0;
    expect(height(0, "a")).toBeCloseTo(height(0, "b"), 12);
    expect(height(1, "b") / height(1, "a")).toBeCloseTo(14 / 6, 12);
    for (const block of blocks) expect(block.y + block.height).toBeLessThanOrEqual(1 + 1e-9);
  });
  it("draw one ribbon for each flow", () => expect(links).toHaveLength(3));
});

describe("heat", () => {
  it("gives none a step of its own and the largest the last", () => {
    const bounds = heatBounds([0, 3, 10]);
    expect([0, 0.1, 2, 2.1, 10].map((value) => heatStep(value, bounds))).toEqual([0, 1, 1, 2, 5]);
  });
});
