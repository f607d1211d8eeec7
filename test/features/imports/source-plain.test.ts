import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlainRows } from "~/domain/importer";
import { camelCase, type Field, fieldsOf, TABLE_NAMES, type TableName } from "~/domain/ledger";
import type { PlainSink } from "~/features/imports/source-plain.server";
import { isFault, openSources, type OpenedSource } from "~/features/imports/source.server";

/** What came of a file, each in its own order; plain rows are written out as the records that they stand for. */
interface Read {
  readonly records: unknown[];
  readonly rejects: unknown[];
  readonly faults: unknown[];
  rows: number;
  plain: number;
}

async function readFile(name: string, content: Uint8Array, piece: number, byBytes: boolean): Promise<Read> {
  const read: Read = { records: [], rejects: [], faults: [], rows: 0, plain: 0 };
  async function* stream() {
    for (let at = 0; at < content.length; at += piece) {
      await Promise.resolve();
      yield content.subarray(at, at + piece);
    }
  }
  for await (const source of openSources([{ name, stream: stream() }])) {
    if (isFault(source)) {
      read.faults.push(source);
      continue;
    }
    const sink = (plain: PlainRows) => writeOut(source, plain, read);
    for await (const batch of byBytes ? source.records(sink) : source.records()) {
      if (isFault(batch)) read.faults.push(batch);
      else {
        read.records.push(...batch.records);
        read.rejects.push(...batch.rejects);
        read.rows += batch.rows;
      }
    }
  }
  return read;
}

function writeOut({ plan }: OpenedSource, { cells }: PlainRows, read: Read): PlainSink {
  const table = plan.rowTable as TableName;
  return (bytes, bounds, values) => {
    const row = fieldsOf(table).flatMap(([column, field], index) => {
      const cell = cells[index]!;
      if (cell === -1) return [];
      const text = Buffer.from(bytes.subarray(bounds[2 * cell], bounds[2 * cell + 1])).toString("utf8");
      return [[camelCase(column), valueOf(field, values[index]!, text)]];
    });
    read.records.push({ table, row: Object.fromEntries(row) as unknown });
    read.plain += 1;
    return undefined;
  };
}

function valueOf({ type }: Field, value: number, text: string): unknown {
  if (Number.isNaN(value)) return null;
  if (type === "boolean") return value === 1;
  if (type === "datetime") return new Date(value).toISOString();
  if (type === "date") return new Date(value).toISOString().slice(0, 10);
  return type === "string" ? text : value;
}

/** Of a source with a fault nothing may be kept, so how far each came does not matter. */
function expectSame(byBytes: Read, byText: Read): void {
  expect(byBytes.faults).toEqual(byText.faults);
  if (byText.faults.length === 0) expect({ ...byBytes, plain: 0 }).toEqual(byText);
}

/** Cells as sources spell them, right, wrong and odd. */
const digits = fc.stringMatching(/^[0-9]{1,17}$/);
const SPELLINGS: Readonly<Record<Field["type"], fc.Arbitrary<string>>> = {
  string: fc.oneof(
    fc.constantFrom(
      "a1",
      "USD",
      "usd",
      "KE",
      "Kenya",
      "Africa/Nairobi",
      "\u00a0",
      "\u3000",
      "\ufeff",
      "  ",
      " x",
    ),
    fc.constantFrom("カナ", "字", "é", "😀", "x".repeat(501), "é".repeat(300), "-", "a|b", "tab\there \\N"),
    fc.string({ unit: "grapheme", maxLength: 6 }),
  ),
  number: fc.oneof(
    digits,
    fc.tuple(digits, digits).map((both) => both.join(".")),
    fc.constantFrom(
      "0",
      "007",
      "1e3",
      "-2",
      "+2",
      ".5",
      "5.",
      "1.2.3",
      "NaN",
      " 3",
      "31536000",
      "31536000.5",
      ".",
    ),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  ),
  integer: fc.oneof(
    digits,
    fc.constantFrom(
      "0",
      "-1",
      "2147483647",
      "2147483648",
      "9007199254740993",
      "1.0",
      "1e2",
      "01",
      "",
      "1_000",
    ),
  ),
  boolean: fc.constantFrom("true", "false", "TRUE", "False", "1", "0", "yes", "no", "2", "t", " true"),
  datetime: fc.oneof(
    fc
      .date({ min: new Date("1969-01-01"), max: new Date("2201-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString()),
    fc.constantFrom(
      "2026-02-29T10:00:00Z",
      "2024-02-29T10:00:00Z",
      "2026-03-01T24:00:00Z",
      "2026-03-01T10:60:00Z",
    ),
    fc.constantFrom(
      "2026-03-01 10:00:00Z",
      "2026-03-01T10:00:00+01:00",
      "2026-03-01T10:00:00",
      "2026-3-01T10:00:00Z",
    ),
    fc.constantFrom(
      "2026-03-01T10:00:00.12xZ",
      "2026-03-01",
      "1970-01-01T00:00:00Z",
      "2026-13-01T10:00:00.000Z",
    ),
    fc.stringMatching(/^20[0-9]{2}-[0-3][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{3})?Z$/),
  ),
  date: fc.oneof(
    fc.constantFrom(
      "2026-03-01",
      "2026-02-30",
      "2100-01-01",
      "1969-12-31",
      "0001-01-01",
      "2026-3-1",
      "2026-03-01Z",
    ),
    fc.stringMatching(/^20[0-9]{2}-[01][0-9]-[0-3][0-9]$/),
  ),
  object: fc.constantFrom('{"g":"1"}', "{}", "[]", '{"g":1}', "x"),
};

/** Mostly what a column may hold, so that whole rows are accepted often enough. */
function cellOf(field: Field): fc.Arbitrary<string> {
  const right: Readonly<Record<Field["type"], fc.Arbitrary<string>>> = {
    string: fc.constantFrom("a1", "USD"),
    number: fc.constantFrom("1", "2.5", "40"),
    integer: fc.constantFrom("1", "12"),
    boolean: fc.constantFrom("true", "false"),
    datetime: fc.constantFrom("2026-03-01T10:00:00Z", "2026-03-31T23:59:59.999Z", "2026-02-01T00:00:00.500Z"),
    date: fc.constantFrom("2026-03-01", "2026-03-31"),
    object: fc.constant(""),
  };
  const usual = field.values ? fc.constantFrom(...field.values) : right[field.type];
  const empty = fc.constant("");
  return fc.oneof(
    { weight: 60, arbitrary: usual },
    { weight: field.required ? 1 : 15, arbitrary: empty },
    { weight: 2, arbitrary: SPELLINGS[field.type] },
  );
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const needsQuotes = (text: string) => /[",\r\n]/.test(text);

/** A file of one table, its cells quoted here and there, its rows ended in any way and now and then too short or long. */
const file = fc.constantFrom(...TABLE_NAMES).chain((table) => {
  const fields = fieldsOf(table);
  const cell = fields.map(([, field]) =>
    fc
      .tuple(cellOf(field), fc.boolean())
      .map(([text, quotes]) => (quotes || needsQuotes(text) ? quoted(text) : text)),
  );
  const extra = fc.oneof(
    { weight: 20, arbitrary: fc.constant<readonly string[]>([]) },
    { weight: 1, arbitrary: fc.constantFrom<(readonly string[])[]>([""], ["x"], ['"', "y"]) },
  );
  const row = fc.tuple(fc.tuple(...cell), extra).map(([cells, more]) => [...cells, ...more].join(","));
  const odd = fc.constantFrom("", ",,,,", '"a"b,c', "a", 'x,"two\nlines",""', 'say "hi",1');
  const line = fc.oneof({ weight: 12, arbitrary: row }, { weight: 1, arbitrary: odd });
  const end = fc.constantFrom("\n", "\n", "\n", "\r\n", "\r");
  return fc
    .tuple(fc.array(fc.tuple(line, end), { minLength: 1, maxLength: 12 }), fc.boolean())
    .map(([lines, mark]) => ({
      name: `${table}.csv`,
      text: `${mark ? "\ufeff" : ""}${fields.map(([column]) => column).join(",")}\n${lines.flat().join("")}`,
    }));
});

describe("a file that is read by its bytes", () => {
  it("gives what it gives as text: records, refusals with line and reason, faults, in the same order", async () => {
    let rows = 0;
    let plain = 0;
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 400 }), async ({ name, text }, piece) => {
        const content = Buffer.from(text, "utf8");
        const byText = await readFile(name, content, 65_536, false);
        const byBytes = await readFile(name, content, piece, true);
        expectSame(byBytes, byText);
        rows += byBytes.rows;
        plain += byBytes.plain;
      }),
      { numRuns: 1_000 },
    );
    // Neither way may go untried.
    expect(plain).toBeGreaterThan(rows / 10);
    expect(plain).toBeLessThan(rows * 0.95);
  }, 120_000);

  const HEADER = "judgment_id,annotator_id,item_id,project_id,status,answer\n";

  it("takes every row of an ordinary table the short way", async () => {
    const lines = Array.from({ length: 2_500 }, (_, n) => `j${n},a${n % 7},i${n},p,approved,"yes, ${n}"\n`);
    const read = await readFile("judgments.csv", Buffer.from(HEADER + lines.join("")), 4_096, true);
    expect(read).toMatchObject({ rows: 2_500, plain: 2_500 });
  });

  it("keeps a row that was refused or spelt oddly in its place among the others", async () => {
    const text = `${HEADER}j1,a,i,p,approved,x\nj2,a,i,p,gone,x\nj3,a,i,p,approved,"say ""hi"""\nj4,a,i,p,approved,y\n`;
    const read = await readFile("judgments.csv", Buffer.from(text), 10, true);
    expect(read.plain).toBe(2);
    expect(read.records).toMatchObject([
      { row: { judgmentId: "j1" } },
      { row: { judgmentId: "j3", answer: 'say "hi"' } },
      { row: { judgmentId: "j4" } },
    ]);
    expect(read.rejects).toMatchObject([{ line: 3, column: "status" }]);
  });

  it.each([
    ["a quote that is never closed", `${HEADER}j1,a,i,p,approved,x\nj2,a,i,p,approved,"y\nz\n`],
    ["a row that is too long", `${HEADER}j1,a,i,p,approved,x\nj2,a,i,p,approved,${"y".repeat(17_000_000)}\n`],
    [
      "a broken character",
      Buffer.concat([Buffer.from(`${HEADER}j1,a,i,p,approved,x\nj2,`), Buffer.of(0xe9, 10)]),
    ],
    ["UTF-16", Buffer.from(`\ufeff${HEADER}j1,a,i,p,approved,ß\n`, "utf16le")],
  ])("says of %s what it says as text", async (_what, text) => {
    const content = Buffer.from(text);
    const byText = await readFile("judgments.csv", content, 65_536, false);
    expectSame(await readFile("judgments.csv", content, 65_536, true), byText);
    expect([...byText.faults, ...byText.records].length).toBeGreaterThan(0);
  });
});
