import { crossedEffects } from "~/stats/aggregation/crossed-effects";
import { type ScoreSet, scoreSetFromColumns } from "~/stats/aggregation/score-set";
import { icc, iccInterval } from "~/stats/agreement/icc";
import { twoSidedZ } from "~/stats/normal";
import { seededRandom } from "~/stats/random";
import type { Estimate } from "~/features/agreement/analysis";
import { missing } from "~/features/agreement/coefficients";

/** Somebody's scores with their counterparts' part in them: scores are shares of the most that could be given. */
export interface AdjustedScore {
  readonly name: string;
  readonly reviews: number;
  readonly raw: number | null;
  /** An author's mean with reviewers' severity taken out; a reviewer's leniency. */
  readonly adjusted: number;
  readonly low: number;
  readonly high: number;
}

/** Reviewed text: whose work is better once reviewers are equally severe, and how far one review can be relied on. */
export interface RevisionQuality {
  readonly reviews: number;
  readonly pieces: number;
  /** Pieces that two reviewers or more scored. */
  readonly twice: number;
  readonly mean: number | null;
  /** Why authors and reviewers cannot be told apart; null where they can. */
  readonly reason: string | null;
  readonly authors: readonly AdjustedScore[];
  readonly reviewers: readonly AdjustedScore[];
  /** ICC(2,1) over the pieces scored twice. */
  readonly icc: Estimate;
}

export interface ReviewScore {
  readonly author: string;
  readonly piece: string;
  readonly reviewer: string;
  readonly score: number;
}

const MOST_LISTED = 500;
const Z = twoSidedZ(0.95);

/** Null without scored reviews. */
export async function revisionQuality(
  project: string,
  reviews: AsyncIterable<ReviewScore>,
): Promise<RevisionQuality | null> {
  const table = new Reviews();
  for await (const review of reviews) table.add(review);
  if (table.score.length === 0) return null;
  const byAuthor = crossedEffects(
    scoreSetFromColumns({ subject: table.authors.column, rater: table.reviewers.column, value: table.score }),
  );
  const twice = table.piecesScoredTwice();
  const head = { reviews: table.score.length, pieces: table.pieces.names.length, twice: twice.subjectCount };
  const reliability = iccOf(project, twice);
  if (byAuthor.value === null) {
    return { ...head, mean: null, reason: byAuthor.reason, authors: [], reviewers: [], icc: reliability };
  }
  const { value } = byAuthor;
  const adjusted = (name: string, reviews: number, raw: number | null, centre: number, error: number) => ({
    name,
    reviews,
    raw,
    adjusted: centre,
    low: centre - Z * error,
    high: centre + Z * error,
  });
  return {
    ...head,
    mean: value.mean,
    reason: null,
    authors: table.authors.names
      .map((name, i) =>
        adjusted(
          name,
          value.scoresOfSubject[i]!,
          value.rawMean[i] ?? null,
          value.adjustedMean[i]!,
          value.adjustedMeanError[i]!,
        ),
      )
      .sort((a, b) => b.reviews - a.reviews || (a.name < b.name ? -1 : 1))
      .slice(0, MOST_LISTED),
    reviewers: table.reviewers.names.map((name, j) =>
      adjusted(name, value.scoresOfRater[j]!, null, value.leniency[j]!, value.leniencyError[j]!),
    ),
    icc: reliability,
  };
}

function iccOf(project: string, scores: ScoreSet): Estimate {
  const found = icc(scores);
  if (found.value === null) {
    return missing(
      scores.subjectCount === 0 ? "no piece was scored twice" : found.reason,
      scores.subjectCount,
    );
  }
  const interval = iccInterval(scores, seededRandom(`reviews of ${project}`)).value;
  return {
    value: found.value.icc,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    n: found.value.subjects,
    reason: null,
  };
}

class Codes {
  readonly names: string[] = [];
  readonly column: number[] = [];
  readonly #codeOf = new Map<string, number>();

  push(name: string): void {
    let code = this.#codeOf.get(name);
    if (code === undefined) {
      this.#codeOf.set(name, (code = this.names.length));
      this.names.push(name);
    }
    this.column.push(code);
  }
}

class Reviews {
  readonly authors = new Codes();
  readonly pieces = new Codes();
  readonly reviewers = new Codes();
  readonly score: number[] = [];

  add({ author, piece, reviewer, score }: ReviewScore): void {
    this.authors.push(author);
    this.pieces.push(`${author} ${piece}`);
    this.reviewers.push(reviewer);
    this.score.push(score);
  }

  piecesScoredTwice(): ScoreSet {
    const reviewersOf = new Map<number, Set<number>>();
    this.pieces.column.forEach((piece, row) => {
      const own = reviewersOf.get(piece) ?? new Set();
      reviewersOf.set(piece, own.add(this.reviewers.column[row]!));
    });
    const codes = new Map<number, number>();
    const columns = { subject: [] as number[], rater: [] as number[], value: [] as number[] };
    this.pieces.column.forEach((piece, row) => {
      if ((reviewersOf.get(piece)?.size ?? 0) < 2) return;
      const code = codes.get(piece) ?? codes.size;
      codes.set(piece, code);
      columns.subject.push(code);
      columns.rater.push(this.reviewers.column[row]!);
      columns.value.push(this.score[row]!);
    });
    return scoreSetFromColumns({ ...columns, subjectCount: codes.size });
  }
}
