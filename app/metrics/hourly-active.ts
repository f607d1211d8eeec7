import { defineMetric } from "~/domain/metric";

/** What does an hour of hands-on work pay? */
export default defineMetric({
  id: "hourly-active",
  label: "Pay per active hour",
  family: "pay",
  unit: "minorPerHour",
  better: "higher",
  input: "pay",
  formula: "pay due / hours of active time",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "hours",
  sources: ["Hara et al. 2018 (hourly wage by three denominators)"],
  caveats: [
    "Waiting, reading and unpaid work are not in the denominator: an upper bound of what an hour earns.",
  ],
  absent: "no pay in this source",
  n: () => 1,
  compute: ({ payMinor, activeSec }) => {
    if (!activeSec) return "no active time in this source";
    const hourly = payMinor / (activeSec / 3_600);
    return { value: hourly, low: hourly, high: hourly };
  },
});
