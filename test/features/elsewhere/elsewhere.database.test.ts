import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { insertAccount } from "db/queries/accounts";
import { listOwnLogs } from "db/queries/own-logs";
import { listResearcherQueries } from "db/queries/query-ledger";
import type { Role, Viewer } from "~/domain/viewer";
import { changeElsewhere, loadElsewhere } from "~/features/elsewhere/elsewhere.server";
import { loadSharedHours } from "~/features/elsewhere/shared-hours.server";
import { ownDataJson } from "~/features/own-data/own-data.server";
import { PEOPLE_FOR_MEDIAN } from "~/features/workload/measures.server";
import { testDatabase } from "../../support/database";

const database = await testDatabase();
const NOW = new Date("2026-11-01T00:00:00Z");
const HEADER = "platform,started_at,ended_at,paid_amount,currency";

const as = (accountId: string, role: Role = "annotator"): Viewer => ({
  ...{ accountId, name: accountId, role, annotatorId: null },
});

async function join(id: string): Promise<Viewer> {
  await insertAccount(
    database.db,
    { id, name: id, email: `${id}@tests.invalid`, role: "annotator", annotator: id },
    NOW,
  );
  return as(id);
}

const change = (viewer: Viewer, fields: Readonly<Record<string, string | File>>, now = NOW) =>
  database.seenBy(viewer, (db) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return changeElsewhere(db, viewer, form, now);
  });

const add = (viewer: Viewer, rows: readonly string[], now = NOW) => {
  const file = new File([[HEADER, ...rows].join("\n")], "hours.csv");
  return change(viewer, { intent: "add", zone: "Africa/Nairobi", file }, now);
};

const load = (viewer: Viewer, owner = viewer) =>
  database.seenBy(viewer, (db) => loadElsewhere(db, owner, new URLSearchParams()));

/** A fortnight with so many hours on its first and its last day. */
const fortnight = (hours: number) =>
  ["02", "15"].map(
    (day) => `A,2026-03-${day} 08:00,2026-03-${day} ${String(8 + hours).padStart(2, "0")}:00,,`,
  );

const amina = await join("amina");

describe("own records of work elsewhere", () => {
  it("are none to begin with, and not shared", async () => {
    expect(await load(amina)).toMatchObject({ total: 0, uploads: [], sharedAt: null, together: null });
  });

  it("are refused whole where one row cannot be read", async () => {
    const answer = await add(amina, [...fortnight(2), "A,2026-03-05 08:00,tomorrow,1,USD"]);
    expect(answer).toMatchObject({ kind: "refused", rejects: [{ line: 4, column: "ended_at" }] });
    expect((await load(amina)).total).toBe(0);
  });

  it("are taken whole where all can, and come to a week", async () => {
    expect(await add(amina, fortnight(7))).toMatchObject({ kind: "done" });
    const found = await load(amina);
    expect(found).toMatchObject({ total: 2, uploads: [{ file: "hours.csv", rows: 2 }], sharedAt: null });
    expect(found.rows[0]?.toAt).toBe("2026-03-15T12:00:00.000Z");
    expect(found.together).toMatchObject({ days: 14, hoursAWeek: { kind: "measured", value: 7 } });
  });

  it("are seen by nobody else, whatever the role and whatever is asked", async () => {
    const baraka = await join("baraka");
    for (const viewer of [
      baraka,
      ...(["manager", "administrator", "researcher"] as const).map((role) => as("amina", role)),
    ]) {
      expect((await load(viewer, amina)).total, viewer.role).toBe(0);
      const taken = await database.seenBy(viewer, (db) => changeElsewhere(db, amina, formOf(), NOW));
      expect(taken.kind, viewer.role).toBe("refused");
    }
    // Nor by the system itself, as long as they are not shared.
    expect(await listOwnLogs(database.db, "amina")).toEqual([]);
    expect((await load(amina)).total).toBe(2);
  });

  it("are in what the person takes away", async () => {
    let text = "";
    await database.seenBy(amina, async (db) => {
      for await (const piece of ownDataJson(db, "amina")) text += piece;
    });
    expect((JSON.parse(text) as { work_elsewhere: object[] }).work_elsewhere).toMatchObject([
      { platform: "A", started_at: "2026-03-15T05:00:00.000Z", paid_minor: null },
      { platform: "A" },
    ]);
  });

  it("may be added again as they are, and go by row or by upload", async () => {
    const later = new Date("2026-11-02T00:00:00Z");
    expect(await add(amina, [...fortnight(7), "B,2026-03-04 08:00,2026-03-04 09:00,5,USD"], later)).toEqual({
      ...{ kind: "done", sentence: "One row added. 2 rows of the file were there already." },
    });
    const { rows } = await load(amina);
    const { platform, fromAt, toAt } = rows[0]!;
    expect(await change(amina, { intent: "delete-row", platform, fromAt, toAt })).toMatchObject({
      kind: "done",
    });
    expect(await change(amina, { intent: "delete-upload", addedAt: later.toISOString() })).toMatchObject({
      kind: "done",
    });
    expect((await load(amina)).rows.map(({ fromAt: from }) => from)).toEqual(["2026-03-02T05:00:00.000Z"]);
  });
});

describe("own records beside the ledger's", () => {
  it("are joined with it: the same minute counts once, and pay is of all hours that it is known for", async () => {
    const { db } = database;
    const { annotatorId } = await db
      .insertInto("annotators")
      .values({ sourceId: "chipo", timeZone: "Africa/Nairobi" })
      .returning("annotatorId")
      .executeTakeFirstOrThrow();
    const span = ["05:00", "07:00"].map((time) => Date.parse(`2026-03-02T${time}:00Z`)).join(",");
    await sql`insert into rollups select (jsonb_populate_record(null::rollups, jsonb_object_agg(attname, 0)
        || jsonb_build_object('annotator_id', ${annotatorId}::int, 'project_id', 1, 'day', '2026-03-02',
          'apportioned', false, 'spans', ${`{[${span})}`}::text))).*
      from pg_attribute where attrelid = 'rollups'::regclass and attnum > 0 and attnotnull`.execute(db);
    await db
      .insertInto("payRollups")
      .values({
        annotatorId,
        projectId: 1,
        day: "2026-03-02",
        currency: "USD",
        payMinor: 900,
        paidJudgments: 3,
      })
      .execute();
    const chipo = { ...(await join("chipo")), annotatorId };
    await add(chipo, ["A,2026-03-02 09:00,2026-03-02 11:00,21,USD"]);
    expect((await load(chipo)).together).toMatchObject({
      hours: { here: 2, elsewhere: 2, both: 1, together: 3 },
      pay: { currency: "USD", measured: { kind: "measured", value: 1_000 } },
    });
    expect(await load(amina)).toMatchObject({ together: { hours: { here: null } } });
  });
});

function formOf(): FormData {
  const form = new FormData();
  form.set("intent", "delete-upload");
  form.set("addedAt", NOW.toISOString());
  return form;
}

describe("sharing", () => {
  const ask = () =>
    loadSharedHours({
      ...{
        viewer: as("r", "researcher"),
        system: database.db,
        key: Buffer.alloc(32, 1),
        screen: "/audit",
        at: NOW,
      },
    });

  it("shows nothing and asks nothing below ten people", async () => {
    for (let n = 1; n <= 9; n++) {
      const viewer = await join(`person-${n}`);
      await add(viewer, fortnight(n));
      await change(viewer, { intent: "share" });
    }
    // Somebody with records who does not share.
    await add(await join("silent"), fortnight(12));
    expect(await ask()).toMatchObject({ people: null, hoursAWeek: { kind: "unmeasured" } });
    expect(await listResearcherQueries(database.db, 5)).toEqual([]);
  });

  it("shows about how many from ten on, and no median that two people could be told from", async () => {
    const viewer = await join("person-10");
    // The choice stands for what is added later, too.
    await change(viewer, { intent: "share" });
    await add(viewer, fortnight(10));
    const found = await ask();
    expect(found.people).toBe(10);
    expect(found.hoursAWeek).toMatchObject({ kind: "unmeasured" });
    expect(await listResearcherQueries(database.db, 5)).not.toEqual([]);
  });

  it("tells no difference that one more person makes", async () => {
    const viewer = await join("person-11");
    await add(viewer, fortnight(11));
    await change(viewer, { intent: "share" });
    const found = await ask();
    expect(found.people).toBeNull();
    expect(found.sentence).toContain("fewer than ten people");
  });

  it("shows the median of all platforms with its interval where many share", async () => {
    for (let n = 12; n <= PEOPLE_FOR_MEDIAN + 6; n++) {
      const viewer = await join(`person-${n}`);
      await add(viewer, fortnight(1 + (n % 11)));
      await change(viewer, { intent: "share" });
    }
    const found = await ask();
    expect(found).toMatchObject({
      people: 40,
      sentence: null,
      hoursAWeek: { kind: "measured", n: 40, value: 6 },
    });
    expect(JSON.stringify(found)).not.toContain("person-");
  });

  it("is taken back at once", async () => {
    await change(as("person-1"), { intent: "stop-sharing" });
    expect(await listOwnLogs(database.db, "person-1")).toEqual([]);
    expect((await load(as("person-1"))).sharedAt).toBeNull();
  });
});
