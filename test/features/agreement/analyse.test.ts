import { describe, expect, it } from "vitest";
import { analyse, MOST_CLASSES } from "~/features/agreement/analyse";
import { METHODS } from "~/features/agreement/analysis";
import { agreementReport } from "~/features/agreement/agreement-report";
import { analyseInWorker } from "~/features/agreement/worker.server";
import { hasSharedSets, referenceOf, sharedRows, SKIPPED, taskOf } from "./shared-sets";

const detail = { perAnnotator: true, perItem: true };
const subject = { project: "p", taskType: null };

/** Every number in a value, however deep. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(numbersIn);
}

describe("labels that tell nothing", () => {
  const cases = {
    "no judgment": [],
    "only judgments without an answer": [{ answer: "" }, { answer: " | " }],
    "one annotator": [
      { item: "1", answer: "x" },
      { item: "2", answer: "y" },
    ],
    "one class": [
      { item: "1", annotator: "a", answer: "x" },
      { item: "1", annotator: "b", answer: "x" },
    ],
    "nobody who shares an item": [
      { item: "1", annotator: "a", answer: "x" },
      { item: "2", annotator: "b", answer: "y" },
    ],
  };

  it.each(Object.entries(cases))("give null with a reason, never NaN: %s", (_, rows) => {
    const named = taskOf(rows);
    const report = agreementReport(subject, named, analyse(named.task), detail);
    expect(numbersIn(report).filter((number) => !Number.isFinite(number))).toEqual([]);
    expect(report.alpha.nominal).toBeNull();
    expect(report.alpha.reasons.nominal).toMatch(/\w/);
    expect(report.fleiss_kappa).toBeNull();
    expect(report.reasons.fleiss_kappa).toMatch(/\w/);
    for (const method of METHODS.slice(1)) {
      expect(report.aggregations[method]).toMatchObject({ accuracy_vs_gold: null });
      expect(report.aggregations[method]!.reason).toMatch(/\w/);
    }
  });

  it("say so when answers are text and not classes", () => {
    const rows = Array.from({ length: MOST_CLASSES + 1 }, (_, index) => ({
      item: "1",
      answer: `text ${index}`,
    }));
    const named = taskOf(rows);
    const report = agreementReport(subject, named, analyse(named.task), detail);
    expect(report.alpha.nominal).toBeNull();
    expect(report.alpha.reasons.nominal).toContain("text, not classes");
  });

  it("say so when the task is revision, however few the texts", () => {
    const { task } = taskOf(cases["one class"]);
    const { agreement, models } = analyse({ ...task, text: true });
    expect(agreement.nominal).toMatchObject({ value: null });
    expect(agreement.nominal.reason).toContain("see the reviews");
    expect(models.majority).toMatchObject({ gold: null, ties: null });
  });
});

describe("several accepted answers", () => {
  const rows = [
    { item: "1", annotator: "a", answer: "x|y", key: "y|z" },
    { item: "1", annotator: "b", answer: "y | x", key: "y|z" },
    { item: "1", annotator: "c", answer: "w", key: "y|z" },
    { item: "2", annotator: "a", answer: "4.0", key: "4" },
    { item: "2", annotator: "b", answer: "4", key: "4" },
    { item: "2", annotator: "c", answer: "w", key: "4" },
  ];

  it("are met by any value in common, or by the same values only", () => {
    const overlap = taskOf(rows);
    expect(analyse(overlap.task).models.majority.gold).toMatchObject({ n: 2, correct: 2 });
    const equal = { ...overlap.task, rule: "set_equality" as const };
    expect(analyse(equal).models.majority.gold).toMatchObject({ n: 2, correct: 1 });
  });

  it("make one class of one answer, however it is written", () => {
    expect(taskOf(rows).task.classes).toEqual(["4", "w", "x\ny"]);
  });
});

it("does not depend on the order of rows or on names", () => {
  const rows = Array.from({ length: 300 }, (_, index) => ({
    item: `i${index % 40}`,
    annotator: `a${index % 7}`,
    answer: String((index * index) % 3),
    key: String((index % 40) % 3),
  }));
  const renamed = rows
    .toReversed()
    .map((row) => ({ ...row, annotator: `z${9 - Number(row.annotator.slice(1))}` }));
  const [one, other] = [analyse(taskOf(rows).task), analyse(taskOf(renamed).task)];
  expect(other.agreement.nominal.value).toBeCloseTo(one.agreement.nominal.value!, 12);
  for (const method of METHODS) expect(other.models[method].gold).toEqual(one.models[method].gold);
});

describe.runIf(hasSharedSets)(`the reference's label sets (${SKIPPED} otherwise)`, () => {
  it.each(["rte", "bluebirds", "dog", "synth2k"])("give its values on %s", (set) => {
    const expected = referenceOf(set);
    const { agreement, models, warnings } = analyse(taskOf(sharedRows(set)).task);
    expect(agreement.nominal.value).toBeCloseTo(expected.krippendorff_alpha.nominal, 10);
    expect(agreement.ordinal.value).toBeCloseTo(expected.krippendorff_alpha.ordinal, 10);
    expect(agreement.interval.value).toBeCloseTo(expected.krippendorff_alpha.interval, 10);
    expect(models.majority.gold?.accuracy).toBe(expected.majority_vote.accuracy_vs_gold);
    expect(models.majority.ties).toBe(expected.majority_vote.tied_items);
    expect(models.dawid_skene.gold?.accuracy).toBe(expected.dawid_skene_fixed_point.accuracy_vs_gold);
    expect(models.dawid_skene.logLikelihood).toBeCloseTo(expected.dawid_skene_fixed_point.log_likelihood, 2);
    expect(models.one_coin.gold?.accuracy).toBe(expected.one_coin_fixed_point.accuracy_vs_gold);
    expect(models.glad.gold?.accuracy).toBe(expected.glad_map_optimum.accuracy_vs_gold);
    const worse = warnings.some(
      ({ kind, method }) => kind === "worse_than_majority" && method === "one_coin",
    );
    expect(worse).toBe(set === "bluebirds");
  });

  it.each(["rte", "bluebirds", "dog", "synth2k"])(
    "give each annotator's confusion with gold on %s",
    (set) => {
      const { confusion_vs_gold_rows_true_cols_given: tables, workers_vs_gold: tallies } = referenceOf(set);
      const rows = sharedRows(set);
      for (const [annotator, table] of Object.entries(tables)) {
        const own = rows.filter((row) => row.annotator === annotator && row.key !== null);
        const confusion = analyse(taskOf(own).task).confusion!;
        expect(confusion.judgments).toBe(tallies.n[Number(annotator)]);
        const cell = (truth: string, given: string) => {
          const row = confusion.rows.indexOf(truth);
          const column = confusion.columns.indexOf(given);
          if (row < 0 || column < 0) return 0;
          return confusion.counts[row * confusion.columns.length + column];
        };
        table.forEach((counts, truth) =>
          counts.forEach((count, given) => {
            // A key that nobody of this annotator's gave is a row of other answers.
            if (confusion.rows.includes(String(truth)))
              expect(cell(String(truth), String(given))).toBe(count);
          }),
        );
        const right = table.reduce((sum, counts, truth) => sum + (counts[truth] ?? 0), 0);
        expect(right).toBe(tallies.correct[Number(annotator)]);
      }
    },
  );

  it("count the range that breaking ties leaves open on rte", () => {
    const { gold } = analyse(taskOf(sharedRows("rte")).task).models.majority;
    expect(gold?.possible).toEqual([0.85625, 0.9375]);
    expect(gold?.expectedByLot).toBeCloseTo(0.896875, 12);
  });

  it("give the same in a worker thread, which leaves this one free", async () => {
    const task = () => taskOf(sharedRows("dog")).task;
    const here = analyse(task());
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const methods = new Set<string>();
    const there = await analyseInWorker(task(), ({ method }) => methods.add(method));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
    expect(methods.has("dawid_skene")).toBe(true);
    expect(there).toEqual(here);
  });
});
