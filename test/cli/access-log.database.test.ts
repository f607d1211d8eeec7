import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { exportLedger } from "~/features/export/export.server";
import { importSmallProgramme } from "../features/appeals/small-appeals";
import { testDatabase } from "../support/database";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "evenhand-commands-"));
afterAll(() => rmSync(folder, { recursive: true }));

const database = await testDatabase();
const { db, url } = database;
await importSmallProgramme(database);
const { sourceId: somebody } = await db
  .selectFrom("annotators")
  .select("sourceId")
  .orderBy("sourceId")
  .executeTakeFirstOrThrow();

function evenhand(...words: readonly string[]) {
  const command = ["--import", "tsx", "app/cli/evenhand.ts", "--database", url, ...words];
  return new Promise<{ readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT, maxBuffer: 1e8 }, (_error, out, err) =>
      resolve({ out, err }),
    );
  });
}

/** What a command has added to the log: what it did, and about whom. */
async function linesOf(...words: readonly string[]): Promise<readonly string[]> {
  const last = await db
    .selectFrom("accessLog")
    .select("entryId")
    .orderBy("entryId", "desc")
    .executeTakeFirst();
  const { err } = await evenhand(...words);
  expect(err).not.toContain("evenhand:");
  const lines = await db
    .selectFrom("accessLog")
    .select(["kind", "what", "annotator", "everybody", "viewer"])
    .where("entryId", ">", last?.entryId ?? 0)
    .orderBy("entryId")
    .execute();
  expect(lines.every(({ viewer }) => viewer === "command line")).toBe(true);
  return lines.map(({ kind, what, annotator, everybody }) =>
    [kind, what, everybody ? "everybody" : (annotator ?? "nobody")].join(", "),
  );
}

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const POLICY = {
  ...{
    version: 7,
    name: "Tried",
    announced_at: "2026-01-01T00:00:00Z",
    effective_at: "2026-01-02T00:00:00Z",
  },
  ...{ window_days: 7, minimum_gold: 1, decide_on: "point" },
  tiers: [
    { id: "top", label: "Top", rules: [{ metric: "gold_accuracy", op: ">=", value: 0.9 }] },
    { id: "base", label: "Base", rules: [] },
  ],
};

describe("the command line", () => {
  it.each(["annotators", "tiers", "workload"])("writes down that it printed the %s report", async (what) => {
    expect(await linesOf("report", what)).toEqual([`exported, ${what} report, everybody`]);
  });

  it("writes down nothing of a report that names nobody", async () => {
    expect(await linesOf("report", "projects")).toEqual([]);
  });

  it("writes down audits, agreement by person, simulations and exports", async () => {
    expect(await linesOf("audit")).toEqual(["exported, audit, run anew, everybody"]);
    expect(await linesOf("agreement")).toEqual([]);
    expect(await linesOf("agreement", "--per-annotator")).toEqual([
      "exported, agreement by annotator, everybody",
    ]);
    const policy = file("policy.json", JSON.stringify(POLICY));
    expect(await linesOf("simulate", policy)).toEqual(["exported, policy simulation, everybody"]);
    const ledger = ["export", join(folder, "ledger")] as const;
    expect(await linesOf(...ledger)).toEqual(["exported, ledger as a data package, everybody"]);
  });

  it("writes an export down before its first file, and none that is refused", async () => {
    const last = async () =>
      (await db.selectFrom("accessLog").select("entryId").orderBy("entryId", "desc").executeTakeFirst())
        ?.entryId ?? 0;
    const before = await last();
    file("not-empty", "");
    const { err } = await evenhand("export", folder);
    expect(err).toContain("is not empty");
    expect(await last()).toBe(before);
    const place = join(folder, "unlogged");
    const begun = exportLedger(db, place, () => Promise.reject(new Error("the log cannot be written")));
    await expect(begun).rejects.toThrow("the log cannot be written");
    expect(readdirSync(place)).toEqual([]);
  });

  it("writes down what it changes: imports, and accounts about whose annotator they are", async () => {
    expect(await linesOf("import", "test/importers/ledger")).toEqual([
      expect.stringMatching(/^changed, import \d+ \(\w+\): \d+ rows imported, \d+ updated, nobody$/),
    ]);
    const added = ["user", "add", "w@example.org", "--role", "annotator", "--annotator", somebody] as const;
    expect(await linesOf(...added)).toEqual([
      `changed, account added, with a sign-in link: w@example.org, annotator, ${somebody}`,
    ]);
  });
});
