import { defineWorkloadMetric } from "~/domain/workload-metric";
import { earningsByAnnotator, unpaidWeeks } from "../parts/labour";
import { weeklyRatio } from "../parts/own-number";

/** How much of all working time is paid? */
export default defineWorkloadMetric({
  id: "paid-time-share",
  label: "Paid part of all time",
  short: "Paid time",
  section: "pay",
  unit: "share",
  better: "higher",
  formula: "1 - unpaid minutes / all minutes; waiting online, rejected and lost work are unpaid",
  interval: "spread between weeks, 95 %",
  minN: 4,
  nUnit: "weeks",
  sources: ["Toxtli, Suri and Savage 2021", "Fairwork AI Principles 2023, 1.1"],
  caveats: ["Work elsewhere and waiting that nobody recorded are unseen."],
  absent: "no time entries in this source",
  requires: ["time_entries"],
  needs: ["timelines", "earnings"],
  *persons({ timelines, earnings }) {
    const rows = earningsByAnnotator(earnings);
    for (const timeline of timelines) {
      const weeks = unpaidWeeks(timeline, rows.get(timeline.annotator) ?? []);
      const amounts = weeks.map(({ allSec, unpaidSec }) => ({ above: allSec - unpaidSec, below: allSec }));
      if (amounts.length > 0) yield [timeline.annotator, weeklyRatio(amounts, "no working time on record")];
    }
  },
});
