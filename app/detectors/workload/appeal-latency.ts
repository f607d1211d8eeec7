import { defineWorkloadMetric } from "~/domain/workload-metric";
import { kaplanMeier, survivalQuantile } from "~/stats/kaplan-meier";
import { groupBy } from "../parts/group";

const DAY = 86_400;

/** How long does an answer to an appeal take, those still open counted? */
export default defineWorkloadMetric({
  id: "appeal-latency",
  label: "Days to an answer",
  short: "Answer, days",
  section: "contest",
  unit: "days",
  better: "lower",
  formula: "Kaplan-Meier median of days from filing to answer; open appeals are censored at the last record",
  interval: "Greenwood on the log(-log) scale, 95 % (Brookmeyer and Crowley)",
  minN: 1,
  nUnit: "appeals",
  sources: ["Directive (EU) 2024/2831, Article 11: two weeks", "Kaplan and Meier 1958"],
  caveats: ["Withdrawn appeals are censored on the day they were withdrawn, where that is on record."],
  absent: "no appeal on record",
  requires: ["appeals"],
  needs: ["appeals"],
  *persons({ appeals }, { now }) {
    for (const [annotator, own] of groupBy(appeals, (appeal) => appeal.annotator)) {
      const curve = kaplanMeier(
        own.map(({ filedAt, answeredAt, outcome }) => ({
          time: Math.max(0, (answeredAt ?? now) - filedAt) / DAY,
          ended: answeredAt !== null && outcome !== "withdrawn",
        })),
      );
      const median = curve && survivalQuantile(curve);
      if (!median) continue;
      yield [
        annotator,
        median.value === null
          ? { n: own.length, lacking: "fewer than half were answered" }
          : {
              n: own.length,
              value: median.value,
              low: median.low ?? 0,
              high: median.high ?? Infinity,
            },
      ];
    }
  },
});
