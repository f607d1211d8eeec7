import { defineMetric } from "~/domain/metric";
import { SPELL_GAP_SEC, joinSpans, shortRestCount } from "~/domain/span";

/** How many work days were followed by less than eleven hours of rest? */
export default defineMetric({
  id: "rest-breaches",
  label: "Short rests",
  family: "workload",
  unit: "count",
  better: "lower",
  input: "time",
  formula: "work days whose longest gap within 24 hours of their start is under 11 hours",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "working intervals",
  sources: ["Directive 2003/88/EC, Article 3 (daily rest)"],
  caveats: [
    "The law protects workers; for the self-employed it is a health benchmark.",
    "Work elsewhere is unseen: a lower bound.",
  ],
  absent: "no start or submit times in this source",
  n: (time) => time.spans.length,
  compute: (time) => {
    const count = shortRestCount(joinSpans(time.spans, SPELL_GAP_SEC));
    return { value: count, low: count, high: count };
  },
});
