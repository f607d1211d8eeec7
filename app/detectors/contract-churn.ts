import { defineDetector } from "~/domain/detector";
import type { Contract, Timeline } from "~/domain/evidence";
import type { Answer } from "~/domain/finding";
import { kaplanMeier, survivalQuantile } from "~/stats/kaplan-meier";
import { poissonInterval } from "~/stats/poisson";
import { insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import { gapDays, incomeConcentration } from "./parts/continuity";
import { groupBy, sum } from "./parts/group";
import { param } from "./parts/params";
import { tenUntil } from "./parts/ten-until";

const DAY = 86_400;
const HALF_YEAR = 182.625 * DAY;
const THRESHOLD = {
  kind: "convention",
  source: "Six contracts in six months, or a median tenure of 30 days",
} as const;

interface Churn {
  readonly contracts: readonly Contract[];
  /** Person-halves of years between a person's first contract and the end of the record. */
  readonly halfYears: number;
}

/** Are there many short contracts, with unpaid onboarding again and again and no continuity? */
export default defineDetector({
  id: "contract-churn",
  version: 3,
  title: "Short contracts",
  question: "How many contracts do people go through, and how long do they last?",
  harm: "Many short contracts, repeated unpaid onboarding, no continuity.",
  kind: "statistical",
  requires: ["contracts"],
  needs: ["contracts", "timelines", "earnings"],
  params: {
    perHalfYear: param("Contracts started in six months", "contracts", [6, 1, 50]),
    medianDays: param("Median tenure, Kaplan-Meier", "days", [30, 1, 365]),
    noticeDays: param("Notice shorter than this is short", "days", [7, 1, 90]),
    leastProgramme: param("Contracts, for the programme", "contracts", [30, 10, 1_000]),
    leastPerson: param("Contracts, a person", "contracts", [3, 2, 50]),
  },
  minimum: "Thirty contracts for the programme, three for a person.",
  innocent: [
    "The work itself may come in short, distinct commissions that both sides want.",
    "One engagement may be split into several contracts for administrative reasons.",
  ],
  limits: [
    "Contracts elsewhere are seen only where a person adds them.",
    "Open contracts are censored at the last record.",
    "Income is shared evenly among the contracts of its week: a ledger does not say which contract paid.",
  ],
  sources: [
    { kind: "paper", text: "Kaplan and Meier 1958; Greenwood 1926; Garwood 1936" },
    { kind: "convention", text: THRESHOLD.source },
  ],
  seenBy: ["annotator", "manager", "researcher"],
  remedy: "A framework contract, qualifications that carry over, pay for notice not given.",
  messages: {
    flagged: "{rate} contracts a person in six months; half of them last no longer than {median} days.",
    clear: "{rate} contracts a person in six months; half of them last longer than {median} days.",
    inconclusive:
      "{rate} contracts a person in six months, median tenure {median} days; the intervals cover the thresholds.",
  },
  detect({ contracts, timelines, earnings }, params, { now, window }) {
    const started = contracts.filter(({ startedAt }) => startedAt <= now);
    const byPerson = groupBy(started, ({ annotator }) => annotator);
    const churns = [...byPerson].map(([annotator, own]) => {
      const first = Math.max(window.from, Math.min(...own.map(({ startedAt }) => startedAt)));
      return { annotator, contracts: own, halfYears: Math.max(DAY, now - first) / HALF_YEAR };
    });
    const all = { contracts: started, halfYears: sum(churns.map(({ halfYears }) => halfYears)) };
    const onboarding = onboardingShare(timelines);
    const income = groupBy(earnings, ({ annotator }) => annotator);
    const timelineOf = new Map(timelines.map((timeline) => [timeline.annotator, timeline]));
    if (started.length === 0) {
      const details = { n: 0, nUnit: "contracts", threshold: { value: params.perHalfYear, ...THRESHOLD } };
      return [insufficientAnswer(`no contracts, ${params.leastProgramme} needed`, details)];
    }
    const judged = judge(all, params, now, window.from);
    const programme =
      started.length < params.leastProgramme
        ? insufficientAnswer(`${started.length} contracts, ${params.leastProgramme} needed`, {
            n: started.length,
            nUnit: "contracts",
            threshold: { value: params.perHalfYear, ...THRESHOLD },
          })
        : programmeAnswer({
            ...judged.answer,
            evidence: { ...judged.evidence, onboardingShareOfPaid: onboarding },
            affected: byPerson.size,
            affectedHours: sum(timelines.map(onboardingSec)) / 3_600,
            chart: judged.chart,
          });
    const own = churns
      .filter((churn) => churn.contracts.length >= params.leastPerson && churn.halfYears >= 0.5)
      .map((churn) => {
        const { answer, evidence } = judge(churn, params, now, window.from);
        const timeline = timelineOf.get(churn.annotator);
        return subjectAnswer("annotator", churn.annotator, {
          ...answer,
          evidence: {
            ...evidence,
            onboardingShareOfPaid: timeline ? onboardingShare([timeline]) : null,
            incomeConcentration: incomeConcentration(churn.contracts, income.get(churn.annotator) ?? [], now),
          },
          affected: 1,
        });
      });
    return [programme, ...own];
  },
});

type Rules = Readonly<Record<"perHalfYear" | "medianDays" | "noticeDays", number>>;

function judge({ contracts, halfYears }: Churn, rules: Rules, now: number, from: number) {
  const within = contracts.filter(({ startedAt }) => startedAt >= from);
  const rate = within.length / halfYears;
  const interval = poissonInterval(within.length, halfYears);
  const durations = contracts.map(({ annotator, startedAt, endedAt }) => {
    const ended = endedAt !== null && endedAt <= now;
    return { annotator, time: Math.max(0, ((ended ? endedAt : now) - startedAt) / DAY), ended };
  });
  const curve = kaplanMeier(durations);
  const tenure = curve ? survivalQuantile(curve) : { value: null, low: null, high: null };
  const byRate = interval.low > rules.perHalfYear;
  const byTenure =
    tenure.value !== null && tenure.value < rules.medianDays && (tenure.high ?? Infinity) < rules.medianDays;
  const open = interval.high >= rules.perHalfYear || (tenure.low ?? Infinity) < rules.medianDays;
  const outcome = byRate || byTenure ? "flagged" : open ? "inconclusive" : "clear";
  const ended = contracts.filter(({ endedAt }) => endedAt !== null);
  const noticed = ended.filter(({ endNoticeDays }) => endNoticeDays !== null);
  const platforms = groupBy(contracts, ({ platform }) => platform);
  const answer = {
    outcome,
    severity:
      outcome === "flagged"
        ? rate >= 2 * rules.perHalfYear || (tenure.value ?? Infinity) <= rules.medianDays / 2
          ? "high"
          : "watch"
        : null,
    message: {
      id: outcome,
      data: {
        rate: rate.toFixed(1),
        median: tenure.value === null ? "more than the record's" : Math.round(tenure.value),
      },
    },
    effect:
      byTenure && !byRate
        ? {
            name: "median_tenure",
            value: tenure.value,
            unit: "days",
            low: tenure.low,
            high: tenure.high,
            method: "Kaplan-Meier, log-log 95 %",
          }
        : {
            name: "contracts_per_half_year",
            value: rate,
            unit: "contracts a person",
            ...interval,
            method: "exact Poisson 95 %",
          },
    n: contracts.length,
    nUnit: "contracts",
    threshold: { value: byTenure && !byRate ? rules.medianDays : rules.perHalfYear, ...THRESHOLD },
    wouldChange: "A longer record: open contracts are counted as lasting at least until its end.",
  } satisfies Partial<Answer>;
  const evidence = {
    contractsPerHalfYear: [rate, interval.low, interval.high],
    medianTenureDays: [tenure.value, tenure.low, tenure.high],
    open: contracts.length - ended.length,
    shortNotice:
      noticed.length === 0
        ? null
        : noticed.filter(({ endNoticeDays }) => (endNoticeDays ?? 0) < rules.noticeDays).length /
          noticed.length,
    platforms: platforms.size,
    gapDays: gapDays(contracts, now),
    concentration: sum([...platforms.values()].map((own) => (own.length / contracts.length) ** 2)),
  };
  return { answer, evidence, chart: chartOf(curve, durations, rules.medianDays) };
}

interface Held {
  readonly annotator: string;
  readonly time: number;
}

function chartOf(
  curve: ReturnType<typeof kaplanMeier>,
  durations: readonly Held[],
  reference: number,
): Answer["chart"] {
  if (!curve) return null;
  const longest = new Map<string, number>();
  for (const { annotator, time } of durations)
    longest.set(annotator, Math.max(time, longest.get(annotator) ?? 0));
  const step = Math.ceil(curve.points.length / 200);
  return {
    kind: "steps",
    title: "Share of contracts still running, by days (Kaplan-Meier)",
    unit: "days",
    points: curve.points
      .filter((_, index) => index % step === 0)
      .map(({ time, survival }) => [time, survival]),
    reference,
    tenUntil: tenUntil(longest.values()),
  };
}

function onboardingShare(timelines: readonly Timeline[]): number | null {
  const onboarding = sum(timelines.map(onboardingSec));
  let work = 0;
  for (const { entries, work: spans } of timelines) {
    for (const entry of entries) if (entry.paid && !isEntrance(entry)) work += entry.to - entry.from;
    for (let at = 2; at < spans.length; at += 3) work += spans[at] ?? 0;
  }
  return work === 0 ? null : onboarding / work;
}

const isEntrance = ({ kind }: Timeline["entries"][number]): boolean =>
  kind === "onboarding" || kind === "qualification";

/** Unpaid seconds of getting in again. */
const onboardingSec = ({ entries }: Timeline): number =>
  sum(entries.filter((entry) => !entry.paid && isEntrance(entry)).map(({ from, to }) => to - from));
