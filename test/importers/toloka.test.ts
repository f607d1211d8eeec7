import { describe, expect, it } from "vitest";
import { matchesGold } from "~/domain/answer";
import { expectedOf, named } from "./expected";
import { fixture, hasShared, readAll, rowsOf, shared, upload } from "./reading";

interface Pool {
  readonly rows: number;
  readonly annotators: number;
  readonly items: number;
  readonly gold_rows: number;
  readonly gold_correct: number;
  readonly first_at: string;
}

const pools = expectedOf<Pool>("toloka");
const pool = fixture("toloka/assignments.tsv");

describe("assignments of a Toloka pool", () => {
  it("leaves out the rows of tabs between suites and counts them nowhere", async () => {
    const { rows, rejects, records } = await readAll(pool);
    expect([rows, rejects.length, rowsOf(records, "judgments").length]).toEqual([4, 0, 4]);
  });

  it("tells tasks of one suite apart and names an item by its inputs, whoever judged it", async () => {
    const judgments = rowsOf((await readAll(pool)).records, "judgments");
    expect(new Set(judgments.map(({ judgmentId }) => judgmentId)).size).toBe(4);
    expect(judgments[0]?.itemId).toBe(judgments[2]?.itemId);
    expect(judgments[0]?.itemId).toMatch(/^s1\/p1\/[0-9a-z]{11}$/);
  });

  it("takes control tasks as gold and the question that has a key as the answer", async () => {
    const { records, sources } = await readAll(pool);
    const gold = rowsOf(records, "items").filter(({ goldAnswer }) => goldAnswer != null);
    expect(gold.map(({ goldAnswer }) => goldAnswer)).toEqual(["YES"]);
    expect(sources[0]?.plan.notes[0]).toBe(
      "The answer is taken from OUTPUT:result; --answer chooses another of OUTPUT:comment.",
    );
  });

  it("leaves unknown what the download does not have, and says so", async () => {
    const { records, sources } = await readAll(pool);
    const [approved, , rejected] = rowsOf(records, "judgments");
    expect(approved).toMatchObject({
      status: "approved",
      submittedAt: null,
      startedAt: "2020-11-24T14:21:29.551Z",
    });
    expect(approved).not.toHaveProperty("payMinor");
    expect(rejected).toMatchObject({
      status: "rejected",
      rejectionReason: "nothing was read",
      rejectedAt: null,
    });
    expect(sources[0]?.plan.notes).toContain(
      "The download has no submit times and no rewards: what needs them stays unmeasured.",
    );
  });

  it("names the project by the pool, not by the file, unless told", async () => {
    expect((await readAll(pool)).sources[0]?.plan.project).toBe("Toloka pool 4711");
    expect(rowsOf((await readAll(pool, { project: "pairs" })).records, "projects")).toMatchObject([
      { projectId: "pairs" },
    ]);
  });

  it("reads submit times, rewards and task ids where a download has them", async () => {
    const header =
      "INPUT:text\tOUTPUT:ok\tASSIGNMENT:assignment_id\tASSIGNMENT:task_id\tASSIGNMENT:worker_id\tASSIGNMENT:status\t" +
      "ASSIGNMENT:started\tASSIGNMENT:submitted\tASSIGNMENT:reward";
    const row = "t\tyes\ta1\ttask9\tw1\tAPPROVED\t2024-01-01T10:00:00\t2024-01-01T10:01:00\t0.05";
    const { records } = await readAll(upload("pool.tsv", `${header}\n${row}\n`));
    expect(rowsOf(records, "judgments")[0]).toMatchObject({
      itemId: "task9",
      submittedAt: "2024-01-01T10:01:00.000Z",
      payMinor: 5,
      currency: "USD",
    });
  });

  it("refuses an assignment that is still being worked on", async () => {
    const header = "INPUT:text\tASSIGNMENT:assignment_id\tASSIGNMENT:worker_id\tASSIGNMENT:status";
    const { rejects } = await readAll(upload("pool.tsv", `${header}\nt\ta\tw\tACTIVE\n`));
    expect(rejects).toMatchObject([{ line: 2, column: "ASSIGNMENT:status" }]);
  });
});

describe.runIf(hasShared)("real pools", () => {
  it.each(Object.keys(pools))(
    "%s has the counts and scored control tasks that Python finds",
    async (name) => {
      const { records, rejects, rows } = await readAll(shared(`toloka/${name}.tsv`));
      expect(rejects).toEqual([]);
      const judgments = rowsOf(records, "judgments");
      const keys = new Map(
        rowsOf(records, "items").map(({ itemId, goldAnswer }) => [itemId, goldAnswer] as const),
      );
      for (const { itemId, goldAnswer } of rowsOf(records, "items"))
        if (goldAnswer != null) keys.set(itemId, goldAnswer);
      const scored = judgments.filter(({ itemId }) => keys.get(itemId) != null);
      expect(named(pools, name)).toMatchObject({
        rows,
        annotators: new Set(judgments.map(({ annotatorId }) => annotatorId)).size,
        items: new Set(judgments.map(({ itemId }) => itemId)).size,
        gold_rows: scored.length,
        gold_correct: scored.filter(({ itemId, answer }) =>
          matchesGold(answer ?? "", keys.get(itemId) ?? "", "overlap", 0),
        ).length,
        first_at: judgments.map(({ startedAt }) => String(startedAt)).sort()[0],
      });
      expect(judgments.every(({ submittedAt }) => submittedAt == null)).toBe(true);
      expect(judgments.every(({ payMinor }) => payMinor == null)).toBe(true);
    },
  );
});
