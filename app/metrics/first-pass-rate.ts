import { defineMetric } from "~/domain/metric";
import { wilson } from "~/stats/wilson";

/** How often does the first review accept the work? */
export default defineMetric({
  id: "first-pass-rate",
  label: "First-pass rate",
  family: "quality",
  unit: "ratio",
  better: "higher",
  input: "review",
  formula: "judgments accepted at their first review / reviewed judgments",
  interval: "Wilson, 95 %",
  minN: 20,
  nUnit: "reviewed judgments",
  sources: ["Wilson 1927 (interval)"],
  caveats: ["Reviewers differ in severity."],
  absent: "no reviews in this source",
  n: (review) => review.judgments,
  compute: (review) => ({
    value: review.firstPass / review.judgments,
    ...wilson(review.firstPass, review.judgments),
  }),
});
