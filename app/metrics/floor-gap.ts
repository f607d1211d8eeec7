import { defineMetric } from "~/domain/metric";
import type { PayTally } from "~/domain/tallies";

/** How far is pay per hour from the wage floor of the annotator's place? */
export default defineMetric({
  id: "floor-gap",
  label: "Gap to floor",
  family: "pay",
  unit: "ratio",
  better: "higher",
  input: "pay",
  formula: "pay per hour / wage floor - 1, by the widest denominator the source has",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "hours",
  sources: ["Fairwork Cloudwork Principles 2024, 1.2"],
  caveats: ["-0.19 means 19 % below the floor.", "Compared in the floor's own currency only."],
  absent: "no pay in this source",
  n: () => 1,
  compute: (pay) => {
    const hourlyMinor = widestHourlyMinor(pay);
    if (hourlyMinor === null) return "no working time in this source";
    if (!pay.floorMinor) return "no wage floor on record for this place and currency";
    const gap = hourlyMinor / pay.floorMinor - 1;
    return { value: gap, low: gap, high: gap };
  },
});

function widestHourlyMinor(pay: PayTally): number | null {
  if (pay.allInSec) return pay.netMinor / (pay.allInSec / 3_600);
  if (pay.sessionSec) return pay.payMinor / (pay.sessionSec / 3_600);
  return pay.activeSec ? pay.payMinor / (pay.activeSec / 3_600) : null;
}
