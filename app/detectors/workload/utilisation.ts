import { defineWorkloadMetric } from "~/domain/workload-metric";
import { standbyWeeks } from "../parts/labour";
import { weeklyRatio } from "../parts/own-number";

/** How much of the time in which a person stands by is paid work? */
export default defineWorkloadMetric({
  id: "utilisation",
  label: "Paid part of standing-by time",
  short: "Utilisation",
  section: "access",
  unit: "share",
  better: "higher",
  formula: "paid task minutes / (paid task minutes + waiting while seen online)",
  interval: "spread between weeks, 95 %",
  minN: 4,
  nUnit: "weeks",
  sources: ["New York City TLC driver pay standard (idle time is paid by dividing by utilisation)"],
  caveats: ["Declared availability without work is not waiting.", "A tool left open counts as waiting."],
  absent: "no availability on record",
  requires: ["availability"],
  needs: ["timelines"],
  *persons({ timelines }) {
    for (const timeline of timelines) {
      if (timeline.available.length === 0) continue;
      const weeks = [...standbyWeeks(timeline).values()];
      yield [
        timeline.annotator,
        weeklyRatio(
          weeks.map(({ paid, waiting }) => ({ above: paid, below: paid + waiting })),
          "no time online on record",
        ),
      ];
    }
  },
});
