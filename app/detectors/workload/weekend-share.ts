import { secondsOnWeekdays } from "~/domain/local-time";
import { totalSec } from "~/domain/span";
import { defineWorkloadMetric } from "~/domain/workload-metric";
import { allWork } from "../parts/timeline";
import { census } from "../parts/own-number";

const SATURDAY_AND_SUNDAY = [6, 0];

/** How much of the work falls on Saturdays and Sundays of the person's own place? */
export default defineWorkloadMetric({
  id: "weekend-share",
  label: "Hours on Saturdays and Sundays",
  short: "Weekend",
  section: "time",
  unit: "share",
  better: "none",
  formula: "hours on local Saturdays and Sundays / all hours",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "working intervals",
  sources: ["Convention: Saturday and Sunday, in the annotator's time zone"],
  caveats: ["Days of rest differ between places."],
  absent: "no start or submit times in this source",
  requires: [],
  needs: ["timelines"],
  *persons({ timelines }) {
    for (const timeline of timelines) {
      const work = allWork(timeline);
      const all = totalSec(work);
      if (all === 0) continue;
      let weekend = 0;
      for (const span of work) weekend += secondsOnWeekdays(timeline.zone, span, SATURDAY_AND_SUNDAY);
      yield [timeline.annotator, census(weekend / all, work.length)];
    }
  },
});
