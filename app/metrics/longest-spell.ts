import { defineMetric } from "~/domain/metric";
import { SPELL_GAP_SEC, joinSpans } from "~/domain/span";

/** What was the longest stretch of work without a break of more than 15 minutes? */
export default defineMetric({
  id: "longest-spell",
  label: "Longest spell",
  family: "workload",
  unit: "seconds",
  better: "lower",
  input: "time",
  formula: "longest of the working intervals, joined over gaps of up to 15 minutes",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "working intervals",
  sources: ["Directive 2003/88/EC, Article 4 (breaks)"],
  caveats: ["An item left open counts as work where only accept and submit times are known."],
  absent: "no start or submit times in this source",
  n: (time) => time.spans.length,
  compute: (time) => {
    let longest = 0;
    for (const { from, to } of joinSpans(time.spans, SPELL_GAP_SEC)) longest = Math.max(longest, to - from);
    return { value: longest, low: longest, high: longest };
  },
});
