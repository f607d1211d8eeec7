import { joinSpans, SPELL_GAP_SEC, workDayRests } from "~/domain/span";
import { defineWorkloadMetric } from "~/domain/workload-metric";
import { allWork } from "../parts/timeline";
import { census } from "../parts/own-number";

/** How long was the rest after the hardest work day? */
export default defineWorkloadMetric({
  id: "shortest-daily-rest",
  label: "Shortest daily rest",
  short: "Daily rest",
  section: "time",
  unit: "hours",
  better: "higher",
  formula: "least, over work days, of the longest gap within 24 hours of the work day's start",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "work days",
  sources: ["Directive 2003/88/EC, Article 3: eleven hours"],
  caveats: ["Work elsewhere is unseen: an upper bound of the rest.", "Pauses of up to 15 minutes are work."],
  absent: "no start or submit times in this source",
  requires: [],
  needs: ["timelines"],
  *persons({ timelines }) {
    for (const timeline of timelines) {
      const rests = workDayRests(joinSpans(allWork(timeline), SPELL_GAP_SEC));
      if (rests.length > 0) yield [timeline.annotator, census(least(rests) / 3_600, rests.length)];
    }
  },
});

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
