import { beforeAll, describe, expect, it } from "vitest";
import { findAnnotatorIds } from "./annotator-ids";
import { DETECTORS } from "~/detectors";
import { listFindings } from "db/queries/audit-runs";
import { runAudit } from "~/features/audit/audit.server";
import { auditInWorker } from "~/features/audit/worker.server";
import { loadEntry } from "~/features/methodology/methodology.server";
import { changePattern } from "~/features/patterns/change.server";
import { findingsFor, loadPattern, loadPatterns } from "~/features/patterns/patterns.server";
import { runningAudit, startAudit } from "~/features/patterns/running.server";
import { testDatabase } from "../../support/database";
import { loadPlantedProgramme, NAMES_A_PERSON, RUN_AT, viewerAs } from "./planted-programme";

const database = await testDatabase();
const { db } = database;

const manager = viewerAs("manager");
const researcher = viewerAs("researcher");

const seen = <T>(viewer: typeof manager, work: (sources: Parameters<typeof loadPatterns>[0]) => Promise<T>) =>
  database.seenBy(viewer, (own) => work({ viewer, db: own, system: db }));

/** As a route does it: in the viewer's own transaction. */
const change = (id: string, data: FormData) =>
  database.seenBy(manager, (own) => changePattern(own, id, data, { viewer: manager, at: new Date(RUN_AT) }));

const form = (fields: Readonly<Record<string, string>>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe("an empty installation", () => {
  it("has no patterns, and says that there are no records", async () => {
    const { patterns, run, hasRecords } = await seen(manager, loadPatterns);
    expect({ patterns, run, hasRecords }).toEqual({ patterns: [], run: null, hasRecords: false });
    const pattern = await seen(manager, (sources) => loadPattern(sources, "task-drought"));
    expect(pattern).toMatchObject({ finding: null, subjects: [], history: [], status: "new" });
    expect(await seen(manager, (sources) => loadPattern(sources, "no-such"))).toBeNull();
  });
});

describe("a programme that was audited twice", () => {
  beforeAll(async () => {
    await loadPlantedProgramme(db);
    await runAudit(db, { runAt: RUN_AT });
    await startAudit(database, new Date("2026-07-04T00:00:00.000Z"));
  }, 240_000);

  it("says the same from a thread as from the command line", async () => {
    const request = { runAt: RUN_AT, detectors: ["unpaid-work-share", "task-drought"] };
    const here = await runAudit(db, request);
    const steps: string[] = [];
    const there = await auditInWorker({ url: database.url, request }, (step) => steps.push(step));
    const documents = async (runId: number) =>
      (await listFindings(db, runId)).map(({ document }) => document);
    expect(await documents(there)).toEqual(await documents(here.runId));
    expect(steps.length).toBeGreaterThan(0);
    expect(runningAudit()).toBeNull();
  });

  it("shows every detector once, what needs looking at first, and what changed", async () => {
    const { patterns, run } = await seen(manager, loadPatterns);
    expect(patterns.map(({ id }) => id).toSorted()).toEqual(DETECTORS.map(({ id }) => id));
    const order = patterns.map(({ urgency }) => urgency);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(patterns[0]).toMatchObject({ outcome: "flagged", severity: "critical", status: "new" });
    expect(new Set(patterns.map(({ change }) => change))).toEqual(new Set(["unchanged"]));
    expect(run?.runAt).toContain("2026-07-04");
  });

  it("keeps a status and its note over the next run, and refuses a note without words", async () => {
    const id = "unpaid-work-share";
    expect(await change(id, form({ intent: "status", status: "acknowledged", note: " " }))).toMatch(/note/);
    const kept = form({ intent: "status", status: "being_mended", note: "Training is paid from August on." });
    expect(await change(id, kept)).toBeNull();
    await runAudit(db, { runAt: "2026-07-05T00:00:00.000Z", detectors: [id] });
    const pattern = await seen(manager, (sources) => loadPattern(sources, id));
    expect(pattern).toMatchObject({
      status: "being_mended",
      notes: [{ author: "Test manager", note: "Training is paid from August on." }],
    });
    expect(pattern!.history.length).toBeGreaterThanOrEqual(3);
  });

  it("uses changed parameters in the next run, within their bounds", async () => {
    const id = "task-drought";
    const definition = DETECTORS.find((detector) => detector.id === id)!;
    const values = Object.fromEntries(
      Object.entries(definition.params).map(([name, param]) => [name, String(param.default)]),
    );
    const [first = ""] = Object.keys(values);
    const beyond = { intent: "params", ...values, [first]: String(definition.params[first]!.most * 2 + 1) };
    expect(await change(id, form(beyond))).toMatch(/must lie between/);
    const within = { intent: "params", ...values, [first]: String(definition.params[first]!.least) };
    expect(await change(id, form(within))).toBeNull();
    const changed = await seen(manager, (sources) => loadPattern(sources, id));
    expect(changed?.definition.params.find(({ name }) => name === first)?.value).toBe(
      definition.params[first]!.least,
    );
    const entry = await database.seenBy(viewerAs("annotator"), (own) => loadEntry(own, id));
    expect(entry?.settings).toEqual({ [first]: definition.params[first]!.least });
    const { results } = await runAudit(db, { runAt: RUN_AT, detectors: [id] });
    expect(results[0]?.findings[0]?.threshold.value).toBe(definition.params[first]!.least);
    expect(await change(id, form({ intent: "params", reset: "yes" }))).toBeNull();
  });

  it("tells a manager who is concerned, and a researcher nobody", async () => {
    const people = await seen(manager, (sources) => loadPattern(sources, "sub-minimum-effective-pay"));
    expect(people?.subjects.some(({ scope }) => scope === "annotator")).toBe(true);
    const whole = JSON.stringify(await seen(researcher, loadPatterns));
    expect(whole).not.toMatch(NAMES_A_PERSON);
    for (const { id } of DETECTORS) {
      const pattern = await seen(researcher, (sources) => loadPattern(sources, id));
      expect(JSON.stringify(pattern), id).not.toMatch(NAMES_A_PERSON);
      expect(
        pattern?.subjects.some(({ scope }) => !["project", "tier"].includes(scope)),
        id,
      ).toBe(false);
    }
  });

  it("rounds a researcher's counts of people to five, and shows none below ten", async () => {
    const { patterns } = await seen(researcher, loadPatterns);
    for (const { id, affected } of patterns) {
      const people = affected.find((part) => /people|person/.test(part));
      if (people === undefined) continue;
      expect(Number(people.split(" ")[0]) % 5, id).toBe(0);
      expect(Number(people.split(" ")[0]), id).toBeGreaterThanOrEqual(10);
    }
  });

  it("tells a researcher of no run what the finding itself withholds", async () => {
    const id = "hours-rest-night-breach";
    const of = async (viewer: typeof manager) => (await seen(viewer, (sources) => loadPattern(sources, id)))!;
    const [whole, told] = [await of(manager), await of(researcher)];
    expect(whole.history.some(({ value }) => value !== null)).toBe(true);
    expect(told.finding?.effect).toBeNull();
    expect(told.history).toHaveLength(whole.history.length);
    expect(told.history.map(({ value }) => value).filter((value) => value !== null)).toEqual([]);
    const clock = told.figure?.kind === "clock" ? told.figure.clock : null;
    expect(clock?.people).toBe(60);
    expect(whole.figure?.kind === "clock" && whole.figure.clock.days.length).toBeGreaterThan(
      clock!.days.length,
    );
  });

  it("keeps no extreme, list or exact count of people where researchers may read", async () => {
    const rows = await database.seenBy(researcher, (own) =>
      own.selectFrom("toldFindings").select(["detector", "document"]).execute(),
    );
    expect(rows.length).toBeGreaterThan(DETECTORS.length);
    const text = JSON.stringify(rows.map(({ document }) => document));
    for (const name of [
      "longestDroughtDays",
      "minutesADay",
      "shortfall",
      "inDoubt",
      "excludedEquals",
      "worst",
    ])
      expect(text.includes(`"${name}"`), name).toBe(false);
    const whole = await database.seenBy(researcher, (own) =>
      own.selectFrom("findings").select("runId").execute(),
    );
    expect(whole).toEqual([]);
  });

  it("tells a researcher of runs that were kept before there was anything for researchers", async () => {
    const before = await seen(researcher, loadPatterns);
    await db.deleteFrom("toldFindings").execute();
    await db.deleteFrom("toldRuns").execute();
    expect(await seen(researcher, loadPatterns)).toEqual(before);
    expect(before.patterns.length).toBe(DETECTORS.length);
  });

  it("tells annotators of their own case only, and only what annotators may see", async () => {
    const ids = await findAnnotatorIds(db);
    const [[sourceId, annotatorId]] = [...ids].slice(3, 4) as [[string, number]];
    const own = await findingsFor(db, annotatorId);
    expect(own.length).toBeGreaterThan(2);
    for (const { detector } of own) {
      expect(DETECTORS.find(({ id }) => id === detector)?.seenBy).toContain("annotator");
    }
    const others = [...ids.keys()].filter((id) => id !== sourceId);
    const text = JSON.stringify(own);
    expect(others.filter((id) => text.includes(`"${id}"`))).toEqual([]);
    expect(await findingsFor(db, 1_000_000)).toEqual([]);
  });
});
