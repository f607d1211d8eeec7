import { defineMetric } from "~/domain/metric";

/** What does an hour of being at work pay? */
export default defineMetric({
  id: "hourly-session",
  label: "Pay per session hour",
  family: "pay",
  unit: "minorPerHour",
  better: "higher",
  input: "pay",
  formula: "pay due / union of working intervals with gaps of up to five minutes joined",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "hours",
  sources: ["Hara et al. 2018 (hourly wage by three denominators)"],
  caveats: [
    "Where only accept and submit times are known, items held in a queue lengthen the hour: a lower bound.",
  ],
  absent: "no pay in this source",
  n: () => 1,
  compute: ({ payMinor, sessionSec }) => {
    if (!sessionSec) return "no start or submit times in this source";
    const hourly = payMinor / (sessionSec / 3_600);
    return { value: hourly, low: hourly, high: hourly };
  },
});
