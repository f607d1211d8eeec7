import { describe, expect, it } from "vitest";
import { Problem } from "~/importers/parse/problem";
import { chooseAnswer, guessTaskType } from "~/importers/parse/question";

const column = (...values: string[]) => values.map((value) => [value]);

describe("the question that is imported", () => {
  const rows = [
    ["i1", '{"clicks": 3}', "I think that it is more or less blue, but I am not sure", "blue", "sea", "7"],
    ["i1", '{"clicks": 1}', "it looks red to me when I look at it for longer", "red", "sea", "7"],
    ["i2", '{"clicks": 9}', "no idea what this could be, the picture is too dark", "red", "sky", "9"],
    ["i2", '{"clicks": 2}', "black I suppose, and yet there is some blue in it", "blue", "sky", "9"],
  ];
  const candidates = ["log", "reason", "colour", "place", "digit"].map((name, at) => ({
    index: at + 1,
    name,
  }));
  const order = (found: ReturnType<typeof chooseAnswer>) =>
    found instanceof Problem ? found.reason : [found.candidate, ...found.others].map(({ name }) => name);

  it("is a short answer before what only repeats the item, free text and logs", () => {
    expect(order(chooseAnswer(rows, candidates, 0, undefined))).toEqual([
      "colour",
      "place",
      "digit",
      "reason",
      "log",
    ]);
  });

  it("is the one with an answer key before all others", () => {
    const keyed = candidates.map((one) => (one.name === "reason" ? { ...one, gold: 3 } : one));
    expect(order(chooseAnswer(rows, keyed, 0, undefined))[0]).toBe("reason");
  });

  it("is the one asked for, or a sentence that names the others", () => {
    expect(order(chooseAnswer(rows, candidates, 0, "DIGIT"))[0]).toBe("digit");
    expect(order(chooseAnswer(rows, candidates, 0, "size"))).toContain("there are log, reason, colour");
  });
});

describe("the kind of task", () => {
  it.each([
    [["1", "0", "1"], "categorical"],
    [["1.0", "4.0", "5.0"], "rating"],
    [["87", "3", "100"], "rating"],
    [["A", "B", "tie"], "preference"],
    [["yes", "no"], "categorical"],
    [
      [
        "a rather long text that says a lot about the item, in many words",
        "another text of the same long kind",
      ],
      "other",
    ],
    [["", ""], "other"],
  ])("of %j is %s", (values, type) => expect(guessTaskType(column(...values), 0)).toBe(type));
});
