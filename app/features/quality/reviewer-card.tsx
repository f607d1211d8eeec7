import { Card } from "~/ui/card";
import { FunnelPlot } from "~/ui/funnel-plot";
import { drawnText } from "./long-lists";
import { Rest } from "./long-table";
import type { ProjectScreenProps } from "./project-screen";

/** Does the verdict depend on who reviews? */
export function ReviewerCard({ quality, project, search }: ProjectScreenProps) {
  const reviewers = quality?.reviewers;
  if (!reviewers) {
    return (
      <Card title="Reviewers">
        <p className="text-sm text-faint">No review of this project&apos;s work is on record.</p>
      </Card>
    );
  }
  const { points } = reviewers;
  return (
    <div id="reviewers" className="min-w-0 scroll-mt-16">
      <FunnelPlot
        title="Reviewers: share of work passed"
        reading={reviewers.sentence}
        note={`Each reviewer against as much of the average reviewer's work, between the limits of chance, widened by the spread that all share.${drawnText(points, "reviewers")}`}
        points={points.shown.map(({ reviewer, reviews, rate, beyond }) => ({
          id: reviewer,
          label: reviewer,
          n: reviews,
          value: rate,
          beyond,
        }))}
        limits={reviewers.limits}
        centre={{ value: reviewers.pooled, name: "all reviews" }}
        unit={{ kind: "share" }}
        nNoun="reviews"
        noun="Reviewer"
        methodHref="/methodology/reviewer-lottery"
        fileName="reviewers"
      />
      <Rest
        edged
        list="reviewers"
        project={project}
        search={search}
        shown={points.shown.length}
        of={points.of}
      />
    </div>
  );
}
