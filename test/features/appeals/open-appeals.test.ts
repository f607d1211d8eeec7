import { describe, expect, it } from "vitest";
import { type AppealRow, openAppealsView } from "~/features/appeals/open-appeals";

const row = (changes: Partial<AppealRow>): AppealRow => ({
  ...{ appealId: "a", annotator: "A1", displayName: null, timeZone: null },
  ...{ subject: "gold_item", subjectId: "G1", filedAt: "2026-03-02T09:00:00Z" },
  ...{ answeredAt: null, outcome: null, rectifiedAt: null, importId: 0, ...changes },
});

describe("open appeals", () => {
  it("stand in the order in which they are due, without those that are answered", () => {
    const rows = [
      row({ appealId: "later", filedAt: "2026-03-05T09:00:00Z" }),
      row({ appealId: "answered", answeredAt: "2026-03-06T09:00:00Z", outcome: "rejected" }),
      row({ appealId: "sooner" }),
    ];
    const view = openAppealsView(rows, "2026-03-10T00:00:00Z", null);
    expect(view.map(({ appealId, dueOn, daysLeft }) => [appealId, dueOn, daysLeft])).toEqual([
      ["sooner", "2026-03-16", 6],
      ["later", "2026-03-19", 9],
    ]);
    expect(view[0]).toMatchObject({ name: "A1", what: "the key of a gold item", href: "/appeals/sooner" });
  });

  it("of an import are not called late for the time after its last record", () => {
    const [imported] = openAppealsView(
      [row({ importId: 3 })],
      "2026-11-30T00:00:00Z",
      "2026-03-10T12:00:00Z",
    );
    const [here] = openAppealsView([row({})], "2026-11-30T00:00:00Z", "2026-03-10T12:00:00Z");
    expect(imported).toMatchObject({ daysLeft: 6, late: false, here: false });
    expect(here).toMatchObject({ late: true, here: true });
  });
});
