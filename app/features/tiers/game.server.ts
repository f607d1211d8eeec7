import type { Db } from "db/client";
import { findAnnotator } from "db/queries/annotator";
import {
  countLeaders,
  listLeaders,
  setOptOut,
  tallyBonusRules,
  tallyStreaks,
  tallyTargets,
} from "db/queries/gamification";
import { tallyProposals } from "db/queries/tier-reviews";
import type { Viewer } from "~/domain/viewer";
import { keptSum } from "~/features/report/kept-sums.server";
import type { ReportRow } from "~/features/report/report-row";

/** The window leaderboards are about, days. */
const WINDOW_DAYS = 28;
/** Nobody's place beyond these is shown. */
const PLACES = 10;

/** Everything game-like that the ledger holds, and a leaderboard where the records can tell people apart. */
export async function loadGame(db: Db, system: Db) {
  const [streaks, targets, bonusRules, leaders, counts, proposals] = [
    await keptSum(system, ["streaks"], tallyStreaks),
    await keptSum(system, ["targets"], tallyTargets),
    await tallyBonusRules(db),
    await listLeaders(db, WINDOW_DAYS, PLACES),
    await countLeaders(db, WINDOW_DAYS),
    await tallyProposals(db),
  ];
  const rows = leaders.map((text) => JSON.parse(text) as ReportRow);
  const rank = rows[0]?.rank;
  const waiting = proposals.filter(({ status }) => status === "open");
  return {
    ...{ streaks, targets, bonusRules },
    waiting: waiting.reduce((sum, { count }) => sum + count, 0),
    leaderboard: {
      windowDays: WINDOW_DAYS,
      places: PLACES,
      people: counts.people,
      out: counts.out,
      rankable: rank?.rankable ?? false,
      rankability: rank?.rankability ?? null,
      // Where nobody can be told apart, an order would be made up: nobody is named.
      rows: rank?.rankable === true ? rows : [],
    },
  };
}

/** Changes whether somebody stands on leaderboards: an annotator their own choice, a manager whoever asked for it. */
export async function chooseLeaderboard(
  db: Db,
  viewer: Viewer,
  asked: { readonly annotator: string; readonly out: boolean },
  at: Date,
): Promise<boolean> {
  const annotatorId =
    viewer.role === "annotator"
      ? viewer.annotatorId
      : (await findAnnotator(db, asked.annotator))?.annotatorId;
  if (annotatorId === null || annotatorId === undefined) return false;
  await setOptOut(db, annotatorId, { out: asked.out, at, by: viewer.name });
  return true;
}
