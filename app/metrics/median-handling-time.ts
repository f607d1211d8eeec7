import { defineMetric } from "~/domain/metric";

/** How long does the middle judgment take, by the clock the source has? */
export default defineMetric({
  id: "median-handling-time",
  label: "Median handling time",
  family: "time",
  unit: "seconds",
  better: "none",
  input: "handling",
  formula: "middle handling time of judgments with one, by the named clock",
  interval: "order statistics by the binomial distribution, 95 %",
  minN: 20,
  nUnit: "judgments",
  sources: ["Conover 1999, Practical Nonparametric Statistics, 3.2 (interval)"],
  caveats: ["On the accept-to-submit clock the time an item waited in a queue is included."],
  absent: "no start, submit or active times in this source",
  n: (handling) => handling.n,
  compute: (handling) => handling.median,
});
