import { type Shares, sharesOf, trialsOf, type Trial } from "~/detectors/parts/concentration";
import { expectPremium } from "~/detectors/parts/expectation";
import { WORKLOAD_METRICS } from "~/detectors/workload";
import type { Evidence, EvidenceId } from "~/domain/evidence";
import type { Measured } from "~/domain/measured";
import type { WorkloadContext } from "~/domain/workload-metric";
import type { Job } from "./job";

/** One person's conditions of work, by id of the fair-workload metric; those of which nothing is on record are absent. */
export type Conditions = Readonly<Record<string, Measured>>;

/** What the fair-workload metrics read. */
export const CONDITION_NEEDS: ReadonlySet<EvidenceId> = new Set(
  WORKLOAD_METRICS.flatMap(({ needs }) => needs),
);

/** Premium batches against what a lottery would have brought, and both by person. */
export interface PremiumTrials {
  readonly premium: number;
  readonly trials: readonly Trial[];
  readonly shares: Shares;
}

/** Null where the evidence was not counted, or no premium batch falls into a week with anybody's availability. */
export function premiumTrials({
  allocation,
  goldDays,
  policies,
  tierChanges,
}: Partial<Evidence>): PremiumTrials | null {
  if (!allocation || !goldDays || !policies || !tierChanges) return null;
  const expectation = expectPremium({ allocation, goldDays, policies, tierChanges });
  const trials = trialsOf(expectation, expectation.isTop);
  return trials.length === 0
    ? null
    : { premium: expectation.premium.length, trials, shares: sharesOf(trials) };
}

/** What the trials of premium batches are computed from. */
export const PREMIUM_NEEDS = ["allocation", "goldDays", "policies", "tierChanges"] as const;

/** Every fair-workload metric whose evidence was counted, by person; `now` is the instant of the last record. */
export function conditionsOf(evidence: Partial<Evidence>, now: number): ReadonlyMap<string, Conditions> {
  const { jobs, finish } = beginConditions(new Set(Object.keys(evidence) as EvidenceId[]), now);
  for (const { run } of jobs) run(evidence);
  return finish();
}

/** A job for every fair-workload metric whose evidence is counted, and what they came to by person. */
export function beginConditions(
  counted: ReadonlySet<EvidenceId>,
  now: number,
): { readonly jobs: readonly Job[]; readonly finish: () => ReadonlyMap<string, Conditions> } {
  const metrics = WORKLOAD_METRICS.filter(({ needs }) => needs.every((id) => counted.has(id)));
  const measured = new Map<string, ReadonlyMap<string, Measured>>();
  const jobs = metrics.map(({ id, needs, measure }): Job => ({
    needs,
    run: (evidence) => {
      const access = PREMIUM_NEEDS.every((one) => needs.includes(one))
        ? accessOf(premiumTrials(evidence))
        : NO_ACCESS;
      measured.set(id, measure(evidence as Evidence, { now, access }));
    },
  }));
  return {
    jobs,
    finish: () => {
      const people = new Map<string, Record<string, Measured>>();
      for (const { id } of metrics) {
        for (const [annotator, one] of measured.get(id) ?? []) {
          const own = people.get(annotator) ?? {};
          own[id] = one;
          people.set(annotator, own);
        }
      }
      return people;
    },
  };
}

type Access = WorkloadContext["access"];
const NO_ACCESS: Access = new Map();

function accessOf(premium: PremiumTrials | null): Access {
  const { annotators = [], received = [], expected = [] } = premium?.shares ?? {};
  return new Map(
    annotators.map((annotator, place) => [
      annotator,
      { received: received[place] ?? 0, expected: expected[place] ?? 0 },
    ]),
  );
}
