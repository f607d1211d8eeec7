import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fileSource } from "~/features/imports/source-bytes.server";
import { isFault } from "~/features/imports/source-fault";
import { readHead } from "~/features/imports/source-rows.server";
import { IMPORTERS } from "~/importers";
import { expectParity } from "../support/parity";
import { fixture, hasShared, shared } from "./reading";

/** Importers that say yes to a file, or, where none does, those that would read it if nobody else can. */
async function takers(path: string): Promise<string[]> {
  const source = await fileSource(path);
  const read = isFault(source) ? source : await readHead(source, undefined);
  if (isFault(read)) throw new Error(`${read.path ?? ""}: ${read.reason}`);
  const answers = IMPORTERS.map(({ id, recognises }) => ({ id, answer: recognises(read.head) }));
  const sure = answers.filter(({ answer }) => answer === "yes");
  return (sure.length > 0 ? sure : answers.filter(({ answer }) => answer === "fallback")).map(({ id }) => id);
}

describe("the list of importers", () => {
  it("has every file, sorted, each with its test", () => {
    const ids = IMPORTERS.map(({ id }) => id);
    expectParity({ folder: "app/importers", list: "IMPORTERS", ids, testFolder: "test/importers" });
  });

  it("says of each where its shape was seen and what it does not know", () => {
    for (const { id, sources, caveats } of IMPORTERS) {
      expect([id, sources.length > 0, caveats.length > 0]).toEqual([id, true, true]);
    }
  });
});

describe("every fixture is recognised by exactly one importer", () => {
  const fixtures = IMPORTERS.flatMap(({ id }) =>
    readdirSync(fixture(id)).map((name) => [id, `${id}/${name}`] as const),
  );

  it.each(fixtures)("%s takes %s", async (id, path) => expect(await takers(fixture(path))).toEqual([id]));
});

describe.runIf(hasShared)("every real file is recognised by exactly one importer", () => {
  const folders = { appen: "crowdflower", mturk: "mturk", toloka: "toloka", columns: "snow" };
  // A suite that is skipped is read through all the same.
  const files = Object.entries(folders).flatMap(([id, folder]) =>
    (hasShared ? readdirSync(shared(folder)) : ["every file"]).map(
      (name) => [id, `${folder}/${name}`] as const,
    ),
  );

  it.each(files)("%s takes %s", async (id, path) => expect(await takers(shared(path))).toEqual([id]));
});
