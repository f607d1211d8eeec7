import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { listResearcherQueries } from "db/queries/query-ledger";
import { keptAnswer } from "~/features/disclosure/kept-answers.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { loadWorkload, workloadQuery } from "~/features/workload/workload.server";
import { testDatabase } from "../../support/database";
import { loadPlantedProgramme, RUN_AT, viewerAs } from "../patterns/planted-programme";

const { db } = await testDatabase();
const askerAs = (role: "manager" | "researcher" | "administrator") => ({
  viewer: viewerAs(role),
  system: db,
  key: Buffer.alloc(32, 1),
  screen: "/workload",
  at: new Date(RUN_AT),
});
const all = workloadQuery(new URLSearchParams(), 0);
const refreshed = async (at: number) => {
  await db.insertInto("dirtyCells").values({ annotatorId: null, projectId: null, day: null }).execute();
  await refreshMeasures(db, new Date(at));
};

beforeAll(async () => {
  await loadPlantedProgramme(db);
  await refreshed(Date.parse(RUN_AT));
}, 240_000);

describe("an answer over everybody", () => {
  const counting = () => {
    let made = 0;
    return { work: () => Promise.resolve(++made) };
  };

  it("is made once for a role and a question, and never told to another", async () => {
    const { work } = counting();
    const ask = (role: "manager" | "researcher" | "administrator", by: string) =>
      keptAnswer({ ...askerAs(role), screen: "/roles" }, { by }, work);
    expect([await ask("manager", "tier"), await ask("manager", "tier")]).toEqual([1, 1]);
    expect([await ask("researcher", "tier"), await ask("administrator", "tier")]).toEqual([2, 3]);
    expect([await ask("manager", "country"), await ask("manager", "tier")]).toEqual([4, 1]);
  });

  it.each([
    ["a refresh", () => refreshed(Date.parse(RUN_AT) + 1_000)],
    [
      "an audit",
      () =>
        sql`insert into audit_runs (run_at, definitions_version, correction, people)
          values (${RUN_AT}, 'x', 'none', 0)`.execute(db),
    ],
    [
      "an import",
      () =>
        sql`insert into imports (format, status, started_at, finished_at, options, files)
          values ('csv', 'done', ${RUN_AT}, ${RUN_AT}, '{}', '[]')`.execute(db),
    ],
    ["an undoing", () => sql`update imports set status = 'undone', undone_at = ${RUN_AT}`.execute(db)],
  ])("is made anew after %s", async (name, change) => {
    const { work } = counting();
    const ask = () => keptAnswer({ ...askerAs("manager"), screen: "/changes" }, { change: name }, work);
    expect([await ask(), await ask()]).toEqual([1, 1]);
    await change();
    expect(await ask()).toBe(2);
  });
});

describe("a kept answer to a researcher", () => {
  it("is the same object once it tells nothing new, and is written down each time", async () => {
    const ask = () => loadWorkload(db, askerAs("researcher"), all);
    const askings = async () =>
      (await listResearcherQueries(db, 10_000)).filter(({ measure }) => measure === "hours").length;
    const [first, second] = [await ask(), await ask()];
    const before = await askings();
    const third = await ask();
    expect(third).toEqual(first);
    expect(third.groups).toBe(second.groups);
    expect(await askings()).toBe(before + 1);
  });

  it("is made anew once something else was told of one of its measures", async () => {
    const ask = () => loadWorkload(db, askerAs("researcher"), all);
    const before = await ask();
    await loadWorkload(db, askerAs("researcher"), { ...all, by: "country" });
    const after = await ask();
    expect(after.groups).not.toBe(before.groups);
    expect(after).toEqual(before);
  });
});

describe("a kept answer to a manager", () => {
  it("names people, and no researcher is given it", async () => {
    const manager = await loadWorkload(db, askerAs("manager"), all);
    expect((await loadWorkload(db, askerAs("manager"), all)).persons).toBe(manager.persons);
    expect(manager.persons!.length).toBeGreaterThan(0);
    expect((await loadWorkload(db, askerAs("researcher"), all)).persons).toBeNull();
  });
});
