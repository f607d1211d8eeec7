import { Card } from "~/ui/card";
import { FunnelPlot } from "~/ui/funnel-plot";
import type { ProjectQuality } from "./quality.server";

/** Does the verdict depend on who reviews? */
export function ReviewerCard({ quality }: ProjectQuality) {
  const reviewers = quality?.reviewers;
  if (!reviewers) {
    return (
      <Card title="Reviewers">
        <p className="text-sm text-faint">No review of this project&apos;s work is on record.</p>
      </Card>
    );
  }
  return (
    <FunnelPlot
      title="Reviewers: share of work passed"
      reading={reviewers.sentence}
      note="Each reviewer against as much of the average reviewer's work, between the limits of chance, widened by the spread that all share."
      points={reviewers.points.map(({ reviewer, reviews, rate, beyond }) => ({
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
  );
}
