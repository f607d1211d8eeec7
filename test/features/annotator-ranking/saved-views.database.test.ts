import { describe, expect, it } from "vitest";
import { insertAccount } from "db/queries/accounts";
import { changeViews, defaultQuery, loadViews } from "~/features/annotator-ranking/saved-views.server";
import type { Viewer } from "~/domain/viewer";
import { testDatabase } from "../../support/database";

const database = await testDatabase();
const NOW = new Date("2026-11-30T09:00:00Z");

async function managerCalled(name: string): Promise<Viewer> {
  const account = {
    id: name,
    name,
    email: `${name}@tests.invalid`,
    role: "manager",
    annotator: null,
  } as const;
  await insertAccount(database.db, account, NOW);
  return { accountId: name, name, role: "manager", annotatorId: null };
}
const ada = await managerCalled("ada");
const ben = await managerCalled("ben");

const change = (viewer: Viewer, fields: Readonly<Record<string, string>>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return database.seenBy(viewer, (db) => changeViews(db, viewer, form, NOW));
};
const viewsOf = (viewer: Viewer) => database.seenBy(viewer, (db) => loadViews(db, viewer));
const opensWith = (viewer: Viewer) => database.seenBy(viewer, (db) => defaultQuery(db, viewer));
const idOf = async (viewer: Viewer, name: string) =>
  String((await viewsOf(viewer)).find((view) => view.name === name)!.id);

describe("saved views", () => {
  it("are one's own until they are shared, and keep neither the page nor the view they came from", async () => {
    const saved = await change(ada, {
      intent: "save",
      name: " Night work ",
      query: "sort=-nightShare&page=3&view=9",
    });
    expect(saved).toMatchObject({ kind: "done" });
    expect(await viewsOf(ada)).toMatchObject([
      { name: "Night work", query: "sort=-nightShare", isOwn: true },
    ]);
    expect(await viewsOf(ben)).toEqual([]);
    await change(ada, { intent: "share", view: await idOf(ada, "Night work"), shared: "on" });
    expect(await viewsOf(ben)).toMatchObject([{ name: "Night work", isOwn: false, owner: "ada" }]);
  });

  it("of somebody else are opened and opened with, and not changed", async () => {
    const view = await idOf(ben, "Night work");
    for (const intent of ["rename", "update", "delete", "share"]) {
      const refused = await change(ben, { intent, view, name: "Mine", query: "" });
      expect(JSON.stringify(refused), intent).toMatch(/refused.*not yours/);
    }
    expect(await opensWith(ben)).toBeNull();
    await change(ben, { intent: "default", view });
    expect(await opensWith(ben)).toBe(`sort=-nightShare&view=${view}`);
    expect(await opensWith(ada)).toBeNull();
  });

  it("have a name of their own, and one that can be read", async () => {
    await change(ada, { intent: "save", name: "Slow", query: "sort=-medianSeconds" });
    const twice = await change(ada, { intent: "save", name: "Slow", query: "" });
    expect(JSON.stringify(twice)).toContain("“Slow” already");
    const renamed = await change(ada, {
      intent: "rename",
      view: await idOf(ada, "Slow"),
      name: "Night work",
    });
    expect(renamed.kind).toBe("refused");
    expect((await change(ada, { intent: "save", name: " ", query: "" })).kind).toBe("refused");
    expect((await change(ada, { intent: "save", name: "x".repeat(61), query: "" })).kind).toBe("refused");
    expect((await change(ada, { intent: "frobnicate" })).kind).toBe("refused");
    expect((await change(ben, { intent: "save", name: "Slow", query: "" })).kind).toBe("done");
  });

  it("that are deleted are nobody's first view any more", async () => {
    await change(ada, { intent: "delete", view: await idOf(ada, "Night work") });
    expect(await opensWith(ben)).toBeNull();
    expect((await viewsOf(ben)).map(({ name }) => name)).toEqual(["Slow"]);
  });
});
