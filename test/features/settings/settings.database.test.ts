import { describe, expect, it } from "vitest";
import { setDetectorSettings } from "db/queries/audit-runs";
import { runAudit } from "~/features/audit/audit.server";
import { addFloor, loadFloors } from "~/features/settings/floors.server";
import { loadThresholds } from "~/features/settings/thresholds.server";
import { runImport } from "~/features/imports/import.server";
import { openSources } from "~/features/imports/source.server";
import { undoImport } from "~/features/imports/undo.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { testDatabase } from "../../support/database";

const database = await testDatabase();
const { db } = database;
let minute = 0;
const now = () => new Date(Date.parse("2026-06-01T08:00:00Z") + 60_000 * minute++);

function floor(fields: Partial<Record<string, string>>): FormData {
  const form = new FormData();
  const all = { country: "ke", region: "", kind: "minimum", amount: "120.5", currency: "kes", ...fields };
  const more = { validFrom: "2020-01-01", source: "An order of the ministry", ...all };
  for (const [name, value] of Object.entries(more)) form.set(name, value ?? "");
  return form;
}

describe("wage floors in settings", () => {
  it("refuse what is no place, no currency, no day and no source, in a sentence, and keep nothing", async () => {
    const wrong = [
      [{ country: "Kenya" }, /two letters/],
      [{ region: "US-CA" }, /does not lie in KE/],
      [{ currency: "KSH" }, /three letters/],
      [{ validFrom: "1 May" }, /2026-01-01/],
      [{ amount: "0" }, /more than nothing/],
      [{ source: "" }, /where the figure is from/],
    ] as const;
    for (const [fields, sentence] of wrong)
      expect(await addFloor(database, floor(fields), now)).toMatch(sentence);
    expect((await loadFloors(db)).floors).toEqual([]);
    expect(await db.selectFrom("imports").selectAll().execute()).toEqual([]);
  });

  it("are dated, are corrected by the same day, and a correction can be taken back", async () => {
    expect(await addFloor(database, floor({}), now)).toBeNull();
    expect(await addFloor(database, floor({ validFrom: "2025-01-01", amount: "150" }), now)).toBeNull();
    expect(await addFloor(database, floor({ validFrom: "2025-01-01", amount: "151" }), now)).toBeNull();
    const shown = async () =>
      (await loadFloors(db)).floors.map(({ validFrom, amountMinorPerHour, isNewest }) => [
        validFrom,
        amountMinorPerHour,
        isNewest,
      ]);
    expect(await shown()).toEqual([
      ["2025-01-01", 15_100, true],
      ["2020-01-01", 12_050, false],
    ]);
    expect(await undoImport(database, 3, now())).toMatchObject({ kind: "undone" });
    expect((await shown())[0]).toEqual(["2025-01-01", 15_000, true]);
  });

  it("reach the gap to the floor of everybody at that place at once, though they mark no work", async () => {
    const files = {
      "annotators.csv": "annotator_id,country\namina,KE\n",
      "judgments.csv": [
        "judgment_id,annotator_id,item_id,project_id,answer,status,started_at,submitted_at,active_seconds,pay_minor,currency",
        ...Array.from({ length: 60 }, (_, at) => {
          const minutes = String(at).padStart(2, "0");
          return `j${at},amina,i${at},p,yes,approved,2026-05-04T08:${minutes}:00Z,2026-05-04T08:${minutes}:50Z,50,200,KES`;
        }),
      ].join("\n"),
    };
    const inputs = Object.entries(files).map(([name, text]) => ({ name, stream: oneChunk(text) }));
    const result = await runImport(database, openSources(inputs, { format: "ledger" }), { now });
    expect(result).toMatchObject({ rejected: 0 });
    await refreshMeasures(db, now());
    const gap = async () => {
      const { floorGap } = await db
        .selectFrom("snapshots")
        .where("projectId", "=", 0)
        .where("windowDays", "=", 0)
        .select("floorGap")
        .executeTakeFirstOrThrow();
      return floorGap;
    };
    const before = await gap();
    expect(before).toBeTypeOf("number");
    expect(await addFloor(database, floor({ validFrom: "2026-01-02", amount: "999" }), now)).toBeNull();
    expect(await gap()).not.toBe(before);
  });
});

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

describe("thresholds in settings", () => {
  it("change the version of later runs, not of those kept, and are written down", async () => {
    const run = async () => runAudit(db, { runAt: now().toISOString(), detectors: ["unpaid-work-share"] });
    const before = await run();
    const stamp = { at: now().toISOString(), by: "Ada" };
    await setDetectorSettings(db, "unpaid-work-share", { watchShare: 0.3 }, stamp);
    const after = await run();
    expect(after.definitionsVersion).not.toBe(before.definitionsVersion);
    expect(after.definitionsVersion).toBe((await loadThresholds(db)).version);
    await setDetectorSettings(db, "unpaid-work-share", {}, stamp);
    expect((await run()).definitionsVersion).toBe(before.definitionsVersion);
    const { changes, detectors } = await loadThresholds(db);
    expect(changes.map(({ by, params }) => [by, params])).toEqual([
      ["Ada", []],
      ["Ada", ["watchShare 0.3"]],
    ]);
    expect(detectors.every(({ params }) => params.every(({ source }) => source.text !== ""))).toBe(true);
  });
});
