import type { Measured } from "~/domain/measured";
import type { Unit } from "~/ui/format";
import consensusAgreement from "~/metrics/consensus-agreement";
import goldAccuracy from "~/metrics/gold-accuracy";
import meanHandlingTime from "~/metrics/mean-handling-time";
import reviewAcceptance from "~/metrics/review-acceptance";
import type { ReportRow } from "./report-row";

/** A number of a row with all that a cell shows beside it. */
export interface CellMeasure {
  readonly measured: Measured;
  readonly unit: Unit;
  readonly clock?: string | undefined;
  readonly reference?: { readonly value: number; readonly label: string } | undefined;
  readonly lineageHref: string;
  readonly domain?: readonly [number, number] | undefined;
}

export const CLOCK_LABEL: Readonly<Record<string, string>> = {
  active: "active",
  lead: "lead",
  accept_to_submit: "accept to submit",
  inferred: "inferred",
};

const method = (id: string) => `/methodology/${id}`;

/** The numbers of a report row as cells show them: by one rule for every screen. */
export function measures(row: ReportRow) {
  const { gold, consensus, review } = row;
  return {
    gold: share(gold, gold.accuracy, gold.interval, gold.total, goldAccuracy),
    consensus: share(consensus, consensus.agreement, consensus.interval, consensus.total, consensusAgreement),
    review: share(review, review.rate, review.interval, review.total, reviewAcceptance),
    ...handlingMeasures(row),
    ...workloadMeasures(row),
    hourly: hourly(row),
  };
}

function share(
  block: { readonly state: Measured["kind"]; readonly reason: string | null },
  value: number | null,
  interval: readonly [number, number] | null,
  n: number,
  { id, minN }: { readonly id: string; readonly minN: number },
): CellMeasure {
  return {
    measured: standing(block, value, interval, n, minN),
    unit: { kind: "ratio" },
    lineageHref: method(id),
  };
}

function standing(
  block: { readonly state: Measured["kind"]; readonly reason: string | null },
  value: number | null,
  interval: readonly [number, number] | null,
  n: number,
  needed: number,
): Measured {
  if (block.state === "insufficient") return { kind: "insufficient", n, needed };
  if (value === null) return { kind: "unmeasured", reason: block.reason ?? "not recorded" };
  return { kind: "measured", value, low: interval?.[0] ?? value, high: interval?.[1] ?? value, n };
}

function handlingMeasures({ handling }: ReportRow) {
  const clock = handling.clock
    ? { clock: CLOCK_LABEL[handling.clock] + (handling.apportioned ? ", shared pages divided" : "") }
    : {};
  const of = (value: number | null, interval: readonly [number, number] | null) =>
    standing(handling, value, interval, handling.n, meanHandlingTime.minN);
  const median: CellMeasure = {
    measured: of(handling.median_seconds, null),
    unit: { kind: "seconds" },
    ...clock,
    lineageHref: method("median-handling-time"),
  };
  // The row keeps no interval of the mean.
  const mean: CellMeasure = {
    ...median,
    measured: of(handling.mean_seconds, null),
    lineageHref: method(meanHandlingTime.id),
  };
  const ratio: CellMeasure = {
    measured: of(handling.ratio, handling.ratio_interval),
    unit: { kind: "factor" },
    domain: [0, 2],
    reference: { value: 1, label: "everybody" },
    lineageHref: method("handling-ratio"),
  };
  return { mean, median, ratio };
}

function workloadMeasures({ workload, judgments }: ReportRow) {
  const census = (name: string, id: string, value: number | null, unit: Unit): CellMeasure => ({
    measured:
      value === null
        ? { kind: "unmeasured", reason: workload.reasons[name] ?? "not recorded" }
        : { kind: "measured", value, low: value, high: value, n: judgments },
    unit,
    lineageHref: method(id),
  });
  const night = census("night_share", "night-share", workload.night_share, { kind: "share" });
  return {
    hours: census("hours", "hours", workload.hours, { kind: "hours" }),
    paidShare: census("paid_share", "paid-share", workload.paid_share, { kind: "share" }),
    restBreaches: census("rest_breaches", "rest-breaches", workload.rest_breaches, { kind: "count" }),
    nightShare: workload.time_zone_assumed ? { ...night, clock: "UTC assumed" } : night,
    longestSpell: census("longest_spell_seconds", "longest-spell", workload.longest_spell_seconds, {
      kind: "seconds",
    }),
  };
}

/** Pay an hour by the widest denominator there is, named as a clock is. */
function hourly({ pay, judgments }: ReportRow): CellMeasure {
  const widest = (
    [
      [pay.hourly_all_in_minor, "all in", "hourly-all-in"],
      [pay.hourly_session_minor, "session", "hourly-session"],
      [pay.hourly_active_minor, "active", "hourly-active"],
    ] as const
  ).find(([value]) => value !== null);
  if (!widest || widest[0] === null || pay.currency === null) {
    const reason = pay.reasons["hourly_session_minor"] ?? pay.reasons["pay_minor"] ?? "no pay in this source";
    return {
      measured: { kind: "unmeasured", reason },
      unit: { kind: "count" },
      lineageHref: method("hourly-session"),
    };
  }
  const [value, clock, id] = widest;
  return {
    measured: { kind: "measured", value, low: value, high: value, n: judgments },
    unit: { kind: "money", currency: pay.currency, per: "hour" },
    clock: pay.converted ? `${clock}, converted` : clock,
    lineageHref: method(id),
    ...(pay.floor_minor === null ? {} : { reference: { value: pay.floor_minor, label: "floor" } }),
  };
}
