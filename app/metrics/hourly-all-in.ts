import { defineMetric } from "~/domain/metric";

/** What does an hour pay once all working time and all deductions count? */
export default defineMetric({
  id: "hourly-all-in",
  label: "Pay per hour, all in",
  family: "pay",
  unit: "minorPerHour",
  better: "higher",
  input: "pay",
  formula:
    "(pay + bonuses - fees - costs - clawbacks) / all hours: sessions, onboarding, qualification, revision, waiting, appeals",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "hours",
  sources: ["Hara et al. 2018 (hourly wage by three denominators)"],
  caveats: ["Time that no source records is not in the denominator: an upper bound."],
  absent: "no pay in this source",
  n: () => 1,
  compute: ({ netMinor, allInSec }) => {
    if (!allInSec) return "no time entries in this source";
    const hourly = netMinor / (allInSec / 3_600);
    return { value: hourly, low: hourly, high: hourly };
  },
});
