import { beforeAll, describe, expect, it } from "vitest";
import { listTierPolicyTexts } from "db/queries/tiers";
import { chooseLeaderboard, loadGame } from "~/features/tiers/game.server";
import { loadPolicyPage } from "~/features/tiers/policy-page.server";
import { publishPolicy } from "~/features/tiers/publish.server";
import { loadQueue } from "~/features/tiers/queue.server";
import { loadTierStanding } from "~/features/tiers/tier-standing.server";
import { loadTiers } from "~/features/tiers/tiers.server";
import type { PolicyJson } from "~/tiers/policy";
import { FAIR } from "~/tiers/shipped/fair";
import { testDatabase } from "../../support/database";
import { importProgramme } from "./import-programme";
import { LAST_WINDOW, waitingProgramme } from "./waiting-programme";

const NOW = new Date("2026-07-03T00:00:00Z");
const database = await testDatabase();
const { db } = database;
const by = "Mara";
const publish = (draft: unknown, acknowledged = false) =>
  publishPolicy(db, JSON.stringify(draft), { acknowledged, by, at: NOW });
const draft = (change: Partial<PolicyJson> = {}): PolicyJson => ({
  ...FAIR,
  effective_at: "2026-08-10T00:00:00Z",
  ...change,
});

beforeAll(() => importProgramme(database, waitingProgramme(), NOW));

describe("the screens' numbers", () => {
  it("agree with each other: mix, waiting changes, and what parts from the policy", async () => {
    const tiers = await loadTiers(db, null, NOW);
    const queue = await loadQueue(db, NOW);
    const scope = tiers.scope!;
    expect(tiers.waiting.all).toBe(queue.waiting.length);
    expect(scope.partings.filter(({ windowTo }) => windowTo.startsWith(LAST_WINDOW))).toHaveLength(
      queue.waiting.length,
    );
    const held = scope.mobility.mix.map(({ points }) => points.at(-1)!.value!);
    expect(held.reduce((sum, count) => sum + count, 0)).toBe(scope.people);
    expect(scope.mobility.band!.low).toBeLessThan(scope.mobility.band!.high);
    expect(queue.running).toMatchObject([{ projectId: null, from: `${LAST_WINDOW}T00:00:00.000Z` }]);
  });

  it("explain a waiting demotion to the person as to the manager", async () => {
    const [proposal] = (await loadQueue(db, NOW)).waiting;
    const { standings, proposals, optedOut } = await loadTierStanding(db, proposal!.sourceId, NOW);
    expect(standings[0]!.ended!.trace).toMatchObject({ proposedTier: proposal!.toTier, outcome: "proposed" });
    expect(standings[0]!.ended!.decision[0]).toMatch(/is proposed and waits for a person's decision/);
    expect(proposals[0]).toMatchObject({ status: "open", toTier: proposal!.toTier });
    expect(optedOut).toBe(false);
    expect((await loadTierStanding(db, "nobody", NOW)).standings).toEqual([]);
  });
});

describe("publishing a policy", () => {
  it("gives it the next number and announces it at that moment", async () => {
    expect(await publish(draft({ version: 77, announced_at: "2020-01-01T00:00:00Z" }))).toEqual({
      kind: "published",
      version: 4,
    });
    const page = (await loadPolicyPage(db, "4", NOW))!;
    expect(page.publication).toEqual({ publishedAt: NOW.toISOString(), publishedBy: by, warnings: [] });
    expect(page.recorded.at(-1)).toMatchObject({ version: 4, announcedAt: NOW.toISOString(), name: "Fair" });
    expect(page.version!.changes.length).toBeGreaterThan(3);
    expect(page.start).toMatchObject({ version: 5, announced_at: "2026-07-03T00:00:00Z" });
  });

  it("asks for little notice and effects in the past to be acknowledged, and keeps that", async () => {
    const soon = draft({ effective_at: "2026-07-10T00:00:00Z" });
    expect(await publish(soon)).toMatchObject({
      kind: "refused",
      notes: [
        { path: "effective_at", sentence: expect.stringMatching(/^It gives 7 days of notice/) as string },
      ],
    });
    expect(await publish(soon, true)).toMatchObject({ kind: "published" });
    const back = draft({ effective_at: "2026-06-01T00:00:00Z" });
    expect(await publish(back, true)).toMatchObject({ kind: "refused", notes: [{ path: "effective_at" }] });
    expect(await publish({ ...back, retroactive: true }, true)).toEqual({ kind: "published", version: 6 });
    expect((await loadPolicyPage(db, "6", NOW))!.publication!.warnings).toEqual([
      "It is retroactive: people are judged by a rule they could not know.",
    ]);
  });

  it("refuses what is malformed with its path, and changes nothing", async () => {
    const before = await listTierPolicyTexts(db);
    expect(await publish(draft({ window_days: 0 }))).toMatchObject({
      kind: "refused",
      notes: [{ path: "window_days" }],
    });
    expect(await publish(draft({ project_id: "nowhere" }))).toMatchObject({
      notes: [{ path: "project_id", sentence: 'There is no project "nowhere".' }],
    });
    expect(await publishPolicy(db, "{", { acknowledged: true, by, at: NOW })).toMatchObject({
      kind: "refused",
    });
    expect(await listTierPolicyTexts(db)).toEqual(before);
  });

  it("loses nobody whose tier the new version does not know", async () => {
    const { mobility, people } = (await loadTiers(db, null, NOW)).scope!;
    expect(mobility.tiers.map(({ id }) => id)).toEqual(["royalty", "standard"]);
    expect(mobility.mix.map(({ tier }) => tier.id)).toEqual(["royalty", "established", "standard"]);
    const held = mobility.mix.map(({ points }) => points.at(-1)!.value!);
    expect(held.reduce((sum, count) => sum + count, 0)).toBe(people);
  });
});

describe("a leaderboard", () => {
  const manager = { name: by, role: "manager", annotatorId: null, accountId: "mara" } as const;

  it("names nobody where the records cannot rank, and nobody who opted out", async () => {
    const { leaderboard } = await loadGame(db, db);
    expect(leaderboard).toMatchObject({ rankable: false, rows: [], out: 0 });
    const { sourceId } = await db
      .selectFrom("snapshots")
      .select("sourceId")
      .where("windowDays", "=", 28)
      .where("projectId", "=", 0)
      .where("gold", "is not", null)
      .executeTakeFirstOrThrow();
    expect(await chooseLeaderboard(db, manager, { annotator: sourceId, out: true }, NOW)).toBe(true);
    expect((await loadGame(db, db)).leaderboard).toMatchObject({ people: leaderboard.people, out: 1 });
    expect((await loadTierStanding(db, sourceId, NOW)).optedOut).toBe(true);
    await chooseLeaderboard(db, manager, { annotator: sourceId, out: false }, NOW);
    expect((await loadGame(db, db)).leaderboard.out).toBe(0);
    expect(await chooseLeaderboard(db, manager, { annotator: "nobody", out: true }, NOW)).toBe(false);
  });

  it("lets an annotator choose for themself alone", async () => {
    const people = await db.selectFrom("annotators").select(["annotatorId", "sourceId"]).limit(2).execute();
    const [own, other] = people as [(typeof people)[number], (typeof people)[number]];
    const viewer = { ...manager, role: "annotator", annotatorId: own.annotatorId } as const;
    await chooseLeaderboard(db, viewer, { annotator: other.sourceId, out: true }, NOW);
    expect((await loadTierStanding(db, own.sourceId, NOW)).optedOut).toBe(true);
    expect((await loadTierStanding(db, other.sourceId, NOW)).optedOut).toBe(false);
  });
});

describe("an empty ledger", () => {
  it("has screens all the same", async () => {
    const empty = await testDatabase();
    expect(await loadTiers(empty.db, null, NOW)).toMatchObject({
      scope: null,
      policies: [],
      hasRecords: false,
    });
    expect(await loadQueue(empty.db, NOW)).toMatchObject({ waiting: [], running: [], lastEnded: null });
    expect(await loadGame(empty.db, empty.db)).toMatchObject({
      streaks: null,
      targets: [],
      leaderboard: { people: 0 },
    });
    expect(await loadPolicyPage(empty.db, "draft", NOW)).toMatchObject({ version: null, nextVersion: 1 });
    expect(await loadPolicyPage(empty.db, "1", NOW)).toBeUndefined();
  });
});
