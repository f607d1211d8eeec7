import type { PatternId, Planted } from "./patterns";

/** What planted patterns change; with nothing planted every value is the neutral one named here. */
export interface Effects {
  readonly planted: ReadonlySet<PatternId>;
  /** Weight in the premium draw; neutral 1. */
  readonly topTierWeight: number;
  readonly accessTierWeight: number;
  readonly womenWeight: number;
  /** Factor on the wait between offers; neutral 1. */
  readonly nearTargetSlowdown: number;
  /** Chance that fast work is wrong on top; neutral 0. */
  readonly fastErrorShare: number;
  /** Pay divisor; neutral 1. */
  readonly payDivisor: number;
  readonly payFactorSigma: number;
  /** Unpaid hours for each paid one; neutral 0. */
  readonly unpaidHours: number;
  readonly lateSessionFactor: number;
  readonly overworkedShare: number;
  readonly feastOverFamine: number;
  /** Hours waited for each hour worked; the usual wait is about a tenth. */
  readonly waitPerWork: number;
  readonly wrongKeyShare: number;
  readonly reviewerSigma: number;
  readonly unattendedShare: number;
  readonly contractsPerHalfYear: number;
  readonly harmfulFactor: number;
}

export function effectsOf(plant: Planted): Effects {
  const strength = (id: PatternId, neutral: number): number => plant[id] ?? neutral;
  return {
    planted: new Set(Object.keys(plant) as PatternId[]),
    topTierWeight: strength("golden-batch-concentration", 1),
    accessTierWeight: strength("tier-lock-in", 1),
    womenWeight: 1 / strength("disparate-impact", 1),
    nearTargetSlowdown: strength("near-target-starvation", 1),
    fastErrorShare: strength("speed-pressure-decay", 0) / 100,
    payDivisor: strength("sub-minimum-effective-pay", 1),
    payFactorSigma: strength("personalised-pay-spread", 0),
    unpaidHours: strength("unpaid-work-share", 0),
    lateSessionFactor: strength("compulsion-loop", 1),
    overworkedShare: strength("hours-rest-night-breach", 0),
    feastOverFamine: strength("income-feast-famine", 1),
    waitPerWork: strength("task-drought", 0),
    wrongKeyShare: strength("gold-likely-wrong", 0),
    reviewerSigma: strength("reviewer-lottery", 0),
    unattendedShare: strength("decision-without-human", 0),
    contractsPerHalfYear: strength("contract-churn", 0),
    harmfulFactor: strength("harmful-content-load", 1),
  };
}
