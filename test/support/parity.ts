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
export function expectParity(catalogue: Catalogue): void {
  const advice = parityAdvice(catalogue);
  if (advice.length > 0) throw new Error(advice.join("\n"));
}

function parityAdvice({ folder, list, ids, testFolder }: Catalogue): string[] {
  const files = definitionFiles(folder);
  const tests = testFolder === undefined ? [] : pathsIn(testFolder);
  const isTested = (id: string) =>
    testFolder === undefined || tests.some((path) => path.startsWith(`${testFolder}/${id}.`));
  const isSorted = [...ids].sort().every((id, index) => id === ids[index]);
  return [
    ...files
      .filter((id) => !ids.includes(id))
      .map((id) => [id, identifier(id)] as const)
      .map(
        ([id, name]) =>
          `In ${folder}/index.ts type: import ${name} from "./${id}"; and add ${name} to ${list}.`,
      ),
    ...ids
      .filter((id) => !files.includes(id))
      .map((id) => `${list} has ${id}: name its file ${folder}/${id}.ts.`),
    ...(isSorted ? [] : [`Sort ${list} in ${folder}/index.ts by id.`]),
    ...ids.filter((id) => !isTested(id)).map((id) => `Write ${testFolder ?? ""}/${id}.test.ts.`),
  ];
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
