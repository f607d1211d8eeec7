import type { LedgerRecord, Row, TableName } from "~/domain/ledger";
import { seededRandom } from "~/stats/random";

/** What `records` plants, for tests to find again. */
export const PLANTED = {
  project: "shade",
  /** Its key says "dark"; everybody who is careful says "light". */
  wrongKey: "gold-007",
  disputedKey: "gold-001",
  items: 140,
  goldItems: 120,
  annotators: 12,
  answersAnItem: 7,
  severeReviewer: "r5",
} as const;

const FIRST = Date.UTC(2026, 0, 5, 9);
const DAY = 86_400_000;

/**
 * A small programme from a fixed seed: twelve annotators who are right nine times in ten on three shades, 120 keys of
 * which one is wrong and one disputed, six reviewers of whom one is severe.
 */
export function smallProgramme(): LedgerRecord[] {
  const { project } = PLANTED;
  const random = seededRandom("small programme");
  return [
    record("projects", { projectId: project, name: "Shades", taskType: "categorical" }),
    ...annotators(),
    ...items(),
    ...judgments(random),
    ...reviews(random),
  ];
}

/** Fields left out are absent in the database. */
const record = <T extends TableName>(table: T, row: Partial<Row<T>>) => ({ table, row }) as LedgerRecord;

const annotatorId = (index: number): string => `ann-${String(index).padStart(2, "0")}`;
const itemId = (index: number): string => `gold-${String(index).padStart(3, "0")}`;
const truthOf = (index: number): string => ["dark", "light", "middle"][index % 3]!;
const count = (length: number): number[] => Array.from({ length }, (_, index) => index);

const annotators = (): LedgerRecord[] =>
  count(PLANTED.annotators).map((index) =>
    record("annotators", { annotatorId: annotatorId(index), displayName: `Annotator ${index}` }),
  );

const items = (): LedgerRecord[] =>
  count(PLANTED.items).map((index) => {
    const id = itemId(index);
    const base = { itemId: id, projectId: PLANTED.project };
    if (index >= PLANTED.goldItems) return record("items", base);
    const goldAnswer = id === PLANTED.wrongKey ? "dark" : truthOf(index);
    const goldStatus = id === PLANTED.disputedKey ? "disputed" : "active";
    return record("items", { ...base, goldAnswer, goldStatus });
  });

function judgments(random: () => number): LedgerRecord[] {
  return count(PLANTED.items).flatMap((item) =>
    count(PLANTED.answersAnItem).map((place): LedgerRecord => {
      const annotator = (item + place * 5) % PLANTED.annotators;
      const right = random() < 0.9;
      const at = new Date(FIRST + Math.floor(item / 4) * DAY + place * 60_000);
      return record("judgments", {
        judgmentId: `j-${item}-${place}`,
        itemId: itemId(item),
        projectId: PLANTED.project,
        annotatorId: annotatorId(annotator),
        submittedAt: at.toISOString(),
        status: "submitted",
        answer: right ? truthOf(item) : truthOf(item + 1),
      });
    }),
  );
}

function reviews(random: () => number): LedgerRecord[] {
  return count(PLANTED.items).flatMap((item) =>
    count(PLANTED.answersAnItem).map((place): LedgerRecord => {
      const reviewer = (item * PLANTED.answersAnItem + place) % 6;
      const passes = random() < (`r${reviewer}` === PLANTED.severeReviewer ? 0.55 : 0.9);
      return record("reviews", {
        reviewId: `rev-${item}-${place}`,
        judgmentId: `j-${item}-${place}`,
        reviewerId: `r${reviewer}`,
        reviewedAt: new Date(FIRST + 60 * DAY).toISOString(),
        outcome: passes ? "accepted" : "rejected",
        routing: "random",
      });
    }),
  );
}
