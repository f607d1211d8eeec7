import { describe, expect, it } from "vitest";
import { tenUntil } from "~/detectors/parts/ten-until";

describe("how long ten people are still followed", () => {
  it("is the tenth longest", () => {
    expect(tenUntil([12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])).toBe(3);
    expect(tenUntil(new Map(Array.from({ length: 10 }, (_, place) => [place, place + 5])).values())).toBe(5);
  });

  it("is not at all with nine", () => {
    expect(tenUntil([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeNull();
    expect(tenUntil([])).toBeNull();
  });
});
