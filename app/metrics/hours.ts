import { defineMetric } from "~/domain/metric";
import { totalSec } from "~/domain/span";

/** How many hours were worked? Parallel and queued work counts once. */
export default defineMetric({
  id: "hours",
  label: "Hours",
  family: "workload",
  unit: "hours",
  better: "none",
  input: "time",
  formula: "length of the union of working intervals",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "working intervals",
  sources: ["Directive 2003/88/EC (working time)"],
  caveats: ["Work elsewhere and waiting that no source records are not in it: a lower bound."],
  absent: "no start or submit times in this source",
  n: (time) => time.spans.length,
  compute: (time) => census(totalSec(time.spans) / 3_600),
});

const census = (value: number) => ({ value, low: value, high: value });
