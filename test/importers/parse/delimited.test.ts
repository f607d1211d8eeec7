import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delimitedSplitter, type Split } from "~/importers/parse/delimited";

function split(text: string, size = text.length || 1, delimiter = ",", limit?: number) {
  const splitter = delimitedSplitter(delimiter, limit);
  const rows: Split["rows"] = [];
  let fault: string | undefined;
  const take = (found: Split) => {
    rows.push(...found.rows);
    fault ??= found.fault;
  };
  for (let at = 0; at < text.length && fault === undefined; at += size)
    take(splitter.push(text.slice(at, at + size)));
  if (fault === undefined) take(splitter.end());
  return { rows, fault };
}

const cells = (text: string) => split(text).rows.map((row) => row.cells);
const lines = (text: string) => split(text).rows.map((row) => row.line);

describe("splitting delimited text", () => {
  it.each([
    [
      "ends rows at LF, CRLF and CR, also mixed",
      "a,b\n1,2\r\n3,4\r5,6",
      [
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
        ["5", "6"],
      ],
    ],
    ["keeps delimiters, breaks and quotes inside quotes", 'a,"b,c\r\nd ""e"""\n', [["a", 'b,c\r\nd "e"']]],
    ["takes a quote inside a cell for text", 'a,5" pipe,c\n', [["a", '5" pipe', "c"]]],
    ["keeps what follows a closing quote", 'a,"b"c,d\n', [["a", "bc", "d"]]],
    ["reads rows of any length", "a,b,c\n1\n1,2,3,4\n", [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]],
    [
      "keeps empty cells",
      ",\n,,\n",
      [
        ["", ""],
        ["", "", ""],
      ],
    ],
    ["skips empty lines", "a\n\n\r\n\rb\n", [["a"], ["b"]]],
    [
      "needs no last line break",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["reads an empty quoted cell at the end", 'a,""', [["a", ""]]],
  ])("%s", (_name, text, expected) => expect(cells(text)).toEqual(expected));

  it("says on which physical line a row starts", () => {
    expect(lines('a,b\r\n1,"x\ny\r\nz"\r\n\r\n3,4\r5,6\n')).toEqual([1, 2, 6, 7]);
  });

  it("says where a quote was opened that is never closed", () => {
    const { rows, fault } = split('a,b\n1,2\n3,"4\n5,6\n');
    expect(rows.map((row) => row.cells)).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect(fault).toBe("The quoted cell that starts in the row on line 3 is never closed.");
  });

  it("gives up on a row that is too long, quoted or not, without keeping it", () => {
    expect(split(`a,b\n${"x".repeat(300)}\n`, 16, ",", 100).fault).toContain("line 2 is longer than 100");
    expect(split(`a,b\n"${"x".repeat(300)}`, 16, ",", 100).fault).toContain("line 2 is longer than 100");
    expect(split(`a,b\n"${"x".repeat(80)}",2\n3,4\n`, 16, ",", 100).rows).toHaveLength(3);
  });
});

const cell = fc.string({
  unit: fc.constantFrom("a", "é", "😀", '"', ",", "\t", "\n", "\r", " ", "1"),
  maxLength: 6,
});
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 });
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe("whatever is written", () => {
  it("is read back", () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.constantFrom(",", "\t"),
        (rows, end, delimiter) => {
          const text = rows.map((row) => row.map(quote).join(delimiter) + end).join("");
          expect(split(text, 7, delimiter).rows.map((row) => row.cells)).toEqual(rows);
        },
      ),
    );
  });

  it("is split the same in pieces of any size", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r"), maxLength: 40 }), (text) => {
        const whole = split(text);
        for (const size of [1, 2, 3, 5]) expect(split(text, size)).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});
