import { describe, expect, it } from "vitest";
import { PURE } from "../support/boundaries";
import { sourceFiles, withoutComments } from "../support/sources";

/** Clock, chance and environment; each hides an argument. */
const IMPURE_WORDS = [
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /\bMath\.random\b/,
  /\bprocess\.env\b/,
  /\bperformance\.now\b/,
];
const ONLY_READER = "app/env.server.ts";

/** `path:line: word` for each of the words outside comments. */
function findWords(path: string, text: string, words: readonly RegExp[]): string[] {
  if (!words.some((word) => word.test(text))) return [];
  return withoutComments(path, text)
    .split("\n")
    .flatMap((line, index) =>
      words.flatMap((word) => {
        const found = word.exec(line);
        return found ? [`${path}:${index + 1}: ${found[0]}`] : [];
      }),
    );
}

describe("forbidden words", () => {
  it.each(PURE)("%s takes time and chance as arguments", (folder) => {
    const found = sourceFiles(folder).flatMap(({ path, text }) => findWords(path, text, IMPURE_WORDS));
    expect(found, "pass the instant or the random source as an argument").toEqual([]);
  });

  it("only one file of app reads the environment", () => {
    const found = sourceFiles("app")
      .filter(({ path }) => path !== ONLY_READER)
      .flatMap(({ path, text }) => findWords(path, text, [/\bprocess\.env\b/]));
    expect(found, `read it in ${ONLY_READER} and import env()`).toEqual([]);
  });

  it("one file makes the database's query builder", () => {
    const found = ["app", "db"]
      .flatMap(sourceFiles)
      .filter(({ path }) => path !== "db/client.ts")
      .flatMap(({ path, text }) => findWords(path, text, [/\bnew Kysely\b/, /\bnew (pg\.)?Pool\b/]));
    expect(found, "call connect() of db/client").toEqual([]);
  });

  it("no registry is filled while modules load", () => {
    const found = ["app", "db"]
      .flatMap(sourceFiles)
      .flatMap(({ path, text }) => findWords(path, text, [/\bimport\.meta\.glob\b/]));
    expect(found, "write a plain sorted list").toEqual([]);
  });

  it("SQL reads no clock", () => {
    const found = sourceFiles("db/queries").flatMap(({ path, text }) =>
      findWords(path, text, [/\bnow\(\)/i, /\bcurrent_(date|timestamp)\b/i, /\bclock_timestamp\b/i]),
    );
    expect(found, "pass the instant as a parameter").toEqual([]);
  });

  it("are found in code and not in comments", () => {
    const text = "// Date.now() is forbidden\nconst a = 1; /* Math.random */\nconst b = Date.now();";
    expect(findWords("app/stats/x.ts", text, IMPURE_WORDS)).toEqual(["app/stats/x.ts:3: Date.now"]);
    expect(findWords("app/stats/x.ts", "new Date(at)", IMPURE_WORDS)).toEqual([]);
    expect(findWords("app/stats/x.ts", "const d = new Date();", IMPURE_WORDS)).toHaveLength(1);
  });
});
