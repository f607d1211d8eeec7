import type { Db } from "db/client";
import { findDataStamp, setAggregations } from "db/queries/agreement";
import {
  streamGoldJudgments,
  streamScoredReviews,
  tallyAnnotatorGold,
  tallyReviewers,
} from "db/queries/quality";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import { analyseProject, type ProjectRules } from "~/features/agreement/agreement.server";
import type { OnProgress } from "~/features/agreement/worker.server";
import { type GoldHealth, goldHealth } from "./gold-health";
import { projectRanks } from "./ranks";
import { revisionQuality } from "./revision";
import { type ReviewerFunnel, reviewerFunnel } from "./reviewer-funnel";

/** What is kept of a project beside its agreement and aggregations. */
export interface KeptQuality {
  readonly gold: GoldHealth;
  readonly reviewers: ReviewerFunnel | null;
}

/** Computes and keeps all that a project's screen shows. */
export async function computeQuality(
  db: Db,
  project: ProjectRules,
  now: Date,
  tell: OnProgress,
): Promise<void> {
  const dataStamp = await findDataStamp(db);
  const { analysis } = await analyseProject(db, project, { now, tell });
  const reviews = await tallyReviewers(db, project.projectId);
  const kept: KeptQuality = {
    gold: await goldHealth(project.sourceId, streamGoldJudgments(db, project.projectId), () =>
      streamGoldJudgments(db, null),
    ),
    reviewers: reviewerFunnel(reviews.map((row) => ({ ...row, project: project.sourceId }))),
  };
  const ranks = projectRanks(project.sourceId, await tallyAnnotatorGold(db, project.projectId));
  const revision =
    project.taskType === "revision"
      ? await revisionQuality(project.sourceId, streamScoredReviews(db, project.projectId))
      : null;
  const results = { quality: kept, ranks: { ranks }, revision: { revision } };
  await setAggregations(
    db,
    Object.entries(results).map(([method, result]) => ({
      projectId: project.projectId,
      method,
      computedAt: now,
      definitionsVersion: DEFINITIONS_VERSION,
      dataStamp,
      labelCount: analysis.judgments,
      result: JSON.stringify(result),
    })),
  );
}
