import type { Db } from "db/client";
import { findRecordedPeriod } from "db/queries/measures";
import { groupBy } from "~/features/report/grouping";
import { countCrossings } from "./crossing";
import type { AlertRule } from "./rule";
import { detectorSides, loadMeasures, metricSides, type SubjectSide } from "./sides.server";

const DAY_MS = 86_400_000;
const LOOKS = 13;
const DAYS_BETWEEN = 7;
/** A preview is waited for: a long ledger is looked at as far back as this allows. */
const PATIENCE_MS = 15_000;

/**
 * How often a rule would have told something in the last 90 days, in a sentence. A metric is measured as it would have
 * been at the end of each week up to the last record; a detector is read from the runs that were kept.
 */
export async function replay(db: Db, rule: AlertRule): Promise<string> {
  const { lastAt } = await findRecordedPeriod(db, null);
  if (lastAt === null) return "There are no records yet that the rule could be held against.";
  return rule.kind === "detector" ? replayRuns(db, rule, lastAt) : replayWeeks(db, rule, lastAt);
}

async function replayRuns(db: Db, rule: AlertRule, lastAt: string): Promise<string> {
  // Runs are dated by when they were made, which may be long after the last record.
  const runs = await detectorSides(db, rule, new Date(0));
  const recent = runs.slice(-LOOKS * DAYS_BETWEEN);
  const { fired, subjects } = count(recent);
  return `${sentence(fired, subjects)} in the ${recent.length} ${recent.length === 1 ? "run" : "runs"} that were kept, up to records of ${lastAt.slice(0, 10)}.`;
}

async function replayWeeks(db: Db, rule: AlertRule, lastAt: string): Promise<string> {
  const end = Date.parse(lastAt.slice(0, 10));
  const day = (before: number) => new Date(end - before * DAY_MS).toISOString().slice(0, 10);
  const looks: (readonly SubjectSide[])[] = [];
  const started = performance.now();
  // From the newest back, so that what is left out of a long ledger is what lies longest ago.
  for (let look = 0; look < LOOKS && performance.now() - started < PATIENCE_MS; look++) {
    const before = look * DAYS_BETWEEN;
    const from = rule.windowDays === 0 ? null : day(before + rule.windowDays - 1);
    looks.unshift(metricSides(rule, await loadMeasures(db, { from, to: day(before) })));
  }
  const { fired, subjects } = count(looks);
  const span = looks.length === LOOKS ? "the last 90 days" : `the last ${looks.length} weeks`;
  return `${sentence(fired, subjects)} in ${span} of records, looked at once a week up to ${lastAt.slice(0, 10)}.`;
}

function count(looks: readonly (readonly SubjectSide[])[]) {
  const bySubject = groupBy(looks.flat(), ({ subject }) => subject);
  const counts = [...bySubject.values()].map((own) => countCrossings(own.map(({ side }) => side)));
  return {
    fired: counts.reduce((sum, own) => sum + own, 0),
    subjects: counts.filter((own) => own > 0).length,
  };
}

const sentence = (fired: number, subjects: number): string =>
  `It would have fired ${fired} ${fired === 1 ? "time" : "times"}${fired > 1 ? `, for ${subjects} ${subjects === 1 ? "subject" : "subjects"},` : ""}`;
