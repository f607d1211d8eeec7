import { defineMetric } from "~/domain/metric";
import { secondsBetweenHours } from "~/domain/local-time";
import { totalSec } from "~/domain/span";

/** How much of the working time lies between midnight and five in the morning, on the annotator's clock? */
export default defineMetric({
  id: "night-share",
  label: "Night share",
  family: "workload",
  unit: "ratio",
  better: "none",
  input: "time",
  formula: "working seconds between 00:00 and 05:00 local time / working seconds",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "working intervals",
  sources: ["Directive 2003/88/EC, Article 2(3): night time includes 00:00 to 05:00"],
  caveats: ["Where a source names no time zone the clock is UTC, and the number says so."],
  absent: "no start or submit times in this source",
  n: (time) => time.spans.length,
  compute: ({ spans, zone }) => {
    const total = totalSec(spans);
    if (total === 0) return "working intervals have no length";
    let night = 0;
    for (const span of spans) night += secondsBetweenHours(zone.name, span, 0, 5);
    return { value: night / total, low: night / total, high: night / total };
  },
});
