import { defineMetric } from "~/domain/metric";

/** How much of all working time was paid? */
export default defineMetric({
  id: "paid-share",
  label: "Paid share",
  family: "workload",
  unit: "ratio",
  better: "higher",
  input: "time",
  formula: "paid seconds / all seconds, time entries (training, waiting, rework, ...) included",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "working intervals",
  sources: ["Toxtli, Suri and Savage 2021 (invisible labour)"],
  caveats: ["Unpaid time that no source records is not in it: an upper bound."],
  absent: "no time entries in this source",
  n: (time) => (time.allSec === null ? 1 : time.spans.length),
  compute: ({ paidSec, allSec }) => {
    if (paidSec === null || allSec === null || allSec === 0) return "no time entries in this source";
    return { value: paidSec / allSec, low: paidSec / allSec, high: paidSec / allSec };
  },
});
