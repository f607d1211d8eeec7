import { defineDetector } from "~/domain/detector";
import type { Earnings, Timeline } from "~/domain/evidence";
import type { Answer } from "~/domain/finding";
import { zoneOffsetSec } from "~/domain/local-time";
import type { Span } from "~/domain/span";
import { meanArcChange } from "~/stats/arc-change";
import { blockBootstrap } from "~/stats/block-bootstrap";
import { median } from "~/stats/quantiles";
import { spearman } from "~/stats/spearman";
import { coefficientOfVariation, mean } from "~/stats/variation";
import { insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import { weekOf, weekStart } from "./parts/gold";
import { earningsByAnnotator } from "./parts/labour";
import { judgeHigh } from "./parts/outcome";
import { param } from "./parts/params";
import { availableSpans, countWithin, secondsWithin } from "./parts/timeline";

const THRESHOLD = {
  kind: "paper",
  source:
    "US Financial Diaries: mean coefficient of variation of monthly income .39 (Hannagan and Morduch 2015)",
} as const;

const LEAST_WEEKS = 12;
/** JPMorgan Chase Institute: changes of more than this from one month to the next. */
const LARGE_CHANGE = 0.3;

interface Person {
  readonly annotator: string;
  readonly months: readonly number[];
  readonly cv: number | null;
  /** Rank correlation of weekly income with offers less that with hours available; null where it cannot be told. */
  readonly supply: number | null;
  /** Weeks by income, offers and hours, of which `supply` was worked out. */
  readonly weeks: readonly Week[];
}

interface Week {
  readonly income: number;
  readonly offers: number;
  readonly hours: number;
}

/** Does income swing so much that life cannot be planned, though the person is there? */
export default defineDetector({
  id: "income-feast-famine",
  version: 2,
  title: "Swings of income",
  question: "How much does monthly income swing, and do the swings follow the supply of work?",
  harm: "Income swings make life hard to plan though the person is available.",
  kind: "statistical",
  requires: ["judgments"],
  needs: ["timelines", "earnings"],
  params: {
    cv: param(
      "Coefficient of variation of monthly income",
      "ratio",
      [0.39, 0.1, 2],
      THRESHOLD.source,
      "paper",
    ),
    spike: param(
      "A month this far from the person's mean is a spike or dip",
      "share",
      [0.25, 0.05, 1],
      "US Financial Diaries",
      "paper",
    ),
    leastMonths: param("Full months, a person", "months", [6, 3, 36], "US Financial Diaries", "paper"),
    leastPeople: param("People, for the programme", "people", [10, 5, 1_000]),
  },
  minimum:
    "Six full months of a person who was engaged and available, months without income included; ten people for the programme.",
  innocent: [
    "The person chose to work less in some months; the comparison with offers and hours available speaks to that.",
    "Income elsewhere is not in the ledger.",
  ],
  limits: [
    "Months at the ends of the record that are not whole are left out.",
    "People paid in several currencies are left out: currencies are never summed.",
  ],
  sources: [
    { kind: "paper", text: "Hannagan and Morduch 2015; JPMorgan Chase Institute (30 % changes)" },
    { kind: "convention", text: "Flagged only where the whole interval lies above .39" },
  ],
  seenBy: ["annotator", "manager", "researcher"],
  remedy: "A minimum guarantee, notice before batches end, smoothing of payments.",
  messages: {
    flagged:
      "The middle person's monthly income varies by {cv} of its mean; supply against own choice: {supply}.",
    clear: "The middle person's monthly income varies by {cv} of its mean.",
    inconclusive:
      "The middle person's monthly income varies by {cv} of its mean; the interval covers the threshold.",
    own: "Monthly income varies by {cv} of its mean over {months} months, {dips} of them dips and {spikes} spikes.",
  },
  detect({ timelines, earnings }, params, context) {
    const rows = earningsByAnnotator(earnings);
    const anyPay = earnings.some((row) => row.paidJudgments > 0);
    const people = timelines.flatMap((timeline) =>
      personOf(timeline, rows.get(timeline.annotator) ?? [], anyPay, context),
    );
    const random = context.random("income-feast-famine");
    return [programme(people, params, random), ...people.map((person) => own(person, params, random))];
  },
});

/** Income of every whole month while the person was engaged, zeros included where the person was available. */
function personOf(
  timeline: Timeline,
  rows: readonly Earnings[],
  anyPay: boolean,
  { window, now }: { readonly window: { readonly from: number; readonly to: number }; readonly now: number },
): readonly Person[] {
  const paid = rows.filter((row) => row.currency !== null);
  const currencies = new Set(paid.map(({ currency }) => currency));
  if (currencies.size !== 1) return [];
  const income = new Map<number, number>();
  const weekly = new Map<number, number>();
  for (const row of paid) {
    const amount = (anyPay ? row.payMinor : row.workPaymentsMinor) + row.extrasMinor;
    income.set(row.month, (income.get(row.month) ?? 0) + amount);
    weekly.set(row.week, (weekly.get(row.week) ?? 0) + amount);
  }
  const first = firstWholeMonth(timeline.zone, Math.max(window.from, timeline.joinedAt ?? window.from));
  const last = lastWholeMonth(timeline.zone, Math.min(window.to, now, timeline.leftAt ?? now));
  const started = Math.min(...income.keys());
  const ended = Math.max(...income.keys());
  const available = availableSpans(timeline);
  const months: number[] = [];
  for (let month = Math.max(first, timeline.joinedAt === null ? started : first); month <= last; month++) {
    const amount = income.get(month);
    if (amount !== undefined) months.push(Math.max(0, amount));
    else if (available.length === 0 ? month < ended : isAvailable(available, month)) months.push(0);
  }
  return [
    {
      annotator: timeline.annotator,
      months,
      cv: coefficientOfVariation(months),
      ...supplied(timeline, weekly),
    },
  ];
}

const isAvailable = (available: readonly Span[], month: number): boolean =>
  secondsWithin(available, monthStart(month), monthStart(month + 1)) > 0;

function supplied(
  timeline: Timeline,
  weekly: ReadonlyMap<number, number>,
): { readonly weeks: readonly Week[]; readonly supply: number | null } {
  const available = availableSpans(timeline, "declared");
  const spans = available.length > 0 ? available : availableSpans(timeline);
  const from = spans[0]?.from;
  const to = spans.at(-1)?.to;
  if (timeline.offers.length === 0 || from === undefined || to === undefined) {
    return { weeks: [], supply: null };
  }
  const weeks = Array.from({ length: weekOf(to) - weekOf(from) + 1 }, (_, index) => weekOf(from) + index);
  if (weeks.length < LEAST_WEEKS) return { weeks: [], supply: null };
  const rows = weeks.map((week) => ({
    income: weekly.get(week) ?? 0,
    offers: countWithin(timeline.offers, weekStart(week), weekStart(week + 1)),
    hours: secondsWithin(spans, weekStart(week), weekStart(week + 1)),
  }));
  return { weeks: rows, supply: supplyDriven(rows) };
}

/** Above 0 swings follow the supply of work, not the person's own hours; null where offers or income do not vary. */
function supplyDriven(weeks: readonly Week[]): number | null {
  const income = weeks.map((week) => week.income);
  const bySupply = spearman(
    income,
    weeks.map(({ offers }) => offers),
  )?.rho;
  const byHours = spearman(
    income,
    weeks.map(({ hours }) => hours),
  )?.rho;
  return bySupply === undefined ? null : bySupply - (byHours ?? 0);
}

/** Months since January 1970 whose start a clock in the zone shows. */
function monthOf(zone: string, at: number): { month: number; start: boolean } {
  const local = new Date((at + zoneOffsetSec(zone, at)) * 1_000);
  const month = (local.getUTCFullYear() - 1970) * 12 + local.getUTCMonth();
  return { month, start: local.getUTCDate() === 1 };
}

const monthStart = (month: number): number => Date.UTC(1970, month, 1) / 1_000;

/** A window that begins on the first of a month holds that month whole. */
const firstWholeMonth = (zone: string, from: number): number => {
  const { month, start } = monthOf(zone, from);
  return start ? month : month + 1;
};

const lastWholeMonth = (zone: string, to: number): number => monthOf(zone, to + 86_400).month - 1;

type Rules = Readonly<Record<"cv" | "spike" | "leastMonths" | "leastPeople", number>>;

function programme(people: readonly Person[], rules: Rules, random: () => number): Answer {
  const threshold = { value: rules.cv, ...THRESHOLD };
  const judged = people.filter(({ months, cv }) => months.length >= rules.leastMonths && cv !== null);
  if (judged.length < rules.leastPeople) {
    const longest = Math.max(0, ...people.map(({ months }) => months.length));
    const reason = `${judged.length} people with ${rules.leastMonths} full months of pay in one currency, ${rules.leastPeople} needed (longest record ${longest})`;
    return insufficientAnswer(reason, { n: judged.length, nUnit: "people", threshold });
  }
  const draws = judged.length > 2_000 ? 199 : 999;
  const middle = blockBootstrap(judged, (drawn) => median(drawn.map(({ cv }) => cv ?? 0)), { random, draws });
  const supplies = judged.filter(({ supply }) => supply !== null);
  const supply = blockBootstrap(supplies, (drawn) => mean(drawn.map((one) => one.supply ?? 0)), {
    random,
    draws,
  });
  const { value, low, high } = middle ?? { value: 0, low: 0, high: Infinity };
  const outcome = judgeHigh({ value, low, high, threshold: rules.cv });
  const affected = judged.filter(({ cv }) => (cv ?? 0) > rules.cv).length;
  const supplyDrivenSwings = supply !== null && supply.low > 0;
  return programmeAnswer({
    outcome,
    severity: outcome === "flagged" ? (supplyDrivenSwings ? "high" : "watch") : null,
    message: {
      id: outcome,
      data: { cv: value.toFixed(2), supply: supply ? supply.value.toFixed(2) : "not known" },
    },
    effect: {
      name: "median_monthly_cv",
      value,
      unit: "ratio",
      low,
      high,
      method: "bootstrap of people, 95 %",
    },
    n: judged.length,
    nUnit: "people",
    threshold,
    wouldChange: "Income from elsewhere, or a longer record.",
    coverage: people.length === 0 ? null : judged.length / people.length,
    evidence: {
      above: affected,
      largeChanges: mean(judged.flatMap(({ months }) => largeChanges(months) ?? [])),
      supplyDriven: supply
        ? { value: supply.value, interval: [supply.low, supply.high], people: supplies.length }
        : null,
      meanArcChange: mean(judged.flatMap(({ months }) => meanArcChange(months) ?? [])),
    },
    affected,
    chart: {
      kind: "bars",
      title: "People by how much their monthly income swings",
      unit: "people",
      bars: [0, 0.2, 0.4, 0.6, 0.8, 1].map((from) => ({
        label: from === 1 ? "1 and more" : `${from} to ${(from + 0.2).toFixed(1)}`,
        value: judged.filter(({ cv }) => (cv ?? 0) >= from && ((cv ?? 0) < from + 0.2 || from === 1)).length,
      })),
      reference: null,
    },
  });
}

function own({ annotator, months, cv, supply, weeks }: Person, rules: Rules, random: () => number): Answer {
  const threshold = { value: rules.cv, ...THRESHOLD };
  if (months.length < rules.leastMonths || cv === null) {
    const reason = `${months.length} full months of pay, ${rules.leastMonths} needed`;
    const details = {
      n: months.length,
      nUnit: "months",
      threshold,
      scope: "annotator" as const,
      subject: annotator,
    };
    return insufficientAnswer(reason, details);
  }
  const interval = blockBootstrap(months, (drawn) => coefficientOfVariation(drawn), { random, draws: 199 });
  const { low, high } = interval ?? { low: 0, high: Infinity };
  const outcome = judgeHigh({ value: cv, low, high, threshold: rules.cv });
  const average = mean(months) ?? 0;
  // Only where income swings: a thousand rank correlations for each of ten thousand people would take minutes.
  const choice =
    outcome === "flagged" && supply !== null
      ? blockBootstrap(weeks, supplyDriven, { random, draws: 199 })
      : null;
  const spikes = months.filter((amount) => amount > (1 + rules.spike) * average).length;
  const dips = months.filter((amount) => amount < (1 - rules.spike) * average).length;
  return subjectAnswer("annotator", annotator, {
    outcome,
    severity: outcome === "flagged" ? ((choice?.low ?? 0) > 0 ? "high" : "watch") : null,
    message: { id: "own", data: { cv: cv.toFixed(2), months: months.length, dips, spikes } },
    effect: {
      name: "monthly_cv",
      value: cv,
      unit: "ratio",
      low,
      high: Number.isFinite(high) ? high : null,
      method: "bootstrap of months, 95 %",
    },
    n: months.length,
    nUnit: "months",
    threshold,
    wouldChange: "Income from elsewhere, or a longer record.",
    evidence: {
      spikes,
      dips,
      meanArcChange: meanArcChange(months),
      largeChanges: largeChanges(months),
      supplyDriven: supply,
      supplyDrivenInterval: choice ? [choice.low, choice.high] : null,
    },
    affected: 1,
  });
}

/** Share of months that differ from the one before by more than three tenths of it; null without a month to compare with. */
function largeChanges(months: readonly number[]): number | null {
  const changes = months.slice(1).flatMap((amount, index) => {
    const before = months[index] ?? 0;
    return before > 0 ? [Math.abs(amount - before) / before > LARGE_CHANGE ? 1 : 0] : [];
  });
  return mean(changes);
}
