import type { Assigned } from "./columns-mapping";

interface Layout {
  readonly name: string;
  readonly width: number;
  readonly matches: (row: readonly string[]) => boolean;
  readonly assigned: Assigned;
}

const isEpoch = (cell: string | undefined): boolean => /^\d{9,10}(\.\d+)?$/.test(cell ?? "");

/** Files without a header that are known by what stands in their cells. */
const LAYOUTS: readonly Layout[] = [
  {
    // WMT-SLT/wmt-slt22, human_evaluation/scores (read): login, system, segment, kind, source and target language,
    // score, document, whether the score is the document's, start and end in seconds since 1970.
    name: "Appraise scores",
    width: 11,
    matches: (row) => /^(True|False)$/.test(row[8] ?? "") && isEpoch(row[9]) && isEpoch(row[10]),
    assigned: {
      hasHeader: false,
      at: { annotator_id: 0, answer: 6, started_at: 9, submitted_at: 10 },
      item: [7, 2, 1, 3, 8],
      unitSec: {},
      exactId: false,
      taskType: "rating",
      scale: [0, 100],
      notes: [
        "No header: these are Appraise scores (login, system, segment, kind, languages, score, document, start, end).",
        "A segment of a document by one system is an item; a login is an account for a task, not always one person.",
      ],
    },
  },
];

/** The layout that every one of the first rows has, if any. */
export function knownLayout(rows: ReadonlyArray<readonly string[]>): Assigned | undefined {
  const sample = rows.slice(0, 20);
  const found = LAYOUTS.find(({ width, matches }) =>
    sample.every((row) => row.length === width && matches(row)),
  );
  return found?.assigned;
}
