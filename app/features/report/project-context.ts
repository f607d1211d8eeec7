import type { Clock } from "~/domain/tallies";
import { type BetaPrior, fitBetaBinomial } from "~/stats/beta-binomial";
import { type Tally } from "~/stats/interval";
import { seededRandom } from "~/stats/random";
import { RANKABILITY_GATE, rankabilityOfShares } from "~/stats/rankability";
import { betaPosteriors, rankIntervals } from "~/stats/ranks";
import type { ReportRow } from "./report-row";
import type { CountedRecord } from "./work-record";

/** A record with whose it is. Project 0 stands for all projects together. */
export interface OwnedRecord {
  readonly annotatorId: number;
  readonly projectId: number;
  readonly record: CountedRecord;
}

/** What a row is held against: everybody on the same project. */
export interface ProjectContext {
  readonly goldKept: boolean;
  readonly consensusKept: boolean;
  readonly reviewsKept: boolean;
  readonly goldPrior: BetaPrior | null;
  readonly ranks: ReadonlyMap<number, ReportRow["rank"]>;
}

/** Memory for ranks is people x draws; beyond this product the draws are fewer, down to a hundred. */
const RANK_CELLS = 4_000_000;

/** Sums up one project's records; `name` seeds the draws, so that the same records give the same ranks. */
export function projectContext(name: string, records: readonly OwnedRecord[]): ProjectContext {
  const gold = tallyOf(records, ({ gold: { correct, judged } }) => ({ successes: correct, trials: judged }));
  const consensus = tallyOf(records, ({ consensus: { agreeing, judged } }) => ({
    successes: agreeing,
    trials: judged,
  }));
  const goldPrior = fitBetaBinomial(gold.tallies);
  const ranked = gold.people.length >= 2 ? gold : consensus;
  const by = gold.people.length >= 2 ? "gold" : "consensus";
  return {
    goldKept: gold.people.length > 0,
    consensusKept: consensus.people.length > 0,
    reviewsKept: records.some(({ record }) => record.review.reviewed > 0),
    goldPrior,
    ranks: ranks(name, by, ranked, by === "gold" ? goldPrior : fitBetaBinomial(consensus.tallies)),
  };
}

interface Tallied {
  readonly people: readonly number[];
  readonly tallies: readonly Tally[];
}

/** Only people with trials are ranked; the order is by id, so that draws do not depend on the order of rows. */
function tallyOf(records: readonly OwnedRecord[], count: (record: CountedRecord) => Tally): Tallied {
  const counted = records
    .map(({ annotatorId, record }) => ({ annotatorId, tally: count(record) }))
    .filter(({ tally }) => tally.trials > 0);
  return {
    people: counted.map(({ annotatorId }) => annotatorId),
    tallies: counted.map(({ tally }) => tally),
  };
}

function ranks(
  name: string,
  by: "gold" | "consensus",
  { people, tallies }: Tallied,
  prior: BetaPrior | null,
) {
  const posteriors = prior ? betaPosteriors(tallies, prior) : null;
  const rho =
    prior &&
    rankabilityOfShares(
      prior,
      tallies.map(({ trials }) => trials),
    ).value;
  const draws = Math.max(100, Math.min(1_000, Math.floor(RANK_CELLS / Math.max(1, people.length))));
  const intervals = posteriors?.value
    ? rankIntervals(posteriors.value, seededRandom(`ranks of ${name} by ${by}`), { draws }).value
    : null;
  const of = people.length;
  return new Map(
    people.map((annotatorId, index): [number, ReportRow["rank"]] => [
      annotatorId,
      {
        by,
        // Where nothing tells people apart, everybody may stand anywhere.
        best: of < 2 ? null : (intervals?.[index]?.best ?? 1),
        worst: of < 2 ? null : (intervals?.[index]?.worst ?? of),
        of,
        rankable: (rho ?? 0) >= RANKABILITY_GATE,
        rankability: rho,
        reason: of < 2 ? "nobody to compare with" : null,
      },
    ]),
  );
}

export const UNRANKED: ReportRow["rank"] = {
  by: null,
  best: null,
  worst: null,
  of: null,
  rankable: false,
  rankability: null,
  reason: "no gold or consensus judgments to rank by",
};

/** Mean handling seconds a judgment by project and clock, over everybody: what work there is expected to take. */
export function expectedSeconds(
  records: readonly OwnedRecord[],
): (projectId: number, clock: Clock) => number {
  const sums = new Map<string, { seconds: number; n: number }>();
  for (const { record } of records) {
    const clock = record.handling?.clock;
    for (const day of record.handling?.days ?? []) {
      const key = `${day.projectId} ${clock}`;
      const sum = sums.get(key) ?? { seconds: 0, n: 0 };
      sums.set(key, { seconds: sum.seconds + day.observed, n: sum.n + day.n });
    }
  }
  return (projectId, clock) => {
    const sum = sums.get(`${projectId} ${clock}`);
    return sum ? sum.seconds / sum.n : 0;
  };
}
