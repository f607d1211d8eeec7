import type { Db } from "db/client";
import { hasRecords } from "db/queries/server";
import { tallyProposals } from "db/queries/tier-reviews";
import { errorsOf } from "~/tiers/rule-errors";
import type { TierPolicy } from "~/tiers/policy";
import { type MobilityView, mobilityView } from "./mobility.view";
import { type ScopeBook, tierBook } from "./tier-book.server";
import { writtenAgainstDone } from "./written-against-done";

const views = new WeakMap<ScopeBook, MobilityView>();

/** Drawing a scope's band takes a second: once for each book. */
function viewOf(scope: ScopeBook): MobilityView {
  const known = views.get(scope);
  if (known !== undefined) return known;
  const made = mobilityView(scope);
  views.set(scope, made);
  return made;
}

/** Everything `/tiers` shows; `db` lends several connections at a time. */
export async function loadTiers(db: Db, asked: string | null, now: Date) {
  const book = await tierBook(db, now);
  const scope = book.scopes.find(({ projectId }) => projectId === asked) ?? book.scopes[0];
  const waiting = (await tallyProposals(db)).filter(({ status }) => status === "open");
  const sum = (rows: typeof waiting) => rows.reduce((total, { count }) => total + count, 0);
  return {
    hasRecords: await hasRecords(db),
    policies: book.policies.map((policy) => ({
      ...summaryOf(policy),
      inForce: isInForce(book.policies, policy, now),
    })),
    scopes: book.scopes.map(({ projectId }) => projectId),
    waiting: {
      all: sum(waiting),
      demotions: sum(waiting.filter(({ direction }) => direction === "down")),
      noise: sum(waiting.filter(({ noise }) => noise)),
    },
    scope:
      scope === undefined
        ? null
        : {
            projectId: scope.projectId,
            period: scope.period,
            mobility: viewOf(scope),
            ...writtenAgainstDone(scope.windows),
            people: new Set(scope.tallies.map(({ annotatorId }) => annotatorId)).size,
          },
  };
}

const summaryOf = (policy: TierPolicy) => ({
  version: policy.version,
  name: policy.name,
  projectId: policy.projectId,
  announcedAt: policy.announcedAt,
  effectiveAt: policy.effectiveAt,
  retroactive: policy.retroactive,
  tiers: policy.tiers.map(({ label }) => label),
  falseDemotion: falseDemotionAtTheBar(policy),
});

/** How often somebody who truly stands a point above the highest bar loses the tier in six windows; null without a bar. */
function falseDemotionAtTheBar(
  policy: TierPolicy,
): { readonly share: number; readonly chance: number } | null {
  const errors = errorsOf(policy, []);
  if (errors === null) return null;
  const share = Math.min(errors.bar + 0.01, 0.99);
  const row = errors.falseDemotion.find(({ trueShare }) => Math.abs(trueShare - share) < 1e-9);
  return row === undefined ? null : { share: row.trueShare, chance: row.sixWindows };
}

function isInForce(policies: readonly TierPolicy[], policy: TierPolicy, now: Date): boolean {
  const at = now.toISOString();
  const known = policies.filter((one) => one.projectId === policy.projectId && one.effectiveAt <= at);
  return known.every((one) => one.effectiveAt <= policy.effectiveAt) && policy.effectiveAt <= at;
}
