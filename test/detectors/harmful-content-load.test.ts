import { describe, expect, it } from "vitest";
import detector from "~/detectors/harmful-content-load";
import type { ContentDays } from "~/domain/evidence";
import { audit, HOUR, programme } from "./support/evidence";

const day = (more: Partial<ContentDays["days"][number]> = {}) => ({
  annotator: "a1",
  day: 20_500,
  seconds: 2 * HOUR,
  longestSec: 3_000,
  worst: 2,
  unwarnedSec: 0,
  ...more,
});
const content = (days: ContentDays["days"]) => ({ contentDays: { declared: true, days, optOuts: [] } });

describe("harmful-content-load", () => {
  it("is silent within the limits", () => {
    expect(programme(detector, content([day(), day({ day: 20_501 })])).outcome).toBe("clear");
  });

  it("is silent at exactly four hours and sixty minutes", () => {
    expect(programme(detector, content([day({ seconds: 4 * HOUR, longestSec: HOUR })])).outcome).toBe(
      "clear",
    );
  });

  it("flags a longer day, a longer stretch, and severe content without warning", () => {
    expect(programme(detector, content([day({ seconds: 5 * HOUR })]))).toMatchObject({
      outcome: "flagged",
      severity: "high",
      affected: 1,
    });
    expect(programme(detector, content([day({ longestSec: HOUR + 1 })])).outcome).toBe("flagged");
    expect(programme(detector, content([day({ worst: 3, unwarnedSec: 60 })])).outcome).toBe("flagged");
  });

  it("keeps to a client's own limit", () => {
    expect(programme(detector, content([day()]), { params: { dailyHours: 1 } }).outcome).toBe("flagged");
  });

  it("answers for each person exposed", () => {
    expect(audit(detector, content([day(), day({ annotator: "a2" })])).map(({ scope }) => scope)).toEqual([
      "programme",
      "annotator",
      "annotator",
    ]);
  });

  it("says where nobody declared any severity", () => {
    const finding = programme(detector, { contentDays: { declared: false, days: [], optOuts: [] } });
    expect(finding.insufficientReason).toMatch(/content_severity/);
  });
});
