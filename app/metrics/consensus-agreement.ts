import { defineMetric } from "~/domain/metric";
import { wilson } from "~/stats/wilson";

/** How often does an answer match what most other annotators said? */
export default defineMetric({
  id: "consensus-agreement",
  label: "Consensus agreement",
  family: "quality",
  unit: "ratio",
  better: "higher",
  input: "consensus",
  formula:
    "judgments equal to the majority of the other annotators' answers / judgments with such a majority",
  interval: "Wilson, 95 %",
  minN: 20,
  nUnit: "judgments",
  sources: ["Wilson 1927 (interval)"],
  caveats: [
    "Agreement, not truth: a majority can be wrong, and an expert can be alone.",
    "Items without a single most frequent answer among the others are left out.",
  ],
  absent: "no items answered by several annotators",
  n: (consensus) => consensus.judged,
  compute: (consensus) => ({
    value: consensus.agreeing / consensus.judged,
    ...wilson(consensus.agreeing, consensus.judged),
  }),
});
