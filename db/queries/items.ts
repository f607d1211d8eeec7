import { sql } from "kysely";
import type { Db } from "../client";

const ROWS_AT_ONCE = 2_000;

/** Which judgments are answers: work that was handed in, whatever became of it. */
export const ANSWERED = ["submitted", "approved", "rejected"] as const;

/** Every item with how often each answer was given to it, by project and item. */
export function streamItemAnswers(db: Db, project: string | null) {
  const answers = db
    .selectFrom("judgments")
    .select(({ fn }) => ["itemId", "answer", fn.countAll<number>().as("count")])
    .where("status", "in", ANSWERED)
    .where("answer", "is not", null)
    .groupBy(["itemId", "answer"]);
  return db
    .selectFrom("items")
    .innerJoin("projects", "projects.projectId", "items.projectId")
    .innerJoin(answers.as("answers"), "answers.itemId", "items.itemId")
    .select([
      "items.sourceId",
      "projects.sourceId as project",
      "projects.answerRule",
      "projects.goldTolerance",
      "items.goldAnswer",
      "items.goldStatus",
      sql<{ answer: string; count: number }[]>`json_agg(json_build_object('answer', answers.answer, 'count',
        answers.count) order by answers.count desc, answers.answer collate "C")`.as("answers"),
    ])
    .$if(project !== null, (query) => query.where("projects.sourceId", "=", project))
    .groupBy(["items.itemId", "projects.projectId"])
    .orderBy("projects.sourceId")
    .orderBy("items.sourceId")
    .stream(ROWS_AT_ONCE);
}
