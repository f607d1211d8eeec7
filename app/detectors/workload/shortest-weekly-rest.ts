import { joinSpans, SPELL_GAP_SEC, weekRests } from "~/domain/span";
import { defineWorkloadMetric } from "~/domain/workload-metric";
import { allWork } from "../parts/timeline";
import { census } from "../parts/own-number";

/** How long was the longest rest in the week that had least of it? */
export default defineWorkloadMetric({
  id: "shortest-weekly-rest",
  label: "Longest rest of the hardest week",
  short: "Weekly rest",
  section: "time",
  unit: "hours",
  better: "higher",
  formula: "least, over whole stretches of seven days, of the longest gap within the stretch",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "weeks",
  sources: ["Directive 2003/88/EC, Article 5: 24 hours, with the daily rest 35"],
  caveats: [
    "Stretches of seven days follow one another from the first record; the last one that is not whole is left out.",
    "Work elsewhere is unseen: an upper bound of the rest.",
  ],
  absent: "no start or submit times in this source",
  requires: [],
  needs: ["timelines"],
  *persons({ timelines }) {
    for (const timeline of timelines) {
      const spells = joinSpans(allWork(timeline), SPELL_GAP_SEC);
      if (spells.length === 0) continue;
      const rests = weekRests(spells);
      const shortest = rests.reduce((a, b) => Math.min(a, b), Infinity);
      yield [
        timeline.annotator,
        rests.length === 0
          ? { n: 0, lacking: "no whole week on record" }
          : census(shortest / 3_600, rests.length),
      ];
    }
  },
});
