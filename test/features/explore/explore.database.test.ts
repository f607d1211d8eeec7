import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "~/domain/viewer";
import { exploreQuery } from "~/features/explore/explore-query";
import { loadExplore } from "~/features/explore/explore.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { testDatabase } from "../../support/database";
import { loadPlantedProgramme, NAMES_A_PERSON, RUN_AT, viewerAs } from "../patterns/planted-programme";

const { db } = await testDatabase();
const askerAs = (role: Role) => ({
  viewer: viewerAs(role),
  system: db,
  key: Buffer.alloc(32, 7),
  screen: "/audit/explore",
  at: new Date(RUN_AT),
});
const ask = (role: Role, query: Readonly<Record<string, string>>) =>
  loadExplore(db, askerAs(role), exploreQuery(new URLSearchParams(query), 0));

beforeAll(async () => {
  await loadPlantedProgramme(db);
  await db.insertInto("dirtyCells").values({ annotatorId: null, projectId: null, day: null }).execute();
  await refreshMeasures(db, new Date(RUN_AT));
}, 240_000);

describe("a cross-tab", () => {
  it("gives a researcher groups of ten and more, counts to the nearest five, and nobody's name", async () => {
    const found = await ask("researcher", { measure: "gold", by: "country", within: "tier" });
    const cells = [...found.table.pooled.byGroup, ...found.strata.flatMap(({ byGroup }) => byGroup)];
    expect(cells.some(({ suppressed }) => suppressed)).toBe(true);
    expect(cells.some(({ suppressed }) => !suppressed)).toBe(true);
    for (const { people, suppressed } of cells) {
      expect(suppressed || (people >= 10 && people % 5 === 0)).toBe(true);
    }
    expect(JSON.stringify(found)).not.toMatch(NAMES_A_PERSON);
  });

  it.each(["people", "rest", "below-floor"])(
    "tells a researcher %s from counts to the nearest five, and no share of fewer than ten",
    async (measure) => {
      const { table } = await ask("researcher", { measure, by: "country" });
      const told = [table.overall, ...table.pooled.byGroup].map(({ measured }) => measured);
      expect(told.some(({ kind }) => kind === "measured" || kind === "bounded")).toBe(true);
      for (const one of told) {
        if (one.kind === "bounded") expect(one.n % 5).toBe(0);
        if (one.kind !== "measured") continue;
        const hits = measure === "people" ? [one.value, one.low, one.high] : [one.value * one.n];
        for (const count of [...hits, one.n]) {
          expect(Math.abs(count - 5 * Math.round(count / 5)), `${count} of ${one.n}`).toBeLessThan(0.05);
          expect(count).toBeGreaterThan(9.9);
        }
        if (measure !== "people") expect(one.n * (1 - one.value)).toBeGreaterThan(9.9);
      }
    },
  );

  it("lays a measure out by what people declared for researchers, and for nobody who sees people", async () => {
    const { choices } = await ask("researcher", {});
    const group = choices.by.find(({ value }) => value.startsWith("group:"));
    expect(group).toBeDefined();
    const found = await ask("researcher", { measure: "gold", by: group?.value ?? "" });
    expect(found.table.pooled.byGroup.some(({ suppressed }) => !suppressed)).toBe(true);
    const manager = await ask("manager", { measure: "gold", by: group?.value ?? "" });
    expect(manager.choices.by.some(({ value }) => value.startsWith("group:"))).toBe(false);
    expect(manager.table.pooled.byGroup.map(({ group: name }) => name)).toEqual(["not on record"]);
  });

  it("shows a manager groups of five", async () => {
    const { table } = await ask("manager", { measure: "people", by: "country" });
    const shown = table.pooled.byGroup.filter(({ suppressed }) => !suppressed);
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.every(({ people }) => people >= 5)).toBe(true);
    expect(table.sentence).toBeNull();
  });

  it.each(["gold", "consensus", "review", "refusals", "seconds", "handling", "hours", "session", "people"])(
    "has %s by project, task type and platform, pooled and within tiers",
    async (measure) => {
      for (const by of ["project", "task type", "platform"]) {
        const { table } = await ask("manager", { measure, by, within: "tier" });
        expect(table.overall.measured.kind, `${measure} by ${by}`).not.toBe("insufficient");
      }
    },
  );
});

describe("the differencing attack", () => {
  it("brings nothing: two filtered questions that differ by one person cannot reveal that person's value", async () => {
    const first = await ask("researcher", { measure: "consensus", by: "tier" });
    const before = first.table.overall;
    expect(before.measured.kind).toBe("measured");
    // One person leaves the filter: everybody else's numbers stay.
    const one = await db
      .selectFrom("snapshots")
      .select(["annotatorId", "sourceId"])
      .where("windowDays", "=", 0)
      .orderBy("annotatorId")
      .executeTakeFirstOrThrow();
    const country = await db
      .selectFrom("annotators")
      .select("country")
      .where("annotatorId", "=", one.annotatorId)
      .executeTakeFirstOrThrow();
    await db.updateTable("annotators").set({ country: "ZZ" }).execute();
    await db
      .updateTable("annotators")
      .set({ country: "YY" })
      .where("annotatorId", "=", one.annotatorId)
      .execute();
    const second = await ask("researcher", { measure: "consensus", by: "tier", country: "ZZ" });
    expect(second.table.overall.suppressed).toBe(true);
    expect(second.table.sentence).toMatch(/fewer than ten people/);
    // What is shown was told before, to the digit: nothing is left to subtract.
    const told = first.table.pooled.byGroup.map(({ measured }) => measured);
    const shown = second.table.pooled.byGroup.filter(({ suppressed }) => !suppressed);
    for (const { measured } of shown) expect(told).toContainEqual(measured);
    expect(shown.length).toBeLessThan(told.length);
    await db.updateTable("annotators").set(country).execute();
  });

  it("brings nothing either when one person's records change between two askings", async () => {
    await ask("researcher", { measure: "review", by: "tier" });
    const { rows } = await changeOne();
    expect(rows).toBe(1);
    const second = await ask("researcher", { measure: "review", by: "tier" });
    expect(second.table.overall.suppressed).toBe(true);
  });
});

describe("a country of eleven people, ten on one project and the eleventh on another", () => {
  beforeAll(async () => {
    const people = await db
      .selectFrom("annotators")
      .select("annotatorId")
      .orderBy("annotatorId")
      .limit(11)
      .execute();
    const ids = people.map(({ annotatorId }) => annotatorId);
    await db.updateTable("annotators").set({ country: "QQ" }).where("annotatorId", "in", ids).execute();
    await db.updateTable("annotators").set({ country: "ZZ" }).where("annotatorId", "not in", ids).execute();
    for (const [place, id] of ids.entries()) await onOneProject(id, place === 10 ? "two" : "one");
  });

  it.each(["rest", "people", "below-floor"])(
    "does not tell %s of both, which differ by that one",
    async (measure) => {
      const whole = await ask("researcher", { measure, by: "tier", country: "QQ" });
      expect(whole.table.overall.suppressed).toBe(false);
      const of = await ask("researcher", { measure, by: "project", country: "QQ", project: "one" });
      expect(of.table.overall.suppressed).toBe(true);
      expect(of.table.sentence).toMatch(/fewer than ten people/);
    },
  );
});

/** Leaves one annotator with a single project, which says the same as all work together. */
async function onOneProject(annotatorId: number, project: string): Promise<void> {
  await sql`delete from snapshots where annotator_id = ${annotatorId} and window_days = 0 and project_id > 0`.execute(
    db,
  );
  const number = project === "one" ? 1 : 2;
  await sql`insert into snapshots select (jsonb_populate_record(s,
      jsonb_build_object('project_id', ${number}::int, 'project', ${project}::text))).*
    from snapshots s where annotator_id = ${annotatorId} and window_days = 0 and project_id = 0`.execute(db);
}

/** One more review of one annotator, in the numbers that screens read. */
async function changeOne(): Promise<{ readonly rows: number }> {
  const found = await db
    .selectFrom("snapshots")
    .select(["annotatorId", "projectId", "reviewTotal"])
    .where("windowDays", "=", 0)
    .where("projectId", ">", 0)
    .where("reviewTotal", ">", 0)
    .orderBy("annotatorId")
    .executeTakeFirstOrThrow();
  const changed = await db
    .updateTable("snapshots")
    .set({ reviewTotal: (found.reviewTotal ?? 0) + 1 })
    .where("windowDays", "=", 0)
    .where("projectId", "=", found.projectId)
    .where("annotatorId", "=", found.annotatorId)
    .executeTakeFirst();
  return { rows: Number(changed.numUpdatedRows) };
}
