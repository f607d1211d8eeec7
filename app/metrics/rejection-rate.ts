import { defineMetric } from "~/domain/metric";
import type { StatusTally } from "~/domain/tallies";
import { wilson } from "~/stats/wilson";

const decided = (status: StatusTally) => status.approved + status.rejected;

/** How much of the work that was decided on was refused? */
export default defineMetric({
  id: "rejection-rate",
  label: "Rejection rate",
  family: "quality",
  unit: "ratio",
  better: "lower",
  input: "status",
  formula: "rejected judgments / (approved + rejected judgments)",
  interval: "Wilson, 95 %",
  minN: 20,
  nUnit: "decided judgments",
  sources: ["Wilson 1927 (interval)"],
  caveats: [
    "Work that nobody decided on yet is not counted; where little was decided, the rate says little.",
  ],
  absent: "no judgments",
  n: decided,
  compute: (status) => ({
    value: status.rejected / decided(status),
    ...wilson(status.rejected, decided(status)),
  }),
});
