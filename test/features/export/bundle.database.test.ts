import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandLineAsker } from "~/features/export/bundle.server";
import { exportBundle } from "~/features/export/export.server";
import { runImport } from "~/features/imports/import.server";
import { isImportFault } from "~/features/imports/import-summary";
import { openSources } from "~/features/imports/source.server";
import { refreshMeasures } from "~/features/report/refresh.server";
import { testDatabase } from "../../support/database";
import { loadPlantedProgramme, RUN_AT } from "../patterns/planted-programme";

const database = await testDatabase();
const empty = await testDatabase();
const { db } = database;
const folder = await mkdtemp(join(tmpdir(), "evenhand-bundle-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
const key = Buffer.alloc(32, 3);
const CANARY = "Canary";

const bundle = async (name: string, withRows = true) => {
  const directory = join(folder, name);
  const asker = commandLineAsker(db, key, new Date(RUN_AT));
  await exportBundle(db, directory, { asker, minimumCell: 10, withRows });
  const names = (await readdir(directory)).sort();
  const texts = await Promise.all(names.map((one) => readFile(join(directory, one), "utf8")));
  return { directory, files: new Map(names.map((one, index) => [one, texts[index] ?? ""])) };
};

beforeAll(async () => {
  await loadPlantedProgramme(db);
  // Words and names that must not leave, wherever the ledger has room for them.
  await db
    .updateTable("annotators")
    .set({ displayName: `${CANARY} name`, expertise: `${CANARY} tag` })
    .execute();
  await db
    .updateTable("annotators")
    .set({ timeZone: "Pacific/Chatham", country: "NZ", region: "NZ-CIT" })
    .where("annotatorId", "=", (query) =>
      query.selectFrom("annotators").select(({ fn }) => fn.min("annotatorId").as("id")),
    )
    .execute();
  await db
    .updateTable("judgments")
    .set({ rejectionReason: `${CANARY} reason` })
    .where("status", "=", "rejected")
    .execute();
  await db
    .updateTable("judgments")
    .set({ answer: `${CANARY} wrote this` })
    .where("judgmentId", "in", (query) => query.selectFrom("judgments").select("judgmentId").limit(5))
    .execute();
  await db
    .updateTable("decisions")
    .set({ reasons: `${CANARY} reasons`, contact: `${CANARY} contact` })
    .execute();
  await db
    .updateTable("projects")
    .set({ client: `${CANARY} client` })
    .execute();
  await db.insertInto("dirtyCells").values({ annotatorId: null, projectId: null, day: null }).execute();
  await refreshMeasures(db, new Date(RUN_AT));
}, 240_000);

describe("a bundle with rows", () => {
  it("names nobody, says nobody's words, and puts no declared group beside a person", async () => {
    const { files } = await bundle("canaries");
    const people = await db.selectFrom("annotators").select("sourceId").execute();
    const reviewers = await db.selectFrom("reviews").select("reviewerId").distinct().execute();
    const names = [
      ...people.map(({ sourceId }) => sourceId),
      ...reviewers.map(({ reviewerId }) => reviewerId),
    ];
    for (const [path, text] of files) {
      expect(text.includes(CANARY), path).toBe(false);
      for (const name of names)
        expect(new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text), `${path}: ${name}`).toBe(false);
    }
    const annotators = files.get("annotators.csv") ?? "";
    expect(annotators.includes("Pacific/Chatham")).toBe(false);
    expect(annotators.includes("{")).toBe(false);
    expect(files.get("decisions.csv") ?? "withheld").toContain("withheld");
  }, 240_000);

  it("is the same each time, in an order that says nothing, with checksums that hold", async () => {
    const [one, other] = [await bundle("first"), await bundle("second")];
    expect(other.files).toEqual(one.files);
    const sums = (one.files.get("SHA256SUMS") ?? "").trim().split("\n");
    expect(sums.length).toBe(one.files.size - 1);
    for (const line of sums) {
      const [sum, path] = line.split("  ");
      expect(
        createHash("sha256")
          .update(one.files.get(path ?? "") ?? "")
          .digest("hex"),
      ).toBe(sum);
    }
  }, 240_000);

  it("comes back as a ledger, with as many people and judgments", async () => {
    const { directory } = await bundle("again");
    const result = await runImport(empty, openSources([directory]), { now: () => new Date(RUN_AT) });
    if (isImportFault(result)) throw new Error(result.fault);
    expect(result.rejected).toBe(0);
    for (const table of ["annotators", "judgments", "payments", "reviews"] as const) {
      const count = async (from: typeof db) =>
        (
          await from
            .selectFrom(table)
            .select(({ fn }) => fn.countAll<number>().as("n"))
            .executeTakeFirstOrThrow()
        ).n;
      expect(await count(empty.db), table).toBe(await count(db));
    }
  }, 240_000);
});

describe("a bundle of aggregates", () => {
  it("holds groups of ten and more, and declared groups nowhere else", async () => {
    const { files } = await bundle("aggregates", false);
    expect([...files.keys()]).toEqual([
      ...[
        "README.md",
        "SHA256SUMS",
        "aggregates.csv",
        "datapackage.json",
        "definitions.json",
        "findings.json",
      ],
    ]);
    const lines = (files.get("aggregates.csv") ?? "").trim().split("\n").slice(1);
    expect(lines.some((line) => line.includes("declared: "))).toBe(true);
    expect(lines.some((line) => line.includes("withheld"))).toBe(true);
    const shown = lines.filter((line) => line.includes(",shown,"));
    expect(shown.length).toBeGreaterThan(20);
    for (const line of shown) expect(Number(/,shown,(\d+)/.exec(line)?.[1]), line).toBeGreaterThanOrEqual(10);
  }, 240_000);
});
