import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ImportRecord } from "~/domain/importer";
import type { SourceOptions } from "~/features/imports/source.server";
import { fixture, hasShared, readAll, shared, upload } from "./reading";

/** A seeded generator (mulberry32): the same mutations in every run, so that a failure can be looked at again. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const NASTY = [
  "NaN",
  "Infinity",
  "-1",
  "1e999",
  "99999999999999999999",
  "\0",
  '"',
  '""',
  "\n",
  "\r",
  "\r\n\r\n",
  ",",
  "\t",
  ";",
  "\ufeff",
  "\u2028",
  "😀",
  "2026-02-30T10:00:00Z",
  "13/13/2013 25:61:61",
  "Mon Feb 30 12:00:00 PST 2017",
  "$-0.15",
  "$0.155",
  "null",
  "undefined",
  "__proto__",
  "constructor",
  "{}",
  "[",
  '{"a":',
  "true",
  "../../etc/passwd",
  "=1+1",
  " ",
].map((text) => Buffer.from(text));

function mutated(original: Buffer, random: (below: number) => number): Buffer {
  let bytes = original;
  for (let times = 1 + random(6); times > 0; times -= 1) {
    const at = random(bytes.length + 1);
    const length = random(4) === 0 ? random(400) : random(12);
    const [before, cut, after] = [
      bytes.subarray(0, at),
      bytes.subarray(at, at + length),
      bytes.subarray(at + length),
    ];
    const kind = random(7);
    if (kind === 0) bytes = Buffer.concat([before, after]);
    else if (kind === 1) bytes = Buffer.concat([before, cut, cut, after]);
    else if (kind === 2) bytes = before.length > 20 ? before : bytes;
    else if (kind === 3) bytes = Buffer.concat([before, Buffer.from([random(256)]), bytes.subarray(at + 1)]);
    else
      bytes = Buffer.concat([
        before,
        NASTY[random(NASTY.length)] ?? cut,
        kind > 5 ? after : bytes.subarray(at),
      ]);
  }
  return bytes;
}

/** Nothing in a record that arithmetic or a database would choke on. */
function expectSound(record: ImportRecord): void {
  for (const [name, value] of Object.entries(record.row as Readonly<Record<string, unknown>>)) {
    if (typeof value === "number") expect([name, Number.isFinite(value)]).toEqual([name, true]);
    if (typeof value === "string") expect([name, value.includes("\0")]).toEqual([name, false]);
    if (typeof value === "string" && name.endsWith("At")) expect(new Date(value).toISOString()).toBe(value);
    if (name === "payMinor" && typeof value === "number") expect(value).toBeGreaterThanOrEqual(0);
  }
}

async function survive(name: string, original: Buffer, seeds: number, options: SourceOptions): Promise<void> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const bytes = mutated(original, randomOf(seed));
    const { sources, rows, records, rejects, faults } = await readAll(upload(name, bytes), options);
    for (const { reason } of faults) expect(reason).toMatch(/^.{10,}\.$/s);
    for (const { line, reason } of rejects) expect([line > 0, reason.length > 5]).toEqual([true, true]);
    const table = sources[0]?.plan.rowTable;
    const facts = records.filter((record) => record.table === table).length;
    // Context can be of the very table that rows become (items in a file of keys): never fewer than the rows accepted.
    expect(facts).toBeGreaterThanOrEqual(faults.length > 0 ? 0 : rows - rejects.length);
    for (const record of records) expectSound(record);
  }
}

describe("mutated files are refused with a sentence or read, and never throw", () => {
  it.each([
    ["appen/full_report_f123.csv"],
    ["columns/answers.jsonl"],
    ["columns/offensiveness.csv"],
    ["columns/scores.csv"],
    ["columns/standardized.tsv"],
    ["ledger/judgments.csv"],
    ["ledger/annotators.csv"],
    ["ledger/tier_policies.json"],
    ["mturk/batch_results.csv"],
    ["mturk/turkle_results.csv"],
    ["toloka/assignments.tsv"],
  ])("%s", async (path) => {
    await survive(path.split("/")[1] ?? path, readFileSync(fixture(path)), 60, {});
  });
});

describe.runIf(hasShared)("mutated real files are refused with a sentence or read, and never throw", () => {
  it.each([
    ["crowdflower/newsgroups_f505945_untrusted_full.csv"],
    ["mturk/odre_Batch_2964007_batch_results.csv"],
    ["mturk/irene_rhyming_HIT_output.csv"],
    ["toloka/assignments_disclosures_test_01.tsv"],
    ["snow/rte.standardized.tsv"],
    ["appraise/WMT22SignLTA.scores.csv"],
    ["turkle/pilot_data-Batch_863_results.csv"],
  ])("%s", async (path) => {
    // The beginning is enough to mutate: what follows is more of the same.
    await survive(path.split("/")[1] ?? path, readFileSync(shared(path)).subarray(0, 30_000), 12, {});
  });
});
