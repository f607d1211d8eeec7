import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { hasSharedSets, labelsPath, SKIPPED } from "../features/agreement/shared-sets";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "evenhand-labels-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(...words: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const command = ["--import", "tsx", "app/cli/evenhand.ts", "agreement", ...words];
    execFile(process.execPath, command, { cwd: ROOT, maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

interface Report {
  readonly annotators: number;
  readonly judgments: number;
  readonly missing: number;
  readonly alpha: { readonly nominal: number | null; readonly interval95: readonly number[] | null };
  readonly aggregations: Readonly<
    Record<string, { readonly accuracy_vs_gold: number | null; readonly reason: string | null }>
  >;
  readonly per_annotator?: readonly {
    readonly annotator_id: string;
    readonly errors: readonly (readonly number[])[];
  }[];
  readonly per_item?: readonly {
    readonly item_id: string;
    readonly posterior: Readonly<Record<string, number>>;
  }[];
}

const reportOf = ({ out }: Ran) => (JSON.parse(out) as { readonly projects: readonly Report[] }).projects[0]!;

const LABELS = [
  ["w1", "t1", "yes", "yes"],
  ["w2", "t1", "yes", "yes"],
  ["w3", "t1", "no", "yes"],
  ["w1", "t2", "no", ""],
  ["w2", "t2", "no", ""],
  ["w3", "t2", "", ""],
];
const csv = (separator: string) => LABELS.map((row) => row.join(separator)).join("\n");

describe("agreement on a bare file of labels", () => {
  it("reads CSV without a header, TSV with one and compressed files alike", async () => {
    const plain = await run("--labels", file("plain.csv", csv(",")), "--format", "json");
    expect(plain.err).toBe("");
    const report = reportOf(plain);
    expect(report).toMatchObject({ annotators: 3, judgments: 5, missing: 1 });
    expect(report.aggregations["majority"]).toMatchObject({ accuracy_vs_gold: 1 });
    const tsv = `item_id\tlabel\tworker_id\ttruth\n${LABELS.map(([w, t, a, g]) => [t, a, w, g].join("\t")).join("\n")}\n`;
    const named = await run("--labels", file("named.tsv.gz", gzipSync(tsv)), "--format", "json");
    expect(reportOf(named).alpha).toEqual(report.alpha);
  });

  it("prints a table, with annotators and items when asked", async () => {
    const { out, code } = await run("--labels", file("t.csv", csv(",")), "--per-annotator", "--per-item");
    expect(code).toBe(0);
    expect(out).toContain("alpha nominal");
    expect(out).toMatch(/^w1 /m);
    expect(out).toMatch(/^t2 /m);
  });

  it("answers an empty result with null and a reason, and a fault with one sentence", async () => {
    const single = reportOf(await run("--labels", file("one.csv", "w,t,x\n"), "--format", "json"));
    expect(single.alpha.nominal).toBeNull();
    expect(single.aggregations["dawid_skene"]).toMatchObject({
      accuracy_vs_gold: null,
      reason: "one annotator",
    });
    const absent = await run("--labels", join(folder, "absent.csv"));
    expect(absent).toMatchObject({ code: 2, out: "" });
    expect(absent.err.trim().split("\n")).toHaveLength(1);
    const narrow = await run("--labels", file("narrow.csv", "w,t\nw,u\n"));
    expect(narrow).toMatchObject({ code: 2 });
    expect(narrow.err).toContain("annotator_id, item_id and answer");
  });
});

describe.runIf(hasSharedSets)(`agreement on real labels (${SKIPPED} otherwise)`, () => {
  it("gives rte's alpha, posteriors and error matrices, the same for the same seed", async () => {
    const words = ["--labels", labelsPath("rte"), "--format", "json", "--seed", "7"];
    const [once, again] = [await run(...words, "--per-annotator", "--per-item"), await run(...words)];
    const report = reportOf(once);
    expect(report.alpha.nominal).toBeCloseTo(0.24148, 5);
    expect(reportOf(again).alpha).toEqual(report.alpha);
    expect(report.per_annotator).toHaveLength(164);
    for (const { errors } of report.per_annotator!) {
      for (const row of errors) expect(row.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 6);
    }
    expect(report.per_item).toHaveLength(800);
  });
});
