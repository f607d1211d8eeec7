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
  formula: "judgments accepted at their first review / reviews",
  interval: "Wilson, 95 %",
  minN: 20,
  nUnit: "reviews",
  sources: ["Wilson 1927 (interval)"],
  caveats: ["Reviewers differ in severity."],
  absent: "no reviews in this source",
  n: (review) => review.reviewed,
  compute: (review) => ({
    value: review.firstPass / review.reviewed,
    ...wilson(review.firstPass, review.reviewed),
  }),
});
