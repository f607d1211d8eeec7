import { defineMetric } from "~/domain/metric";

/** How long does a judgment take on average (AHT), by the clock the source has? */
export default defineMetric({
  id: "mean-handling-time",
  label: "Average handling time",
  family: "time",
  unit: "seconds",
  better: "none",
  input: "handling",
  formula: "sum of handling times / judgments with a handling time, by the named clock",
  interval: "normal on the log scale, 95 %",
  minN: 20,
  nUnit: "judgments",
  sources: ["Contact-centre usage: AHT = handling time / contacts handled"],
  caveats: [
    "One item left open for a day moves the mean; read the median beside it.",
    "On the accept-to-submit clock the time an item waited in a queue is included.",
  ],
  absent: "no start, submit or active times in this source",
  n: (handling) => handling.n,
  compute: (handling) => handling.mean,
});
