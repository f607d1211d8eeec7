import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { matchesGold } from "~/domain/answer";
import { delimitedSplitter } from "~/importers/parse/delimited";
import { expectedOf, named } from "./expected";
import { fixture, hasShared, readAll, rowsOf, shared, upload } from "./reading";

interface Report {
  readonly rows: number;
  readonly annotators: number;
  readonly items: number;
  readonly countries: number;
  readonly distinct_answers: number;
  readonly span_seconds: number;
  readonly pages: number;
  readonly first_at: string;
  readonly last_at: string;
  readonly gold_rows: number;
  readonly gold_items: number;
  readonly gold_correct: number;
  readonly missed: number;
  readonly missed_and_wrong: number;
  readonly forgiven_and_wrong: number;
  readonly rows_with_key_but_not_golden: number;
}

const reports = expectedOf<Report>("appen");
const full = fixture("appen/full_report_f123.csv");

async function measured(path: string) {
  const { records, rejects, rows, faults } = await readAll(path);
  expect([rejects, faults]).toEqual([[], []]);
  const judgments = rowsOf(records, "judgments");
  const times = (name: "startedAt" | "submittedAt") => judgments.map((row) => String(row[name])).sort();
  const span = (from: unknown, to: unknown) => (Date.parse(String(to)) - Date.parse(String(from))) / 1000;
  return {
    rows,
    annotators: new Set(judgments.map(({ annotatorId }) => annotatorId)).size,
    items: new Set(judgments.map(({ itemId }) => itemId)).size,
    countries: new Set(rowsOf(records, "annotators").flatMap(({ country }) => country ?? [])).size,
    distinct_answers: new Set(judgments.flatMap(({ answer }) => answer ?? [])).size,
    span_seconds: judgments.reduce((sum, row) => sum + span(row.startedAt, row.submittedAt), 0),
    pages: new Set(judgments.map((row) => [row.annotatorId, row.startedAt, row.submittedAt].join())).size,
    first_at: times("startedAt")[0],
    last_at: times("submittedAt").at(-1),
  };
}

describe("the full report of a job", () => {
  it("keeps the page's times as they are, month first, and the unit's key", async () => {
    const { records, sources } = await readAll(full);
    expect(rowsOf(records, "judgments")[0]).toEqual({
      judgmentId: "1",
      annotatorId: "91",
      itemId: "501",
      projectId: "full_report_f123",
      startedAt: "2014-03-09T21:00:51.000Z",
      submittedAt: "2014-03-09T21:09:49.000Z",
      answer: "sci_med\nsci_space",
      status: "submitted",
      revisedAt: "2014-03-09T21:09:49.000Z",
    });
    expect(rowsOf(records, "items")).toEqual([
      { itemId: "501", projectId: "full_report_f123", goldAnswer: "sci_med\nsci_crypt" },
      { itemId: "502", projectId: "full_report_f123" },
    ]);
    expect(rowsOf(records, "annotators")).toEqual([
      { annotatorId: "91", country: "BR" },
      { annotatorId: "92", country: "US" },
      { annotatorId: "92" },
    ]);
    expect(sources[0]?.plan.notes).toContain("Addresses and places are personal data and not imported.");
  });

  it("reads its times in the zone that is given, through a change of clocks", async () => {
    const { records } = await readAll(full, { timeZone: "America/New_York" });
    // Clocks went forward that morning: 21:00 in New York is UTC minus four.
    expect(rowsOf(records, "judgments")[0]?.startedAt).toBe("2014-03-10T01:00:51.000Z");
  });

  it("does not let addresses and places into records, rejects or the plan", async () => {
    const text = readFileSync(full, "utf8").replace("3/9/2014 21:09:49", "13/39/2014 21:09:49");
    const everything = await readAll(upload("r.csv", text));
    expect(everything.rejects).toHaveLength(1);
    expect(JSON.stringify(everything)).not.toMatch(/192\.0\.2\.1|Somewhere|Town/);
  });

  it("finds the question of a key column with a name of its own by the answers they share", async () => {
    const rows = [
      "1,1,w1,red,happy,sad",
      "1,2,w2,blue,sad,sad",
      "2,3,w1,red,sad,happy",
      "2,4,w2,blue,happy,happy",
    ];
    const text = `_unit_id,_id,_worker_id,colour,mood,better_gold\n${rows.join("\n")}\n`;
    const { records, sources } = await readAll(upload("job.csv", text));
    expect(rowsOf(records, "judgments").map(({ answer }) => answer)).toEqual([
      "happy",
      "sad",
      "sad",
      "happy",
    ]);
    expect(sources[0]?.plan.columns.at(-1)).toEqual({ column: "better_gold", as: "items.gold_answer" });
  });

  it("takes a filled key column of another name before an empty one of the question's own", async () => {
    const rows = ["1,1,w1,red,,red", "1,2,w2,blue,,red", "2,3,w1,red,,blue"];
    const text = `_unit_id,_id,_worker_id,colour,colour_gold,gold_answer\n${rows.join("\n")}\n`;
    const { records } = await readAll(upload("job.csv", text));
    expect(rowsOf(records, "items").map(({ goldAnswer }) => goldAnswer)).toEqual(["red", "blue"]);
  });

  it("takes what never differs within a unit for what was shown, not answered", async () => {
    const rows = ["1,1,w1,u1,yes", "1,2,w2,u1,no", "2,3,w1,u2,yes", "2,4,w2,u2,yes"];
    const { records } = await readAll(
      upload("j.csv", `_unit_id,_id,_worker_id,aaa,zzz\n${rows.join("\n")}\n`),
    );
    expect(rowsOf(records, "judgments").map(({ answer }) => answer)).toEqual(["yes", "no", "yes", "yes"]);
  });
});

describe("the report of test questions", () => {
  it("is refused as judgments, with what to do instead", async () => {
    const { faults } = await readAll(fixture("appen/gold_report.csv"));
    expect(faults[0]?.reason).toBe(
      "This report holds test questions, not judgments: import the full report and give this file with --gold.",
    );
  });

  it("is read as a separate file of keys for the same project", async () => {
    const { sources, records } = await readAll(full, { gold: fixture("appen/gold_report.csv") });
    expect(sources.map(({ role, rows }) => [role, rows])).toEqual([
      ["records", 4],
      ["gold", 2],
    ]);
    expect(rowsOf(records, "items").slice(-2)).toEqual([
      { itemId: "501", projectId: "full_report_f123", goldAnswer: "sci_med" },
      { itemId: "502", projectId: "full_report_f123" },
    ]);
  });
});

describe("a licensed report", () => {
  it("has the counts and times that Python finds", async () => {
    const name = "ctcore_event-text-sparse-multiple-choice";
    expect(named(reports, name)).toMatchObject(await measured(fixture(`appen/${name}.csv`)));
  });
});

describe.runIf(hasShared)("real reports", () => {
  it.each(Object.keys(reports))("%s has the counts and times that Python finds", async (name) => {
    expect(named(reports, name)).toMatchObject(await measured(shared(`crowdflower/${name}.csv`)));
  });

  it("the newsgroups' own verdicts come out of the overlap rule, but for twelve forgiven rows", async () => {
    const name = "newsgroups_f505945_untrusted_full";
    const path = shared(`crowdflower/${name}.csv`);
    const { records } = await readAll(path);
    const keys = new Map<string, string>();
    for (const { itemId, goldAnswer } of rowsOf(records, "items"))
      if (goldAnswer != null) keys.set(itemId, goldAnswer);
    const verdicts = verdictsIn(readFileSync(path, "utf8"));
    const found = { missed_and_wrong: 0, forgiven_and_wrong: 0, right: 0, gold_rows: 0, others: 0 };
    for (const { judgmentId, itemId, answer, isGold } of rowsOf(records, "judgments")) {
      const { golden, missed } = verdicts.get(judgmentId) ?? {};
      const right = matchesGold(answer ?? "", keys.get(itemId) ?? "", "overlap", 0);
      expect(isGold === false).toBe(golden !== "true" && keys.has(itemId));
      if (golden !== "true") found.others += isGold === false ? 1 : 0;
      else {
        found.gold_rows += 1;
        if (right) found.right += 1;
        else if (missed === "true") found.missed_and_wrong += 1;
        else if (missed === "false") found.forgiven_and_wrong += 1;
      }
    }
    const report = named(reports, name);
    expect(keys.size).toBe(report.gold_items);
    expect(found).toEqual({
      missed_and_wrong: report.missed,
      forgiven_and_wrong: report.forgiven_and_wrong,
      right: report.gold_correct,
      gold_rows: report.gold_rows,
      // Judged after the platform had withdrawn the key.
      others: report.rows_with_key_but_not_golden,
    });
  });
});

function verdictsIn(text: string): Map<string, { golden: string | undefined; missed: string | undefined }> {
  const splitter = delimitedSplitter(",");
  const [header, ...rows] = [...splitter.push(text).rows, ...splitter.end().rows].map(({ cells }) => cells);
  const at = (name: string) => header?.indexOf(name) ?? -1;
  return new Map(
    rows.map((row) => [row[at("_id")] ?? "", { golden: row[at("_golden")], missed: row[at("_missed")] }]),
  );
}
