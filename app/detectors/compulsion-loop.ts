import { defineDetector } from "~/domain/detector";
import type { Bonus, Streak, Timeline } from "~/domain/evidence";
import type { Answer } from "~/domain/finding";
import { localDay, zoneOffsetSec } from "~/domain/local-time";
import { joinSpans, SPELL_GAP_SEC } from "~/domain/span";
import { bootstrapRatio } from "~/stats/block-bootstrap";
import { mantelHaenszelRateRatio, type RateStratum, type StratifiedRatio } from "~/stats/mantel-haenszel";
import { coefficientOfVariation } from "~/stats/variation";
import { firstRowIds, insufficientAnswer, programmeAnswer } from "./parts/answer";
import { groupBy, sum } from "./parts/group";
import { judgeHigh } from "./parts/outcome";
import { param } from "./parts/params";
import { allWork, availableSpans } from "./parts/timeline";

const DAY = 86_400;
const THRESHOLD = {
  kind: "convention",
  source:
    "A fifth of bonus money not reproduced by a published rule; half again as much late, short or unrested work on at-risk days",
} as const;

/** Do unpredictable bonuses or streaks that lapse pull people into longer, later work? */
export default defineDetector({
  id: "compulsion-loop",
  version: 1,
  title: "Unpredictable bonuses and streak traps",
  question:
    "Can bonuses be recomputed from published rules, and does work change on days when a streak is at risk?",
  harm: "Unpredictable rewards and expiring streaks pull people into longer, later, tired work.",
  kind: "statistical",
  requires: [],
  needs: ["bonuses", "streaks", "timelines"],
  params: {
    unexplained: param("Share of bonus money not reproduced", "share", [0.2, 0.01, 0.9]),
    variation: param("Coefficient of variation of work between unexplained bonuses", "ratio", [0.7, 0.2, 2]),
    rateRatio: param("Late starts, missed rests or short sessions on at-risk days", "ratio", [1.5, 1.1, 5]),
    bonuses: param("Bonuses", "bonuses", [30, 10, 1_000]),
    riskDays: param("At-risk days", "days", [20, 5, 1_000]),
  },
  minimum: "Thirty bonuses, or twenty days on which a streak was at risk.",
  innocent: [
    "A bonus may follow a rule published outside of the ledger.",
    "At-risk days may fall on days that are busy for another reason; weekdays are held constant.",
  ],
  limits: [
    "Behaviour only: nothing is inferred about how anybody feels.",
    "A bonus whose rule is named but not in the ledger cannot be verified: it is reported, not flagged.",
    "Countdowns and wording on screens are not in a ledger; look at them by hand.",
  ],
  sources: [
    {
      kind: "paper",
      text: "Silverman and Barasch 2023 (broken streaks); Zagal 2013; Niknejad 2024 (dark patterns)",
    },
    { kind: "convention", text: THRESHOLD.source },
  ],
  seenBy: ["manager", "annotator", "researcher"],
  remedy:
    "Opt-in, rest-safe streaks, counters that do not reset, published deterministic bonuses, no night prompts.",
  messages: {
    flagged:
      "{share} of bonus money is not reproduced by a published rule; on at-risk days the rate of {kind} is {ratio} times that of the same weekday otherwise; {resets} streaks lapsed on a day of rest.",
    clear: "{share} of bonus money is not reproduced by a published rule; at-risk days differ little.",
    inconclusive:
      "{share} of bonus money is not reproduced by a published rule; an interval covers a threshold.",
  },
  detect({ bonuses, streaks, timelines }, params, context) {
    const threshold = { value: params.unexplained, ...THRESHOLD };
    const n = bonuses.length;
    if (n < params.bonuses && streaks.length < params.riskDays) {
      const reason = `${n} bonuses and ${streaks.length} at-risk days, ${params.bonuses} or ${params.riskDays} needed (payments, streaks)`;
      return [insufficientAnswer(reason, { n, nUnit: "bonuses", threshold })];
    }
    const schedule =
      n >= params.bonuses ? scheduleOf(bonuses, context.random("compulsion-loop"), params) : null;
    const pressure =
      streaks.length >= params.riskDays
        ? pressureOf(streaks, timelines, context.window, params.rateRatio)
        : null;
    const resets = streaks.filter(isRestDayReset);
    return [programme(bonuses, schedule, pressure, resets, context.people, params, threshold)];
  },
});

const isUnexplained = ({ rule, expectedMinor, amountMinor }: Bonus): boolean =>
  rule === "none" ||
  rule === "unpublished" ||
  (rule === "published" && expectedMinor !== null && Math.abs(expectedMinor - amountMinor) > 1);

interface Schedule {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly variation: number | null;
  readonly outcome: Answer["outcome"];
}

function scheduleOf(
  bonuses: readonly Bonus[],
  random: () => number,
  rules: { unexplained: number; variation: number },
): Schedule {
  const verifiable = bonuses.filter(({ rule }) => rule !== "missing");
  const byCurrency =
    [...groupBy(verifiable, ({ currency }) => currency).values()].toSorted(
      (a, b) => b.length - a.length,
    )[0] ?? [];
  const people = [...groupBy(byCurrency, ({ annotator }) => annotator).values()];
  const amountOf = (own: readonly Bonus[]) => sum(own.map(({ amountMinor }) => amountMinor));
  const all = people.map(amountOf);
  const open = people.map((own) => amountOf(own.filter(isUnexplained)));
  const interval = bootstrapRatio(open, all, { random, draws: people.length > 1_000 ? 99 : 499 });
  const share = sum(all) === 0 ? 0 : sum(open) / sum(all);
  const { low, high } = interval ?? { low: 0, high: 1 };
  const gaps = byCurrency
    .filter(isUnexplained)
    .flatMap(({ workSince }) => (workSince === null ? [] : [workSince]));
  const variation = gaps.length >= 20 ? coefficientOfVariation(gaps) : null;
  const byShare = judgeHigh({ value: share, low, high, threshold: rules.unexplained });
  return {
    share,
    low,
    high,
    variation,
    outcome:
      byShare === "clear" && variation !== null && variation > rules.variation ? "inconclusive" : byShare,
  };
}

interface Pressure {
  readonly kind: string;
  readonly result: StratifiedRatio;
  readonly outcome: Answer["outcome"];
}

/** Three counts on at-risk days against the same weekday without risk, within a person. */
function pressureOf(
  streaks: readonly Streak[],
  timelines: readonly Timeline[],
  window: { readonly from: number; readonly to: number },
  threshold: number,
): readonly Pressure[] {
  const risk = groupBy(streaks, ({ annotator }) => annotator);
  const strata = new Map<string, RateStratum[]>([
    ["late starts", []],
    ["missed rests", []],
    ["short sessions", []],
  ]);
  for (const timeline of timelines) {
    const own = risk.get(timeline.annotator);
    if (own) addPerson(strata, timeline, own, window);
  }
  return [...strata].flatMap(([kind, rows]) => {
    const result = mantelHaenszelRateRatio(rows);
    if (!result) return [];
    const value = result.ratio ?? Infinity;
    return [
      {
        kind,
        result,
        outcome: judgeHigh({ value, low: result.low, high: result.high, threshold, indifference: 1 }),
      },
    ];
  });
}

function addPerson(
  strata: Map<string, RateStratum[]>,
  timeline: Timeline,
  own: readonly Streak[],
  window: { readonly from: number; readonly to: number },
): void {
  const risky = new Set(own.map(({ atRiskAt }) => localDay(timeline.zone, atRiskAt)));
  const recorded = recordedSpan(timeline, window);
  if (!recorded) return;
  const first = localDay(timeline.zone, recorded.from);
  const last = localDay(timeline.zone, recorded.to);
  const days = new Map<number, [risk: number, other: number]>();
  for (let day = first; day <= last; day++) {
    const count = days.get(day % 7) ?? [0, 0];
    count[risky.has(day) ? 0 : 1] += 1;
    days.set(day % 7, count);
  }
  for (const [kind, instances] of Object.entries(instancesOf(timeline))) {
    for (const [weekday, [riskDays, otherDays]] of days) {
      const mine = instances.filter((day) => day % 7 === weekday);
      const atRisk = mine.filter((day) => risky.has(day)).length;
      strata.get(kind)?.push({
        first: { events: atRisk, exposure: riskDays },
        second: { events: mine.length - atRisk, exposure: otherDays },
      });
    }
  }
}

/** From the first to the last record of the person in the window: days outside of it are nobody's choice. */
function recordedSpan(timeline: Timeline, window: { readonly from: number; readonly to: number }) {
  const spans = joinSpans([...allWork(timeline), ...availableSpans(timeline)], Infinity)[0];
  if (!spans) return null;
  return { from: Math.max(window.from, spans.from), to: Math.min(window.to, spans.to) };
}

/** The local days on which a session began after 22:00, rest fell short of 11 hours, or a session lasted under 15 minutes. */
function instancesOf(
  timeline: Timeline,
): Record<"late starts" | "missed rests" | "short sessions", number[]> {
  const spells = joinSpans(allWork(timeline), SPELL_GAP_SEC);
  const { zone } = timeline;
  const late = spells.filter(
    ({ from }) => (((from + zoneOffsetSec(zone, from)) % DAY) + DAY) % DAY >= 22 * 3_600,
  );
  const short = spells.filter(({ from, to }) => to - from < 900);
  const missed: number[] = [];
  spells.forEach(({ from }, index) => {
    const before = spells[index - 1];
    const gap = before ? from - before.to : Infinity;
    if (gap < 11 * 3_600 && before && localDay(zone, before.to) !== localDay(zone, from))
      missed.push(localDay(zone, from));
  });
  return {
    "late starts": late.map(({ from }) => localDay(zone, from)),
    "missed rests": missed,
    "short sessions": short.map(({ from }) => localDay(zone, from)),
  };
}

/** A streak of six days or more that lapsed: the seventh day is the weekly rest that law gives. */
const isRestDayReset = ({ length, resetAt }: Streak): boolean => resetAt !== null && length >= 6;

function programme(
  bonuses: readonly Bonus[],
  schedule: Schedule | null,
  pressure: readonly Pressure[] | null,
  resets: readonly Streak[],
  people: number,
  rules: { readonly unexplained: number; readonly rateRatio: number },
  threshold: Answer["threshold"],
): Answer {
  const pressing = (pressure ?? [])
    .filter((one) => one.outcome === "flagged")
    .toSorted((a, b) => a.result.p - b.result.p);
  const strongest = pressing[0] ?? pressure?.[0];
  const bySchedule = schedule?.outcome === "flagged";
  const family = pressure?.length ?? 1;
  const significant = pressing.filter(({ result }) => result.p * family < 0.05);
  const flagged = bySchedule || significant.length > 0 || resets.length > 0;
  const open =
    schedule?.outcome === "inconclusive" || (pressure ?? []).some(({ outcome }) => outcome !== "clear");
  const outcome = flagged ? "flagged" : open ? "inconclusive" : "clear";
  const unexplained = bonuses.filter(isUnexplained);
  const high = resets.length > 0 || (schedule !== null && schedule.share >= 2 * rules.unexplained);
  return programmeAnswer({
    outcome,
    severity: outcome === "flagged" ? (high ? "high" : "watch") : null,
    message: {
      id: outcome,
      data: {
        share: schedule ? schedule.share.toFixed(3) : "an unknown share",
        kind: strongest?.kind ?? "late starts",
        ratio: strongest?.result.ratio?.toFixed(2) ?? "an unknown number of",
        resets: resets.length,
      },
    },
    effect: effectOf(schedule, significant[0] ?? (schedule ? undefined : strongest)),
    p:
      !bySchedule && resets.length === 0 && significant.length > 0
        ? (significant[0]?.result.p ?? null)
        : null,
    tests: family,
    n: bonuses.length,
    nUnit: "bonuses",
    threshold,
    wouldChange: "The published rule for each bonus, or a streak that spares days of rest.",
    coverage:
      bonuses.length === 0 ? null : bonuses.filter(({ rule }) => rule !== "missing").length / bonuses.length,
    evidence: {
      unexplained: unexplained.length,
      unverifiable: bonuses.filter(({ rule }) => rule === "missing").length,
      variationOfWorkBetween: schedule?.variation ?? null,
      atRiskDays: (pressure ?? []).map(({ kind, result }) => ({
        kind,
        ratio: result.ratio,
        interval: [result.low, Number.isFinite(result.high) ? result.high : null],
        strata: result.strata,
      })),
      resetsAfterSixDays: resets.length,
    },
    rowIds: firstRowIds(unexplained.map(({ id }) => id)),
    affected: Math.min(people, new Set([...unexplained, ...resets].map(({ annotator }) => annotator)).size),
    money: moneyOf(unexplained),
    chart: {
      kind: "intervals",
      title: "At-risk days against the same weekday otherwise",
      unit: "ratio",
      rows: (pressure ?? []).flatMap(({ kind, result }) =>
        result.ratio === null || !Number.isFinite(result.high)
          ? []
          : [{ label: kind, value: result.ratio, low: result.low, high: result.high }],
      ),
      reference: rules.rateRatio,
    },
  });
}

function effectOf(schedule: Schedule | null, pressing: Pressure | undefined): Answer["effect"] {
  if (pressing && schedule?.outcome !== "flagged") {
    const { ratio, low, high, method } = pressing.result;
    return {
      name: `at_risk_rate_ratio: ${pressing.kind}`,
      value: ratio,
      unit: "ratio",
      low,
      high: Number.isFinite(high) ? high : null,
      method: `Mantel-Haenszel over person and weekday, ${method} 95 %`,
    };
  }
  if (!schedule) return null;
  return {
    name: "unexplained_bonus_share",
    value: schedule.share,
    unit: "share of money",
    low: schedule.low,
    high: schedule.high,
    method: "bootstrap of people, 95 %",
  };
}

function moneyOf(unexplained: readonly Bonus[]): Answer["money"] {
  const currencies = new Set(unexplained.map(({ currency }) => currency));
  const [currency] = currencies;
  return currencies.size === 1 && currency
    ? { minor: sum(unexplained.map(({ amountMinor }) => amountMinor)), currency }
    : null;
}
