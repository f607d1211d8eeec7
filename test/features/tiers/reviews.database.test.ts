import { beforeAll, describe, expect, it } from "vitest";
import { listEvaluations, listProposals } from "db/queries/tier-reviews";
import { listTierChanges } from "db/queries/tiers";
import { setSetting } from "db/queries/tier-settings";
import { refreshMeasures } from "~/features/report/refresh.server";
import { evaluateTiers } from "~/features/tiers/evaluate.server";
import { decide, loadReview, openEvidence } from "~/features/tiers/review.server";
import { testDatabase } from "../../support/database";
import { importRecords } from "../imports/record-sources";
import { importProgramme } from "./import-programme";
import { carefulProgramme, LAST_WINDOW, waitingProgramme } from "./waiting-programme";

const NOW = new Date("2026-07-03T00:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const ALL = ["open", "carried_out", "superseded", "withdrawn", "upheld", "refused"] as const;

const full = carefulProgramme();
const changes = [...full.records].flatMap((record) => (record.table === "tier_changes" ? [record] : []));
const isLate = ({ row }: (typeof changes)[number]) => row.at >= `${LAST_WINDOW}T00:00:00.000Z`;

const database = await testDatabase();
const { db } = database;
const list = () => listProposals(db, ALL, 10_000);
const address = (annotator: string) => ({ annotator, scope: "", day: LAST_WINDOW });
const reasons = "The interval of 28 gold items lies below the bar in two windows; agreed with the person.";

describe("windows that have ended", () => {
  beforeAll(() => importProgramme(database, waitingProgramme(full), NOW));

  it("are evaluated after an import, and what the platform did is recognised as such", async () => {
    const proposals = await list();
    expect(proposals).toHaveLength(changes.length);
    const byStatus = (status: string) => proposals.filter((proposal) => proposal.status === status);
    expect(byStatus("carried_out")).toHaveLength(changes.filter((change) => !isLate(change)).length);
    expect(byStatus("open")).toHaveLength(changes.filter(isLate).length);
    expect(byStatus("open").length).toBeGreaterThan(3);
    const evaluations = await listEvaluations(db);
    expect(evaluations.map(({ windowTo }) => windowTo.slice(0, 10))).toEqual([
      "2026-06-18",
      "2026-05-21",
      "2026-04-23",
      "2026-03-26",
      "2026-02-26",
      "2026-01-29",
    ]);
  });

  it("give the same proposals when evaluated again", async () => {
    const before = await list();
    await setSetting(db, "tier-evaluation", { stamp: "" }, NOW);
    await evaluateTiers(db, later(5));
    expect(await list()).toEqual(before);
  });
});

describe("a proposed demotion", () => {
  it("shows nothing before its evidence is opened, and cannot be decided unread or without reasons", async () => {
    const [proposal] = (await list()).filter((of) => of.status === "open" && of.direction === "down");
    const at = address(proposal!.sourceId);
    expect(await loadReview(db, at)).toMatchObject({ evidence: null, proposal: { evidenceOpenedAt: null } });
    const upheld = { ruling: "upheld", reasons, told: true } as const;
    expect(await decide(db, at, upheld, "Mara", later(9))).toMatch(/^Open the evidence first/);

    await openEvidence(db, at, "Mara", later(10));
    await openEvidence(db, at, "Somebody else", later(11));
    const review = (await loadReview(db, at))!;
    expect(review.proposal).toMatchObject({ evidenceOpenedAt: later(10).toISOString(), openedBy: "Mara" });
    expect(review.evidence!.words.join(" ")).toMatch(/asks for gold accuracy of at least/);
    expect(review.evidence!.trace.counterfactuals.length).toBeGreaterThan(0);

    expect(await decide(db, at, { ...upheld, reasons: "bad" }, "Mara", later(12))).toMatch(/^Write down why/);
    expect(await listTierChanges(db, null)).toHaveLength(changes.filter((change) => !isLate(change)).length);

    expect(await decide(db, at, upheld, "Mara", later(20))).toBeNull();
    const change = await db
      .selectFrom("tierChanges")
      .selectAll()
      .where("annotatorId", "=", proposal!.annotatorId)
      .orderBy("at", "desc")
      .executeTakeFirstOrThrow();
    expect(change).toMatchObject({
      fromTier: proposal!.fromTier,
      toTier: proposal!.toTier,
      at: later(20).toISOString(),
      actor: "human",
      actorId: "Mara",
      evidenceOpenedAt: later(10).toISOString(),
      decidedAt: later(20).toISOString(),
      notifiedAt: later(20).toISOString(),
      reasons,
    });
    expect(change.goldTotal).toBeGreaterThan(0);
    expect((await loadReview(db, at))!.proposal).toMatchObject({ status: "upheld", decidedBy: "Mara" });
    expect(await decide(db, at, upheld, "Mara", later(21))).toMatch(/^Somebody has decided/);
    const row = await db
      .selectFrom("snapshots")
      .select("tier")
      .where("annotatorId", "=", proposal!.annotatorId)
      .where("windowDays", "=", 0)
      .where("projectId", "=", 0)
      .executeTakeFirstOrThrow();
    expect(row.tier).toBe(proposal!.toTier);
  });

  it("leaves the tier as it is when it is refused", async () => {
    const [proposal] = (await list()).filter((of) => of.status === "open" && of.direction === "down");
    const at = address(proposal!.sourceId);
    const before = await listTierChanges(db, null);
    await openEvidence(db, at, "Mara", later(30));
    expect(await decide(db, at, { ruling: "refused", reasons, told: false }, "Mara", later(31))).toBeNull();
    expect(await listTierChanges(db, null)).toEqual(before);
    expect((await loadReview(db, at))!.proposal).toMatchObject({ status: "refused", reasons });
  });

  it("no longer waits once the platform has made it", async () => {
    const [proposal] = (await list()).filter(({ status }) => status === "open");
    const record = changes.find((change) => isLate(change) && change.row.annotatorId === proposal!.sourceId)!;
    await importRecords(database, [{ table: "tier_changes", rows: [[record]] }]);
    await refreshMeasures(db, later(40));
    const [now] = (await list()).filter(
      ({ sourceId, windowTo }) => sourceId === proposal!.sourceId && windowTo.startsWith(LAST_WINDOW),
    );
    expect(now!.status).toBe("carried_out");
    expect((await list()).filter(({ status }) => status === "upheld" || status === "refused")).toHaveLength(
      2,
    );
  });

  it("is not there for somebody nobody knows, or for a day on which no window ended", async () => {
    expect(await loadReview(db, address("nobody"))).toBeUndefined();
    const [proposal] = await list();
    expect(await loadReview(db, { ...address(proposal!.sourceId), day: "2026-06-19" })).toBeUndefined();
    expect(await loadReview(db, { ...address(proposal!.sourceId), day: "soon" })).toBeUndefined();
  });
});

describe("an empty ledger", () => {
  it("is evaluated to nothing", async () => {
    const empty = await testDatabase();
    await refreshMeasures(empty.db, NOW);
    expect(await listEvaluations(empty.db)).toEqual([]);
    expect(await listProposals(empty.db, ALL, 10)).toEqual([]);
  });
});
