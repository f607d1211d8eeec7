import fc from "fast-check";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { type AnswerRule, answerKey, answerValues, matchesGold } from "~/domain/answer";
import { testDatabase } from "../support/database";

const { db } = await testDatabase();

const part = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "a",
    "b",
    "A",
    "yes",
    "no",
    "\t",
    "\r",
    "é",
    "ﬁ",
    "😀",
    "a.b",
    "-",
    ".",
    "-0.0",
    "not  sure",
  ),
  fc.integer({ min: -3, max: 5 }).map(String),
  fc.integer({ min: -30, max: 50 }).map((tenths) => (tenths / 10).toFixed(2)),
  fc.constantFrom("1e3", "+4", "04", "4.", ".5", "9".repeat(400), `0.${"0".repeat(400)}1`),
  fc.string({ unit: "grapheme", maxLength: 4 }).map((text) => text.replaceAll("\0", "")),
);
const answer = fc
  .array(fc.tuple(fc.constantFrom("", " ", "\t", "\r"), part, fc.constantFrom("", " ", "\r")), {
    maxLength: 4,
  })
  .chain((parts) =>
    fc
      .constantFrom("|", "\n", "\r\n")
      .map((separator) => parts.map((piece) => piece.join("")).join(separator)),
  );
const rule = fc.constantFrom<AnswerRule>("overlap", "set_equality");
const tolerance = fc.constantFrom(0, 0.1, 0.5, 1);

async function column<T>(query: ReturnType<typeof sql<{ value: T }>>): Promise<T[]> {
  return (await query.execute(db)).rows.map(({ value }) => value);
}

it("splits answers into the values that TypeScript sees", async () => {
  const answers = fc.sample(answer, { numRuns: 3_000, seed: 1 });
  const values = await column(sql<{ value: string[] }>`
    select answer_values(text) as value from unnest(${answers}::text[]) with ordinality as t (text, place) order by place`);
  const keys = await column(sql<{ value: string }>`
    select answer_key(text) as value from unnest(${answers}::text[]) with ordinality as t (text, place) order by place`);
  for (const [index, text] of answers.entries()) {
    // Same values; the order of characters beyond the basic plane differs, and nothing rests on it.
    expect([...(values[index] ?? [])].sort(), JSON.stringify(text)).toEqual([...answerValues(text)].sort());
    expect((keys[index] ?? "").split("\n").sort(), JSON.stringify(text)).toEqual(
      answerKey(text).split("\n").sort(),
    );
  }
});

it("gives answers one key exactly when TypeScript does", async () => {
  const pairs = fc.sample(fc.tuple(answer, answer), { numRuns: 2_000, seed: 2 });
  const same = await column(sql<{ value: boolean }>`
    select answer_key(a) = answer_key(b) as value
    from unnest(${pairs.map(([a]) => a)}::text[], ${pairs.map(([, b]) => b)}::text[]) with ordinality as t (a, b, place)
    order by place`);
  expect(same).toEqual(pairs.map(([a, b]) => answerKey(a) === answerKey(b)));
});

it("holds answers against keys as TypeScript does", async () => {
  const cases = fc.sample(fc.tuple(answer, answer, rule, tolerance), { numRuns: 5_000, seed: 3 });
  const correct = await column(sql<{ value: boolean }>`
    select matches_gold(a, k, r, t) as value
    from unnest(${cases.map(([a]) => a)}::text[], ${cases.map(([, k]) => k)}::text[], ${cases.map(([, , r]) => r)}::text[],
      ${cases.map(([, , , t]) => t)}::float8[]) with ordinality as c (a, k, r, t, place)
    order by place`);
  for (const [index, [given, key, by, within]] of cases.entries()) {
    expect(correct[index], JSON.stringify({ given, key, by, within })).toBe(
      matchesGold(given, key, by, within),
    );
  }
  expect(correct.filter(Boolean).length).toBeGreaterThan(100);
});
