import { describe, expect, it } from "vitest";
import { agreementProjects } from "~/features/agreement/agreement.server";
import { computeQuality } from "~/features/quality/compute.server";
import { computingOf, startComputing } from "~/features/quality/computing.server";
import { loadProjectQuality, loadQuality, projectsToCompute } from "~/features/quality/quality.server";
import { loadLedger } from "../../db/queries/evidence/support/load";
import { testDatabase } from "../../support/database";
import { PLANTED, smallProgramme } from "./small-programme";

const { db } = await testDatabase();
await loadLedger(db, smallProgramme());
await db.insertInto("projects").values({ projectId: 99, sourceId: "empty", importId: 1 }).execute();

const NOW = new Date("2026-04-01T12:00:00Z");
const nothing = () => undefined;
const noQuestion = { annotator: null, dispute: null };
const load = async (question: { annotator: string | null; dispute: string | null } = noQuestion) =>
  (await loadProjectQuality(db, PLANTED.project, question))!;

describe("a project's quality", () => {
  it("is not there before it is computed, and says so", async () => {
    const before = await load();
    expect(before).toMatchObject({ agreement: null, quality: null, kept: null, models: [], matrix: null });
    expect(before.gold).toMatchObject({ kind: "measured" });
    expect(await projectsToCompute(db)).toEqual([PLANTED.project]);
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
    expect(await projectsToCompute(db)).toEqual([]);
  });

  it("marks the wrong key as in doubt and leaves the disputed one out of the scores", async () => {
    const { gold } = (await load()).quality!;
    expect(gold).toMatchObject({ items: PLANTED.goldItems, disputed: 1, inDoubt: 1, outcome: "flagged" });
    expect(gold.rows[0]).toMatchObject({ item: PLANTED.wrongKey, inDoubt: true, alternative: "light" });
    expect(gold.rows.at(-1)).toMatchObject({ item: PLANTED.disputedKey, status: "disputed", inDoubt: false });
  });

  it("finds the severe reviewer beyond the funnel", async () => {
    const reviewers = (await load()).quality!.reviewers!;
    expect(reviewers.outcome).toBe("flagged");
    const severe = reviewers.points.find(({ reviewer }) => reviewer === PLANTED.severeReviewer)!;
    expect(severe.rate).toBeLessThan(0.7);
    expect(reviewers.points.every(({ rate }) => rate >= 0 && rate <= 1)).toBe(true);
  });

  it("shows everybody's score before and after a dispute, and changes nothing", async () => {
    const { dispute, gold } = await load({ annotator: null, dispute: PLANTED.wrongKey });
    const { found } = dispute!;
    expect(found).toMatchObject({ key: "dark", status: "active", people: PLANTED.answersAnItem });
    expect(found!.better).toBeGreaterThanOrEqual(5);
    for (const { before, after } of found!.scores) expect(after.total).toBe(before.total - 1);
    expect((await load()).gold).toEqual(gold);
    const unknown = await load({ annotator: null, dispute: "no such item" });
    expect(unknown.dispute).toEqual({ item: "no such item", found: null });
  });

  it("shows one annotator's error matrix, whose rows add to one", async () => {
    const { matrix, annotators } = await load({ annotator: "ann-03", dispute: null });
    expect(annotators).toHaveLength(PLANTED.annotators);
    expect(matrix).toMatchObject({ annotator: "ann-03" });
    for (const row of matrix!.found!.errors!) {
      expect(row.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 4);
    }
    const stranger = await load({ annotator: "nobody", dispute: null });
    expect(stranger.matrix).toEqual({ annotator: "nobody", found: null });
  });

  it("is marked as old once records have come in", async () => {
    await db
      .insertInto("imports")
      .values({ mergeNo: 7, format: "columns", status: "done", startedAt: NOW })
      .execute();
    expect((await load()).kept).toMatchObject({ stale: true });
    expect((await loadQuality(db)).find(({ project }) => project === PLANTED.project)!.kept!.stale).toBe(
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
    const empty = (await loadProjectQuality(db, "empty", noQuestion))!;
    expect(empty.agreement!.agreement.nominal).toMatchObject({ value: null, reason: "no judgments" });
    expect(empty.models.every(({ model }) => model.reason === "no judgments")).toBe(true);
    expect(empty.quality).toMatchObject({ gold: { items: 0, rows: [] }, reviewers: null });
    expect(empty.gold).toMatchObject({ kind: "unmeasured" });
  });

  it("is nothing where there is no project", async () => {
    expect(await loadProjectQuality(db, "nowhere", noQuestion)).toBeNull();
  });
});
