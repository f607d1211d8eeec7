import { defineWorkloadMetric } from "~/domain/workload-metric";
import { groupBy, sum } from "../parts/group";
import { shareOf } from "../parts/own-number";

/** How often does the work take far longer than was said before it was accepted? */
export default defineWorkloadMetric({
  id: "estimate-overrun",
  label: "Work that took more than one and a half times its estimate",
  short: "Over estimate",
  section: "time",
  unit: "share",
  better: "lower",
  formula: "judgments whose active time is above 1.5 times the batch's estimate / judgments with both",
  interval: "Wilson, 95 %",
  minN: 20,
  nUnit: "judgments with active time and an estimate",
  sources: ["Fairwork Cloudwork Principles 2024, 1.2 (a reasonable estimate before acceptance)"],
  caveats: ["Only active time is compared: time from acceptance to submission contains waiting."],
  absent: "no estimates of time, or no active time, in this source",
  requires: ["batches"],
  needs: ["estimates"],
  *persons({ estimates }) {
    for (const [annotator, rows] of groupBy(estimates, (row) => row.annotator)) {
      yield [annotator, shareOf(sum(rows.map(({ over }) => over)), sum(rows.map(({ known }) => known)))];
    }
  },
});
