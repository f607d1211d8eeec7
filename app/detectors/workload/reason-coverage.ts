import { defineWorkloadMetric } from "~/domain/workload-metric";
import { earningsByAnnotator } from "../parts/labour";
import { sum } from "../parts/group";
import { shareOf } from "../parts/own-number";

/** How many rejections came with a reason? */
export default defineWorkloadMetric({
  id: "reason-coverage",
  label: "Rejections with a reason",
  short: "Reasons given",
  section: "contest",
  unit: "share",
  better: "higher",
  formula: "rejected judgments with a reason / rejected judgments",
  interval: "Wilson, 95 %",
  minN: 5,
  nUnit: "rejections",
  sources: ["Directive (EU) 2024/2831, Article 11 (written reasons)", "McInnis et al. 2016"],
  caveats: ["That a reason was given does not say that it was a good one."],
  absent: "no rejections on record",
  requires: [],
  needs: ["earnings"],
  *persons({ earnings }) {
    for (const [annotator, rows] of earningsByAnnotator(earnings)) {
      const rejected = sum(rows.map((row) => row.rejected));
      const without = sum(rows.map((row) => row.rejectedWithoutReason));
      if (rejected > 0) yield [annotator, shareOf(rejected - without, rejected)];
    }
  },
});
