import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { EVERY_PATTERN, generateProgramme } from "db/demo";
import {
  listAuditRuns,
  listFindingHistory,
  listFindingNotes,
  listFindings,
  setDetectorSettings,
  setFindingStatus,
} from "db/queries/audit-runs";
import { DETECTORS } from "~/detectors";
import { findsAtLeast, formatAudit, runAudit, UnknownDetector } from "~/features/audit/audit.server";
import { auditJson } from "~/features/audit/audit-json";
import { auditLines } from "~/features/audit/audit-table";
import { exportLedger } from "~/features/export/export.server";
import { loadLedger } from "../../db/queries/evidence/support/load";
import { testDatabase } from "../../support/database";

const { db } = await testDatabase();
const runAt = "2026-07-03T00:00:00.000Z";

describe("an empty ledger", () => {
  it("answers insufficient for every detector, and never clear", async () => {
    const audit = await runAudit(db, { runAt });
    expect(audit.results).toHaveLength(20);
    expect(auditLines(audit).map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 20 }, () => "insufficient"),
    );
  });
});

describe("a programme with every pattern", () => {
  beforeAll(async () => {
    const programme = generateProgramme({
      seed: 11,
      endOn: "2026-07-02",
      annotatorCount: 60,
      weekCount: 12,
      plant: EVERY_PATTERN,
    });
    await loadLedger(db, programme.records, programme.policies);
  }, 240_000);

  it("finds deterministic patterns, keeps the run, and says the same in a second run", async () => {
    const first = await runAudit(db, { runAt });
    const second = await runAudit(db, { runAt });
    expect(auditJson(second)).toEqual(auditJson(first));
    const outcomes = new Map(auditLines(first).map((line) => [line.detector, line.outcome]));
    for (const id of [
      "decision-without-human",
      "hours-rest-night-breach",
      "perfect-score-cliff",
      "unpaid-work-share",
      "harmful-content-load",
    ]) {
      expect(outcomes.get(id), id).toBe("flagged");
    }
    const [latest] = await listAuditRuns(db);
    expect(latest).toMatchObject({ runId: second.runId, definitionsVersion: first.definitionsVersion });
    const total = first.results.reduce((sum, { findings }) => sum + findings.length, 0);
    expect(await listFindings(db, first.runId)).toHaveLength(total);
    const history = await listFindingHistory(db, {
      detector: "unpaid-work-share",
      scope: "programme",
      subject: null,
    });
    expect(history.map(({ outcome }) => outcome)).toEqual(["insufficient", "flagged", "flagged"]);
    expect(findsAtLeast(first, "critical")).toBe(true);
  });

  it("prints JSON with the agreed fields and no number that JSON cannot hold", async () => {
    const audit = await runAudit(db, { runAt, detectors: ["unpaid-work-share", "task-drought"] });
    const json = JSON.parse(await formatAudit(db, audit, "json")) as {
      detectors: { id: string; family_size: number }[];
      findings: Record<string, unknown>[];
    };
    expect(json.detectors.map(({ id }) => id)).toEqual(["unpaid-work-share", "task-drought"]);
    expect(Object.keys(json.findings[0] ?? {})).toEqual(
      expect.arrayContaining([
        "detector",
        "scope",
        "subject",
        "outcome",
        "severity",
        "effect",
        "p",
        "q",
        "n",
        "n_unit",
        "threshold",
        "insufficient_reason",
        "evidence",
        "affected",
        "money_minor",
        "remedy",
      ]),
    );
    expect(json.findings[0]?.["threshold"]).toMatchObject({ source_kind: "convention" });
    expect(JSON.stringify(json)).not.toMatch(/NaN|Infinity/);
  });

  it("prints a page that depends on nothing else and names nobody", async () => {
    const audit = await runAudit(db, { runAt });
    const html = await formatAudit(db, audit, "html");
    expect(html).not.toMatch(/(?:src|href)="(?!#)/);
    expect(html).toMatch(/<svg /);
    for (const detector of DETECTORS) expect(html).toContain(`id="${detector.id}"`);
    expect(html).toContain("does not say that a practice is fair");
    expect(html).not.toMatch(/>A00\d\d</);
  });

  it("prints the checksums that an export of the same ledger has", async () => {
    const audit = await runAudit(db, { runAt, detectors: ["unpaid-work-share"] });
    const html = await formatAudit(db, audit, "html");
    const folder = await mkdtemp(join(tmpdir(), "evenhand-audit-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await exportLedger(db, folder);
    const sums = (await readFile(join(folder, "SHA256SUMS"), "utf8")).trim().split("\n");
    const tables = sums
      .map((line) => line.split("  "))
      .filter(([, path]) => /\.csv$|^tier_/.test(path ?? ""));
    expect(tables.length).toBeGreaterThan(15);
    for (const [sha256 = "", path = ""] of tables) expect(html, path).toContain(sha256);
  });

  it("reads its parameters from settings, and keeps status and notes across runs", async () => {
    await setDetectorSettings(
      db,
      "unpaid-work-share",
      { watchShare: 0.8, highShare: 0.9, qualificationPeople: 0.9 },
      { at: runAt, by: null },
    );
    const audit = await runAudit(db, { runAt, detectors: ["unpaid-work-share"] });
    expect(auditLines(audit)[0]?.outcome).toBe("clear");
    const key = { detector: "unpaid-work-share", scope: "programme", subject: null };
    await setFindingStatus(db, key, {
      status: "acknowledged",
      at: runAt,
      by: "manager",
      note: "Training will be paid.",
    });
    await setFindingStatus(db, key, {
      status: "being_mended",
      at: runAt,
      by: "manager",
      note: "From August on.",
    });
    expect((await listFindingNotes(db, key)).map(({ status }) => status)).toEqual([
      "acknowledged",
      "being_mended",
    ]);
  });

  it("refuses the name of a detector that does not exist, with those that do", async () => {
    await expect(runAudit(db, { runAt, detectors: ["no-such"] })).rejects.toThrow(UnknownDetector);
  });
});
