import type { Db } from "db/client";
import { listDetectorSettings } from "db/queries/audit-runs";
import { collectEvidence } from "db/queries/evidence";
import { findRecordedPeriod } from "db/queries/measures";
import { insertRestNotice } from "db/queries/notices";
import { listAnnotatorSourceIds } from "db/queries/tier-tallies";
import { asUsual } from "~/conventions.server";
import { DETECTORS } from "~/detectors";
import { earningsByAnnotator, isCertainTime } from "~/detectors/parts/labour";
import { type RestAhead, type RestLimit, restAhead, restMissed } from "~/detectors/parts/rest-ahead";
import { type ClockBreach, type RestRules, restRules } from "~/detectors/parts/rest-clocks";
import { readParams } from "~/domain/detector";
import { formatInstant } from "~/ui/format";
import { postNotice } from "./notice.server";

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** A limit of a week is about work that began up to eight days before; as much again shows the rest before it. */
const LOOK_BACK_SEC = 16 * DAY;
/** What happened longer ago than this, when it comes to be known, is history: the detector's, not an alert. */
const FRESH_SEC = 36 * HOUR;

/**
 * Warns whoever is working now and will miss a limit of rest if they go on, them alone; and tells managers of limits
 * that have been missed, where the record is certain of it. Each stretch of work is told of once at either stage.
 */
export const watchRest = (db: Db, now: Date): Promise<void> => asUsual(() => watch(db, now));

async function watch(db: Db, now: Date): Promise<void> {
  const nowSec = Math.floor(now.getTime() / 1_000);
  const { lastAt } = await findRecordedPeriod(db, null);
  if (lastAt === null || Date.parse(lastAt) / 1_000 < nowSec - FRESH_SEC) return;
  const rules = await rulesInForce(db);
  const window = { from: nowSec - LOOK_BACK_SEC, to: nowSec + 1 };
  const evidence = await collectEvidence(db, window, new Set(["timelines", "earnings"] as const));
  const earnings = earningsByAnnotator(evidence.earnings ?? []);
  const numbers = new Map([...(await listAnnotatorSourceIds(db))].map(([id, sourceId]) => [sourceId, id]));
  const happened: ClockBreach[] = [];
  for (const timeline of evidence.timelines ?? []) {
    const annotatorId = numbers.get(timeline.annotator);
    if (annotatorId === undefined) continue;
    for (const ahead of restAhead(timeline, rules, nowSec))
      await warn(db, annotatorId, timeline.zone, ahead, rules, now);
    if (!isCertainTime(timeline, earnings.get(timeline.annotator) ?? [])) continue;
    for (const breach of restMissed(timeline, rules)) {
      if (breach.at < nowSec - SINCE_SEC[breach.rule as RestLimit]) continue;
      const isNew = await noteRest(db, annotatorId, breach.rule, breach.at, "happened", now);
      if (isNew) happened.push(breach);
    }
  }
  if (happened.length > 0) await tellManagers(db, happened, now);
}

/** How long before now a stretch may have begun for what came of it to be fresh. */
const SINCE_SEC: Readonly<Record<RestLimit, number>> = {
  break: DAY + FRESH_SEC,
  daily_rest: DAY + FRESH_SEC,
  weekly_rest: 7 * DAY + FRESH_SEC,
};

async function rulesInForce(db: Db): Promise<RestRules> {
  const detector = DETECTORS.find(({ id }) => id === "hours-rest-night-breach");
  const settings = (await listDetectorSettings(db))["hours-rest-night-breach"] ?? {};
  return restRules(readParams(detector?.params ?? {}, settings) as Parameters<typeof restRules>[0]);
}

const noteRest = (
  db: Db,
  annotatorId: number,
  rule: string,
  since: number,
  stage: "ahead" | "happened",
  now: Date,
) => insertRestNotice(db, { annotatorId, rule, since: new Date(since * 1_000), stage, noticedAt: now });

async function warn(
  db: Db,
  annotatorId: number,
  zone: string,
  ahead: RestAhead,
  rules: RestRules,
  now: Date,
): Promise<void> {
  if (!(await noteRest(db, annotatorId, ahead.rule, ahead.since, "ahead", now))) return;
  const at = (sec: number) => `${formatInstant(sec * 1_000, zone)} (${zone})`;
  await postNotice(
    db,
    {
      kind: "rest_ahead",
      title: TITLES[ahead.rule],
      body: [
        `You have worked since ${at(ahead.since)}. ${due(ahead.rule, rules)}`,
        `Stopping by ${at(ahead.until)} keeps it. Only you are told this; nothing is held against you for stopping.`,
      ].join("\n"),
      href: "/me",
      confidential: true,
    },
    { accounts: (recipient) => recipient.annotatorId === annotatorId },
    now,
  );
}

const TITLES: Readonly<Record<RestLimit, string>> = {
  break: "A break is due soon",
  daily_rest: "Your daily rest is at risk",
  weekly_rest: "Your weekly rest is at risk",
};

function due(rule: RestLimit, rules: RestRules): string {
  const hours = (sec: number) => `${Math.round((sec / HOUR) * 10) / 10} hours`;
  switch (rule) {
    case "break":
      return `After ${hours(rules.breakAfterSec)} of work a break of ${Math.round(rules.breakSec / 60)} minutes is due.`;
    case "daily_rest":
      return `Within 24 hours of the start of a work day there is to be a rest of ${hours(rules.dailyRestSec)}.`;
    case "weekly_rest":
      return `Within seven days there is to be a rest of ${hours(rules.weeklyRestSec)}.`;
  }
}

async function tellManagers(db: Db, happened: readonly ClockBreach[], now: Date): Promise<void> {
  const people = new Set(happened.map(({ annotator }) => annotator)).size;
  const of = (rule: RestLimit) => happened.filter((breach) => breach.rule === rule).length;
  const counts = (["daily_rest", "weekly_rest", "break"] as const)
    .filter((rule) => of(rule) > 0)
    .map((rule) => `${rule.replace("_", " ")}: ${of(rule)}`);
  await postNotice(
    db,
    {
      kind: "rest_happened",
      title: `Rest was missed by ${people} ${people === 1 ? "person" : "people"}`,
      body: [
        `By the records that came in: ${counts.join(", ")}.`,
        "They were warned themselves where the records came in time. What keeps rest from being taken (deadlines, expiring batches, streaks) is the first thing to look at.",
      ].join("\n"),
      href: "/patterns/hours-rest-night-breach",
    },
    { accounts: ({ role }) => role === "manager" || role === "administrator" },
    now,
  );
}
