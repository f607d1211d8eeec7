import type { Db } from "db/client";
import { insertAccess } from "db/queries/access-log";
import {
  findNewestRun,
  insertCrossings,
  type KeptRule,
  listAlertRules,
  listEndpoints,
  listNames,
  listOpenCrossings,
  lockAlerts,
  setCrossingsResolved,
  setRuleEvaluated,
} from "db/queries/alerts";
import { findSnapshotWindow } from "db/queries/snapshots";
import { asUsual } from "~/conventions.server";
import { DETECTORS } from "~/detectors";
import type { Role } from "~/domain/viewer";
import { groupBy } from "~/features/report/grouping";
import { tellOf } from "./crossing";
import { postNotice } from "./notice.server";
import { type AlertRule, noticeText, SCOPES } from "./rule";
import { detectorSides, loadMeasures, metricSides, type SubjectSide } from "./sides.server";

/** A rule as it is kept, as the rule that it is. */
export const ruleOf = (kept: KeptRule): AlertRule => ({
  ...kept,
  scope: SCOPES.find((scope) => scope === kept.scope) ?? "programme",
  tells: kept.tells as readonly Role[],
});

interface Due {
  readonly kept: KeptRule;
  readonly rule: AlertRule;
  /** What it is held against now. */
  readonly against: string;
}

/**
 * Holds every rule against the measures of its window and the newest answers of the detectors, once for each state of
 * them, and queues one notice a rule for all that has newly crossed and one for all that has come back. Does nothing,
 * quickly, where nothing has changed since.
 */
export const evaluateAlerts = (db: Db, now: Date): Promise<void> => asUsual(() => evaluate(db, now));

async function evaluate(db: Db, now: Date): Promise<void> {
  const due = await dueRules(db);
  if (due.length === 0) return;
  for (const [windowDays, rules] of groupBy(due, windowOf)) {
    const sides = await sidesOf(db, windowDays, rules);
    await db.transaction().execute(async (transaction) => {
      await lockAlerts(transaction);
      const open = groupBy(await listOpenCrossings(transaction), ({ ruleId }) => ruleId);
      for (const { kept, rule, against } of rules) {
        const isOpen = new Set((open.get(kept.ruleId) ?? []).map(({ subject }) => subject));
        await tell(transaction, kept.ruleId, rule, sides.get(kept.ruleId) ?? [], isOpen, now);
        await setRuleEvaluated(transaction, kept.ruleId, against);
      }
    });
  }
}

async function dueRules(db: Db): Promise<readonly Due[]> {
  const rules = (await listAlertRules(db)).filter(({ paused }) => !paused);
  if (rules.length === 0) return [];
  const run = await findNewestRun(db);
  const windows = new Map<number, string>();
  for (const { windowDays } of rules) {
    const window = await findSnapshotWindow(db, windowDays);
    if (window) windows.set(windowDays, window.computedAt);
  }
  return rules.flatMap((kept) => {
    const state = kept.kind === "metric" ? windows.get(kept.windowDays) : run;
    const against = `${state ?? ""}`;
    return against === "" || against === kept.evaluated ? [] : [{ kept, rule: ruleOf(kept), against }];
  });
}

/** Detectors have windows of their own. */
const windowOf = ({ rule }: Due): number | null => (rule.kind === "metric" ? rule.windowDays : null);

async function sidesOf(
  db: Db,
  windowDays: number | null,
  rules: readonly Due[],
): Promise<ReadonlyMap<number, readonly SubjectSide[]>> {
  const sides = new Map<number, readonly SubjectSide[]>();
  if (windowDays === null) {
    for (const { kept, rule } of rules)
      sides.set(kept.ruleId, (await detectorSides(db, rule, null)).at(-1) ?? []);
    return sides;
  }
  const window = await findSnapshotWindow(db, windowDays);
  const period = windowDays === 0 ? OPEN : { from: window?.fromDay ?? null, to: window?.toDay ?? null };
  const measures = await loadMeasures(db, period);
  for (const { kept, rule } of rules) sides.set(kept.ruleId, metricSides(rule, measures));
  return sides;
}

const OPEN = { from: null, to: null };

async function tell(
  db: Db,
  ruleId: number,
  rule: AlertRule,
  sides: readonly SubjectSide[],
  isOpen: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const told = groupBy(sides, ({ subject, side }) => tellOf(isOpen.has(subject), side));
  const crossed = told.get("crossed") ?? [];
  const opened = await insertCrossings(
    db,
    ruleId,
    crossed.map(({ subject, reading }) => ({ subject, reading })),
    now,
  );
  const resolved = told.get("resolved") ?? [];
  await setCrossingsResolved(
    db,
    ruleId,
    resolved.map(({ subject }) => subject),
    now,
  );
  await post(
    db,
    ruleId,
    rule,
    "crossed",
    crossed.filter(({ subject }) => opened.has(subject)),
    now,
  );
  await post(db, ruleId, rule, "resolved", resolved, now);
}

async function post(
  db: Db,
  ruleId: number,
  rule: AlertRule,
  kind: "crossed" | "resolved",
  subjects: readonly SubjectSide[],
  now: Date,
): Promise<void> {
  if (subjects.length === 0) return;
  const isPeople = rule.scope === "annotator";
  const names = isPeople
    ? await listNames(
        db,
        subjects.map(({ subject }) => subject),
      )
    : null;
  const shown = subjects.map(({ subject, reading }) => ({ label: names?.get(subject) ?? subject, reading }));
  const text = noticeText(rule, kind, shown);
  const endpoints = (await listEndpoints(db)).filter(({ endpointId }) => rule.endpoints.includes(endpointId));
  const href = rule.kind === "detector" ? `/patterns/${rule.measure}` : `/settings/alerts/${ruleId}`;
  await postNotice(
    db,
    { kind, ...text, href, ruleId },
    { accounts: ({ role }) => rule.tells.includes(role) && mayKnow(rule, role), endpoints },
    now,
  );
  // Whoever is named to others can read that it was so; when an inbox or a mail is opened is known to nobody here.
  if (!isPeople) return;
  const told = [...rule.tells.filter((role) => mayKnow(rule, role)), ...endpoints.map(({ name }) => name)];
  if (told.length === 0) return;
  const what = `alert "${rule.name}" to ${told.join(", ")}`;
  for (const { subject } of subjects.slice(0, 10)) {
    const by = { accountId: `rule ${ruleId}`, viewer: rule.name, role: "alert" };
    await insertAccess(db, { at: now, kind: "exported", what, annotator: subject, everybody: false, ...by });
  }
}

/** Managers see people; researchers only what a detector says of the programme, where it is for them; nobody else. */
export function mayKnow(rule: AlertRule, role: Role): boolean {
  if (role === "administrator" || role === "manager") return true;
  if (role !== "researcher" || rule.kind !== "detector" || rule.scope !== "programme") return false;
  return DETECTORS.find(({ id }) => id === rule.measure)?.seenBy.includes("researcher") ?? false;
}
