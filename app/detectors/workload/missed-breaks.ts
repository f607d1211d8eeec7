import { joinSpans } from "~/domain/span";
import { defineWorkloadMetric } from "~/domain/workload-metric";
import { allWork } from "../parts/timeline";
import { census } from "../parts/own-number";

const LONG_SEC = 6 * 3_600;
const BREAK_SEC = 30 * 60;

/** How often did somebody work on for more than six hours without a break? */
export default defineWorkloadMetric({
  id: "missed-breaks",
  label: "Stretches of more than six hours without a break",
  short: "Missed breaks",
  section: "time",
  unit: "count",
  better: "lower",
  formula: "stretches of work above 6 hours in which no pause lasted 30 minutes",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "stretches of work",
  sources: ["Directive 2003/88/EC, Article 4; 30 minutes by convention"],
  caveats: ["Between acceptance and submission people may pause: an upper bound where only those are known."],
  absent: "no start or submit times in this source",
  requires: [],
  needs: ["timelines"],
  *persons({ timelines }) {
    for (const timeline of timelines) {
      const stretches = joinSpans(allWork(timeline), BREAK_SEC - 1);
      if (stretches.length === 0) continue;
      const long = stretches.filter(({ from, to }) => to - from > LONG_SEC).length;
      yield [timeline.annotator, census(long, stretches.length)];
    }
  },
});
