import { describe, expect, it } from "vitest";
import { checkRollups } from "db/queries/check";
import { findAppeal, listAppealEvents } from "db/queries/appeals";
import { listOwnRescores } from "db/queries/rulings";
import { tallyAnnotatorGold } from "db/queries/quality";
import type { LedgerRecord } from "~/domain/ledger";
import type { Viewer } from "~/domain/viewer";
import { answerAppeal, noteOpened, rectifyAppeal } from "~/features/appeals/answer.server";
import { fileAppeal, withdrawAppeal } from "~/features/appeals/filing.server";
import { loadOpenAppeals } from "~/features/appeals/open-appeals.server";
import { setHidesLiveKeys } from "db/queries/record-rows";
import { loadOwnRecords, loadRecords } from "~/features/records/records.server";
import { undoImport } from "~/features/imports/undo.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { testDatabase } from "../../support/database";
import { importRecords } from "../imports/record-sources";
import { PLANTED } from "../quality/small-programme";
import { importSmallProgramme, MISSED, plantPolicy, recordFiles, RECORDS } from "./small-appeals";

const database = await testDatabase();
const { db } = database;

const FILED = new Date("2026-03-02T09:00:00Z");
const later = (hours: number) => new Date(FILED.getTime() + hours * 3_600_000);
const CLAIM = "Every careful answer says light; the key says dark, and it is the key that is wrong.";
const REASONS =
  "Six of seven people, and both guidelines, call this shade light; the key was typed in wrong in January.";

const records = RECORDS;
const files = recordFiles;
const imported = await importSmallProgramme(database);
await refreshMeasures(db, FILED);

const listPeople = () =>
  db.selectFrom("annotators").select(["annotatorId", "sourceId"]).orderBy("sourceId").execute();
/** Read again after an undo: a person whom no row named for a while has another number. */
let people = await listPeople();
const numberOf = (sourceId: string) => people.find((one) => one.sourceId === sourceId)!.annotatorId;
const annotator = (sourceId: string): Viewer => ({
  ...{ accountId: sourceId, name: sourceId, role: "annotator", annotatorId: numberOf(sourceId) },
});
const manager: Viewer = { accountId: "m", name: "Mara Lind", role: "manager", annotatorId: null };

const form = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

const file = (who: string, fields: Record<string, string>, at = FILED) => {
  const viewer = annotator(who);
  return database.seenBy(viewer, (own) =>
    fileAppeal({ viewer, db: own, database }, form({ claim: CLAIM, ...fields }), at),
  );
};

async function filed(who: string, fields: Record<string, string>, at = FILED): Promise<string> {
  const result = await file(who, fields, at);
  if (result.kind !== "filed") throw new Error(result.sentence);
  return result.appealId;
}

async function answer(appealId: string, fields: Record<string, string>, at = later(30)) {
  await noteOpened(db, manager, appealId, later(29));
  return answerAppeal(database, manager, appealId, form({ reasons: REASONS, ...fields }), at);
}

const eventsOf = async (appealId: string) => {
  const appeal = (await findAppeal(db, appealId))!;
  return listAppealEvents(db, appeal.annotatorId, appealId);
};

const goldOf = async () => {
  const project = await db.selectFrom("projects").select("projectId").executeTakeFirstOrThrow();
  return new Map((await tallyAnnotatorGold(db, project.projectId)).map((one) => [one.annotator, one]));
};

const keyStatus = async (item: string) =>
  (await db.selectFrom("items").select("goldStatus").where("sourceId", "=", item).executeTakeFirstOrThrow())
    .goldStatus;

const missed = MISSED;
const appellant = missed[0]!.annotatorId;
const stranger = people.find(({ sourceId }) => !missed.some((row) => row.annotatorId === sourceId))!.sourceId;
const theKey = { subject: "gold_item", subjectId: PLANTED.wrongKey, project: PLANTED.project };

describe("an appeal", () => {
  it("is filed against a row of one's own, with a claim that says something, once at a time", async () => {
    expect(await file(appellant, { ...theKey, claim: "it is wrong" })).toMatchObject({
      kind: "refused",
      sentence: expect.stringMatching(/^Say what is wrong/) as string,
      claim: { subjectId: PLANTED.wrongKey },
    });
    expect(await file(appellant, { ...theKey, subject: "anything" })).toMatchObject({ kind: "refused" });
    const others = records.find((one) => one.table === "judgments" && one.row.annotatorId === stranger)!;
    expect(
      await file(appellant, {
        subject: "judgment",
        subjectId: (others.row as { judgmentId: string }).judgmentId,
      }),
    ).toMatchObject({
      kind: "refused",
      sentence: expect.stringMatching(/^There is no such row of yours/) as string,
    });

    const appealId = await filed(appellant, theKey);
    const [first] = await eventsOf(appealId);
    expect(first).toMatchObject({ eventNo: 1, kind: "filed", actor: appellant, words: CLAIM });
    expect(first!.contested).toMatchObject({
      subject: "gold_item",
      project: PLANTED.project,
      facts: expect.arrayContaining([
        { term: "Key", value: "dark" },
        { term: "Answer", value: missed[0]!.answer },
        { term: "Answer meets the key", value: "no" },
      ]) as object[],
    });
    expect(await file(appellant, theKey)).toMatchObject({
      sentence: expect.stringMatching(/still open/) as string,
    });
    expect(await loadOpenAppeals(db, db, later(48))).toMatchObject([
      { appealId, annotator: appellant, dueOn: "2026-03-16", daysLeft: 12, late: false, here: true },
    ]);
  });

  it("is seen by its annotator and by managers, and by no other annotator or researcher", async () => {
    const seen = (viewer: Pick<Viewer, "role" | "annotatorId">) =>
      database.seenBy(viewer, async (own) => ({
        appeals: (await own.selectFrom("appeals").select("appealId").execute()).length,
        events: (await own.selectFrom("appealEvents").select("appealId").execute()).length,
      }));
    expect(await seen(annotator(appellant))).toEqual({ appeals: 1, events: 1 });
    expect(await seen(annotator(stranger))).toEqual({ appeals: 0, events: 0 });
    expect(await seen({ role: "researcher", annotatorId: null })).toEqual({ appeals: 0, events: 0 });
    expect(await seen(manager)).toEqual({ appeals: 1, events: 1 });
  });

  it("is not answered unread, without reasons, with words for any case, or with the claim itself", async () => {
    const [{ appealId } = { appealId: "" }] = await loadOpenAppeals(db, db, FILED);
    const say = (reasons: string) =>
      answerAppeal(database, manager, appealId, form({ outcome: "rejected", reasons }), later(2));
    expect(await say("")).toMatchObject({ sentence: expect.stringMatching(/^Write down why/) as string });
    expect(await say("No.")).toMatchObject({ kind: "refused" });
    const stock =
      "Thank you for reaching out. After careful review the original decision stands as per our policy.";
    expect(await say(stock)).toMatchObject({ sentence: expect.stringMatching(/fit any appeal/) as string });
    expect(await say(CLAIM)).toMatchObject({
      sentence: expect.stringMatching(/words of the claim/) as string,
    });
    expect(await say(REASONS)).toMatchObject({
      sentence: expect.stringMatching(/^Open the evidence/) as string,
    });
    expect(await eventsOf(appealId)).toHaveLength(1);
  });
});

describe("an upheld appeal against a key", () => {
  it("retires the key and scores everybody anew, exactly, and says who flips", async () => {
    // A bar that one person reaches without the wrong key and misses with it.
    const before = await goldOf();
    const own = before.get(appellant)!;
    await plantPolicy(database, own.correct / (own.total - 1));
    await refreshMeasures(db, later(28));
    const [{ appealId } = { appealId: "" }] = await loadOpenAppeals(db, db, FILED);
    const answered = await answer(appealId, { outcome: "upheld" });
    expect(answered).toMatchObject({ kind: "answered", about: appellant });

    expect(await keyStatus(PLANTED.wrongKey)).toBe("retired");
    const after = await goldOf();
    const answers = records.flatMap((record) =>
      record.table === "judgments" && record.row.itemId === PLANTED.wrongKey ? [record.row] : [],
    );
    for (const [who, { correct, total }] of before) {
      const given = answers.filter(({ annotatorId }) => annotatorId === who);
      const right = given.filter((row) => row.answer === "dark").length;
      expect(after.get(who), who).toMatchObject({ correct: correct - right, total: total - given.length });
    }
    expect(await checkRollups(db)).toEqual([]);
    const snapshot = await db
      .selectFrom("snapshots")
      .select("row")
      .where("sourceId", "=", appellant)
      .where("windowDays", "=", 0)
      .where("project", "=", "")
      .executeTakeFirstOrThrow();
    expect(snapshot.row).toMatchObject({ gold: { correct: own.correct, total: own.total - 1 } });

    const rescored = await database.seenBy(annotator(appellant), (seen) =>
      listOwnRescores(seen, numberOf(appellant)),
    );
    expect(rescored).toMatchObject([
      {
        ...{ item: PLANTED.wrongKey, totalBefore: own.total, totalAfter: own.total - 1 },
        flips: [{ at: null, counted: "base", without: "upper" }],
      },
    ]);
    const all = await db.selectFrom("goldRescores").selectAll().execute();
    expect(all).toHaveLength(new Set(answers.map(({ annotatorId }) => annotatorId)).size);
    for (const one of all) {
      const who = people.find(({ annotatorId }) => annotatorId === one.annotatorId)!.sourceId;
      expect(after.get(who)).toMatchObject({ correct: one.correctAfter, total: one.totalAfter });
    }
    const elsewhere = await database.seenBy(annotator(stranger), (seen) =>
      seen.selectFrom("goldRescores").selectAll().execute(),
    );
    expect(elsewhere).toEqual([]);
  });

  it("keeps its history in order, is put right at once, and cannot be answered again", async () => {
    const appeal = await db.selectFrom("appeals").selectAll().executeTakeFirstOrThrow();
    expect(appeal).toMatchObject({ outcome: "upheld", rectifiedAt: later(30).toISOString() });
    const events = await eventsOf(appeal.appealId);
    expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([
      ["filed", appellant],
      ["opened", "Mara Lind"],
      ["answered", "Mara Lind"],
    ]);
    expect(events[2]).toMatchObject({ words: REASONS, outcome: "upheld" });
    expect(events[2]!.effects[0]).toMatch(/is retired/);
    const again = await answerAppeal(
      database,
      manager,
      appeal.appealId,
      form({
        outcome: "rejected",
        reasons: `${REASONS} On a second look at the colour chart this is different again.`,
      }),
      later(31),
    );
    expect(again).toMatchObject({ kind: "refused" });
    expect(await file(appellant, theKey)).toMatchObject({
      sentence: expect.stringMatching(/retired/) as string,
    });
  });

  it("stands when the same files come in again, which change nothing, and when they are taken out and in", async () => {
    const gold = await goldOf();
    const again = await importRecords(database, files(records));
    expect(again).toMatchObject({ imported: 0, updated: 0 });
    expect(await keyStatus(PLANTED.wrongKey)).toBe("retired");
    await undoImport(database, again.importId, later(40));
    await undoImport(database, imported.importId, later(41));
    await importRecords(database, files(records));
    people = await listPeople();
    expect(await keyStatus(PLANTED.wrongKey)).toBe("retired");
    await refreshMeasures(db, later(42));
    expect(await goldOf()).toEqual(gold);
    expect(await checkRollups(db)).toEqual([]);
  });

  it("gives a key back what later files say of it but not its weight", async () => {
    const keyed = records.filter((one) => one.table === "items" && one.row.itemId === PLANTED.wrongKey);
    const disputed = keyed.map(
      (one) => ({ ...one, row: { ...one.row, goldStatus: "disputed" } }) as LedgerRecord,
    );
    expect(await importRecords(database, files(disputed))).toMatchObject({ updated: 1 });
    expect(await keyStatus(PLANTED.wrongKey)).toBe("retired");
    const ruling = await db.selectFrom("rulings").select("was").executeTakeFirstOrThrow();
    expect(ruling.was).toBe("disputed");
  });
});

describe("upheld appeals against other rows", () => {
  it("overturn a review, which then counts as an acceptance", async () => {
    const review = await db
      .selectFrom("reviews")
      .innerJoin("annotators", "annotators.annotatorId", "reviews.annotatorId")
      .select(["reviewId", "annotators.sourceId as who", "annotators.annotatorId"])
      .where("outcome", "=", "rejected")
      .executeTakeFirstOrThrow();
    const accepted = async () =>
      (
        await db
          .selectFrom("rollups")
          .select(({ fn }) => fn.sum<number>("reviewAccepted").as("n"))
          .where("annotatorId", "=", review.annotatorId)
          .executeTakeFirstOrThrow()
      ).n;
    const before = await accepted();
    const appealId = await filed(review.who, { subject: "review", subjectId: review.reviewId });
    const reasons =
      "The reviewer read the shade on an uncalibrated screen; the answer is the one the chart gives.";
    expect(await answer(appealId, { outcome: "upheld", reasons })).toMatchObject({ kind: "answered" });
    expect(await accepted()).toBe(before + 1);
    const again = records.filter(({ table }) => table === "reviews");
    expect(await importRecords(database, files(again))).toMatchObject({ imported: 0, updated: 0 });
    await refreshMeasures(db, later(50));
    expect(await accepted()).toBe(before + 1);
    expect(await checkRollups(db)).toEqual([]);
  });

  it("restore a tier in the records as long as it still stands, and say what is left to do", async () => {
    const annotatorId = numberOf(stranger);
    const change = { annotatorId, projectId: null, policyVersion: 1, actor: "system", importId: 0 } as const;
    await db
      .insertInto("tierChanges")
      .values({ ...change, tierChangeId: "down", fromTier: "upper", toTier: "base", at: later(1) })
      .execute();
    const appealId = await filed(stranger, { subject: "tier_change", subjectId: "down" });
    const reasons =
      "The window held eleven gold items and the policy asks for twenty, so no change was called for.";
    expect(await answer(appealId, { outcome: "upheld", reasons })).toMatchObject({ kind: "answered" });
    const last = await db
      .selectFrom("tierChanges")
      .select(["fromTier", "toTier", "actor", "actorId", "reasons"])
      .where("annotatorId", "=", annotatorId)
      .orderBy("at", "desc")
      .executeTakeFirstOrThrow();
    expect(last).toEqual({
      fromTier: "base",
      toTier: "upper",
      actor: "human",
      actorId: "Mara Lind",
      reasons,
    });
    expect((await findAppeal(db, appealId))!.rectifiedAt).toBeNull();
    expect((await eventsOf(appealId)).at(-1)!.effects.join(" ")).toMatch(/Still to do/);

    const note = (words: string) =>
      rectifyAppeal(database, manager, appealId, form({ note: words }), later(60));
    expect(await note("")).toMatch(/few words/);
    expect(await note("Set back to upper on the platform, and three days of access paid.")).toBeNull();
    expect((await findAppeal(db, appealId))!.rectifiedAt).toBe(later(60).toISOString());
    expect(await note("Set back to upper on the platform, and three days of access paid.")).toMatch(
      /nothing left/,
    );
  });

  it("add what is paid to the payments, and say so where no amount is named", async () => {
    const annotatorId = numberOf(stranger);
    const payment = { annotatorId, projectId: null, currency: "EUR", kind: "work", importId: 0 } as const;
    await db
      .insertInto("payments")
      .values({ ...payment, paymentId: "may", paidAt: later(1), amountMinor: 1_250 })
      .execute();
    const appealId = await filed(stranger, { subject: "payment", subjectId: "may" });
    const reasons =
      "Two hours on Thursday were left off the pay sheet; the time log shows them, at the agreed rate.";
    const odd = await answer(appealId, { outcome: "upheld", amount: "much", reasons });
    expect(odd).toMatchObject({ sentence: expect.stringMatching(/^The amount:/) as string });
    expect(await answer(appealId, { outcome: "upheld", amount: "24.50", reasons })).toMatchObject({
      kind: "answered",
    });
    const adjustment = await db
      .selectFrom("payments")
      .select(["amountMinor", "currency"])
      .where("kind", "=", "adjustment")
      .executeTakeFirstOrThrow();
    expect(adjustment).toEqual({ amountMinor: 2_450, currency: "EUR" });
  });

  it("count an unpaid entry of time as paid", async () => {
    const annotatorId = numberOf(stranger);
    await db
      .insertInto("timeEntries")
      .values({
        ...{ annotatorId, timeEntryId: "wait", projectId: null, fromAt: later(1), toAt: later(2) },
        ...{ kind: "waiting", paid: false, importId: 0 },
      })
      .execute();
    const appealId = await filed(stranger, { subject: "time_entry", subjectId: "wait" });
    const reasons =
      "Waiting between assigned batches was ordered by the shift lead, so it is working time to be paid.";
    await answer(appealId, { outcome: "upheld", reasons });
    const { paid } = await db.selectFrom("timeEntries").select("paid").executeTakeFirstOrThrow();
    expect(paid).toBe(true);
  });
});

describe("a rejected appeal", () => {
  it("is a decision with reasons and a contact, which can be contested in turn", async () => {
    const judgment = records.find((one) => one.table === "judgments" && one.row.annotatorId === stranger)!;
    const { judgmentId } = judgment.row as { judgmentId: string };
    const appealId = await filed(stranger, { subject: "judgment", subjectId: judgmentId });
    const reasons =
      "The answer names the shade of the frame; the guideline asks for that of the field within it.";
    await answer(appealId, { outcome: "rejected", reasons });
    const decision = await db.selectFrom("decisions").selectAll().executeTakeFirstOrThrow();
    expect(decision).toMatchObject({
      ...{ kind: "appeal_rejected", actor: "human", actorId: "Mara Lind", contact: "Mara Lind", reasons },
      ...{ evidenceOpenedAt: later(29).toISOString(), decidedAt: later(30).toISOString() },
    });
    expect(await filed(stranger, { subject: "decision", subjectId: decision.decisionId })).toBeTruthy();
    const other = await filed(stranger, { subject: "judgment", subjectId: judgmentId }, later(100));
    const same = await answer(other, { outcome: "rejected", reasons: `${reasons} So.` }, later(101));
    expect(same).toMatchObject({ sentence: expect.stringMatching(/earlier appeal/) as string });
  });

  it("is marked when the answer came after the fortnight, on the record too", async () => {
    const viewer = annotator(stranger);
    const [open] = (await loadOpenAppeals(db, db, later(24 * 20))).filter(
      ({ subject }) => subject === "judgment",
    );
    expect(open).toMatchObject({ late: true, daysLeft: expect.any(Number) as number });
    expect(open!.daysLeft).toBeLessThan(0);
    expect(await withdrawAppeal({ viewer: annotator(appellant), database }, open!.appealId, later(200))).toBe(
      false,
    );
    expect(await withdrawAppeal({ viewer, database }, open!.appealId, later(200))).toBe(true);
    expect((await findAppeal(db, open!.appealId))!.outcome).toBe("withdrawn");
  });
});

describe("a project that keeps its live keys", () => {
  it("shows its annotators how many they missed, and neither item nor key; managers see the rows", async () => {
    const who = annotator(missed[1]!.annotatorId);
    const question = { kind: "gold", page: 1, size: 50 } as const;
    const load = () => database.seenBy(who, (own) => loadOwnRecords(own, database, who, question));
    const open = (await load())!;
    expect(open.hiddenMisses).toBe(0);
    const live = (rows: NonNullable<typeof open>["rows"]) =>
      rows.kind === "gold" ? rows.list.filter(({ status }) => status === "active") : [];
    const misses = live(open.rows).filter(({ matches }) => !matches).length;
    expect(misses).toBeGreaterThan(0);
    const by = { at: later(300), by: "Mara Lind" };
    await setHidesLiveKeys(db, PLANTED.project, true, by);
    const hidden = (await load())!;
    expect(live(hidden.rows)).toEqual([]);
    expect(hidden.hiddenMisses).toBe(misses);
    const seen = await database.seenBy(manager, (all) => loadRecords(all, database, who.name, question));
    expect(live(seen!.rows).length).toBeGreaterThan(misses);
    await setHidesLiveKeys(db, PLANTED.project, false, by);
    expect((await load())!.rows).toEqual(open.rows);
  });
});
