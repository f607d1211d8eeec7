import { describe, expect, it } from "vitest";
import { hrefWith } from "~/ui/query";
import { furtherSort, nextSort, sortText, tableStateFrom } from "~/ui/table-state";

const defaults = { known: ["name", "gold", "pay"], sortable: ["name", "gold"], sizes: [50, 100] };
const state = (query: string) => tableStateFrom(new URLSearchParams(query), defaults);

describe("a table's state in the address", () => {
  it("is read out of the query", () => {
    expect(state("sort=-gold&page=3&size=100&columns=pay&columns=gold")).toEqual({
      sort: [{ column: "gold", direction: "desc" }],
      page: 3,
      size: 100,
      columns: ["pay", "gold"],
    });
  });
  it("leaves aside whatever the table does not know", () => {
    expect(state("sort=pay&page=-1&size=7&columns=x,gold,gold")).toEqual({
      sort: [],
      page: 1,
      size: 50,
      columns: ["gold"],
    });
    expect(state("page=1e9999&size=NaN").page).toBe(1);
  });
  it("turns round on the second click and starts where the column says", () => {
    const gold = [{ column: "gold", direction: "desc" }] as const;
    expect(nextSort([], "gold")).toEqual(gold);
    expect(nextSort(gold, "gold")).toEqual([{ column: "gold", direction: "asc" }]);
    expect(nextSort(gold, "name", "asc")).toEqual([{ column: "name", direction: "asc" }]);
    expect(sortText(gold)).toBe("-gold");
  });
  it("is sorted by a further column with Shift, and by each once", () => {
    const gold = [{ column: "gold", direction: "desc" }] as const;
    const both = furtherSort(gold, "name", "asc");
    expect(sortText(both)).toBe("-gold,name");
    expect(sortText(furtherSort(both, "gold"))).toBe("gold,name");
    expect(sortText(state("sort=-gold,name,gold,pay").sort)).toBe("-gold,name");
    expect(nextSort(both, "name")).toEqual([{ column: "name", direction: "desc" }]);
  });
});

describe("hrefWith", () => {
  it("changes one thing and goes back to the first page", () => {
    expect(hrefWith("/a", "sort=pay&page=3&tier=x", { sort: "-gold" })).toBe("/a?tier=x&sort=-gold");
  });
  it("removes, repeats and keeps the page when the page is what changes", () => {
    expect(hrefWith("/a", "sort=pay", { sort: null })).toBe("/a");
    expect(hrefWith("/a", "", { columns: ["x", "y"] })).toBe("/a?columns=x&columns=y");
    expect(hrefWith("/a", "sort=pay", { page: 2 })).toBe("/a?sort=pay&page=2");
  });
});
