import type { Db } from "db/client";
import { tallyProjects } from "db/queries/projects";
import type { Tallies } from "~/domain/tallies";
import { valueOrNull } from "~/domain/measured";
import consensusAgreement from "~/metrics/consensus-agreement";
import goldAccuracy from "~/metrics/gold-accuracy";

/** One line a project: how much work, by how many, and how good by each family of quality. */
export async function projectReport(db: Db) {
  const projects = await tallyProjects(db);
  return projects.map((project) => {
    const tallies = {
      gold: project.goldTotal > 0 ? { correct: project.goldCorrect, judged: project.goldTotal } : null,
      consensus:
        project.consensusTotal > 0
          ? { agreeing: project.consensusAgreeing, judged: project.consensusTotal }
          : null,
    } as Tallies;
    return {
      project: project.sourceId,
      name: project.name,
      platform: project.platform,
      task_type: project.taskType,
      answer_rule: project.answerRule ?? "overlap",
      gold_tolerance: project.goldTolerance ?? 0,
      annotators: project.annotators,
      judgments: project.judgments,
      submitted: project.submitted + project.approved + project.rejected,
      approved: project.approved,
      rejected: project.rejected,
      skipped: project.skipped,
      gold: {
        correct: project.goldCorrect,
        total: project.goldTotal,
        ...estimate("accuracy", goldAccuracy.measureAny(tallies)),
      },
      consensus: {
        agreeing: project.consensusAgreeing,
        total: project.consensusTotal,
        ...estimate("agreement", consensusAgreement.measureAny(tallies)),
      },
      first_at: project.firstAt,
      last_at: project.lastAt,
    };
  });
}

function estimate(name: string, measured: ReturnType<typeof goldAccuracy.measureAny>) {
  return {
    [name]: valueOrNull(measured),
    interval: measured.kind === "measured" ? [measured.low, measured.high] : null,
    reason: measured.kind === "unmeasured" ? measured.reason : null,
  };
}
