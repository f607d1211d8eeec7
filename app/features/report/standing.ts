import type { Measured } from "~/domain/measured";
import consensusAgreement from "~/metrics/consensus-agreement";
import firstPassRate from "~/metrics/first-pass-rate";
import floorGap from "~/metrics/floor-gap";
import goldAccuracy from "~/metrics/gold-accuracy";
import handlingRatio from "~/metrics/handling-ratio";
import hourlyActive from "~/metrics/hourly-active";
import hourlyAllIn from "~/metrics/hourly-all-in";
import hourlySession from "~/metrics/hourly-session";
import hours from "~/metrics/hours";
import longestSpell from "~/metrics/longest-spell";
import meanHandlingTime from "~/metrics/mean-handling-time";
import nightShare from "~/metrics/night-share";
import paidShare from "~/metrics/paid-share";
import restBreaches from "~/metrics/rest-breaches";
import reviewAcceptance from "~/metrics/review-acceptance";
import type { Metric } from "~/domain/metric";
import type { PayTally, Tallies, TimeTally } from "~/domain/tallies";
import { valueOrNull } from "~/domain/measured";
import { type BetaPrior, shrink } from "~/stats/beta-binomial";
import type { Pay } from "./pay";
import { type ReportRow, reasonOf } from "./report-row";

type Ends = readonly [number, number];

/** Gold, consensus and review as a report row shows them: every value with its tally, never merged. */
export function qualityBlocks(
  tallies: Tallies,
  prior: BetaPrior | null,
): Pick<ReportRow, "gold" | "consensus" | "review"> {
  const gold = tallies.gold ?? { correct: 0, judged: 0 };
  const consensus = tallies.consensus ?? { agreeing: 0, judged: 0 };
  const review = tallies.review ?? { accepted: 0, firstPass: 0, judgments: 0, reviewed: 0 };
  const shrunk = prior && gold.judged > 0 ? shrink(gold.correct, gold.judged, prior) : null;
  return {
    gold: {
      correct: gold.correct,
      total: gold.judged,
      accuracy: valueOrNull(goldAccuracy.measureAny(tallies)),
      interval: ends(goldAccuracy.measureAny(tallies)),
      shrunk: shrunk?.value ?? null,
      shrink_weight: shrunk?.weight ?? null,
      ...standing(goldAccuracy, tallies),
    },
    consensus: {
      agreeing: consensus.agreeing,
      total: consensus.judged,
      agreement: valueOrNull(consensusAgreement.measureAny(tallies)),
      interval: ends(consensusAgreement.measureAny(tallies)),
      ...standing(consensusAgreement, tallies),
    },
    review: {
      accepted: review.accepted,
      total: review.reviewed,
      rate: valueOrNull(reviewAcceptance.measureAny(tallies)),
      interval: ends(reviewAcceptance.measureAny(tallies)),
      first_pass_rate: valueOrNull(firstPassRate.measureAny(tallies)),
      ...standing(reviewAcceptance, tallies),
    },
  };
}

/** Handling time with its clock, and the ratio to what the same work takes everybody. */
export function handlingBlock(tallies: Tallies): ReportRow["handling"] {
  const { handling } = tallies;
  const ratio = handlingRatio.measureAny(tallies);
  return {
    clock: handling?.clock ?? null,
    n: handling?.n ?? 0,
    mean_seconds: handling?.mean.value ?? null,
    median_seconds: handling?.median.value ?? null,
    p75_seconds: handling?.p75 ?? null,
    p90_seconds: handling?.p90 ?? null,
    ratio: valueOrNull(ratio),
    ratio_interval: ends(ratio),
    apportioned: handling?.apportioned ?? false,
    ...standing(meanHandlingTime, tallies),
  };
}

/** Pay by three denominators against the floor; several currencies are not summed without a rate. */
export function payBlock(pay: PayTally | null, paid: Pay): ReportRow["pay"] {
  const tallies = { pay } as Tallies;
  const { others } = paid;
  const several = paid.several
    ? `paid in ${others.length + 1} currencies, which are not summed without rates`
    : null;
  const reasons: Record<string, string> = {};
  const value = (name: string, metric: Metric) =>
    several === null ? explained(reasons, name, metric, tallies) : ((reasons[name] = several), null);
  if (pay === null) reasons["pay_minor"] = hourlySession.absent;
  return {
    currency: pay?.currency ?? null,
    pay_minor: pay?.payMinor ?? null,
    hourly_active_minor: value("hourly_active_minor", hourlyActive),
    hourly_session_minor: value("hourly_session_minor", hourlySession),
    hourly_all_in_minor: value("hourly_all_in_minor", hourlyAllIn),
    floor_minor: pay?.floorMinor ?? null,
    floor_gap: value("floor_gap", floorGap),
    converted: others.length > 0 && !paid.several,
    other_currencies: others.map(({ currency, payMinor }) => ({ currency, pay_minor: payMinor })),
    reasons,
  };
}

/** Hours, rest and night beside every ranking. */
export function workloadBlock(time: TimeTally | null, zone: TimeTally["zone"]): ReportRow["workload"] {
  const tallies = { time } as Tallies;
  const reasons: Record<string, string> = {};
  return {
    hours: explained(reasons, "hours", hours, tallies),
    paid_share: explained(reasons, "paid_share", paidShare, tallies),
    night_share: explained(reasons, "night_share", nightShare, tallies),
    longest_spell_seconds: explained(reasons, "longest_spell_seconds", longestSpell, tallies),
    rest_breaches: explained(reasons, "rest_breaches", restBreaches, tallies),
    time_zone: zone.name,
    time_zone_assumed: zone.assumed,
    reasons,
  };
}

function explained(
  reasons: Record<string, string>,
  name: string,
  metric: Metric,
  tallies: Tallies,
): number | null {
  const measured = metric.measureAny(tallies);
  const reason = reasonOf(measured, metric.nUnit);
  if (reason !== null) reasons[name] = reason;
  return valueOrNull(measured);
}

function standing(metric: Metric, tallies: Tallies) {
  const measured = metric.measure(tallies);
  return { state: measured.kind, reason: reasonOf(measured, metric.nUnit) };
}

/** Both ends, or none where the interval is unbounded: JSON has no infinity. */
function ends(measured: Measured): Ends | null {
  if (measured.kind !== "measured" || !Number.isFinite(measured.high)) return null;
  return [measured.low, measured.high];
}
