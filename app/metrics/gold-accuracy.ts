import { defineMetric } from "~/domain/metric";
import { wilson } from "~/stats/wilson";

/** How often are judgments on items with a known answer correct? */
export default defineMetric({
  id: "gold-accuracy",
  label: "Gold accuracy",
  family: "quality",
  unit: "ratio",
  better: "higher",
  input: "gold",
  formula: "correct judgments on gold items / judgments on gold items",
  interval: "Wilson, 95 %",
  minN: 20,
  nUnit: "gold judgments",
  sources: ["Wilson 1927 (interval)"],
  caveats: [
    "Gold items are chosen, not sampled; they may be easier than live work.",
    "Keys that are disputed or retired are left out.",
  ],
  absent: "no gold items in this source",
  n: (gold) => gold.judged,
  compute: (gold) => ({ value: gold.correct / gold.judged, ...wilson(gold.correct, gold.judged) }),
});
