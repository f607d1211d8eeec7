import { mkdtempSync, rmSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gunzip } from "~/features/imports/source-bytes.server";
import { isFault, openSources } from "~/features/imports/source.server";
import { fixture, readAll, rowsOf, upload } from "../../importers/reading";
import { zipOf } from "./source-zip-file";

const LABELS = "annotator_id,item_id,answer\na,1,x\nb,1,y\na,2,x\n";
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "evenhand-source-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const faultOf = async (input: Parameters<typeof readAll>[0]) => {
  const { faults, records } = await readAll(input);
  expect(faults).toHaveLength(1);
  return { reason: faults[0]?.reason, records };
};

describe("where rows come from", () => {
  it.each([
    ["a file", () => file("labels.csv", LABELS)],
    ["a gzip file, whatever its name", () => file("labels.bin", gzipSync(LABELS))],
    ["a zip file", () => file("labels.zip", zipOf([{ name: "in/labels.csv", content: LABELS }]))],
    ["an upload", () => upload("labels.csv", LABELS)],
    ["a gzip upload", () => upload("labels.csv.gz", gzipSync(LABELS))],
    ["a zip upload", () => upload("labels.zip", zipOf([{ name: "labels.csv", content: LABELS }]))],
    ["a gzip file in a zip", () => upload("l.zip", zipOf([{ name: "l.csv.gz", content: gzipSync(LABELS) }]))],
    ["a file with a byte order mark", () => file("bom.csv", `\ufeff${LABELS}`)],
    ["UTF-16 with a byte order mark", () => file("wide.csv", Buffer.from(`\ufeff${LABELS}`, "utf16le"))],
    ["semicolons", () => file("semi.csv", LABELS.replaceAll(",", ";"))],
    ["tabs", () => file("tabs.csv", LABELS.replaceAll(",", "\t"))],
    ["pipes", () => file("pipes.csv", LABELS.replaceAll(",", "|"))],
    ["CRLF", () => file("crlf.csv", LABELS.replaceAll("\n", "\r\n"))],
    ["CR", () => file("cr.csv", LABELS.replaceAll("\n", "\r"))],
  ])("%s", async (_name, input) => {
    const { rows, records, faults, rejects } = await readAll(input());
    expect([faults, rejects]).toEqual([[], []]);
    expect(rows).toBe(3);
    expect(
      rowsOf(records, "judgments").map(({ annotatorId, answer }) => annotatorId + (answer ?? "")),
    ).toEqual(["ax", "by", "ax"]);
  });

  it("a folder of files, each recognised by itself, what operating systems leave behind left out", async () => {
    const many = join(folder, "many");
    mkdirSync(join(many, "deeper"), { recursive: true });
    writeFileSync(join(many, "one.csv"), LABELS);
    writeFileSync(join(many, "deeper", "two.csv.gz"), gzipSync(LABELS));
    writeFileSync(join(many, ".DS_Store"), "\0\0");
    writeFileSync(join(many, "LICENSE"), "words");
    const { sources } = await readAll(many);
    expect(sources.map(({ path, rows }) => [path.slice(many.length + 1), rows])).toEqual([
      [join("deeper", "two.csv.gz"), 3],
      ["one.csv", 3],
    ]);
  });

  it("a zipped ledger, its tables in the order in which they refer to each other", async () => {
    const members = readdirSync(fixture("ledger")).map((name) => ({
      name: `export/${name}`,
      content: readFileSync(fixture(`ledger/${name}`)),
    }));
    const { sources, faults } = await readAll(
      file("ledger.zip", zipOf([{ name: "export/README.md", content: "#" }, ...members])),
    );
    expect(faults).toEqual([]);
    expect(sources.map(({ plan }) => plan.rowTable).slice(0, 3)).toEqual([
      "platforms",
      "annotators",
      "projects",
    ]);
    expect(sources).toHaveLength(members.length);
  });

  it("tables given one by one are put in that order too, and an empty table of a ledger is no fault", async () => {
    const ledger = join(folder, "sparse");
    mkdirSync(ledger);
    writeFileSync(join(ledger, "judgments.csv"), readFileSync(fixture("ledger/judgments.csv")));
    writeFileSync(join(ledger, "offers.csv"), "offer_id,batch_id,annotator_id,offered_at\n");
    expect((await readAll(ledger)).sources.map(({ rows }) => rows)).toEqual([0, 3]);
    const given = await readAll([fixture("ledger/reviews.csv"), fixture("ledger/items.csv")]);
    expect(given.sources.map(({ plan }) => plan.rowTable)).toEqual(["items", "reviews"]);
  });
});

describe("a ledger with a misspelt column", () => {
  it("is refused and never read as some other table", async () => {
    const wrong = join(folder, "misspelt");
    mkdirSync(wrong);
    writeFileSync(join(wrong, "items.csv"), "item_id,project_id\ni,p\n");
    writeFileSync(join(wrong, "judgments.csv"), "annotator_id,item_id,answer\na,i,x\n");
    expect((await readAll(wrong)).faults[0]?.reason).toBe(
      "The table judgments needs the columns judgment_id, project_id, status.",
    );
  });
});

describe("what is known before the rows are read", () => {
  it("format, plan, first rows and size; and afterwards how much was read", async () => {
    const path = file("known.csv", LABELS);
    for await (const source of openSources([path])) {
      if (isFault(source)) throw new Error(source.reason);
      expect(source).toMatchObject({ format: "columns", role: "records", size: LABELS.length, path });
      expect(source.preview[0]).toEqual(["annotator_id", "item_id", "answer"]);
      expect(source.bytesRead()).toBe(0);
      for await (const batch of source.records()) expect(isFault(batch)).toBe(false);
      expect(source.bytesRead()).toBe(LABELS.length);
    }
  });

  it("repeats no context record, and every batch has one record a row", async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `a${index % 7},i${index % 11},${index % 5}`);
    let batches = 0;
    for await (const source of openSources([
      upload("l.csv", `annotator_id,item_id,answer\n${rows.join("\n")}\n`),
    ])) {
      if (isFault(source)) throw new Error(source.reason);
      const context: string[] = [];
      for await (const batch of source.records()) {
        if (isFault(batch)) throw new Error(batch.reason);
        batches += 1;
        const own = batch.records.filter(({ table }) => table === source.plan.rowTable);
        expect(own).toHaveLength(batch.rows - batch.rejects.length);
        context.push(
          ...batch.records.filter(({ table }) => table !== "judgments").map((one) => JSON.stringify(one)),
        );
      }
      expect(context).toHaveLength(1 + 1 + 7 + 11);
    }
    expect(batches).toBeGreaterThan(1);
  });
});

describe("what cannot be read is said in a sentence", () => {
  const real = Buffer.from(Array.from({ length: 3_000 }, (_, i) => `a${i % 9},${i},x${i * 7}`).join("\n"));
  const long = Buffer.concat([Buffer.from("annotator_id,item_id,answer\n"), real]);

  it.each([
    ["an empty file", () => file("e.csv", ""), "The file is empty."],
    ["white space", () => file("w.csv", "\n \n"), "The file is empty."],
    ["a header alone", () => file("h.csv", "annotator_id,item_id,answer\n"), "has a header and no rows"],
    ["no such file", () => join(folder, "nowhere.csv"), "There is no such file."],
    ["an empty folder", () => mkdtempSync(join(folder, "empty-")), "no data files"],
    [
      "a PNG",
      () => file("p.csv", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")),
      "a PNG image, not text",
    ],
    ["binary data", () => file("b.csv", Buffer.from([97, 44, 0, 1, 2, 3, 10])), "binary data"],
    [
      "Latin-1",
      () => file("l1.csv", Buffer.from("annotator_id,item_id,answer\na,1,caf\xe9\n", "latin1")),
      "byte E9",
    ],
    ["UTF-16 without a mark", () => file("u.csv", Buffer.from(LABELS, "utf16le")), "looks like UTF-16"],
    [
      "a cut character",
      () => file("c.csv", Buffer.from(`${LABELS}c,3,é`).subarray(0, -1)),
      "middle of a character",
    ],
    ["a truncated gzip", () => file("t.gz", gzipSync(long).subarray(0, 4_000)), "ends in the middle"],
    [
      "a damaged gzip",
      () => file("d.gz", gzipSync(long).fill(0x55, 2_000, 2_100)),
      "The gzip file is damaged.",
    ],
    [
      "a truncated zip",
      () => file("t.zip", zipOf([{ name: "l.csv", content: long }]).subarray(0, 900)),
      "damaged or ends",
    ],
    [
      "a zip in a zip",
      () => upload("z.zip", zipOf([{ name: "y.zip", content: zipOf([{ name: "x", content: LABELS }]) }])),
      "A zip inside a zip",
    ],
    [
      "a zip in a gzip",
      () => upload("z.gz", gzipSync(zipOf([{ name: "x.csv", content: LABELS }]))),
      "not text",
    ],
    [
      "an encrypted zip",
      () => upload("z.zip", zipOf([{ name: "l.csv", content: LABELS, encrypted: true }])),
      "is encrypted",
    ],
    [
      "an Excel workbook",
      () => upload("book.xlsx", zipOf([{ name: "[Content_Types].xml", content: "<x/>" }])),
      "save it as CSV",
    ],
    [
      "an odd compression",
      () => upload("z.zip", zipOf([{ name: "l.csv", content: LABELS, method: 12 }])),
      "kind of compression",
    ],
    [
      "a wrong checksum",
      () => upload("z.zip", zipOf([{ name: "l.csv", content: LABELS, wrongChecksum: true }])),
      "checksum",
    ],
    [
      "an empty zip",
      () => upload("z.zip", Buffer.concat([Buffer.from("PK\x05\x06"), Buffer.alloc(18)])),
      "no files in it",
    ],
    ["an open quote", () => file("q.csv", `${LABELS}c,3,"never\nclosed\n`), "on line 5 is never closed"],
    ["one JSON object", () => file("o.json", '{\n"a": 1\n}\n'), "JSON Lines (one object a line)"],
    [
      "a cut JSON array",
      () => file("a.json", '[{"annotator_id":"a","item_id":"1","answer":"x"},{"b"'),
      "ends in the middle",
    ],
  ])("%s", async (_name, input, sentence) => expect((await faultOf(input())).reason).toContain(sentence));

  it("options that do not exist", async () => {
    expect((await readAll(file("f.csv", LABELS), { format: "excel" })).faults[0]?.reason).toContain(
      "known are auto, appen",
    );
    expect((await readAll(file("f.csv", LABELS), { timeZone: "Mars" })).faults[0]?.reason).toContain(
      "IANA time zone",
    );
    expect(
      (await readAll(file("f.csv", LABELS), { columns: upload("m.json", "[1]") })).faults[0]?.reason,
    ).toContain("not a JSON object");
  });

  it("a format that was asked for and is not there", async () => {
    expect((await readAll(file("f.csv", LABELS), { format: "mturk" })).faults[0]?.reason).toBe(
      "The columns HITId, AssignmentId, WorkerId are missing.",
    );
  });

  it("names the member of an archive, and takes its path for a name only", async () => {
    const path = file(
      "slip.zip",
      zipOf([
        { name: "../../../etc/labels.csv", content: LABELS },
        { name: "/abs.csv", content: LABELS },
      ]),
    );
    const { sources, faults } = await readAll(path);
    expect(faults).toEqual([]);
    expect(sources.map((source) => source.path)).toEqual([
      `${path}:../../../etc/labels.csv`,
      `${path}:/abs.csv`,
    ]);
  });
});

describe("size", () => {
  it("a line of ten million characters is one refused row", async () => {
    const text = `${LABELS}c,3,${"x".repeat(10_000_000)}\nd,4,x\n`;
    const { rows, rejects, faults } = await readAll(upload("l.csv", text));
    expect(faults).toEqual([]);
    expect(rows).toBe(5);
    expect(rejects).toEqual([
      expect.objectContaining({ line: 5, column: "answer", reason: "is longer than 1000000 characters" }),
    ]);
    expect(rejects[0]?.raw.length).toBeLessThanOrEqual(1_000);
  });

  it.each([
    ["quoted", '"'],
    ["plain", ""],
  ])("a %s field of a gigabyte is refused early, in bounded memory", async (_name, quote) => {
    const piece = Buffer.alloc(1024 * 1024, "x");
    let sent = 0;
    async function* gigabyte() {
      yield Buffer.from(`${LABELS}c,3,${quote}`);
      for (let count = 0; count < 1024; count += 1) {
        sent += 1;
        await Promise.resolve();
        yield piece;
      }
    }
    const { faults } = await readAll({ name: "big.csv", stream: gigabyte() });
    expect(faults[0]?.reason).toContain("The row on line 5 is longer than");
    expect(sent).toBeLessThan(64);
  });

  it("a gigabyte of one field in a small gzip file is refused too", async () => {
    const path = file(
      "bomb.csv.gz",
      gzipSync(Buffer.concat([Buffer.from(`${LABELS}c,3,`), Buffer.alloc(40_000_000, "x")])),
    );
    expect((await readAll(path)).faults[0]?.reason).toContain("The row on line 5 is longer than");
  });

  it("a small gzip file that unpacks into more than any disk has is read so far and no further", async () => {
    const packed = gzipSync(Buffer.alloc(40_000_000, "a\n"));
    const most = 1_000_000;
    const pieces: unknown[] = [];
    for await (const piece of gunzip("bomb.csv.gz", Readable.from([packed]), most)) pieces.push(piece);
    expect(pieces.at(-1)).toMatchObject({ reason: expect.stringContaining("once unpacked") as string });
    const bytes = pieces.slice(0, -1).reduce<number>((sum, piece) => sum + (piece as Buffer).length, 0);
    expect(bytes).toBeLessThanOrEqual(most);
  });
});
