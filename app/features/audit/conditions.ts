import { type Shares, sharesOf, trialsOf, type Trial } from "~/detectors/parts/concentration";
import { expectPremium } from "~/detectors/parts/expectation";
import { WORKLOAD_METRICS } from "~/detectors/workload";
import type { Evidence, EvidenceId } from "~/domain/evidence";
import type { Measured } from "~/domain/measured";

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

/** Every fair-workload metric whose evidence was counted, by person; `now` is the instant of the last record. */
export function conditionsOf(
  evidence: Partial<Evidence>,
  now: number,
  premium: PremiumTrials | null,
): ReadonlyMap<string, Conditions> {
  const { annotators = [], received = [], expected = [] } = premium?.shares ?? {};
  const access = new Map(
    annotators.map((annotator, place) => [
      annotator,
      { received: received[place] ?? 0, expected: expected[place] ?? 0 },
    ]),
  );
  const people = new Map<string, Record<string, Measured>>();
  for (const metric of WORKLOAD_METRICS) {
    if (!metric.needs.every((id) => id in evidence)) continue;
    for (const [annotator, measured] of metric.measure(evidence as Evidence, { now, access })) {
      const own = people.get(annotator) ?? {};
      own[metric.id] = measured;
      people.set(annotator, own);
    }
  }
  return people;
}
