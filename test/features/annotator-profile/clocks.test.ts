import { describe, expect, it } from "vitest";
import { profileView } from "~/features/annotator-profile/annotator-profile.view";
import type { Cell } from "~/features/report/work-record";

const NOTHING = { activeMs: null, leadMs: null, acceptToSubmitMs: null, inferredMs: null, spans: null };
const day = (times: Partial<Cell>): Cell => ({
  ...({ goldCorrect: 0, goldTotal: 0, consensusAgreeing: 0, consensusTotal: 0 } as Cell),
  ...(NOTHING as unknown as Partial<Cell>),
  day: "2026-03-02",
  ...times,
});

describe("handling time by clock", () => {
  it("is told by every clock that timed something, over all days, and by no other", () => {
    const { clocks } = profileView(
      [
        day({ activeMs: [10_000, 30_000], acceptToSubmitMs: [60_000, 90_000, 600_000] }),
        day({ activeMs: [20_000] }),
      ],
      "UTC",
    );
    expect(clocks.map(({ clock, n, mean }) => [clock, n, mean])).toEqual([
      ["active", 3, 20],
      ["accept_to_submit", 3, 250],
    ]);
    expect(clocks[0]!.median).toEqual({ value: 20, low: 10, high: 30 });
    expect(clocks[1]!.median.value).toBe(90);
  });

  it("is nothing where no clock timed anything", () => {
    expect(profileView([day({})], "UTC").clocks).toEqual([]);
  });
});
