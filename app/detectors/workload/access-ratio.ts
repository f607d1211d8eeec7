import { defineWorkloadMetric } from "~/domain/workload-metric";
import { poissonInterval } from "~/stats/poisson";

/** How much premium work did somebody get for what a lottery among those who pass would have brought? */
export default defineWorkloadMetric({
  id: "access-ratio",
  label: "Premium work received over expected",
  short: "Access",
  section: "access",
  unit: "factor",
  better: "none",
  formula:
    "premium batches offered / expected ones, which go by available hours and the chance of truly meeting the accuracy bar",
  interval: "exact Poisson (Garwood), 95 %",
  minN: 1,
  nUnit: "premium batches expected",
  sources: ["golden-batch-concentration (the expectation)", "Garwood 1936"],
  caveats: [
    "1 is what a lottery would have brought; few batches make it wide, which the interval shows.",
    "The expectation is itself estimated from gold judgments.",
  ],
  absent: "no premium batch in a week with availability on record",
  requires: ["offers", "availability"],
  needs: ["allocation", "goldDays", "policies", "tierChanges"],
  *persons(_, { access }) {
    for (const [annotator, { received, expected }] of access) {
      if (expected > 0) {
        const interval = poissonInterval(received, expected);
        yield [annotator, { n: Math.round(expected), value: received / expected, ...interval }];
      }
    }
  },
});
