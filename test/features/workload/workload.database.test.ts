import { beforeAll, describe, expect, it } from "vitest";
import { WORKLOAD_METRICS } from "~/detectors/workload";
import { listResearcherQueries } from "db/queries/query-ledger";
import { runAudit } from "~/features/audit/audit.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { loadConditions } from "~/features/workload/conditions.server";
import { workloadReport } from "~/features/workload/workload-report.server";
import { loadWorkload, workloadQuery } from "~/features/workload/workload.server";
import { PEOPLE_FOR_MEDIAN, WORKLOAD_MEASURES } from "~/features/workload/measures.server";
import { medianWithInterval } from "~/stats/quantile-interval";
import { median } from "~/stats/quantiles";
import { testDatabase } from "../../support/database";
import { loadPlantedProgramme, NAMES_A_PERSON, RUN_AT, viewerAs } from "../patterns/planted-programme";

const { db } = await testDatabase();
const askerAs = (role: "manager" | "researcher") => ({
  viewer: viewerAs(role),
  system: db,
  key: Buffer.alloc(32, 1),
  screen: "/workload",
  at: new Date(RUN_AT),
});
const all = workloadQuery(new URLSearchParams(), 0);

describe("an empty installation", () => {
  it("has nobody and no groups", async () => {
    const workload = await loadWorkload(db, askerAs("manager"), all);
    expect(workload).toMatchObject({ people: 0, groups: [], persons: [] });
    expect(workload.programme.every(({ measured }) => measured.kind === "unmeasured")).toBe(true);
  });
});

describe("a programme with time entries, floors and an audit", () => {
  beforeAll(async () => {
    await loadPlantedProgramme(db);
    await runAudit(db, { runAt: RUN_AT });
    // Loaded without an import: everything is to be counted.
    await db.insertInto("dirtyCells").values({ annotatorId: null, projectId: null, day: null }).execute();
    await refreshMeasures(db, new Date(RUN_AT));
  }, 240_000);

  it("gives the median person's pay under three denominators, each lower than the one before", async () => {
    const { programme, persons, people } = await loadWorkload(db, askerAs("manager"), all);
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
    const { groups, comparison, minimumCell } = await loadWorkload(db, askerAs("manager"), query);
    expect(groups.length).toBeGreaterThan(1);
    for (const group of groups) {
      expect(group.suppressed || group.people >= minimumCell).toBe(true);
      if (group.suppressed) expect(group.measures.every((one) => one?.kind === "insufficient")).toBe(true);
    }
    expect(comparison.reference).not.toBeNull();
    expect(comparison.stratified.every(({ strata }) => strata > 0)).toBe(true);
  });

  it("shows a researcher no person, no group of fewer than ten, and no median of fewer than 34", async () => {
    const query = workloadQuery(new URLSearchParams({ by: "country" }), 0);
    const workload = await loadWorkload(db, askerAs("researcher"), query);
    expect(workload.persons).toBeNull();
    expect(workload.people % 5).toBe(0);
    for (const { suppressed, people, measures } of workload.groups) {
      if (suppressed) continue;
      expect(people).toBeGreaterThanOrEqual(10);
      const hours = measures[WORKLOAD_MEASURES.findIndex(({ id }) => id === "hours")];
      expect(hours?.kind === "measured" && hours.n < 34).toBe(false);
    }
    expect(workload.groups.some(({ suppressed }) => !suppressed)).toBe(true);
    expect(JSON.stringify(workload)).not.toMatch(NAMES_A_PERSON);
  });

  it("tells a researcher the same again, and writes both askings down", async () => {
    const ask = () => loadWorkload(db, askerAs("researcher"), all);
    const [first, second] = [await ask(), await ask()];
    expect(second).toEqual(first);
    const asked = await listResearcherQueries(db, 1000);
    expect(asked.filter(({ measure }) => measure === "hours").length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(asked)).not.toMatch(NAMES_A_PERSON);
  });

  it("shows a person every condition of the last audit, and says why one is not there", async () => {
    const { annotator } = (await loadWorkload(db, askerAs("manager"), all)).persons![0]!;
    const own = await loadConditions(db, annotator);
    expect(own!.conditions.map(({ id }) => id)).toEqual(WORKLOAD_METRICS.map(({ id }) => id));
    const kinds = new Set(own!.conditions.map(({ measured }) => measured.kind));
    expect(kinds).toContain("measured");
    for (const { measured } of own!.conditions) {
      if (measured.kind === "unmeasured") expect(measured.reason.length).toBeGreaterThan(5);
      if (measured.kind === "measured") expect(measured.low).toBeLessThanOrEqual(measured.value);
    }
    expect(await loadConditions(db, "nobody")).toBeNull();
  });

  it("reports the same conditions on the command line, measured anew", async () => {
    const period = { from: null, to: null };
    const { head, rows } = await workloadReport(db, { period, project: null, grain: "overall" });
    const printed: Printed[] = [];
    for await (const row of rows) printed.push(row as unknown as Printed);
    const { persons } = await loadWorkload(db, askerAs("manager"), all);
    const own = printed.find(({ annotator_id }) => annotator_id === persons![0]!.annotator)!;
    const shown = (await loadConditions(db, own.annotator_id))!.conditions;
    for (const { id, measured } of shown) {
      const { value, reason } = own.conditions[id.replaceAll("-", "_")]!;
      expect(value, id).toBe(measured.kind === "measured" ? measured.value : null);
      if (value === null) expect(reason, id).not.toBeNull();
    }
    expect(head.programme.people).toBe(printed.length);
    expect(head.tiers.length).toBeGreaterThan(1);
    expect(head.projects.length).toBeGreaterThan(1);
    expect(JSON.stringify(head)).not.toMatch(/NaN|Infinity/);
  });

  it("names measures of the programme as a whole, each with its pattern", async () => {
    const { whole } = await loadWorkload(db, askerAs("researcher"), all);
    expect(whole.map(({ detector }) => detector)).toContain("golden-batch-concentration");
    for (const { value, interval } of whole) {
      expect(Number.isFinite(value)).toBe(true);
      if (interval) expect(interval[0]).toBeLessThanOrEqual(interval[1]);
    }
  });
});

interface Printed {
  readonly annotator_id: string;
  readonly conditions: Readonly<
    Record<string, { readonly value: number | null; readonly reason: string | null }>
  >;
}

describe("the fewest people of a median", () => {
  it("leave ten beyond either end of its interval, and no fewer do", () => {
    const beyond = (people: number) => {
      const { low, high } = medianWithInterval(Array.from({ length: people }, (_, index) => index));
      return Math.min(low, people - 1 - high);
    };
    expect(beyond(PEOPLE_FOR_MEDIAN)).toBeGreaterThanOrEqual(10);
    expect(beyond(PEOPLE_FOR_MEDIAN - 1)).toBeLessThan(10);
  });
});
