import { describe, expect, it } from "vitest";
import type { Measured } from "~/domain/measured";
import type { GroupedRow } from "~/fairness/cross-table";
import { disaggregate } from "~/fairness/disaggregate";

interface Row {
  readonly correct: number;
  readonly total: number;
}

const accuracy = (rows: readonly Row[]): Measured => {
  const total = rows.reduce((sum, row) => sum + row.total, 0);
  const value = rows.reduce((sum, row) => sum + row.correct, 0) / total;
  return total === 0
    ? { kind: "insufficient", n: 0, needed: 1 }
    : { kind: "measured", value, low: value, high: value, n: total };
};
const people = (group: string, count: number, correct: number, project?: string): GroupedRow<Row>[] =>
  Array.from({ length: count }, () => ({
    row: { correct, total: 100 },
    group,
    ...(project ? { controls: { project } } : {}),
  }));

describe("disaggregate", () => {
  it("gives overall, by group, difference and ratio", () => {
    const result = disaggregate([...people("one", 20, 90), ...people("two", 20, 72)], accuracy, {
      minimumCell: 10,
    });
    expect(result.overall.measured).toMatchObject({ value: 0.81 });
    expect(result.pooled.reference).toBe("one");
    expect(result.pooled.ratio).toBeCloseTo(0.8, 12);
    expect(result.pooled.difference).toBeCloseTo(0.18, 12);
    expect(result.stratified).toBeNull();
  });

  it("suppresses small groups, and a second one so that the first cannot be worked out", () => {
    const result = disaggregate(
      [...people("one", 40, 90), ...people("two", 20, 80), ...people("three", 4, 50)],
      accuracy,
      { minimumCell: 10 },
    );
    expect(result.pooled.byGroup.filter(({ suppressed }) => suppressed).map(({ group }) => group)).toEqual([
      "three",
      "two",
    ]);
    expect(JSON.stringify(result.pooled)).not.toContain("0.5,");
    expect(result.pooled.difference).toBeNull();
  });

  it("shows pooled and stratified side by side, and says where the sign turns", () => {
    const rows = [
      ...people("one", 80, 90, "easy"),
      ...people("one", 20, 50, "hard"),
      ...people("two", 20, 95, "easy"),
      ...people("two", 80, 55, "hard"),
    ];
    const result = disaggregate(rows, accuracy, { minimumCell: 10, reference: "one" });
    expect(result.pooled.difference).toBeCloseTo(0.19, 12);
    expect(result.stratified?.[0]?.difference).toBeCloseTo(0.05, 12);
    expect(result.signSentence).toMatch(/opposite sign/);
  });

  it("says nothing of signs where they agree, and has no ratio to a reference of 0", () => {
    const rows = [...people("one", 20, 90, "easy"), ...people("two", 20, 80, "easy")];
    expect(disaggregate(rows, accuracy, { minimumCell: 10 }).signSentence).toBeNull();
    const none = [...people("one", 20, 0), ...people("two", 20, 0)];
    expect(disaggregate(none, accuracy, { minimumCell: 10 }).pooled.ratio).toBeNull();
  });
});

describe("a table that not everything of may be told", () => {
  const rows = [...people("one", 40, 90, "easy"), ...people("two", 30, 80, "easy")];

  it("withholds what was refused, and what would tell it", () => {
    const result = disaggregate(rows, accuracy, {
      minimumCell: 10,
      permit: (sums) => sums.map((own) => own.length !== 30),
    });
    expect(result.refused).toBeGreaterThan(0);
    expect(result.pooled.byGroup.every(({ suppressed }) => suppressed)).toBe(true);
    expect(result.overall.suppressed).toBe(false);
    expect(result.told.map((own) => own.length)).toEqual([70, 70]);
  });

  it("withholds a group that is mostly one person's", () => {
    const mostly = [{ row: { correct: 1, total: 9_000 }, group: "three" }, ...people("three", 15, 50)];
    const result = disaggregate([...rows, ...mostly], accuracy, {
      minimumCell: 10,
      weights: [({ total }) => total],
    });
    expect(result.pooled.byGroup.find(({ group }) => group === "three")?.suppressed).toBe(true);
  });

  it("counts people once who have several rows", () => {
    const twice = Array.from({ length: 12 }, (_, index) => ({ row: { who: index % 6 }, group: "one" }));
    const result = disaggregate(twice, () => ({ kind: "unmeasured", reason: "" }), {
      minimumCell: 10,
      personOf: ({ who }) => who,
    });
    expect(result.overall.suppressed).toBe(true);
  });
});
