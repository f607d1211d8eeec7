import { describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { readOwnLogs } from "~/features/elsewhere/own-log-rows";
import { delimitedSplitter } from "~/importers/parse/delimited";

const NOW = new Date("2026-11-01T00:00:00Z");
const HEADER = "platform,started_at,ended_at,paid_amount,currency";

function rowsOf(text: string) {
  const splitter = delimitedSplitter(",");
  return [...splitter.push(text).rows, ...splitter.end().rows];
}

const read = (text: string, zone = "UTC") => readOwnLogs(rowsOf(text), zone, NOW);

function rejectsOf(...rows: readonly string[]) {
  const reading = read([HEADER, ...rows].join("\n"));
  return reading.kind === "refused"
    ? reading.rejects.map(({ line, column, reason }) => `${line} ${column}: ${reason}`)
    : [];
}

describe("a file of own hours", () => {
  it("is read without a word where everything is in it", () => {
    const reading = read(
      `${HEADER}\nA,2026-03-02 08:00,2026-03-02 10:00,12.50,usd\nA,2026-03-03 08:00,2026-03-03 09:00,,\n`,
    );
    expect(reading).toMatchObject({
      kind: "read",
      logs: [
        { platform: "A", fromAt: "2026-03-02T08:00:00.000Z", payMinor: 1_250, currency: "USD" },
        { payMinor: null, currency: null },
      ],
    });
  });

  it("is read from the template", () => {
    expect(read(readFileSync("public/work-elsewhere.csv", "utf8"))).toMatchObject({
      kind: "read",
      logs: [{ payMinor: 1_250 }, { payMinor: null, fromAt: "2026-03-02T15:00:00.000Z" }],
    });
  });

  it("has its columns by any spelling, in any order", () => {
    const reading = read(
      "Currency,PAID Amount,Ended-At,Started At,Platform\nJPY,500,2026-03-02T10:00Z,2026-03-02T09:00Z,A",
    );
    expect(reading).toMatchObject({ logs: [{ platform: "A", payMinor: 500, currency: "JPY" }] });
  });

  it("has times on the clock that was chosen, also in the night it changes", () => {
    // Berlin goes from 02:00 to 03:00 on 29 March 2026: one hour, not two.
    const reading = read(`${HEADER}\nA,2026-03-29 01:30,2026-03-29 03:30,,`, "Europe/Berlin");
    expect(reading).toMatchObject({
      logs: [{ fromAt: "2026-03-29T00:30:00.000Z", toAt: "2026-03-29T01:30:00.000Z" }],
    });
  });

  it("keeps no row where one is refused, and says line, column and reason of each", () => {
    expect(
      rejectsOf(
        "A,2026-03-02 08:00,2026-03-02 10:00,1,USD",
        ",2026-03-02 08:00,2026-03-02 10:00,1,USD",
        "A,yesterday,2026-03-02 10:00,1,USD",
        "A,2026-03-02 10:00,2026-03-02 08:00,1,USD",
        "A,2026-03-02 10:00,2026-03-04 08:00,1,USD",
        "A,2026-12-02 10:00,2026-12-02 11:00,1,USD",
        "A,2026-03-05 08:00,2026-03-05 09:00,1,",
        "A,2026-03-05 08:00,2026-03-05 09:00,€1,USD",
        "A,2026-03-05 08:00,2026-03-05 09:00,-1,USD",
        "A,2026-03-05 08:00,2026-03-05 09:00,0.005,USD",
        "A,2026-03-05 08:00,2026-03-05 09:00,1,XQZ",
        "A,2026-03-02 08:00,2026-03-02 10:00,1,USD",
      ),
    ).toEqual([
      "3 platform: is required and empty",
      '4 started_at: "yesterday" is not a time such as 2026-03-01T10:00:00Z',
      "5 ended_at: is not after the start",
      "6 ended_at: is more than 24 hours after the start: one row a stretch",
      "7 ended_at: lies in the future",
      "8 currency: is required where an amount is given",
      '9 paid_amount: "€1" is in EUR, and the currency beside it is USD',
      '10 paid_amount: "-1" is below zero',
      '11 paid_amount: "0.005" is no whole number of minor units of USD',
      '12 currency: "XQZ" is not a currency code such as USD',
      "13 null: says the same as line 2",
    ]);
  });

  it("may repeat what is on record, but not with another pay", () => {
    const text = (pay: string) => rowsOf(`${HEADER}\nA,2026-03-02 08:00,2026-03-02 10:00,${pay},USD`);
    const first = readOwnLogs(text("1"), "UTC", NOW);
    const known = first.kind === "read" ? first.logs : [];
    expect(known).toHaveLength(1);
    expect(readOwnLogs(text("1"), "UTC", NOW, known)).toEqual({ kind: "read", logs: [] });
    expect(readOwnLogs(text("2"), "UTC", NOW, known)).toMatchObject({
      kind: "refused",
      rejects: [{ line: 2 }],
    });
  });

  it.each([
    ["", "The file is empty."],
    [HEADER, "no row below"],
    ["platform,started_at\nA,2026-03-02 08:00", "no column ended_at"],
    ["platform,start,from,ended_at\nA,1,2,3", "start and from would both"],
    ["platform,started_at,ended_at,paid\nA,1,2,3", "no column currency"],
  ])("says what is wrong with it as a whole: %j", (text, sentence) => {
    const reading = read(text);
    expect(reading.kind === "refused" && reading.fault).toContain(sentence);
  });
});
