import { Card, Stat, StatRow } from "~/ui/card";
import { formatCount } from "~/ui/format";
import { IntervalPlot } from "~/ui/interval-plot";
import { MeasuredCell } from "~/ui/measured-cell";
import { definitionOf } from "./definitions";
import { measuredOf } from "./estimate";
import { annotatorHref, type Extremes, extremesText, plotRows } from "./extremes";
import type { ProjectQuality } from "./quality.server";

const SHARE = { kind: "share" } as const;

/** Reviewed text: whose work is better once reviewers are equally severe, and how far one review carries. */
export function RevisionCards({ revision, taskType }: ProjectQuality) {
  if (taskType !== "revision") return null;
  if (!revision) {
    return (
      <Card title="Reviewed work">
        <p className="text-sm text-faint">
          No review of this project gives a score, so work cannot be compared beyond passed or not.
        </p>
      </Card>
    );
  }
  const { reviews, pieces, twice, mean, reason, icc, authors, reviewers } = revision;
  return (
    <>
      <StatRow>
        <Stat
          label="Mean score, severity out"
          note={`${formatCount(reviews)} reviews of ${formatCount(pieces)} pieces.`}
        >
          <MeasuredCell
            measured={
              mean === null
                ? { kind: "unmeasured", reason: reason ?? "not computed" }
                : { kind: "measured", value: mean, low: mean, high: mean, n: reviews }
            }
            unit={SHARE}
            layout="large"
            name="Mean score, severity out"
            definition={definitionOf("Mean score, severity out")}
          />
        </Stat>
        <Stat
          label="ICC(2,1)"
          note={`Share of one review's variance that is the piece's; over ${formatCount(twice)} pieces with two reviewers.`}
        >
          <MeasuredCell
            measured={measuredOf(icc)}
            unit={{ kind: "number", digits: 3 }}
            domain={[-1, 1]}
            layout="large"
            name="ICC(2,1)"
            definition={definitionOf("ICC(2,1)")}
          />
        </Stat>
      </StatRow>
      <div className="grid items-start gap-4 wide:grid-cols-2">
        <IntervalPlot
          title="Work, reviewers being equal"
          reading={comparing(authors, mean, reason, "annotators score above or below the mean")}
          note={`Mean score with reviewers' severity taken out and few scores drawn to the mean (crossed effects), 95 %.${extremesText(authors.of, "annotators")}`}
          rows={plotRows(authors, annotatorHref)}
          {...(mean === null ? {} : { rules: [{ value: mean, name: "mean" }] })}
          unit={SHARE}
          noun="Annotator"
          fileName="reviewed-work"
        />
        <IntervalPlot
          title="Reviewers' leniency"
          reading={comparing(reviewers, 0, reason, "reviewers score higher or lower than the work deserves")}
          note={`Share of the full score above (lenient) or below (severe) what the authors deserve, 95 %.${extremesText(reviewers.of, "reviewers")}`}
          rows={plotRows(reviewers)}
          rules={[{ value: 0, name: "as deserved" }]}
          unit={{ kind: "number", digits: 2 }}
          noun="Reviewer"
          fileName="reviewer-leniency"
        />
      </div>
    </>
  );
}

function comparing(
  { of, above, below }: Extremes,
  reference: number | null,
  reason: string | null,
  what: string,
): string {
  if (reference === null || of === 0) return `They cannot be told apart: ${reason ?? "no scores"}.`;
  return `${formatCount(above + below)} of ${formatCount(of)} ${what}, beyond chance.`;
}
