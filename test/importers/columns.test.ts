import { describe, expect, it } from "vitest";
import { matchesGold } from "~/domain/answer";
import { expectedOf, named } from "./expected";
import { type Everything, fixture, hasShared, readAll, rowsOf, shared, upload } from "./reading";

const tables = expectedOf<Readonly<Record<string, number>>>("tables");

function counts({ rows, records }: Everything) {
  const judgments = rowsOf(records, "judgments");
  return {
    rows,
    annotators: new Set(judgments.map(({ annotatorId }) => annotatorId)).size,
    items: new Set(judgments.map(({ itemId }) => itemId)).size,
    ids: new Set(judgments.map(({ judgmentId }) => judgmentId)).size,
  };
}

function correct({ records }: Everything): number {
  const keys = new Map<string, string>();
  for (const { itemId, goldAnswer } of rowsOf(records, "items"))
    if (goldAnswer != null) keys.set(itemId, goldAnswer);
  return rowsOf(records, "judgments").filter(({ itemId, answer }) =>
    matchesGold(answer ?? "", keys.get(itemId) ?? "", "overlap", 0),
  ).length;
}

const mapping = (value: object) => upload("mapping.json", JSON.stringify(value));

describe("guessed columns", () => {
  it("reads Snow's standardized files, where an id is an assignment's and not a judgment's", async () => {
    const all = await readAll(fixture("columns/standardized.tsv"));
    expect(counts(all)).toEqual({ rows: 12, annotators: 3, items: 6, ids: 12 });
    expect(rowsOf(all.records, "judgments")[1]).toMatchObject({
      annotatorId: "W1",
      itemId: "100",
      answer: "1",
    });
    expect(rowsOf(all.records, "items")[0]).toMatchObject({ goldAnswer: "1" });
  });

  it("takes the column that differs between annotators for the answer, never what they are like", async () => {
    const { records, sources } = await readAll(fixture("columns/offensiveness.csv"));
    expect(rowsOf(records, "judgments")[0]).toMatchObject({ annotatorId: "0", itemId: "0", answer: "1.0" });
    expect(sources[0]?.plan.columns.map(({ as }) => as)).toEqual([
      "judgments.item_id",
      "judgments.annotator_id",
      null,
      "judgments.answer",
      null,
      null,
    ]);
    expect(rowsOf(records, "projects")[0]).toMatchObject({ taskType: "rating" });
  });

  it("knows Appraise scores by their shape", async () => {
    const { records, sources } = await readAll(fixture("columns/scores.csv"));
    expect(sources[0]?.plan.hasHeader).toBe(false);
    expect(rowsOf(records, "judgments")[0]).toMatchObject({
      annotatorId: "login0",
      answer: "0",
      startedAt: "2022-08-10T05:53:20.250Z",
      submittedAt: "2022-08-10T05:53:27.500Z",
    });
    expect(rowsOf(records, "projects")[0]).toMatchObject({ taskType: "rating", scaleMin: 0, scaleMax: 100 });
  });

  it("reads annotator, item, answer and key without a header", async () => {
    const { records } = await readAll(upload("l.tsv", "w1\t1\tyes\tno\nw2\t1\tno\tno\nw1\t2\tno\tno\n"));
    expect(rowsOf(records, "judgments").map((row) => [row.annotatorId, row.itemId, row.answer])).toEqual([
      ["w1", "1", "yes"],
      ["w2", "1", "no"],
      ["w1", "2", "no"],
    ]);
    expect(rowsOf(records, "items")[0]?.goldAnswer).toBe("no");
  });

  it("reads annotator_id, item_id, answer and an optional gold", async () => {
    const text = "annotator_id,item_id,answer,gold\na1,i1,x,x\na2,i1,y,x\n";
    expect(correct(await readAll(upload("labels.csv", text)))).toBe(1);
  });

  it("reads JSON Lines with nested members, lists and milliseconds", async () => {
    const { records, rejects } = await readAll(fixture("columns/answers.jsonl"));
    expect(rejects).toEqual([]);
    expect(rowsOf(records, "judgments")[1]).toMatchObject({
      itemId: "i0",
      answer: "a\nb",
      submittedAt: "2026-03-01T10:00:01.000Z",
      activeSeconds: 1.5,
    });
  });

  it("refuses one bad line of JSON Lines and reads the others", async () => {
    const good = '{"annotator_id":"a","item_id":"i","answer":"x"}';
    const { rows, rejects } = await readAll(upload("a.jsonl", `${good}\n{"annotator_id":\n[1]\n${good}\n`));
    expect(rows).toBe(4);
    expect(rejects.map(({ line }) => line)).toEqual([2, 3]);
  });

  it("drops a column whose name misleads", async () => {
    const text = "worker,item,answer,time\na,1,x,morning\nb,1,y,evening\n";
    const { records, rejects } = await readAll(upload("t.csv", text));
    expect(rejects).toEqual([]);
    expect(rowsOf(records, "judgments")[0]?.submittedAt).toBeNull();
  });

  it.each([
    ["nobody judged", "colour,shape\nred,round\nblue,square\n", "who judged (annotator_id)"],
    ["nothing was judged", "worker,shape\nw,round\nv,square\n", "what was judged (item_id)"],
    ["items and keys alone", "1\t0\n2\t1\n", "give this file with --gold"],
    ["an order that nobody knows", "1,2,3,4,5\n6,7,8,9,10\n", "say which is which with --columns"],
  ])("asks for help where %s", async (_name, text, sentence) => {
    const { faults, records } = await readAll(upload("x.csv", text));
    expect(records).toEqual([]);
    expect(faults[0]?.reason).toContain(sentence);
  });
});

describe("a judgment without an id of its own", () => {
  const text = "annotator_id,item_id,answer,submitted_at\n";
  const read = async (...rows: string[]) =>
    rowsOf((await readAll(upload("x.csv", `${text}${rows.join("\n")}\n`))).records, "judgments");

  it("is the same wherever its row stands and in whatever company", async () => {
    const [one] = await read("a,1,x,2026-03-01T10:00:00Z");
    const [, two] = await read("b,2,y,2026-03-01T10:00:00Z", "a,1,x,2026-03-01T10:00:00Z");
    expect(one?.judgmentId).toBe(two?.judgmentId);
  });

  it("is one judgment when everything agrees, two when anything differs", async () => {
    const rows = await read(
      "a,1,x,2026-03-01T10:00:00Z",
      "a,1,x,2026-03-01T10:00:00Z",
      "a,1,x,2026-03-01T11:00:00Z",
      "a,1,y,2026-03-01T10:00:00Z",
      "a,11,x,2026-03-01T10:00:00Z",
    );
    expect(new Set(rows.map(({ judgmentId }) => judgmentId)).size).toBe(4);
  });
});

describe("a mapping of columns", () => {
  const text = "who;what;part;said;paid;took_ms\nw1;d1;1;x;0.05;1500\n;d1;2;y;0.05;10\nw1;d2;1;z;-1;20\n";
  const columns = {
    annotator_id: "who",
    item_id: ["what", "part"],
    answer: 4,
    pay: "paid",
    active_seconds: "took_ms",
    task_type: "categorical",
    platform: "our tool",
    constants: { status: "approved" },
  };

  it("says which column is which, by name or number, and joins several into the item", async () => {
    const { records, rejects } = await readAll(upload("x.csv", text), { columns: mapping(columns) });
    expect(rowsOf(records, "judgments")).toMatchObject([
      {
        annotatorId: "w1",
        itemId: "d1/1",
        answer: "x",
        payMinor: 5,
        currency: "USD",
        activeSeconds: 1.5,
        status: "approved",
      },
    ]);
    expect(rowsOf(records, "platforms")).toEqual([{ platformId: "our tool", name: "our tool" }]);
    expect(rejects.map(({ line, column }) => [line, column])).toEqual([
      [3, "who"],
      [4, "paid"],
    ]);
  });

  it("takes an id that it names as the judgment's own", async () => {
    const input = upload("x.csv", "id,who,what,said\nj1,a,1,x\n");
    const map = { judgment_id: "id", annotator_id: "who", item_id: "what", answer: "said" };
    const { records } = await readAll(input, { columns: mapping(map) });
    expect(rowsOf(records, "judgments")[0]?.judgmentId).toBe("j1");
  });

  it.each([
    [
      { ...columns, answer: "nothing" },
      "The mapping takes answer from column nothing; the file has the columns who",
    ],
    [{ ...columns, answer: 9 }, "The mapping takes answer from column 9; the file has 6 columns"],
    [{ item_id: "what", answer: "said" }, "does not say which column is annotator_id"],
    [{ ...columns, colour: "x" }, "The mapping of columns is not right"],
  ])("is refused when it cannot be followed (%#)", async (map, sentence) => {
    const { faults } = await readAll(upload("x.csv", text), { columns: mapping(map) });
    expect(faults[0]?.reason).toContain(sentence);
  });
});

describe("licensed label files", () => {
  it("have the counts that Python finds, and with their separate keys the same correct answers", async () => {
    const all = await readAll(fixture("columns/BarzanMozafari.labels.txt"), {
      gold: fixture("columns/BarzanMozafari.evaluation.txt"),
    });
    const { rows, annotators, items, keys, gold_correct } = named(tables, "labels");
    expect(counts({ ...all, rows: all.sources[0]?.rows ?? 0 })).toEqual({
      rows,
      annotators,
      items,
      ids: rows,
    });
    expect(all.sources[1]).toMatchObject({ role: "gold", rows: keys });
    expect(correct(all)).toBe(gold_correct);
  });
});

describe.runIf(hasShared)("real tables", () => {
  it("Snow's textual entailment has 8,000 judgments by 164 annotators", async () => {
    const all = await readAll(shared("snow/rte.standardized.tsv"));
    const { rows, annotators, items, gold_correct } = named(tables, "snow");
    expect(counts(all)).toEqual({ rows, annotators, items, ids: rows });
    expect(correct(all)).toBe(gold_correct);
  });

  it("Potato's ratings add up", async () => {
    const all = await readAll(shared("ratings/potato_offensiveness_1to5.csv"));
    const { rows, annotators, items, sum_of_ratings } = named(tables, "potato");
    expect(counts(all)).toEqual({ rows, annotators, items, ids: rows });
    const sum = rowsOf(all.records, "judgments").reduce((total, { answer }) => total + Number(answer), 0);
    expect(sum).toBe(sum_of_ratings);
  });

  it("Appraise's scores and times add up", async () => {
    const all = await readAll(shared("appraise/WMT22SignLTA.scores.csv"));
    const { rows, annotators, items, sum_of_scores, span_milliseconds } = named(tables, "appraise");
    expect(counts(all)).toEqual({ rows, annotators, items, ids: rows });
    const judgments = rowsOf(all.records, "judgments");
    expect(judgments.reduce((total, { answer }) => total + Number(answer), 0)).toBe(sum_of_scores);
    const span = judgments.reduce(
      (total, row) => total + Date.parse(row.submittedAt ?? "") - Date.parse(row.startedAt ?? ""),
      0,
    );
    expect(span).toBe(span_milliseconds);
  });
});
