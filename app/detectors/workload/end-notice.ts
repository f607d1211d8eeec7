import { defineWorkloadMetric } from "~/domain/workload-metric";
import { medianWithInterval } from "~/stats/quantile-interval";
import { groupBy } from "../parts/group";

/** How many days before the end of an engagement was somebody told? */
export default defineWorkloadMetric({
  id: "end-notice",
  label: "Notice of the end of engagements",
  short: "Notice, days",
  section: "access",
  unit: "days",
  better: "higher",
  formula: "median of days of notice over contracts that ended",
  interval: "order statistics, 95 %",
  minN: 1,
  nUnit: "ended contracts with their notice",
  sources: ["Conover 1999, 3.2 (interval of a median)"],
  caveats: ["Contracts that still run have had no notice yet and are left out."],
  absent: "no ended contract with its notice on record",
  requires: ["contracts"],
  needs: ["contracts"],
  *persons({ contracts }) {
    const told = contracts.filter(({ endedAt, endNoticeDays }) => endedAt !== null && endNoticeDays !== null);
    for (const [annotator, own] of groupBy(told, (contract) => contract.annotator)) {
      const days = own.map(({ endNoticeDays }) => endNoticeDays ?? 0).sort((a, b) => a - b);
      yield [annotator, { n: days.length, ...medianWithInterval(days) }];
    }
  },
});
