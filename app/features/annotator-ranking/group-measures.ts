import type { GroupTally } from "~/domain/group-tally";
import type { Measured } from "~/domain/measured";
import type { Tallies } from "~/domain/tallies";
import type { Unit } from "~/ui/format";
import { type CellMeasure, CLOCK_LABEL } from "~/features/report/row-measures";
import consensusAgreement from "~/metrics/consensus-agreement";
import goldAccuracy from "~/metrics/gold-accuracy";
import handlingRatio from "~/metrics/handling-ratio";
import meanHandlingTime from "~/metrics/mean-handling-time";
import reviewAcceptance from "~/metrics/review-acceptance";
import { ratioOfSummed } from "~/stats/ratio-of-sums";
import { accessMeasure, type LineMeasures } from "./ranking-line";

/**
 * The measures of a group of people from what theirs were computed from, summed up: by the same definitions, so that a
 * group of one shows the person's own number, and never a mean of means. Intervals of quality are those of the pooled
 * counts; those of times come from the spread between people.
 */
export function groupMeasures(tally: GroupTally): LineMeasures {
  const access = accessMeasure(unmeasured("told of people, not of groups"));
  return { ...quality(tally), ...time(tally), ...workload(tally), hourly: hourly(tally), access };
}

const method = (id: string) => `/methodology/${id}`;
const census = (value: number, n: number): Measured => ({
  kind: "measured",
  value,
  low: value,
  high: value,
  n,
});

function quality(tally: GroupTally) {
  const { goldCorrect: correct, goldTotal, consensusAgreeing: agreeing, consensusTotal } = tally;
  const reviewed = tally.reviewTotal;
  const tallies = {
    gold: goldTotal > 0 ? { correct, judged: goldTotal } : null,
    consensus: consensusTotal > 0 ? { agreeing, judged: consensusTotal } : null,
    review:
      reviewed > 0 ? { accepted: tally.reviewAccepted, reviewed, judgments: reviewed, firstPass: 0 } : null,
  } as Tallies;
  const share = (metric: typeof goldAccuracy): CellMeasure => ({
    measured: metric.measure(tallies),
    unit: { kind: "ratio" },
    lineageHref: method(metric.id),
  });
  return { gold: share(goldAccuracy), consensus: share(consensusAgreement), review: share(reviewAcceptance) };
}

function time(tally: GroupTally): Pick<LineMeasures, "mean" | "median" | "ratio"> {
  const { timed, firstClock, lastClock } = tally;
  const clock =
    firstClock === null
      ? {}
      : { clock: firstClock === lastClock ? (CLOCK_LABEL[firstClock] ?? firstClock) : "several clocks" };
  const seconds = { unit: { kind: "seconds" } as const, ...clock };
  const mixed = "people's times are by different clocks, which do not add up";
  return {
    mean: {
      ...seconds,
      measured: timedBy(meanHandlingTime, timed, firstClock === lastClock ? meanOf(tally) : mixed),
      lineageHref: method(meanHandlingTime.id),
    },
    median: {
      ...seconds,
      measured: unmeasured("people's medians do not make a group's; the mean does"),
      lineageHref: method("median-handling-time"),
    },
    ratio: {
      measured: timedBy(handlingRatio, timed, ratioOf(tally)),
      unit: { kind: "factor" },
      domain: [0, 2],
      reference: { value: 1, label: "everybody" },
      lineageHref: method(handlingRatio.id),
    },
  };
}

type Found = { readonly value: number; readonly low: number; readonly high: number };

function timedBy(metric: typeof meanHandlingTime, n: number, found: Found | string | null): Measured {
  if (n === 0) return unmeasured(metric.absent);
  if (n < metric.minN) return { kind: "insufficient", n, needed: metric.minN };
  if (found === null || typeof found === "string") return unmeasured(found ?? "nothing to compare with");
  return { kind: "measured", n, ...bounded(found) };
}

const unmeasured = (reason: string): Measured => ({ kind: "unmeasured", reason });

/** One person shows no spread between people: there the value stands without an interval. */
const bounded = ({ value, low, high }: Found): Found =>
  Number.isFinite(high) ? { value, low, high } : { value, low: value, high: value };

const meanOf = (tally: GroupTally) =>
  ratioOfSummed({
    clusters: tally.timedPeople,
    observed: tally.handlingSeconds ?? 0,
    expected: tally.timed,
    observedSquares: tally.handlingSquares ?? 0,
    products: tally.handlingByTimed ?? 0,
    expectedSquares: tally.timedSquares ?? 0,
  });

const ratioOf = (tally: GroupTally) =>
  ratioOfSummed({
    clusters: tally.expectedPeople,
    observed: tally.observedSeconds ?? 0,
    expected: tally.expectedSeconds ?? 0,
    observedSquares: tally.observedSquares ?? 0,
    products: tally.observedByExpected ?? 0,
    expectedSquares: tally.expectedSquares ?? 0,
  });

const NO_INTERVALS = "no start or submit times in this source";
const NO_ENTRIES = "no time entries in this source";

function workload(tally: GroupTally) {
  const { people, judgments, workingPeople, workingSeconds, paidPeople, paidSeconds, allSeconds } = tally;
  const of = (
    id: string,
    unit: Unit,
    value: number | null,
    absent: string,
    known = workingPeople,
  ): CellMeasure => ({
    measured: value === null ? unmeasured(absent) : census(value, judgments),
    unit,
    // A sum that leaves somebody out says so.
    ...(value !== null && known < people ? { clock: `of ${known} of ${people} people` } : {}),
    lineageHref: method(id),
  });
  const share = (part: number | null, whole: number | null) =>
    part === null || !whole ? null : part / whole;
  const { restBreaches, longestSpellSeconds } = tally;
  return {
    hours: of(
      "hours",
      { kind: "hours" },
      workingSeconds === null ? null : workingSeconds / 3_600,
      NO_INTERVALS,
    ),
    paidShare: of("paid-share", { kind: "share" }, share(paidSeconds, allSeconds), NO_ENTRIES, paidPeople),
    restBreaches: of("rest-breaches", { kind: "count" }, restBreaches, NO_INTERVALS),
    nightShare: of("night-share", { kind: "share" }, share(tally.nightSeconds, workingSeconds), NO_INTERVALS),
    longestSpell: of("longest-spell", { kind: "seconds" }, longestSpellSeconds, NO_INTERVALS),
  };
}

/** Pay an hour by the widest denominator that is known of everybody who was paid, in one currency or not at all. */
function hourly(tally: GroupTally): CellMeasure {
  const { earning, firstCurrency, lastCurrency, lowestFloorMinor, highestFloorMinor } = tally;
  const absent = (reason: string): CellMeasure => ({
    measured: unmeasured(reason),
    unit: { kind: "count" },
    lineageHref: method("hourly-session"),
  });
  if (earning === 0 || firstCurrency === null) return absent("no pay in this source");
  if (firstCurrency !== lastCurrency)
    return absent("paid in several currencies, which are not summed without rates");
  const widest = (
    [
      ["all in", "hourly-all-in", tally.allInKnown, tally.netMinor, tally.allInSeconds],
      ["session", "hourly-session", tally.sessionKnown, tally.payMinor, tally.sessionSeconds],
      ["active", "hourly-active", tally.activeKnown, tally.payMinor, tally.activeSeconds],
    ] as const
  ).find(([, , known, , seconds]) => known === earning && (seconds ?? 0) > 0);
  if (!widest) return absent("no denominator is known of everybody who was paid");
  const [clock, id, , minor, seconds] = widest;
  const oneFloor = lowestFloorMinor !== null && lowestFloorMinor === highestFloorMinor;
  return {
    measured: census((minor ?? 0) / ((seconds ?? 1) / 3_600), tally.judgments),
    unit: { kind: "money", currency: firstCurrency, per: "hour" },
    clock,
    lineageHref: method(id),
    ...(oneFloor ? { reference: { value: lowestFloorMinor, label: "floor" } } : {}),
  };
}
