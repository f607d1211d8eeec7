import { defineWorkloadMetric } from "~/domain/workload-metric";
import { groupBy } from "../parts/group";
import { shareOf } from "../parts/own-number";

/** How many of somebody's answered appeals were upheld? */
export default defineWorkloadMetric({
  id: "overturn-rate",
  label: "Answered appeals that were upheld",
  short: "Overturned",
  section: "contest",
  unit: "share",
  better: "none",
  formula: "upheld appeals / upheld and rejected appeals; withdrawn and open ones are left out",
  interval: "Wilson, 95 %",
  minN: 1,
  nUnit: "answered appeals",
  sources: ["Wilson 1927 (interval)"],
  caveats: ["People appeal where they expect to be right: not the rate at which decisions are wrong."],
  absent: "no appeal on record",
  requires: ["appeals"],
  needs: ["appeals"],
  *persons({ appeals }) {
    for (const [annotator, own] of groupBy(appeals, (appeal) => appeal.annotator)) {
      const answered = own.filter(({ outcome }) => outcome === "upheld" || outcome === "rejected");
      const upheld = answered.filter(({ outcome }) => outcome === "upheld").length;
      yield [annotator, shareOf(upheld, answered.length)];
    }
  },
});
