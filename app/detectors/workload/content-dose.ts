import { defineWorkloadMetric } from "~/domain/workload-metric";
import { groupBy } from "../parts/group";
import { census } from "../parts/own-number";

/** How many minutes of disturbing content did somebody see on the heaviest day? */
export default defineWorkloadMetric({
  id: "content-dose",
  label: "Minutes on disturbing content, heaviest day",
  short: "Content, min",
  section: "time",
  unit: "minutes",
  better: "lower",
  formula: "most minutes in one local day on projects whose content is declared of severity 2 or 3",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "days with such content",
  sources: ["Fairwork AI Principles 2023, 2.1"],
  caveats: ["Severity is what the client declared; other platforms are unseen: a lower bound."],
  absent: "no work on content declared disturbing",
  requires: [],
  needs: ["contentDays"],
  *persons({ contentDays }) {
    for (const [annotator, days] of groupBy(contentDays.days, (day) => day.annotator)) {
      const most = days.reduce((dose, { seconds }) => Math.max(dose, seconds), 0);
      yield [annotator, census(most / 60, days.length)];
    }
  },
});
