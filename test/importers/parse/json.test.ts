import { describe, expect, it } from "vitest";
import { isStorableJson, jsonOf } from "~/importers/parse/json";

describe("JSON from a source", () => {
  it.each([
    ['{"a": "b"}', true],
    ['{"a": "\\ud83d\\ude00"}', true],
    ['{"a": "\\\\u0000 as text"}', true],
    ['{"a": "\\u0000"}', false],
    ['{"a": "\\ud83d"}', false],
    ['{"\\ude00": 1}', false],
  ])("%s can be stored: %s", (text, storable) => expect(isStorableJson(text)).toBe(storable));

  it("is undefined when it is not JSON", () => expect(jsonOf("{")).toBeUndefined());
});
