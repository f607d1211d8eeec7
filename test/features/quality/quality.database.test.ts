import { refreshRollups } from "db/queries/refresh";
import { describe, expect, it } from "vitest";
import { agreementProjects } from "~/features/agreement/agreement.server";
import { computeQuality } from "~/features/quality/compute.server";
import { computingOf, startComputing } from "~/features/quality/computing.server";
import { FIRST_ROWS, openLists } from "~/features/quality/long-lists";
import {
  loadProjectQuality,
  loadQuality,
  type ProjectQuestion,
  projectsToCompute,
} from "~/features/quality/quality.server";
import { refreshSnapshots } from "~/features/report/snapshot.server";
import { loadLedger } from "../../db/queries/evidence/support/load";
import { testDatabase } from "../../support/database";
import { PLANTED, smallProgramme } from "./small-programme";

const { db } = await testDatabase();
await loadLedger(db, smallProgramme());
await db.insertInto("projects").values({ projectId: 99, sourceId: "empty", importId: 1 }).execute();

const NOW = new Date("2026-04-01T12:00:00Z");
const nothing = () => undefined;
const noQuestion: ProjectQuestion = { annotator: null, dispute: null, open: openLists("") };
const load = async (question: Partial<ProjectQuestion> = {}) =>
  (await loadProjectQuality(db, db, PLANTED.project, { ...noQuestion, ...question }))!;

/** A policy with one bar, and the demotion by it of a person who held the upper tier. */
async function plantDemotion(annotator: string, gold: { correct: number; total: number }, bar: number) {
  const rules = [{ metric: "gold_accuracy", op: ">=", value: bar }];
  const policy = {
    version: 1,
    name: "One bar",
    announced_at: "2026-01-01T00:00:00Z",
    effective_at: "2026-01-01T00:00:00Z",
    window_days: 90,
    minimum_gold: 20,
    decide_on: "point",
    tiers: [
      { id: "upper", label: "Upper", rules, pay_multiplier: 1, premium_access: false },
      { id: "base", label: "Base", rules: [], pay_multiplier: 1, premium_access: false },
    ],
  };
  await db
    .insertInto("tierPolicies")
    .values({ version: 1, policy: JSON.stringify(policy), importId: 1 })
    .execute();
  const { annotatorId } = await db
    .selectFrom("annotators")
    .select("annotatorId")
    .where("sourceId", "=", annotator)
    .executeTakeFirstOrThrow();
  const change = { annotatorId, policyVersion: 1, actor: "system" as const, importId: 1 };
  await db
    .insertInto("tierChanges")
    .values([
      { ...change, tierChangeId: "up", toTier: "upper", at: "2026-01-02T00:00:00Z" },
      {
        ...change,
        tierChangeId: "down",
        fromTier: "upper",
        toTier: "base",
        at: "2026-03-01T00:00:00Z",
        goldCorrect: gold.correct,
        goldTotal: gold.total,
      },
    ])
    .execute();
}

describe("a project's quality", () => {
  it("is not there before it is computed, and says so", async () => {
    const before = await load();
    expect(before).toMatchObject({ agreement: null, quality: null, kept: null, models: [], matrix: null });
    expect(before.gold).toMatchObject({ kind: "measured" });
    expect(await projectsToCompute(db, db)).toEqual([PLANTED.project]);
  });

  it("is kept with the time it was computed", async () => {
    await startComputing(db, PLANTED.project, () => NOW);
    expect(computingOf(PLANTED.project)).toBeNull();
    const { kept, agreement, models } = await load();
    expect(kept).toMatchObject({ computedAt: "2026-04-01T12:00:00.000Z", stale: false });
    expect(agreement).toMatchObject({
      annotators: PLANTED.annotators,
      items: PLANTED.items,
      judgments: PLANTED.items * PLANTED.answersAnItem,
      goldItems: PLANTED.goldItems - 1,
    });
    expect(agreement!.agreement.nominal.value).toBeGreaterThan(0.6);
    expect(agreement!.weeks.map(({ day }) => day)).toEqual([
      "2026-01-05",
      "2026-01-12",
      "2026-01-19",
      "2026-01-26",
      "2026-02-02",
    ]);
    const majority = models.find(({ method }) => method === "majority")!.model;
    expect(majority.gold!.accuracy).toBeGreaterThan(0.95);
    expect(await projectsToCompute(db, db)).toEqual([]);
  });

  it("marks the wrong key as in doubt and leaves the disputed one out of the scores", async () => {
    const { gold } = (await load()).quality!;
    expect(gold).toMatchObject({ items: PLANTED.goldItems, disputed: 1, inDoubt: 1, outcome: "flagged" });
    const whole = await load({ open: openLists("all=keys") });
    expect(gold.rows.shown[0]).toMatchObject({ item: PLANTED.wrongKey, inDoubt: true, alternative: "light" });
    expect(whole.quality!.gold.rows.shown.at(-1)).toMatchObject({
      item: PLANTED.disputedKey,
      status: "disputed",
      inDoubt: false,
    });
  });

  it("sends the keys to look at first, and all of them where the address asks for them", async () => {
    const first = (await load()).quality!.gold.rows;
    const whole = (await load({ open: openLists("all=keys") })).quality!.gold.rows;
    expect(first).toEqual({ shown: whole.shown.slice(0, FIRST_ROWS), of: PLANTED.goldItems });
    expect(whole.shown).toHaveLength(PLANTED.goldItems);
  });

  it("finds the severe reviewer beyond the funnel", async () => {
    const reviewers = (await load()).quality!.reviewers!;
    expect(reviewers.outcome).toBe("flagged");
    const severe = reviewers.points.shown.find(({ reviewer }) => reviewer === PLANTED.severeReviewer)!;
    expect(severe.rate).toBeLessThan(0.7);
    expect(reviewers.points.shown.every(({ rate }) => rate >= 0 && rate <= 1)).toBe(true);
  });

  it("shows everybody's score before and after a dispute, and changes nothing", async () => {
    const { dispute, gold } = await load({ dispute: PLANTED.wrongKey });
    const { found } = dispute!;
    expect(found).toMatchObject({ key: "dark", status: "active", people: PLANTED.answersAnItem });
    expect(found!.better).toBeGreaterThanOrEqual(5);
    for (const { before, after } of found!.scores.shown) expect(after.total).toBe(before.total - 1);
    expect((await load()).gold).toEqual(gold);
    const unknown = await load({ dispute: "no such item" });
    expect(unknown.dispute).toEqual({ item: "no such item", found: null, tiers: null });
  });

  it("shows which tiers a dispute would change, on record and in the latest window", async () => {
    const question = { dispute: PLANTED.wrongKey };
    // A bar that one person reaches without the wrong key and misses with it.
    const person = (await load(question)).dispute!.found!.scores.shown.find(
      ({ change }) => (change ?? 0) > 0,
    )!;
    await plantDemotion(person.annotator, person.before, person.after.accuracy!);
    await db.insertInto("dirtyCells").values({ annotatorId: null, projectId: null, day: null }).execute();
    await refreshRollups(db);
    await refreshSnapshots(db, NOW);
    const { policy, pending, recorded } = (await load(question)).dispute!.tiers!;
    expect(policy).toMatchObject({ version: 1, windowDays: 90 });
    const flip = { annotator: person.annotator, counted: "base", without: "upper" };
    expect(recorded.shown).toMatchObject([{ ...flip, held: "upper" }]);
    expect(pending.shown).toContainEqual(expect.objectContaining({ ...flip, at: null }));
    const harmless = (await load({ dispute: "gold-050" })).dispute!;
    expect(harmless.tiers!.recorded.shown).toEqual([]);
  });

  it("says whether its annotators can be ranked", async () => {
    const { ranks, rating, preference, revision } = await load();
    expect(ranks).toMatchObject({ people: PLANTED.annotators, ordinals: false });
    expect({ rating, preference, revision }).toEqual({ rating: null, preference: null, revision: null });
  });

  it("shows one annotator's error matrix, whose rows add to one", async () => {
    const { matrix, annotators } = await load({ annotator: "ann-03" });
    expect(annotators).toMatchObject({ of: PLANTED.annotators });
    expect(matrix).toMatchObject({ annotator: "ann-03" });
    for (const row of matrix!.found!.errors!) {
      expect(row.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 4);
    }
    const stranger = await load({ annotator: "nobody" });
    expect(stranger.matrix).toEqual({ annotator: "nobody", found: null });
  });

  it("is marked as old once records have come in", async () => {
    await db
      .insertInto("imports")
      .values({ mergeNo: 7, format: "columns", status: "done", startedAt: NOW })
      .execute();
    expect((await load()).kept).toMatchObject({ stale: true });
    expect((await loadQuality(db, db)).find(({ project }) => project === PLANTED.project)!.kept!.stale).toBe(
      true,
    );
    const [project] = await agreementProjects(db, PLANTED.project);
    await computeQuality(db, project!, new Date("2026-04-02T00:00:00Z"), nothing);
    expect((await load()).kept).toMatchObject({ stale: false, computedAt: "2026-04-02T00:00:00.000Z" });
  });
});

describe("a project without records", () => {
  it("is null with reasons throughout", async () => {
    await startComputing(db, "empty", () => NOW);
    const empty = (await loadProjectQuality(db, db, "empty", noQuestion))!;
    expect(empty.agreement!.agreement.nominal).toMatchObject({ value: null, reason: "no judgments" });
    expect(empty.models.every(({ model }) => model.reason === "no judgments")).toBe(true);
    expect(empty.quality).toMatchObject({ gold: { items: 0, rows: { shown: [], of: 0 } }, reviewers: null });
    expect(empty.gold).toMatchObject({ kind: "unmeasured" });
  });

  it("is nothing where there is no project", async () => {
    expect(await loadProjectQuality(db, db, "nowhere", noQuestion)).toBeNull();
  });
});
