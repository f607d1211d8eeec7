import { describe, expect, it } from "vitest";
import { checkRollups } from "db/queries/check";
import { listPlans } from "db/queries/plans";
import { runImport } from "~/features/imports/import.server";
import { setPlan } from "~/features/overview/plan-form.server";
import { loadOverview } from "~/features/overview/overview.server";
import { undoImport } from "~/features/imports/undo.server";
import { openSources } from "~/features/imports/source.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { testDatabase } from "../../support/database";
import { viewerAs } from "../patterns/planted-programme";

const database = await testDatabase();
const { db } = database;
const NOW = new Date("2026-03-20T12:00:00Z");
const everything = { project: null, platform: null };

/** Judgments of one project at given UTC times, as any table of judgments brings them. */
async function bring(project: string, times: readonly string[], name: string) {
  const rows = times.map((at, index) => `ann${index % 3},${name}-${index},yes,${at}`);
  const text = ["annotator_id,item_id,answer,submitted_at", ...rows].join("\n");
  const stream = new Blob([text]).stream() as unknown as AsyncIterable<Uint8Array>;
  const sources = openSources([{ name: `${name}.csv`, stream }], { project, format: "columns" });
  const result = await runImport(database, sources, { now: () => NOW });
  if ("fault" in result) throw new Error(result.fault);
  await refreshMeasures(db, NOW);
  return result.importId;
}

const hoursOf = async () =>
  db.selectFrom("projectHours").select(["day", "hour", "judgments"]).orderBy("day").orderBy("hour").execute();

const form = (fields: Readonly<Record<string, string>>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe("an empty installation", () => {
  it("has no pace, no plan and no forecast, and says why", async () => {
    const overview = await loadOverview(db, db, 0, everything, NOW);
    expect(overview.planShare).toEqual({ kind: "unmeasured", reason: "no dated judgments in this period" });
    expect(overview).toMatchObject({ throughput: [], burnDown: null, freshness: [] });
  });
});

describe("the hours of days", () => {
  it("are those of the submissions, follow what comes later, and go with an import that is taken out", async () => {
    await bring("one", ["2026-03-01T09:10:00Z", "2026-03-01T09:50:00Z", "2026-03-01T23:59:59Z"], "first");
    expect(await hoursOf()).toEqual([
      { day: "2026-03-01", hour: 9, judgments: 2 },
      { day: "2026-03-01", hour: 23, judgments: 1 },
    ]);
    const later = await bring("one", ["2026-03-01T09:15:00Z", "2026-03-03T00:00:00Z"], "second");
    expect(await hoursOf()).toEqual([
      { day: "2026-03-01", hour: 9, judgments: 3 },
      { day: "2026-03-01", hour: 23, judgments: 1 },
      { day: "2026-03-03", hour: 0, judgments: 1 },
    ]);
    expect(await checkRollups(db)).toEqual([]);
    await undoImport(database, later, NOW);
    await refreshMeasures(db, NOW);
    expect(await hoursOf()).toHaveLength(2);
    expect(await checkRollups(db)).toEqual([]);
  });

  it("that are kept wrongly are found", async () => {
    await db.updateTable("projectHours").set({ judgments: 7 }).where("hour", "=", 23).execute();
    const found = await checkRollups(db);
    expect(found).toEqual([{ annotator: null, project: "one", day: "2026-03-01", columns: ["hours"] }]);
    await db.updateTable("projectHours").set({ judgments: 1 }).where("hour", "=", 23).execute();
  });
});

describe("a plan", () => {
  it("is refused with one sentence where it makes no sense", async () => {
    const plan = { project: "one", from: "2026-03-01", perDay: "2", total: "", due: "" };
    const refused = async (fields: Partial<typeof plan>) =>
      setPlan(db, form({ ...plan, ...fields }), "Manager", NOW);
    expect(await refused({ perDay: "" })).toEqual({
      ...{ kind: "refused", reason: "Judgments a day is a whole number." },
    });
    expect(await refused({ perDay: "1.5" })).toMatchObject({ kind: "refused" });
    expect(await refused({ from: "tomorrow" })).toEqual({
      ...{ kind: "refused", reason: "The first day is a date such as 2026-07-01." },
    });
    expect(await refused({ due: "2026-02-01", total: "5" })).toMatchObject({
      reason: "The day that all is due lies before the first day.",
    });
    expect(await refused({ due: "2026-04-01" })).toMatchObject({
      reason: "Say how many judgments are due by that day.",
    });
    expect(await refused({ project: "none" })).toEqual({
      ...{ kind: "refused", reason: 'There is no project "none".' },
    });
    expect(await listPlans(db, null)).toEqual([]);
  });

  it("is kept with every version, its author and its time, and is what work is held against", async () => {
    const plan = { project: "one", from: "2026-03-01", perDay: "4", total: "100", due: "2026-04-01" };
    expect(await setPlan(db, form(plan), "Ada", NOW)).toEqual({ kind: "set" });
    expect(await setPlan(db, form({ ...plan, perDay: "2" }), "Ben", NOW)).toEqual({ kind: "set" });
    const plans = await listPlans(db, null);
    expect(plans.map(({ perDay, setBy, total, dueOn }) => [perDay, setBy, total, dueOn])).toEqual([
      [4, "Ada", 100, "2026-04-01"],
      [2, "Ben", 100, "2026-04-01"],
    ]);
    await bring("one", ["2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z"], "third");
    await bring("two", ["2026-03-02T11:00:00Z"], "fourth");
    const { planned, planShare, burnDown, parts } = await loadOverview(db, db, 0, everything, NOW);
    // Two of two, and one of two; the second project has no plan, and the last day is not held against it.
    expect(planned.map((day) => [day.planned, day.made])).toEqual([
      [2, 3],
      [2, 1],
      [2, 1],
    ]);
    expect(planShare).toMatchObject({ kind: "measured", value: 1, n: 2 });
    expect(burnDown).toMatchObject({ total: 100, left: 96, asOf: "2026-03-02", projects: ["one"] });
    expect(parts!.panels.map(({ id }) => id)).toEqual(["one", "two"]);
    const { throughput } = await loadOverview(db, db, 0, { project: "two", platform: null }, NOW);
    expect(throughput).toEqual([{ at: "2026-03-02", value: 1 }]);
    const people = async (project: string | null) =>
      (await loadOverview(db, db, 0, { project, platform: null }, NOW)).tiers.reduce(
        (sum, { annotators }) => sum + annotators,
        0,
      );
    // Three people worked on the first project, one of them alone on the second.
    expect([await people(null), await people("one"), await people("two")]).toEqual([3, 3, 1]);
    const nothing = await loadOverview(db, db, 0, { project: "none", platform: null }, NOW);
    expect(nothing.throughput).toEqual([]);
  });

  it("is closed to whoever does not see people", async () => {
    for (const role of ["researcher", "annotator"] as const) {
      const seen = await database.seenBy(viewerAs(role), async (own) => [
        await listPlans(own, null),
        await own.selectFrom("projectHours").selectAll().execute(),
      ]);
      expect(seen, role).toEqual([[], []]);
    }
  });
});
