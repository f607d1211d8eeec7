import type { Db } from "db/client";
import { listKeptMeasures, listKeyedAnswers, listTierDecisions, listTiersHeld } from "db/queries/quality";
import { findSnapshotWindow } from "db/queries/snapshots";
import { listTierPolicies } from "db/queries/tiers";
import { WINDOWS_DAYS } from "~/domain/period";
import type { ReportRow } from "~/features/report/report-row";
import { parsePolicies } from "~/tiers/parse-policies";
import type { TierPolicy } from "~/tiers/policy";
import { pendingFlips, policyInForce, readingsOf, recordedFlips, type TierFlip } from "./tier-flips";

/** What a disputed key would do to tiers. */
export interface DisputedTiers {
  /** The version in force; null without any. */
  readonly policy: { readonly version: number; readonly name: string; readonly windowDays: number } | null;
  /** Days of the kept window the latest decision is read from: the policy's own or the nearest kept; null without. */
  readonly readDays: number | null;
  readonly pending: readonly TierFlip[];
  readonly recorded: readonly TierFlip[];
}

interface Project {
  readonly projectId: number;
  readonly sourceId: string;
}

/** Which tiers would change under the policy in force, were one key out? Reads only. */
export async function disputedTiers(db: Db, project: Project, item: string): Promise<DisputedTiers> {
  const [answers, stored] = await Promise.all([
    listKeyedAnswers(db, project.projectId, item),
    listTierPolicies(db),
  ]);
  const { policies } = parsePolicies(
    stored.map(({ policy }) => policy),
    { recorded: true },
  );
  const annotators = [...new Set(answers.map(({ annotator }) => annotator))];
  if (policies.length === 0 || annotators.length === 0) {
    return { policy: null, readDays: null, pending: [], recorded: [] };
  }
  const decisions = await listTierDecisions(db, annotators);
  const recorded = recordedFlips(policies, project.sourceId, decisions, answers);
  const window = await nearestWindow(db, policies);
  if (!window) return { policy: null, readDays: null, pending: [], recorded };
  const policy = policyInForce(policies, project.sourceId, window.to);
  if (!policy) return { policy: null, readDays: null, pending: [], recorded };
  const kept = await nearestWindow(db, [policy]);
  const own = kept ?? window;
  const scope = policy.projectId === null ? 0 : project.projectId;
  const rows = await listKeptMeasures(db, annotators, { windowDays: own.days, projectId: scope });
  const tiers = await listTiersHeld(db, annotators, scope === 0 ? null : scope, own.to);
  const held = new Map(tiers.map(({ annotator, toTier }) => [annotator, toTier]));
  const people = rows.map(({ annotator, row }) => ({
    annotator,
    held: held.get(annotator) ?? null,
    readings: readingsOf(row as ReportRow),
  }));
  return {
    policy: { version: policy.version, name: policy.name, windowDays: policy.windowDays },
    readDays: own.days,
    pending: pendingFlips(policy, own, people, answers),
    recorded,
  };
}

/** The kept window whose length is nearest to that of the first of these policies. */
async function nearestWindow(db: Db, policies: readonly TierPolicy[]) {
  const wanted = policies[0]?.windowDays ?? 28;
  const days = WINDOWS_DAYS.filter((each) => each > 0).toSorted(
    (a, b) => Math.abs(a - wanted) - Math.abs(b - wanted),
  )[0];
  const found = days === undefined ? undefined : await findSnapshotWindow(db, days);
  if (days === undefined || !found?.fromDay || !found.toDay) return null;
  const dayAfter = new Date(Date.parse(found.toDay) + 86_400_000).toISOString();
  return { days, from: new Date(found.fromDay).toISOString(), to: dayAfter };
}
