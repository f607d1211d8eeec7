import type {
  KeptAgreement,
  KeptAnnotator,
  KeptModel,
  KeptPreference,
  KeptRating,
} from "~/features/agreement/kept";
import type { KeptQuality } from "./compute.server";
import type { Dispute } from "./dispute";
import type { DisputedTiers } from "./dispute-tiers.server";
import { extremes } from "./extremes";
import { beyondOf } from "./funnel-limits";
import { bothEnds, FIRST_MARKS, FIRST_ROWS, type LongList, shownOf, thinFunnel } from "./long-lists";
import type { ProjectRanks } from "./ranks";
import type { AdjustedScore, RevisionQuality } from "./revision";
import type { TierFlip } from "./tier-flips";

/** The lists that are asked for in whole. */
type Open = ReadonlySet<LongList>;

/** Agreement as the screen shows it: of the items that people agree on least, the first. */
export function agreementView({ classes: _, missing: __, hardest, ...kept }: KeptAgreement, open: Open) {
  return { ...kept, hardest: shownOf("hardest", hardest, open) };
}

/** An aggregation as the screen shows it. */
export function modelView({ reason, gold, ties, iterations, converged, changes }: KeptModel, open: Open) {
  const listed = changes ? { ...changes, listed: shownOf("changed", changes.listed, open) } : null;
  return { reason, gold, ties, iterations, converged, changes: listed };
}

/** Keys, those to look at first before others, and reviewers, those beyond the limits before others. */
export function keysAndReviewersView({ gold, reviewers }: KeptQuality, open: Open) {
  return {
    gold: { ...gold, rows: shownOf("keys", gold.rows, open) },
    reviewers: reviewers && {
      ...reviewers,
      points: shownOf("reviewers", reviewers.points, open, (all) =>
        thinFunnel(all, FIRST_MARKS, ({ reviews }) => reviews),
      ),
    },
  };
}

/** Ranks: of more people than fit, those at both ends of the order; in the funnel, those beyond the limits before others. */
export function ranksView({ rows, ...ranks }: ProjectRanks, open: Open) {
  const { mean, ordinals } = ranks;
  const points = rows.map(({ annotator, name, n, raw }) => ({
    annotator,
    name,
    n,
    raw,
    beyond: beyondOf(raw, n, mean),
  }));
  const placed = rows.map(({ annotator, name, raw, compareLow, compareHigh, n }) => ({
    id: annotator,
    label: name,
    value: raw,
    low: compareLow,
    high: compareHigh,
    n,
  }));
  return {
    ...ranks,
    /** Gold judgments of whoever has most of them. */
    most: Math.max(...rows.map(({ n }) => n)),
    standings: shownOf("ranks", rows, open, (all) => bothEnds(all, FIRST_ROWS)),
    points: ordinals
      ? null
      : shownOf("ranks", points, open, (all) => thinFunnel(all, FIRST_MARKS, ({ n }) => n)),
    compared: ordinals ? extremes(placed, mean) : null,
  };
}

type Estimated<Row> = Row & { readonly low: number | null; readonly high: number | null };

const placedBy = <Row extends { readonly annotator: string; readonly judgments: number }>(
  rows: readonly Estimated<Row>[],
  valueOf: (row: Estimated<Row>) => number | null,
) =>
  rows.flatMap((row) => {
    const { annotator, judgments, low, high } = row;
    const value = valueOf(row);
    if (value === null || low === null || high === null) return [];
    return [{ id: annotator, value, low, high, n: judgments }];
  });

/** Ratings on a scale: those whose severity is beyond chance by most before others. */
export function ratingView({ annotators, ...rating }: KeptRating, open: Open) {
  const beyond = ({ low, high }: KeptRating["annotators"][number]) =>
    low === null || high === null ? -Infinity : Math.max(low, -high);
  return {
    ...rating,
    severity: extremes(
      placedBy(annotators, ({ leniency }) => leniency),
      0,
    ),
    annotators: shownOf("ratings", sorted(annotators, beyond), open),
  };
}

/** Choices between two: those who agree least with the others, beyond chance, before others. */
export function preferenceView({ annotators, ...preference }: KeptPreference, open: Open) {
  return {
    ...preference,
    againstCeiling: extremes(
      placedBy(annotators, ({ excess }) => excess),
      0,
    ),
    annotators: shownOf(
      "choices",
      sorted(annotators, ({ high }) => (high === null ? -Infinity : -high)),
      open,
    ),
  };
}

/** The largest first; of equals, as they came. */
const sorted = <Row>(rows: readonly Row[], by: (row: Row) => number): readonly Row[] =>
  rows
    .map((row) => ({ row, key: by(row) }))
    .sort((a, b) => (a.key === b.key ? 0 : b.key - a.key))
    .map(({ row }) => row);

/** Reviewed text: authors and reviewers at both ends. */
export function revisionView({ authors, reviewers, ...revision }: RevisionQuality) {
  const placed = (rows: readonly AdjustedScore[]) =>
    rows.map(({ name, reviews, adjusted, low, high }) => ({
      id: name,
      value: adjusted,
      low,
      high,
      n: reviews,
    }));
  return {
    ...revision,
    authors: extremes(placed(authors), revision.mean ?? 0),
    reviewers: extremes(placed(reviewers), 0),
  };
}

/** One annotator's errors, of many classes the first. */
export function errorsView(
  { judgments, accuracy, errors }: KeptAnnotator,
  classes: readonly string[],
  open: Open,
) {
  const named = shownOf("classes", classes.slice(0, errors?.length ?? 0), open);
  const most = named.shown.length;
  return {
    judgments,
    accuracy,
    classes: named,
    errors: errors?.slice(0, most).map((row) => row.slice(0, most)),
  };
}

/** Scores and tiers were a key disputed: the largest gains before others. */
export function disputeView(found: Dispute, tiers: DisputedTiers | null, open: Open) {
  const names = new Map(found.scores.map(({ annotator, name }) => [annotator, name]));
  const flips = (list: readonly TierFlip[]) => {
    const { shown, of } = shownOf("flips", list, open);
    return {
      shown: shown.map((flip) => ({ ...flip, name: names.get(flip.annotator) ?? flip.annotator })),
      of,
    };
  };
  return {
    found: { ...found, scores: shownOf("scores", found.scores, open) },
    tiers: tiers && { ...tiers, pending: flips(tiers.pending), recorded: flips(tiers.recorded) },
  };
}
