import { describe, expect, it } from "vitest";
import { shorrocksMobility } from "~/stats/mobility";
import { expectClose } from "./close";

describe("shorrocksMobility", () => {
  it("gives the detectors' vector, .4, of shares and of counts alike", () => {
    const shares = [
      [0.8, 0.15, 0.05],
      [0.2, 0.7, 0.1],
      [0.1, 0.2, 0.7],
    ];
    expectClose(shorrocksMobility(shares), 0.4, { absolute: 1e-12 });
    const counts = shares.map((row, state) => row.map((share) => share * [20, 100, 10][state]!));
    expectClose(shorrocksMobility(counts), 0.4, { absolute: 1e-12 });
  });

  it("is 0 where nobody moves, 1 where the last state does not matter, above 1 where all change places", () => {
    expect(
      shorrocksMobility([
        [3, 0],
        [0, 9],
      ]),
    ).toBe(0);
    expectClose(
      shorrocksMobility([
        [2, 6],
        [1, 3],
      ]),
      1,
      { absolute: 1e-12 },
    );
    expect(
      shorrocksMobility([
        [0, 1],
        [1, 0],
      ]),
    ).toBe(2);
  });

  it("leaves states out that nobody started from, and is null with fewer than two", () => {
    expect(
      shorrocksMobility([
        [3, 1, 0],
        [1, 3, 0],
        [0, 0, 0],
      ]),
    ).toBe(0.5);
    expect(
      shorrocksMobility([
        [4, 0],
        [0, 0],
      ]),
    ).toBeNull();
    expect(shorrocksMobility([[5]])).toBeNull();
    expect(shorrocksMobility([])).toBeNull();
  });

  it("refuses what is no transition matrix", () => {
    expect(() => shorrocksMobility([[1, 2], [3]])).toThrow(RangeError);
    expect(() =>
      shorrocksMobility([
        [1, -1],
        [1, 1],
      ]),
    ).toThrow(RangeError);
  });
});
