import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Split, Splitter } from "~/importers/parse/delimited";
import { arraySplitter, lineSplitter } from "~/importers/parse/documents";

function split(splitter: Splitter, text: string, size: number) {
  const rows: Split["rows"] = [];
  let fault: string | undefined;
  const take = (found: Split) => {
    rows.push(...found.rows);
    fault ??= found.fault;
  };
  for (let at = 0; at < text.length; at += size) take(splitter.push(text.slice(at, at + size)));
  take(splitter.end());
  return { rows, fault };
}

describe("splitting JSON Lines", () => {
  it("gives a row a line, blank ones skipped", () => {
    const { rows } = split(lineSplitter(), '{"a":1}\r\n\n{"a":\n{"b":2}', 4);
    expect(rows).toEqual([
      { line: 1, cells: ['{"a":1}'] },
      { line: 3, cells: ['{"a":'] },
      { line: 4, cells: ['{"b":2}'] },
    ]);
  });

  it("gives up on a line that is too long", () => {
    expect(split(lineSplitter(20), `{"a":1}\n{"a":"${"x".repeat(50)}"}`, 8).fault).toContain(
      "Line 2 is longer",
    );
  });
});

describe("splitting a JSON array", () => {
  it("gives a row an element, with the line on which it starts", () => {
    const { rows, fault } = split(arraySplitter(), '\n[{"a": "],["},\n\n {"b": {"c": [1, "\\""]}}]\n', 3);
    expect(fault).toBeUndefined();
    expect(rows).toEqual([
      { line: 2, cells: ['{"a": "],["}'] },
      { line: 4, cells: ['{"b": {"c": [1, "\\""]}}'] },
    ]);
  });

  it("says when an array ends in the middle, or goes on after its end", () => {
    expect(split(arraySplitter(), '[{"a":1},{"b"', 5).fault).toContain("ends in the middle");
    expect(split(arraySplitter(), '[{"a":1}]\n{"b":1}', 50).fault).toContain("Line 2 has text after the end");
  });

  it("gives up on an element that is too long", () => {
    expect(split(arraySplitter(20), `[{"a":1},{"a":"${"x".repeat(50)}"}]`, 8).fault).toContain(
      "longer than 20",
    );
  });

  it("gives back what any array holds, in pieces of any size", () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.integer({ min: 1, max: 9 }),
        (all, size) => {
          const { rows, fault } = split(arraySplitter(), JSON.stringify(all, null, size % 3), size);
          expect(fault).toBeUndefined();
          expect(rows.map(({ cells }) => JSON.parse(cells[0] ?? "") as unknown)).toEqual(
            JSON.parse(JSON.stringify(all)),
          );
        },
      ),
    );
  });
});
