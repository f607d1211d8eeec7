import type { Timeline } from "~/domain/evidence";
import { joinSpans, type Span, totalSec } from "~/domain/span";
import { defineWorkloadMetric } from "~/domain/workload-metric";
import { allWork, withoutSpans } from "../parts/timeline";
import { census } from "../parts/own-number";

const FIRST_PAID_SEC = 40 * 3_600;
const ENTRANCE = new Set(["onboarding", "qualification", "training"]);

/** What does it take in unpaid hours to get to the first forty paid ones? */
export default defineWorkloadMetric({
  id: "onboarding-tax",
  label: "Unpaid entrance hours for each of the first forty paid ones",
  short: "Entrance",
  section: "pay",
  unit: "factor",
  better: "lower",
  formula:
    "unpaid onboarding, qualification and training hours up to the fortieth paid hour / the paid hours up to then (at most 40)",
  interval: "census: every record counted",
  minN: 1,
  nUnit: "paid hours",
  sources: ["Kummerfeld 2021 (the time it takes to qualify)", "Convention: the first forty paid hours"],
  caveats: ["Entrance work from before the first record is unseen: a lower bound."],
  absent: "no unpaid entrance work on record",
  requires: ["time_entries"],
  needs: ["timelines"],
  *persons({ timelines }) {
    for (const timeline of timelines) {
      const unpaid = entrance(timeline);
      if (unpaid.length === 0) continue;
      const paid = withoutSpans(paidWork(timeline), unpaid);
      const { until, seconds } = upTo(paid, FIRST_PAID_SEC);
      const before = totalSec(unpaid.filter(({ from }) => from < until));
      yield [
        timeline.annotator,
        seconds === 0
          ? { n: 1, lacking: "no paid work yet" }
          : census(before / seconds, Math.max(1, Math.round(seconds / 3_600))),
      ];
    }
  },
});

const entrance = ({ entries }: Timeline): readonly Span[] =>
  joinSpans(entries.filter(({ kind, paid }) => !paid && ENTRANCE.has(kind)));

const paidWork = (timeline: Timeline): readonly Span[] =>
  allWork({ work: timeline.work, entries: timeline.entries.filter(({ paid }) => paid) });

/** The instant at which spans in order have added up to `seconds`, and what they come to until then. */
function upTo(spans: readonly Span[], seconds: number): { readonly until: number; readonly seconds: number } {
  let sum = 0;
  for (const { from, to } of spans) {
    if (sum + to - from >= seconds) return { until: from + seconds - sum, seconds };
    sum += to - from;
  }
  return { until: Infinity, seconds: sum };
}
