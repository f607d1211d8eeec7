import { generateProgramme } from "db/demo";
import { collectEvidence, findRecordedSpan } from "db/queries/evidence";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Evidence, EvidenceId } from "~/domain/evidence";
import { matchesGold } from "~/domain/answer";
import { localDay, zoneOffsetSec } from "~/domain/local-time";
import type { Row } from "~/domain/ledger";
import { testDatabase } from "../../../support/database";
import { groupBy, seconds, sum, tablesOf } from "../../demo-ledger";
import { loadLedger } from "./support/load";

/** The demonstration programme, small: every table filled, counted here once more from its records in plain code. */
const programme = generateProgramme({ seed: 11, endOn: "2026-04-01", annotatorCount: 20 });
const records = [...programme.records];
const tables = tablesOf(records);
const { db } = await testDatabase();
await loadLedger(db, records, programme.policies);

const ALL: readonly EvidenceId[] = [
  "people",
  "policies",
  "tierChanges",
  "decisions",
  "appeals",
  "contracts",
  "streaks",
  "goldDays",
  "allocation",
  "timelines",
  "earnings",
  "floors",
  "payCells",
  "bonuses",
  "access",
  "goldItems",
  "reviewTallies",
  "contentDays",
];
const span = (await findRecordedSpan(db))!;
const window = { from: span.first, to: span.last + 1 };
const evidence = (await collectEvidence(db, window, new Set(ALL))) as Evidence;

const HANDED_IN = new Set(["submitted", "approved", "rejected"]);
const LOST = new Set(["returned", "expired", "abandoned"]);
const inside = (at: string | null | undefined): at is string =>
  at != null && seconds(at) >= window.from && seconds(at) <= window.to;
const personOf = new Map(tables.annotators.map((row) => [row.annotatorId, row]));
const zoneOf = (annotator: string) => personOf.get(annotator)?.timeZone ?? "UTC";
const itemOf = new Map(tables.items.map((row) => [row.itemId, row]));
const projectOf = new Map(tables.projects.map((row) => [row.projectId, row]));
const batchOf = new Map(tables.batches.map((row) => [row.batchId, row]));

type Judgment = Row<"judgments">;

/** The tier and the version it was given under; before the first change the tier that it names as left. */
function tierAt(annotator: string, project: string, at: number): string {
  const all = tables.tier_changes
    .filter((row) => row.annotatorId === annotator)
    .toSorted((a, b) => seconds(a.at) - seconds(b.at));
  const tiers = [project, null].map((scope) => {
    const own = all.filter((row) => (row.projectId ?? null) === scope);
    const last = own.findLast((row) => seconds(row.at) <= at);
    return last ? `${last.toTier} v${last.policyVersion}` : (own[0]?.fromTier ?? null);
  });
  return tiers.find((tier) => tier !== null) ?? "";
}

/** The key that counts for a judgment, and whether it is met; null without one. */
function keyed(judgment: Judgment): boolean | null {
  const item = itemOf.get(judgment.itemId);
  if (!item?.goldAnswer || (item.goldStatus ?? "active") !== "active") return null;
  if (!HANDED_IN.has(judgment.status) || judgment.isGold === false) return null;
  const project = projectOf.get(item.projectId);
  const { answerRule, goldTolerance } = project ?? {};
  return matchesGold(judgment.answer ?? "", item.goldAnswer, answerRule ?? "overlap", goldTolerance ?? 0);
}

const sortedKeys = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

describe("evidence counted in SQL, against a count over the records", () => {
  it("holds a programme of some size", () => {
    expect(tables.judgments.length).toBeGreaterThan(2_000);
    expect(evidence.people).toHaveLength(tables.annotators.length);
  });

  it("gold by person: judged and correct, disputed keys out", () => {
    const expected = new Map<string, { correct: number; total: number }>();
    for (const judgment of tables.judgments) {
      const met = inside(judgment.submittedAt) ? keyed(judgment) : null;
      if (met === null) continue;
      const own = expected.get(judgment.annotatorId) ?? { correct: 0, total: 0 };
      expected.set(judgment.annotatorId, { correct: own.correct + (met ? 1 : 0), total: own.total + 1 });
    }
    const { goldDays } = evidence;
    const counted = new Map<string, { correct: number; total: number }>();
    goldDays.person.forEach((person, row) => {
      const name = goldDays.annotators[person]!;
      const own = counted.get(name) ?? { correct: 0, total: 0 };
      counted.set(name, {
        correct: own.correct + goldDays.correct[row]!,
        total: own.total + goldDays.total[row]!,
      });
    });
    expect(sortedKeys(counted)).toEqual(sortedKeys(expected));
  });

  it("gold by item: responders and misses", () => {
    const expected = new Map<string, string>();
    for (const [item, own] of groupBy(tables.judgments, ({ itemId }) => itemId)) {
      const met = own.filter(({ submittedAt }) => inside(submittedAt)).flatMap((one) => keyed(one) ?? []);
      if (met.length > 0) expected.set(item, `${met.filter((one) => !one).length} of ${met.length}`);
    }
    const { goldItems } = evidence;
    const counted = new Map(
      goldItems.items.map(({ item, start }, index) => {
        const end = goldItems.items[index + 1]?.start ?? goldItems.person.length;
        return [item, `${sum(goldItems.missed.subarray(start, end))} of ${end - start}`];
      }),
    );
    expect(sortedKeys(counted)).toEqual(sortedKeys(expected));
  });

  it("batches offered, with their offerees", () => {
    const expected = new Map(
      [
        ...groupBy(
          tables.offers.filter(({ offeredAt }) => inside(offeredAt)),
          ({ batchId }) => batchId,
        ),
      ].map(([batch, own]) => [batch, [...new Set(own.map(({ annotatorId }) => annotatorId))].sort()]),
    );
    const counted = new Map(
      evidence.allocation.batches.map(({ batch, offerees }) => [batch, [...offerees].sort()]),
    );
    expect(sortedKeys(counted)).toEqual(sortedKeys(expected));
  });

  it("hours available, however weeks part them", () => {
    const expected = groupBy(
      tables.availability.filter(({ from, to }) => seconds(to) > window.from && seconds(from) < window.to),
      ({ annotatorId }) => annotatorId,
    );
    for (const [annotator, own] of expected) {
      const hours = sum(own.map(({ from, to }) => seconds(to) - seconds(from))) / 3_600;
      const counted = evidence.allocation.hours.filter((row) => row.annotator === annotator);
      expect(sum(counted.map((row) => row.hours))).toBeCloseTo(hours, 4);
    }
  });

  it("timelines: availability, offers, entries and worked seconds of each person", () => {
    for (const timeline of evidence.timelines) {
      const of = <T extends { readonly annotatorId: string }>(rows: readonly T[]) =>
        rows.filter(({ annotatorId }) => annotatorId === timeline.annotator);
      const available = of(tables.availability).filter(({ from, to }) => from < to);
      expect(timeline.available.length / 3).toBe(available.length);
      expect(sum(timeline.available.filter((_, index) => index % 3 === 2))).toBe(
        available.filter(({ source }) => source === "online").length,
      );
      expect([...timeline.offers]).toEqual(
        of(tables.offers)
          .map(({ offeredAt }) => Math.round(seconds(offeredAt)))
          .sort((a, b) => a - b),
      );
      const entries = of(tables.time_entries).toSorted((a, b) => (a.from < b.from ? -1 : 1));
      expect(timeline.entries.map(({ kind, paid, from }) => [kind, paid, from])).toEqual(
        entries.map(({ kind, paid, from }) => [kind, paid, seconds(from)]),
      );
      expect(workedSeconds(timeline.work) / 3_600).toBeCloseTo(unionHours(of(tables.judgments)), 1);
    }
  });

  it("earnings by person: pay due, rejected work and what was paid beside it", () => {
    for (const { annotatorId } of tables.annotators) {
      const own = tables.judgments.filter(
        (row) => row.annotatorId === annotatorId && inside(row.submittedAt ?? row.startedAt),
      );
      const counted = evidence.earnings.filter(({ annotator }) => annotator === annotatorId);
      type Key = "judgments" | "payMinor" | "rejected" | "extrasMinor" | "activeSec" | "idleSec" | "lostSec";
      const total = (key: Key) => sum(counted.map((row) => row[key]));
      const handed = own.filter(({ status }) => HANDED_IN.has(status));
      expect(total("judgments")).toBe(handed.length);
      expect(total("rejected")).toBe(handed.filter(({ status }) => status === "rejected").length);
      const due = handed.filter(({ status }) => status !== "rejected");
      expect(total("payMinor")).toBe(sum(due.map(({ payMinor }) => payMinor ?? 0)));
      expect(total("activeSec")).toBeCloseTo(sum(handed.map(({ activeSeconds }) => activeSeconds ?? 0)), 3);
      expect(total("idleSec")).toBeCloseTo(sum(handed.map(({ idleSeconds }) => idleSeconds ?? 0)), 3);
      const lost = own.filter(({ status }) => LOST.has(status));
      expect(total("lostSec")).toBeCloseTo(sum(lost.map(({ activeSeconds }) => activeSeconds ?? 0)), 3);
      const extras = tables.payments.filter(
        (row) => row.annotatorId === annotatorId && row.kind !== "work" && inside(row.paidAt),
      );
      expect(total("extrasMinor")).toBe(sum(extras.map(({ amountMinor }) => amountMinor)));
    }
  });

  it("earnings by local month of the day the work was handed in", () => {
    const expected = new Map<string, number>();
    for (const row of tables.judgments) {
      if (!HANDED_IN.has(row.status) || !inside(row.submittedAt)) continue;
      const at = seconds(row.submittedAt);
      const local = new Date((at + zoneOffsetSec(zoneOf(row.annotatorId), at)) * 1_000);
      const month = (local.getUTCFullYear() - 1970) * 12 + local.getUTCMonth();
      const key = `${row.annotatorId} ${month}`;
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    const counted = new Map<string, number>();
    for (const { annotator, month, judgments } of evidence.earnings) {
      if (judgments === 0) continue;
      const key = `${annotator} ${month}`;
      counted.set(key, (counted.get(key) ?? 0) + judgments);
    }
    expect(sortedKeys(counted)).toEqual(sortedKeys(expected));
  });

  it("rates in cells: every paid judgment once, by project and local day", () => {
    const expected = new Map<string, number>();
    for (const row of tables.judgments) {
      const rate = row.payMinor ?? batchOf.get(row.batchId ?? "")?.payMinorPerItem;
      const counts = row.status === "submitted" || row.status === "approved";
      if (!counts || row.revisionOf != null || rate == null || !inside(row.submittedAt)) continue;
      const key = `${row.projectId} ${localDay(zoneOf(row.annotatorId), seconds(row.submittedAt))}`;
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    const { cells, judgments } = evidence.payCells;
    const counted = new Map<string, number>();
    cells.forEach(({ project, day, start }, index) => {
      const own = judgments.subarray(start, cells[index + 1]?.start ?? judgments.length);
      counted.set(`${project} ${day}`, (counted.get(`${project} ${day}`) ?? 0) + sum(own));
    });
    expect(sortedKeys(counted)).toEqual(sortedKeys(expected));
  });

  it("rates in cells of the tier that was in force at the instant of each judgment", () => {
    const expected = new Map<string, number>();
    for (const row of tables.judgments) {
      const rate = row.payMinor ?? batchOf.get(row.batchId ?? "")?.payMinorPerItem;
      const counts = row.status === "submitted" || row.status === "approved";
      if (!counts || row.revisionOf != null || rate == null || !inside(row.submittedAt)) continue;
      const tier = tierAt(row.annotatorId, row.projectId, seconds(row.submittedAt));
      expected.set(tier, (expected.get(tier) ?? 0) + 1);
    }
    const { cells, judgments } = evidence.payCells;
    const counted = new Map<string, number>();
    cells.forEach(({ tier }, index) => {
      const own = judgments.subarray(cells[index]?.start, cells[index + 1]?.start ?? judgments.length);
      counted.set(tier, (counted.get(tier) ?? 0) + sum(own));
    });
    expect(expected.size).toBeGreaterThan(2);
    expect(sortedKeys(counted)).toEqual(sortedKeys(expected));
  });

  it("days of work that are kept, and the same days counted from the judgments", async () => {
    const middle = tables.judgments.map(({ submittedAt }) => submittedAt).find(inside)!;
    const ids = new Set<EvidenceId>(["earnings", "payCells", "bonuses", "estimates"]);
    const [everybody] = await db.selectFrom("annotators").select("annotatorId").execute();
    const marks = [
      // Everything, one person's days, and one day of everybody.
      { annotatorId: null, projectId: null, day: null },
      { annotatorId: everybody!.annotatorId, projectId: null, day: null },
      { annotatorId: null, projectId: null, day: middle.slice(0, 10) },
    ];
    // A window that begins, or ends, in the middle of a day's work.
    const windows = [window, { ...window, from: seconds(middle) }, { ...window, to: seconds(middle) }];
    for (const own of windows) {
      const kept = await collectEvidence(db, own, ids);
      expect(kept.earnings!.length).toBeGreaterThan(0);
      for (const mark of marks) {
        await db.insertInto("dirtyCells").values(mark).execute();
        // What is kept is not read where it waits to be counted again.
        const doubled = db.updateTable("workDays").set({ payMinor: sql`pay_minor * 2` });
        const halved = db.updateTable("workDays").set({ payMinor: sql`pay_minor / 2` });
        const of = <T extends typeof doubled>(query: T) =>
          mark.day !== null
            ? query.where("day", "=", mark.day)
            : mark.annotatorId !== null
              ? query.where("annotatorId", "=", mark.annotatorId)
              : query;
        await of(doubled).execute();
        expect(await collectEvidence(db, own, ids)).toEqual(kept);
        await of(halved).execute();
        await db.deleteFrom("dirtyCells").execute();
      }
    }
  });

  it("reviews by reviewer and project: passed, overturned", () => {
    const projects = new Map(tables.judgments.map((row) => [row.judgmentId, row.projectId]));
    const expected = new Map(
      [
        ...groupBy(
          tables.reviews.filter(({ outcome, reviewedAt }) => outcome != null && inside(reviewedAt)),
          ({ reviewerId, judgmentId }) => `${reviewerId} ${projects.get(judgmentId)}`,
        ),
      ].map(([key, own]) => [
        key,
        [
          own.length,
          own.filter(({ outcome }) => outcome === "accepted").length,
          own.filter(({ overturnedAt }) => overturnedAt != null).length,
        ],
      ]),
    );
    const counted = new Map(
      [...groupBy(evidence.reviewTallies, ({ reviewer, project }) => `${reviewer} ${project}`)].map(
        ([key, own]) => [
          key,
          [
            sum(own.map(({ reviews }) => reviews)),
            sum(own.map(({ passed }) => passed)),
            sum(own.map(({ overturned }) => overturned)),
          ],
        ],
      ),
    );
    expect(sortedKeys(counted)).toEqual(sortedKeys(expected));
  });

  it("bonuses, and records that are copied as they are", () => {
    const bonuses = tables.payments.filter(({ kind, paidAt }) => kind === "bonus" && inside(paidAt));
    expect(evidence.bonuses.map(({ id, amountMinor }) => `${id} ${amountMinor}`).sort()).toEqual(
      bonuses.map(({ paymentId, amountMinor }) => `${paymentId} ${amountMinor}`).sort(),
    );
    expect(evidence.tierChanges).toHaveLength(tables.tier_changes.length);
    expect(evidence.appeals).toHaveLength(tables.appeals.length);
    expect(evidence.decisions).toHaveLength(tables.decisions.length);
    expect(evidence.contracts).toHaveLength(tables.contracts.length);
    expect(evidence.policies.map(({ version }) => version)).toEqual(
      programme.policies.map(({ version }) => version),
    );
  });

  it("access by person and project: premium offers, removals, pay against the middle of the project", () => {
    const premium = new Set(
      tables.offers
        .filter(({ batchId, offeredAt }) => batchOf.get(batchId)?.premium && inside(offeredAt))
        .map(({ annotatorId, batchId }) => `${annotatorId} ${batchOf.get(batchId)?.projectId}`),
    );
    const removed = new Set(
      tables.decisions
        .filter(({ kind, at }) => (kind === "suspension" || kind === "termination") && inside(at))
        .map(({ annotatorId }) => annotatorId),
    );
    for (const row of evidence.access) {
      expect(row.premiumOffered).toBe(premium.has(`${row.annotator} ${row.project}`));
      expect(row.removed).toBe(removed.has(row.annotator));
      expect(row.groups["country"]).toBe(personOf.get(row.annotator)?.country ?? undefined);
    }
  });
});

/** Seconds worked, of intervals from, to, worked. */
const workedSeconds = (work: Int32Array): number => sum(work.filter((_, index) => index % 3 === 2));

/** Hours that a person's judgments cover, parallel ones once. */
function unionHours(judgments: readonly Judgment[]): number {
  const spans = judgments
    .flatMap(({ startedAt, submittedAt, activeSeconds }) => {
      if (submittedAt == null || (startedAt == null && activeSeconds == null)) return [];
      const to = seconds(submittedAt);
      return [{ from: startedAt == null ? to - (activeSeconds ?? 0) : seconds(startedAt), to }];
    })
    .sort((a, b) => a.from - b.from);
  let total = 0;
  let end = -Infinity;
  for (const { from, to } of spans) {
    total += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return total / 3_600;
}
