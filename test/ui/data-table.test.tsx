import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DataTable, shownOrder, type TableColumn } from "~/ui/data-table";
import { moved } from "~/ui/data-table-keys";
import { sortText } from "~/ui/table-state";

interface Row {
  readonly id: string;
  readonly gold: number;
}

const columns: TableColumn<Row>[] = [
  { id: "name", header: "Annotator", width: 120, sortable: true, firstSort: "asc", cell: (row) => row.id },
  { id: "gold", header: "Gold", group: "Quality", width: 100, sortable: true, cell: (row) => row.gold },
  { id: "review", header: "Review", group: "Quality", width: 100, cell: () => "r" },
  { id: "pay", header: "Pay", group: "Workload", width: 100, required: true, cell: () => "p" },
  { id: "night", header: "Night", group: "Workload", width: 100, hidden: true, cell: () => "n" },
];
const people = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: `A${index}`, gold: index }));
const table = (props: Partial<Parameters<typeof DataTable<Row>>[0]> = {}) =>
  renderToStaticMarkup(
    <DataTable
      label="Annotators"
      columns={columns}
      rows={people(3)}
      rowId={(row) => row.id}
      sort={[{ column: "gold", direction: "desc" }]}
      sortHref={(sort) => `/a?sort=${sortText(sort)}`}
      {...props}
    />,
  );
const count = (text: string, part: string) => text.split(part).length - 1;

describe("the table", () => {
  it("stands in the server's answer in full, up to a hundred rows", () => {
    const html = table({ rows: people(100), fewerHref: "/a?size=50" });
    expect(count(html, 'role="rowheader"')).toBe(100);
    expect(html).not.toContain("<noscript>");
  });

  it("begins a longer page, keeps the place of the rest, and says before scripts run where they are", () => {
    const html = table({ rows: people(300), fewerHref: "/a?size=50" });
    expect(count(html, 'role="rowheader"')).toBe(40);
    expect(html).toContain("height:9360px");
    expect(html).toMatch(/<noscript>.*The first 40 rows of 300.*href="\/a\?size=50".*<\/noscript>/);
  });

  it("says how it is sorted and links to the other way", () => {
    const html = table();
    expect(html).toContain('aria-sort="descending"');
    expect(html).toContain('href="/a?sort=gold"');
    expect(html).toContain('href="/a?sort=name"');
  });

  it("counts rows over all pages for screen readers", () => {
    const html = table({ total: 1640, offset: 50 });
    expect(html).toContain('aria-rowcount="1642"');
    expect(html).toContain('aria-rowindex="53"');
  });

  it("puts neighbours of one group under one heading", () => {
    const html = table();
    expect(html).toMatch(/colSpan="2"[^>]*>Quality/i);
    expect(html).toContain("Workload");
  });

  it("pins the first column and names the row with it", () => {
    expect(table()).toMatch(/<th role="rowheader" scope="row"[^>]*data-pinned[^>]*>A0/);
  });

  it("has one tab stop among its cells", () => expect(count(table(), 'tabindex="0"')).toBe(1));

  it("says so when there is nothing", () => {
    expect(table({ rows: [], empty: <p>Nobody matches</p> })).toBe("<p>Nobody matches</p>");
  });

  it("shows columns in the order of the address, required ones always", () => {
    expect(shownOrder(columns, [])).toEqual(["name", "gold", "review", "pay"]);
    expect(shownOrder(columns, ["night", "gold"])).toEqual(["name", "pay", "night", "gold"]);
    expect(shownOrder(columns, ["pay", "night", "nonsense"])).toEqual(["name", "pay", "night"]);
    const html = table({ shown: ["pay", "gold"] });
    expect(html.indexOf(">Pay<")).toBeLessThan(html.indexOf(">Gold<"));
    expect(html).not.toContain(">Review<");
  });
});

describe("keys in the table", () => {
  const from = { row: 5, column: 2 };
  it.each([
    ["ArrowDown", false, { row: 6, column: 2 }],
    ["ArrowUp", false, { row: 4, column: 2 }],
    ["ArrowLeft", false, { row: 5, column: 1 }],
    ["Home", false, { row: 5, column: 0 }],
    ["End", false, { row: 5, column: 4 }],
    ["Home", true, { row: 0, column: 0 }],
    ["End", true, { row: 49, column: 4 }],
    ["PageDown", false, { row: 15, column: 2 }],
    ["PageUp", false, { row: 0, column: 2 }],
  ])("%s (control %s) goes to %o", (key, control, place) => {
    expect(moved(from, key, control, 50, 5)).toEqual(place);
  });
  it("reaches the header and stops at the edges", () => {
    expect(moved({ row: 0, column: 0 }, "ArrowUp", false, 50, 5)).toEqual({ row: -1, column: 0 });
    expect(moved({ row: 49, column: 4 }, "ArrowDown", false, 50, 5)).toEqual({ row: 49, column: 4 });
    expect(moved({ row: 49, column: 4 }, "ArrowRight", false, 50, 5)).toEqual({ row: 49, column: 4 });
  });
  it("leaves other keys alone", () => expect(moved(from, "a", false, 50, 5)).toBeUndefined());
});
