import type { Db } from "db/client";
import { streamItemAnswers } from "db/queries/items";
import { answerKey, matchesGold } from "~/domain/answer";

/** Each item with its answers, how far they agree, and how they stand against its key. */
export async function* itemReport(db: Db, project: string | null) {
  for await (const item of streamItemAnswers(db, project)) {
    const counts = new Map<string, number>();
    let correct = 0;
    let judgments = 0;
    for (const { answer, count } of item.answers) {
      judgments += count;
      counts.set(answerKey(answer), (counts.get(answerKey(answer)) ?? 0) + count);
      const { goldAnswer, answerRule, goldTolerance } = item;
      if (
        goldAnswer !== null &&
        matchesGold(answer, goldAnswer, answerRule ?? "overlap", goldTolerance ?? 0)
      ) {
        correct += count;
      }
    }
    const answers = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const top = answers[0]?.[1] ?? 0;
    const isGold = item.goldAnswer !== null;
    yield {
      item_id: item.sourceId,
      project: item.project,
      judgments,
      answers: answers.map(([answer, count]) => ({ answer, count })),
      majority: answers.filter(([, count]) => count === top).length === 1 ? answers[0]![0] : null,
      majority_share: top / judgments,
      gold_answer: item.goldAnswer,
      gold_status: isGold ? (item.goldStatus ?? "active") : null,
      gold_correct: isGold ? correct : null,
      gold_error_rate: isGold ? 1 - correct / judgments : null,
    };
  }
}
