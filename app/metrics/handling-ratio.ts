import { defineMetric } from "~/domain/metric";
import { ratioOfSums } from "~/stats/ratio-of-sums";

/** Fewer days with work than this say nothing of how days differ. */
const FEWEST_DAYS = 5;

/** How long does the work take compared with everybody's time for the same work? */
export default defineMetric({
  id: "handling-ratio",
  label: "Handling ratio",
  family: "time",
  unit: "factor",
  better: "none",
  input: "handling",
  formula:
    "sum of observed handling times / sum of expected ones (all annotators' mean for the same project)",
  interval: "linearised ratio over days (over judgments below five days), log scale, 95 %",
  minN: 20,
  nUnit: "judgments",
  sources: ["Indirect standardisation", "Cochran 1977, Sampling Techniques, 6.4 (ratio variance)"],
  caveats: [
    "0.9 means ten per cent faster than expected for the same mix of projects.",
    "Items within a project are taken as alike; a run of long items raises the ratio.",
  ],
  absent: "no start, submit or active times in this source",
  n: (handling) => handling.n,
  compute: (handling) => {
    const ratio = ratioOfSums(handling.days);
    if (ratio === null) return "nobody else's times to compare with";
    if (handling.days.length >= FEWEST_DAYS) return ratio;
    // A handful of days shows too little of its own spread: judge by the spread of the single times.
    const { value, low, high } = handling.mean;
    if (value === 0) return "handling times of zero";
    return { value: ratio.value, low: (ratio.value * low) / value, high: (ratio.value * high) / value };
  },
});
