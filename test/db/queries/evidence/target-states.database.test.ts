import { generateProgramme } from "db/demo";
import { collectEvidence, findRecordedSpan } from "db/queries/evidence";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { TargetStates } from "~/domain/evidence";
import { seededRandom } from "~/stats/random";
import { testDatabase } from "../../../support/database";
import { groupBy, seconds, tablesOf } from "../../demo-ledger";
import { loadLedger } from "./support/load";

/** People of the demonstration programme, with targets of every unit that begin and end at any time of day. */
const programme = generateProgramme({ seed: 5, endOn: "2026-04-01", annotatorCount: 20 });
const records = [...programme.records];
const { judgments } = tablesOf(records);
const { db } = await testDatabase();
await loadLedger(db, records, programme.policies);

interface Target {
  readonly targetId: string;
  readonly annotator: string;
  readonly project: string | null;
  readonly from: number;
  readonly to: number;
  readonly unit: "judgments" | "approved_judgments" | "active_minutes";
  readonly goal: number;
}

const random = seededRandom("targets");
const people = groupBy(judgments, ({ annotatorId }) => annotatorId);
const UNITS = ["judgments", "approved_judgments", "active_minutes"] as const;
const HANDED_IN = new Set(["submitted", "approved", "rejected"]);

const targets = [...people].flatMap(([annotator, own]) =>
  Array.from({ length: 30 }, (_, no): Target => {
    const some = own[Math.floor(random() * own.length)]!;
    const start =
      seconds(some.submittedAt ?? some.startedAt ?? "2026-03-01T00:00:00Z") - random() * 9 * 86_400;
    // Every other one begins and ends at midnight.
    const at = (instant: number) => (no % 2 === 0 ? instant - (instant % 86_400) : Math.round(instant));
    return {
      targetId: `${annotator}-${no}`,
      annotator,
      project: no % 5 === 0 ? some.projectId : null,
      from: at(start),
      to: at(start + (1 + random() * 20) * 86_400),
      unit: UNITS[no % 3]!,
      goal: Math.ceil(random() * 80),
    };
  }),
);
await sql`
  insert into targets (annotator_id, target_id, project_id, from_at, to_at, unit, goal, import_id)
  select annotator_id, t."targetId", project_id, to_timestamp(t."from"), to_timestamp(t."to"), t.unit, t.goal, 1
  from jsonb_to_recordset(${JSON.stringify(targets)}::jsonb)
    t("targetId" text, annotator text, project text, "from" float8, "to" float8, unit text, goal float8)
  join annotators a on a.source_id = t.annotator left join projects p on p.source_id = t.project`.execute(db);
const span = (await findRecordedSpan(db))!;
const window = { from: span.first, to: span.last + 1 };

async function findStates(): Promise<TargetStates> {
  const { targetStates } = await collectEvidence(db, window, new Set(["targetStates"]));
  return targetStates!;
}

/** When a share of the goal was reached, counted from the records; null where it never was. */
function reached(target: Target, share: number): number | null {
  const own = people
    .get(target.annotator)!
    .filter(({ submittedAt, projectId, status }) => {
      if (submittedAt == null || (target.project !== null && projectId !== target.project)) return false;
      const at = seconds(submittedAt);
      if (at < target.from || at >= target.to) return false;
      return target.unit === "approved_judgments" ? status === "approved" : HANDED_IN.has(status);
    })
    .toSorted((a, b) => seconds(a.submittedAt!) - seconds(b.submittedAt!));
  let done = 0;
  for (const { submittedAt, activeSeconds } of own) {
    done += target.unit === "active_minutes" ? (activeSeconds ?? 0) / 60 : 1;
    if (done / target.goal >= share) return seconds(submittedAt!);
  }
  return null;
}

describe("states near targets", () => {
  it("lapsed: nine tenths were reached, and never the rest", async () => {
    const expected = targets.filter(
      (target) =>
        target.to > window.from &&
        target.to <= window.to &&
        reached(target, 0.9) !== null &&
        reached(target, 1) === null,
    );
    expect(expected.length).toBeGreaterThan(5);
    const lapsed = (await findStates()).lapsed.map(({ id }) => id);
    expect(lapsed.filter((id) => targets.some(({ targetId }) => targetId === id)).sort()).toEqual(
      expected.map(({ targetId }) => targetId).sort(),
    );
  });

  it("are the same whether days are left out or all are read", async () => {
    const kept = await findStates();
    expect(kept.cells.length).toBeGreaterThan(40);
    await db.insertInto("dirtyCells").values({ annotatorId: null, projectId: null, day: null }).execute();
    // Nothing that is kept is relied on while it waits to be counted again.
    await sql`update work_days set judgments = 0, approved = 0, active_us = 0`.execute(db);
    expect(await findStates()).toEqual(kept);
  });
});
