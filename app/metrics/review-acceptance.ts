import { defineMetric } from "~/domain/metric";
import { wilson } from "~/stats/wilson";

/** How often is reviewed work accepted? */
export default defineMetric({
  id: "review-acceptance",
  label: "Review acceptance",
  family: "quality",
  unit: "ratio",
  better: "higher",
  input: "review",
  formula: "reviews that accepted the judgment / reviews",
  interval: "Wilson, 95 %",
  minN: 20,
  nUnit: "reviews",
  sources: ["Wilson 1927 (interval)"],
  caveats: [
    "Reviews may be targeted; only randomly routed ones estimate all work.",
    "Reviewers differ in severity.",
  ],
  absent: "no reviews in this source",
  n: (review) => review.reviewed,
  compute: (review) => ({
    value: review.accepted / review.reviewed,
    ...wilson(review.accepted, review.reviewed),
  }),
});
