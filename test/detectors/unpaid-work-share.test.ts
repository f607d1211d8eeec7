import { describe, expect, it } from "vitest";
import detector from "~/detectors/unpaid-work-share";
import { unpaidWeeks } from "~/detectors/parts/labour";
import { aTimeline, audit, DAY, HOUR, programme, someEarnings, START, WEEK } from "./support/evidence";

const weeks = Array.from({ length: 8 }, (_, week) => START + week * WEEK);
const person = (annotator: string, unpaidHours: number, kind: "revision" | "qualification" = "revision") =>
  aTimeline(annotator, {
    work: weeks.map((at) => [at, at + 10 * HOUR] as const),
    entries: weeks.map((at) => ({
      from: at + 2 * DAY,
      to: at + 2 * DAY + unpaidHours * HOUR,
      kind,
      paid: false,
    })),
  });
const crowd = (hours: number) => Array.from({ length: 20 }, (_, index) => person(`a${index}`, hours));

describe("unpaid-work-share", () => {
  it("is silent at a tenth", () => {
    expect(programme(detector, { timelines: crowd(1) }).outcome).toBe("clear");
  });

  it("is silent just below a fifth", () => {
    expect(programme(detector, { timelines: crowd(2.4) }).outcome).toBe("clear");
  });

  it("watches above a fifth and is high above a third", () => {
    expect(programme(detector, { timelines: crowd(3) })).toMatchObject({
      outcome: "flagged",
      severity: "watch",
    });
    expect(programme(detector, { timelines: crowd(6) })).toMatchObject({
      outcome: "flagged",
      severity: "high",
    });
  });

  it("flags long unpaid qualification at any share", () => {
    const timelines = Array.from({ length: 20 }, (_, index) => person(`a${index}`, 1.2, "qualification"));
    expect(programme(detector, { timelines })).toMatchObject({ outcome: "flagged" });
  });

  it("puts work lost to expiry and rejection on the platform's account, and counts overlap once", () => {
    const timeline = aTimeline("a1", {
      work: [[START, START + 10 * HOUR]],
      entries: [{ from: START, to: START + 2 * HOUR, kind: "training", paid: false }],
      available: [[START + 9 * HOUR, START + 12 * HOUR, "online"]],
    });
    const [week] = unpaidWeeks(timeline, [someEarnings("a1", START, { lostSec: 600, rejectedSec: 1_200 })]);
    expect(week?.allSec).toBe(12 * HOUR);
    expect(week?.kinds).toEqual({ waiting: 2 * HOUR, lost: 600, rejected: 1_200 });
  });

  it("answers for each person with four weeks, and names the table it lacks", () => {
    expect(
      audit(detector, { timelines: crowd(1) }).filter(({ scope }) => scope === "annotator"),
    ).toHaveLength(20);
    expect(programme(detector, {}, { tables: new Set() }).insufficientReason).toMatch(/time_entries/);
  });
});
