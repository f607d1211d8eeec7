import { beforeAll, describe, expect, it } from "vitest";
import { runAudit } from "~/features/audit/audit.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { loadWorkload, workloadQuery } from "~/features/workload/workload.server";
import { median } from "~/stats/quantiles";
import { testDatabase } from "../../support/database";
import { loadPlantedProgramme, NAMES_A_PERSON, RUN_AT, viewerAs } from "../patterns/planted-programme";

const { db } = await testDatabase();
const all = workloadQuery(new URLSearchParams(), 0);

describe("an empty installation", () => {
  it("has nobody and no groups", async () => {
    const workload = await loadWorkload(db, viewerAs("manager"), all);
    expect(workload).toMatchObject({ people: 0, groups: [], persons: [] });
    expect(workload.programme.every(({ measured }) => measured.kind === "unmeasured")).toBe(true);
  });
});

describe("a programme with time entries, floors and an audit", () => {
  beforeAll(async () => {
    await loadPlantedProgramme(db);
    await runAudit(db, {
      runAt: RUN_AT,
      detectors: ["task-drought", "income-feast-famine", "sub-minimum-effective-pay"],
    });
    // Loaded without an import: everything is to be counted.
    await db.insertInto("dirtyCells").values({ annotatorId: null, projectId: null, day: null }).execute();
    await refreshMeasures(db, new Date(RUN_AT));
  }, 240_000);

  it("gives the median person's pay under three denominators, each lower than the one before", async () => {
    const { programme, persons, people } = await loadWorkload(db, viewerAs("manager"), all);
    const value = (id: string) => {
      const measured = programme.find((one) => one.id === id)?.measured;
      return measured?.kind === "measured" ? measured : null;
    };
    expect(value("active")!.value).toBeGreaterThanOrEqual(value("session")!.value);
    expect(value("session")!.value).toBeGreaterThan(value("all-in")!.value);
    expect(value("all-in")!.low).toBeLessThan(value("all-in")!.value);
    expect(people).toBeGreaterThan(50);
    // At most fifty persons are listed, the lowest paid first.
    const listed = persons!.map(({ allIn }) => allIn ?? Infinity);
    expect(listed).toEqual(listed.toSorted((a, b) => a - b));
    expect(median(listed)!).toBeLessThan(value("all-in")!.value + 1e-9);
    expect(persons!.some(({ audited }) => audited !== null && audited.low <= audited.value)).toBe(true);
  });

  it.each(["tier", "project", "country"])("compares by %s, together and like for like", async (by) => {
    const query = workloadQuery(new URLSearchParams({ by, measure: "hours" }), 0);
    const { groups, comparison, minimumCell } = await loadWorkload(db, viewerAs("manager"), query);
    expect(groups.length).toBeGreaterThan(1);
    for (const group of groups) {
      expect(group.suppressed || group.people >= minimumCell).toBe(true);
      if (group.suppressed) expect(group.measures.every((one) => one?.kind === "insufficient")).toBe(true);
    }
    expect(comparison.reference).not.toBeNull();
    expect(comparison.stratified.every(({ strata }) => strata > 0)).toBe(true);
  });

  it("shows a researcher no person, and no group of fewer than twenty", async () => {
    const query = workloadQuery(new URLSearchParams({ by: "country" }), 0);
    const workload = await loadWorkload(db, viewerAs("researcher"), query);
    expect(workload.persons).toBeNull();
    expect(workload.people % 5).toBe(0);
    expect(workload.groups.filter(({ suppressed }) => !suppressed).every(({ people }) => people >= 20)).toBe(
      true,
    );
    expect(JSON.stringify(workload)).not.toMatch(NAMES_A_PERSON);
  });
});
