import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EVERY_PATTERN, generateProgramme } from "db/demo";
import { listTierChanges } from "db/queries/tiers";
import { METRICS } from "~/metrics";
import { measureWindow } from "~/features/report/report.server";
import { loadPolicies } from "~/features/tiers/policies.server";
import { simulateOnLedger } from "~/features/tiers/simulate.server";
import { loadWindowTallies } from "~/features/tiers/window-tallies.server";
import { EFFICIENCY } from "~/tiers/shipped/efficiency";
import { FAIR } from "~/tiers/shipped/fair";
import { RULE_METRICS } from "~/tiers/rule-metrics";
import { simulationJson, type SimulationJson } from "~/tiers/simulation-json";
import { testDatabase } from "../../support/database";
import { importProgramme } from "./import-programme";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const NOW = new Date("2026-07-03T00:00:00Z");
const whole = { from: null, to: null };

const folder = mkdtempSync(join(tmpdir(), "evenhand-policies-"));
afterAll(() => rmSync(folder, { recursive: true }));

function run(url: string, ...words: readonly string[]) {
  const command = ["--import", "tsx", "app/cli/evenhand.ts", "--database", url, "simulate", ...words];
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT, maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const programmeOf = (seed: number, plant: Readonly<Record<string, number>>) =>
  generateProgramme({ seed, endOn: "2026-07-02", annotatorCount: 60, weekCount: 26, plant });

/** What a replay changes, and what the ledger says was changed, as lines that can be compared. */
async function bothSides(db: Awaited<ReturnType<typeof testDatabase>>["db"]) {
  const { replayed } = await simulateOnLedger(db, await loadPolicies(db), whole);
  const made = replayed.flatMap(({ decisions }) =>
    decisions
      .filter(({ outcome }) => outcome !== "kept")
      .map((of) =>
        [of.annotatorId, of.fromTier, of.proposedTier ?? of.toTier, of.policyVersion, of.window.to].join(" "),
      ),
  );
  const ends = replayed.map(({ window }) => window.to);
  const really = (await listTierChanges(db, null)).map((of) =>
    // What a person decided took effect some days after the window it rests on.
    [of.annotatorId, of.fromTier, of.toTier, of.policyVersion, ends.findLast((end) => end <= of.at)].join(
      " ",
    ),
  );
  return { made: made.sort(), really: really.sort() };
}

const database = await testDatabase();
const { db } = database;

describe("replaying the policies of a programme from what was imported", () => {
  beforeAll(() => importProgramme(database, programmeOf(5, EVERY_PATTERN), NOW));

  it("reproduces its tier changes exactly, with speed rules, quotas and no second look", async () => {
    const { made, really } = await bothSides(db);
    expect(really.length).toBeGreaterThan(30);
    expect(made).toEqual(really);
  });

  it("reproduces them where people reviewed each demotion", async () => {
    const careful = await testDatabase();
    await importProgramme(careful, programmeOf(6, {}), NOW);
    const { made, really } = await bothSides(careful.db);
    expect(really.length).toBeGreaterThan(10);
    expect(made).toEqual(really);
  });

  it("reads of the database the metrics that a report on each window shows", async () => {
    const windows = [{ from: "2026-02-01T00:00:00.000Z", to: "2026-03-01T00:00:00.000Z" }];
    const metrics = RULE_METRICS.map(({ id }) => id);
    const tallies = await loadWindowTallies(db, { windows, metrics, projectId: null, circumstances: true });
    const { rows } = await measureWindow(db, {
      period: { from: "2026-02-01", to: "2026-02-28" },
      project: null,
      grain: "overall",
    });
    expect(tallies.length).toBeGreaterThan(40);
    for (const { annotatorId, readings, pay } of tallies) {
      const { row } = rows.find(({ row }) => row.annotator_id === annotatorId)!;
      const value = (id: string) => {
        const reading = readings[id];
        return reading === undefined
          ? null
          : reading.kind === "share"
            ? reading.successes / reading.n
            : reading.value;
      };
      expect(value("gold_accuracy")).toBe(row.gold.accuracy);
      expect(value("consensus_agreement")).toBe(row.consensus.agreement);
      expect(value("review_acceptance")).toBe(row.review.rate);
      expect(value("first_pass_rate")).toBe(row.review.first_pass_rate);
      expect(value("handling_ratio")).toBe(row.handling.ratio);
      expect(value("median_handling_time")).toBe(row.handling.median_seconds);
      expect(value("hourly_all_in")).toBe(row.pay.hourly_all_in_minor);
      expect(value("floor_gap")).toBe(row.pay.floor_gap);
      expect(value("hours")).toBe(row.workload.hours);
      expect(value("night_share")).toBe(row.workload.night_share);
      expect(value("paid_share")).toBe(row.workload.paid_share);
      expect(value("rest_breaches")).toBe(row.workload.rest_breaches);
      expect(value("longest_spell")).toBe(row.workload.longest_spell_seconds);
      // The report converts what was paid in further currencies; a tier's multiplier is held against the main one.
      const { pay_minor: minor, currency, converted } = row.pay;
      if (!converted) expect(pay).toEqual(minor === null ? null : { minor, currency });
    }
    const read = new Set(tallies.flatMap(({ readings }) => Object.keys(readings)));
    expect(METRICS.map(({ id }) => id.replaceAll("-", "_")).filter((id) => !read.has(id))).toEqual([]);
  });

  it("gives the same bytes twice, by the names that the command line promises", async () => {
    const path = file("fair.json", FAIR);
    const [first, second] = [
      await run(database.url, path, "--format", "json"),
      await run(database.url, path, "--format", "json"),
    ];
    expect(first.code).toBe(0);
    expect(second.out).toBe(first.out);
    const json = JSON.parse(first.out) as SimulationJson;
    expect(json.policy_version).toBe(2);
    expect(json.windows).toHaveLength(6);
    expect(json.windows[0]).toMatchObject({
      from: "2026-01-01T00:00:00.000Z",
      to: "2026-01-29T00:00:00.000Z",
    });
    expect(Object.keys(json.windows[0]!.tiers)).toEqual(["royalty", "standard"]);
    expect(json.people.length).toBeGreaterThan(0);
    for (const name of [
      "annotator_id",
      "from_tier",
      "to_tier",
      "noise",
      "pay_change_minor",
      "premium_access_change",
    ])
      expect(json.people[0]).toHaveProperty(name);
    expect(json.access.top_decile_share_before).toBeGreaterThan(0.1);
    expect(json.access.top_decile_share_after).toBeGreaterThan(0.1);
    expect(json.false_demotion_probability[0]).toMatchObject({ per_window: expect.any(Number) as number });
  });

  it("keeps to the days asked for", async () => {
    const { out } = await run(
      database.url,
      file("efficiency.json", EFFICIENCY),
      ...["--from", "2026-03-01", "--to", "2026-04-25", "--format", "json"],
    );
    const { windows } = JSON.parse(out) as SimulationJson;
    expect(windows.map(({ from, to }) => [from, to])).toEqual([
      ["2026-03-01T00:00:00.000Z", "2026-03-29T00:00:00.000Z"],
      ["2026-03-29T00:00:00.000Z", "2026-04-26T00:00:00.000Z"],
    ]);
  });
});

describe("an empty ledger", () => {
  it("has no windows, and nobody who moves", async () => {
    const empty = await testDatabase();
    const policies = [...(await loadPolicies(db))];
    const json = simulationJson(await simulateOnLedger(empty.db, policies, whole));
    expect(json).toMatchObject({ windows: [], people: [], access: { top_decile_share_after: null } });
  });
});

describe("a policy that cannot be replayed", () => {
  const broken = (change: object) => ({ ...EFFICIENCY, ...change });
  const [royalty, standard] = EFFICIENCY.tiers;
  const rule = (change: object) => ({ ...royalty, rules: [{ ...royalty!.rules[0], ...change }] });

  it.each([
    [
      "an unknown metric",
      broken({ tiers: [rule({ metric: "charm" }), standard] }),
      /tiers\[0\]\.rules\[0\]\.metric: There is no metric "charm"\./,
    ],
    [
      "a bar out of range",
      broken({ tiers: [rule({ value: 98 }), standard] }),
      /tiers\[0\]\.rules\[0\]\.value: A bar on gold accuracy must lie between 0 and 1; it is 98\./,
    ],
    [
      "a tier nobody can reach",
      broken({ tiers: [rule({ op: ">", value: 1 }), standard] }),
      /tiers\[0\]\.rules\[0\]\.value: Nobody can reach/,
    ],
    [
      "tiers out of order",
      broken({
        tiers: [
          royalty,
          {
            ...rule({ value: 0.99 }),
            id: "gold",
            rules: [...royalty!.rules, { metric: "hours", op: ">=", value: 5 }],
          },
          standard,
        ],
      }),
      /tiers\[1\]\.rules: The tiers are out of order/,
    ],
    [
      "quotas above the whole",
      broken({
        tiers: [
          { ...royalty, quota_share: 0.7 },
          { ...rule({ value: 0.8 }), id: "gold", quota_share: 0.6 },
          standard,
        ],
      }),
      /tiers: The quotas add up to 130 %/,
    ],
    [
      "an effect before the announcement",
      broken({ effective_at: "2026-02-01T00:00:00Z" }),
      /effective_at: It takes effect before it is announced/,
    ],
    [
      "a list with one broken version",
      [EFFICIENCY, broken({ version: 2, window_days: 0 })],
      /\[1\]\.window_days: window_days must be at least 1\./,
    ],
  ])("is refused with its path and a sentence: %s", async (name, policy, expected) => {
    const { code, out, err } = await run(database.url, file(`${name.replaceAll(" ", "-")}.json`, policy));
    expect(err).toMatch(expected);
    expect(err).not.toMatch(/\n\s+at /);
    expect([code, out]).toEqual([2, ""]);
  });

  it("is refused where it is no JSON, or no file", async () => {
    const cut = await run(database.url, file("cut.json", `{"version": 1,`));
    expect([cut.code, cut.out]).toEqual([2, ""]);
    expect(cut.err).toMatch(/cut\.json is not JSON/);
    const missing = await run(database.url, join(folder, "nowhere.json"));
    expect([missing.code, missing.err]).toEqual([
      2,
      expect.stringMatching(/cannot be read; name a JSON file/),
    ]);
  });
});
