import { describe, expect, it } from "vitest";
import { hrefWith } from "~/ui/query";
import { nextSort, sortText, tableStateFrom } from "~/ui/table-state";

const defaults = { known: ["name", "gold", "pay"], sortable: ["name", "gold"], sizes: [50, 100] };
const state = (query: string) => tableStateFrom(new URLSearchParams(query), defaults);

describe("a table's state in the address", () => {
  it("is read out of the query", () => {
    expect(state("sort=-gold&page=3&size=100&columns=pay&columns=gold")).toEqual({
      sort: { column: "gold", direction: "desc" },
      page: 3,
      size: 100,
      columns: ["pay", "gold"],
    });
  });
  it("leaves aside whatever the table does not know", () => {
    expect(state("sort=pay&page=-1&size=7&columns=x,gold,gold")).toEqual({
      sort: undefined,
      page: 1,
      size: 50,
      columns: ["gold"],
    });
    expect(state("page=1e9999&size=NaN").page).toBe(1);
  });
  it("turns round on the second click and starts where the column says", () => {
    expect(nextSort(undefined, "gold")).toEqual({ column: "gold", direction: "desc" });
    expect(nextSort({ column: "gold", direction: "desc" }, "gold").direction).toBe("asc");
    expect(nextSort({ column: "gold", direction: "desc" }, "name", "asc").direction).toBe("asc");
    expect(sortText({ column: "gold", direction: "desc" })).toBe("-gold");
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
