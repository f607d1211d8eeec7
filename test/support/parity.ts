import { expect } from "vitest";
import { camelCase } from "~/domain/ledger";
import { pathsIn, sourceFiles } from "./sources";

export interface Catalogue {
  /** `app/metrics` */
  readonly folder: string;
  /** The name of the list in `index.ts`: `METRICS`. */
  readonly list: string;
  /** The ids of the list, in its order; each is the name of its file. */
  readonly ids: readonly string[];
  /** Where the test of a definition is: `test/metrics/<id>.test.ts`. Undefined asks for none. */
  readonly testFolder?: string;
}

/** Every definition file is in its list, the list is sorted, and each has its test; a failure says what to type. */
export function expectParity({ folder, list, ids, testFolder }: Catalogue): void {
  const files = definitionFiles(folder);
  const missing = files.filter((id) => !ids.includes(id));
  const advice = missing.map(
    (id) =>
      `In ${folder}/index.ts type: import ${identifier(id)} from "./${id}"; and add ${identifier(id)} to ${list}.`,
  );
  expect(advice, `definitions that are not in ${list}`).toEqual([]);
  expect(
    ids
      .filter((id) => !files.includes(id))
      .map((id) => `${list} has ${id}: name its file ${folder}/${id}.ts.`),
    `definitions without a file of their name`,
  ).toEqual([]);
  expect(ids, `${list} in ${folder}/index.ts is sorted by id`).toEqual([...ids].sort());
  if (testFolder === undefined) return;
  const tests = pathsIn(testFolder);
  const untested = ids.filter((id) => !tests.some((path) => path.startsWith(`${testFolder}/${id}.`)));
  expect(
    untested.map((id) => `Write ${testFolder}/${id}.test.ts.`),
    "definitions without a test",
  ).toEqual([]);
}

/** The names of the definitions of a folder: its files, `index.ts` left out, folders below left out. */
export function definitionFiles(folder: string): string[] {
  return sourceFiles(folder)
    .map(({ path }) => path.slice(folder.length + 1))
    .filter((name) => !name.includes("/") && name !== "index.ts")
    .map((name) => name.replace(/\.tsx?$/, ""));
}

function identifier(id: string): string {
  return camelCase(id.replaceAll("-", "_"));
}
