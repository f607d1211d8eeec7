import { describe, expect, it } from "vitest";
import { expectedOf, named } from "./expected";
import { fixture, hasShared, readAll, rowsOf, shared } from "./reading";

interface Batch {
  readonly rows: number;
  readonly annotators: number;
  readonly items: number;
  readonly projects: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly span_seconds: number;
  readonly work_seconds: number;
  readonly paid_judgments: number;
  readonly paid_cents: number;
  readonly first_at: string;
  readonly last_at: string;
  readonly last_change: string;
  readonly distinct_answers: number;
}
type Users = Readonly<Record<string, { count: number; mean: number; median: number }>>;

const batches = expectedOf<Batch>("mturk");
const turkle = expectedOf<Batch & Users>("turkle");

const seconds = (from: string | null | undefined, to: string | null | undefined) =>
  (Date.parse(to ?? "") - Date.parse(from ?? "")) / 1000;

async function measured(path: string): Promise<Batch> {
  const { records, rejects, rows } = await readAll(path);
  expect(rejects).toEqual([]);
  const judgments = rowsOf(records, "judgments");
  const statuses: Record<string, number> = {};
  for (const { status } of judgments) statuses[status] = (statuses[status] ?? 0) + 1;
  const spans = judgments.map(({ startedAt, submittedAt }) => seconds(startedAt, submittedAt));
  const total = spans.reduce((sum, span) => sum + span, 0);
  const paid = judgments.filter(({ payMinor }) => payMinor != null);
  const sorted = (times: ReadonlyArray<string | null | undefined>) => times.map(String).sort();
  return {
    rows,
    annotators: new Set(judgments.map(({ annotatorId }) => annotatorId)).size,
    items: new Set(judgments.map(({ itemId }) => itemId)).size,
    projects: new Set(judgments.map(({ projectId }) => projectId)).size,
    statuses,
    span_seconds: total,
    work_seconds: total,
    paid_judgments: paid.length,
    paid_cents: paid.reduce((sum, { payMinor }) => sum + (payMinor ?? 0), 0),
    first_at: sorted(judgments.map(({ startedAt }) => startedAt))[0] ?? "",
    last_at: sorted(judgments.map(({ submittedAt }) => submittedAt)).at(-1) ?? "",
    last_change: sorted(judgments.map(({ revisedAt }) => revisedAt)).at(-1) ?? "",
    distinct_answers: new Set(judgments.flatMap(({ answer }) => answer ?? [])).size,
  };
}

describe("batch results of Mechanical Turk", () => {
  it("reads rows that are shorter than the header, times in named zones across a change of clocks, and rewards", async () => {
    const { records, rejects, sources } = await readAll(fixture("mturk/batch_results.csv"));
    expect(rejects).toEqual([]);
    expect(sources[0]?.plan.project).toBe("Find the relation");
    const judgments = rowsOf(records, "judgments");
    // 01:59:30 PDT is one minute before 01:00:30 PST.
    expect(judgments[0]).toEqual({
      judgmentId: "A1",
      annotatorId: "W1",
      itemId: "HIT1",
      projectId: "Find the relation",
      batchId: "77",
      startedAt: "2017-11-05T08:59:30.000Z",
      submittedAt: "2017-11-05T09:00:30.000Z",
      leadSeconds: null,
      answer: "founded|works_for",
      status: "approved",
      payMinor: 15,
      currency: "USD",
      rejectedAt: null,
      rejectionReason: null,
      revisedAt: "2017-11-06T10:00:00.000Z",
    });
  });

  it("keeps an approved assignment approved that was rejected before", async () => {
    const { records } = await readAll(fixture("mturk/batch_results.csv"));
    expect(rowsOf(records, "judgments")[2]).toMatchObject({
      status: "approved",
      payMinor: 15,
      rejectedAt: null,
      revisedAt: "2017-11-08T10:00:00.000Z",
    });
  });

  it("pays nothing for a rejection and says nothing of pay before review", async () => {
    const { records } = await readAll(fixture("mturk/batch_results.csv"));
    const [, rejected, , unreviewed] = rowsOf(records, "judgments");
    expect(rejected).toMatchObject({
      status: "rejected",
      payMinor: 0,
      rejectedAt: "2017-11-06T10:00:00.000Z",
      rejectionReason: "too fast",
    });
    expect(unreviewed?.status).toBe("submitted");
    expect(unreviewed).not.toHaveProperty("payMinor");
  });

  it("never takes the reported work time for active time", async () => {
    const { records } = await readAll(fixture("mturk/batch_results.csv"));
    for (const judgment of rowsOf(records, "judgments")) expect(judgment).not.toHaveProperty("activeSeconds");
  });

  it("chooses the short answer over logs and free text, and another one when asked", async () => {
    const guessed = await readAll(fixture("mturk/batch_results.csv"));
    expect(guessed.sources[0]?.plan.notes[0]).toBe(
      "The answer is taken from Answer.relation; --answer chooses another of Answer.why, Answer.log.",
    );
    const asked = await readAll(fixture("mturk/batch_results.csv"), { answer: "why" });
    expect(rowsOf(asked.records, "judgments")[0]?.answer).toBe("it says so");
    const wrong = await readAll(fixture("mturk/batch_results.csv"), { answer: "colour" });
    expect(wrong.faults[0]?.reason).toBe(
      "There is no answer column colour; there are Answer.log, Answer.relation, Answer.why.",
    );
  });

  it("reads Turkle without pay and without a review status", async () => {
    const { records, sources } = await readAll(fixture("mturk/turkle_results.csv"));
    expect(rowsOf(records, "platforms")).toEqual([{ platformId: "turkle", name: "Turkle" }]);
    expect(rowsOf(records, "annotators")[0]).toEqual({ annotatorId: "9001", displayName: "user_one" });
    expect(rowsOf(records, "judgments")[0]).toMatchObject({
      status: "submitted",
      startedAt: "2021-07-07T20:15:04.000Z",
    });
    expect(sources[0]?.plan.notes.join(" ")).toContain("both stay unmeasured");
  });
});

describe.runIf(hasShared)("real batches", () => {
  it.each(Object.keys(batches))("%s has the counts, times and pay that Python finds", async (name) => {
    expect(named(batches, name)).toMatchObject(await measured(shared(`mturk/${name}.csv`)));
  });

  it("Turkle's has the count, mean and median of every user in the platform's own statistics", async () => {
    const path = shared("turkle/pilot_data-Batch_863_results.csv");
    expect(named(turkle, "batch")).toMatchObject(await measured(path));
    const { records } = await readAll(path);
    const names = new Map(
      rowsOf(records, "annotators").map(({ annotatorId, displayName }) => [annotatorId, displayName]),
    );
    const spans = new Map<string, number[]>();
    for (const { annotatorId, startedAt, submittedAt } of rowsOf(records, "judgments")) {
      const name = names.get(annotatorId) ?? annotatorId;
      spans.set(name, [...(spans.get(name) ?? []), seconds(startedAt, submittedAt)]);
    }
    const users = Object.fromEntries([...spans].map(([name, values]) => [name, statistics(values)]));
    expect(users).toEqual(named<Users>(turkle, "users"));
  });
});

/** Count, mean and median in whole seconds, cut off as the platform does. */
function statistics(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { count: values.length, mean: Math.trunc(mean), median: Math.trunc(median) };
}
