import { defineDetector } from "~/domain/detector";
import type { Answer, Json } from "~/domain/finding";
import { median } from "~/stats/quantiles";
import { wilson } from "~/stats/wilson";
import { insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import { sum } from "./parts/group";
import { type HourlyPay, hourlyPay, pooledPay } from "./parts/hourly-pay";
import { earningsByAnnotator } from "./parts/labour";
import { moneyWords } from "./parts/money-words";
import { judgeHigh } from "./parts/outcome";
import { param } from "./parts/params";

const THRESHOLD = {
  kind: "law",
  source: "Minimum wage of the annotator's place after costs, for all hours (Fairwork cloudwork 1.2, AI 1.1)",
} as const;

/** Is pay per hour, unpaid time and costs included, below the legal floor of the annotator's place? */
export default defineDetector({
  id: "sub-minimum-effective-pay",
  version: 2,
  title: "Pay per hour below the floor",
  question: "Does an hour of all working time, after fees and costs, pay less than the local minimum wage?",
  harm: "Pay per hour including unpaid time is under the legal floor.",
  kind: "deterministic",
  requires: [],
  needs: ["timelines", "earnings", "floors"],
  params: {
    shareBelow: param(
      "Share of people below the floor",
      "share",
      [0.1, 0.01, 0.5],
      "'Vast majority' (Fairwork) read as 90 %",
    ),
    shareIndifference: param("Low end of its interval must exceed", "share", [0.05, 0, 0.5]),
    leastWeeks: param("Weeks with work, a person", "weeks", [4, 1, 52]),
    leastHours: param("Hours, a person", "hours", [10, 1, 500]),
    leastPeople: param("People, for the share", "people", [20, 5, 1_000]),
  },
  minimum:
    "Four weeks and ten hours for a person, twenty people for the programme, a dated floor, and a rate where currencies differ.",
  innocent: [
    "Recorded time may contain waiting that was not work, where only acceptance and submission are known.",
    "Pay for some of the hours may have come outside of this record.",
  ],
  limits: [
    "Where only an upper bound of the time is known both bounds are given and nothing is flagged unless both lie below the floor.",
    "Minimum wages bind employers of workers; for the self-employed the floor is a benchmark.",
  ],
  sources: [
    { kind: "law", text: "Wage floors of the ledger, dated and placed" },
    { kind: "paper", text: "Hara et al. 2018 (sessions, three denominators)" },
    { kind: "convention", text: "90 % of people at or above the floor" },
  ],
  seenBy: ["annotator", "manager", "researcher"],
  remedy: "Top pay up to the floor automatically, and price from measured times of a pilot.",
  messages: {
    flagged:
      "{below} of {people} people with enough record earn less than the floor an hour, all time counted.",
    clear:
      "{below} of {people} people with enough record earn less than the floor an hour, all time counted.",
    inconclusive: "{below} of {people} people lie below the floor; the interval covers the threshold.",
    bounds: "Time rests on the {clock} clock, an upper bound: pay per hour lies between {least} and {most}.",
    own: "{hourly} an hour against a floor of {floor}, all time counted.",
    ownBounds:
      "Between {least} and {most} an hour against a floor of {floor}: the {clock} clock gives only an upper bound of the time.",
  },
  detect(evidence, params, context) {
    const rows = earningsByAnnotator(evidence.earnings);
    const draws = evidence.timelines.length > 2_000 ? 199 : 499;
    const random = context.random("sub-minimum-effective-pay");
    const people = evidence.timelines
      .filter((timeline) => rows.has(timeline.annotator))
      .map((timeline) =>
        hourlyPay(
          timeline,
          rows.get(timeline.annotator) ?? [],
          evidence.floors,
          { ...params, draws },
          random,
        ),
      );
    return [programme(people, params), ...people.map(ownAnswer)];
  },
});

type ProgrammeRules = {
  readonly shareBelow: number;
  readonly shareIndifference: number;
  readonly leastPeople: number;
};

function programme(people: readonly HourlyPay[], rules: ProgrammeRules): Answer {
  const judged = people.filter(({ lacking }) => lacking === null);
  const bounded = people.filter(({ labour }) => labour.knowledge === "upper_bound" && labour.pay.length > 0);
  const below = judged.filter(({ outcome }) => outcome === "flagged");
  const possible = judged.filter(
    ({ outcome, labour }) =>
      outcome === "flagged" || (outcome === "inconclusive" && labour.knowledge !== "measured"),
  );
  const threshold = { value: rules.shareBelow, ...THRESHOLD };
  if (judged.length < rules.leastPeople) {
    if (bounded.length * 2 > people.length) return boundsAnswer(people, rules);
    const reason = commonReason(people, judged.length, rules.leastPeople);
    return insufficientAnswer(
      reason,
      { n: judged.length, nUnit: "people", threshold },
      { evidence: pooledPay(people) },
    );
  }
  const certain = wilson(below.length, judged.length);
  const atMost = wilson(possible.length, judged.length);
  const first = judgeHigh({
    value: below.length / judged.length,
    ...certain,
    threshold: rules.shareBelow,
    indifference: rules.shareIndifference,
  });
  const outcome = first === "clear" && atMost.high >= rules.shareBelow ? "inconclusive" : first;
  return programmeAnswer({
    outcome,
    severity: outcome === "flagged" ? severityOf(below) : null,
    message: { id: outcome, data: { below: below.length, people: judged.length } },
    effect: {
      name: "share_below_floor",
      value: below.length / judged.length,
      unit: "share of people",
      low: certain.low,
      high: atMost.high,
      method: "Wilson 95 %, from those certainly to those possibly below",
    },
    n: judged.length,
    nUnit: "people",
    threshold,
    wouldChange: "Hands-on time for every judgment, or pay that is not on record.",
    coverage: people.length === 0 ? null : judged.length / people.length,
    evidence: { ...pooledPay(people), possiblyBelow: possible.length },
    affected: below.length,
    affectedHours: sum(below.map(({ hours }) => hours)),
    money: moneyOf(below),
    chart: chartOf(judged),
  });
}

function severityOf(below: readonly HourlyPay[]): "high" | "critical" {
  const deep = below.some(
    ({ high, floor, hourly }) =>
      floor !== null && ((high !== null && high < floor) || (hourly !== null && hourly < 0.8 * floor)),
  );
  return deep ? "critical" : "high";
}

function moneyOf(below: readonly HourlyPay[]): Answer["money"] {
  const currencies = new Set(below.map(({ currency }) => currency));
  const [currency] = currencies;
  if (currencies.size !== 1 || !currency) return null;
  return { minor: sum(below.map(({ shortfallMinor }) => shortfallMinor)), currency };
}

function commonReason(people: readonly HourlyPay[], judged: number, needed: number): string {
  const counts = new Map<string, number>();
  for (const { lacking } of people) if (lacking) counts.set(lacking, (counts.get(lacking) ?? 0) + 1);
  const commonest = [...counts].sort((a, b) => b[1] - a[1])[0];
  const why = commonest ? `; most often: ${commonest[0]}` : "";
  return people.length === 0
    ? "no pay on record (judgments.pay_minor, payments)"
    : `${judged} people with enough record, ${needed} needed${why}`;
}

function boundsAnswer(people: readonly HourlyPay[], rules: ProgrammeRules): Answer {
  const evidence = pooledPay(people);
  const first = (evidence["hourlyMinor"] as readonly Record<string, Json>[])[0] ?? {};
  const numbers = [first["active"], first["acceptToSubmit"], first["session5"], first["allIn"]].filter(
    (value) => typeof value === "number",
  );
  const least = numbers.length > 0 ? Math.min(...numbers) : null;
  const most = typeof first["active"] === "number" ? Math.max(...numbers) : null;
  const currency = typeof first["currency"] === "string" ? first["currency"] : "";
  return programmeAnswer({
    outcome: "inconclusive",
    message: {
      id: "bounds",
      data: {
        clock: first["active"] === null ? "accept_to_submit" : "accept_to_submit and active",
        least: least === null ? "an unknown amount" : moneyWords(least, currency),
        most: most === null ? "no known limit" : moneyWords(most, currency),
      },
    },
    effect: {
      name: "hourly_pay_bounds",
      value: null,
      unit: `${currency} minor units an hour`,
      low: least,
      high: most,
      method: "bounds by clock: accept_to_submit against active",
    },
    n: people.length,
    nUnit: "people",
    threshold: { value: rules.shareBelow, ...THRESHOLD },
    wouldChange:
      "Hands-on time for every judgment would tell pay per hour; acceptance to submission only bounds it.",
    evidence,
  });
}

function ownAnswer(person: HourlyPay): Answer {
  const { labour, lacking, hourly, low, high, floor, living, currency, hours } = person;
  const threshold = { value: floor, ...THRESHOLD };
  if (lacking !== null) {
    const details = {
      n: hours,
      nUnit: "hours",
      threshold,
      scope: "annotator" as const,
      subject: labour.annotator,
    };
    return insufficientAnswer(lacking, details);
  }
  const measured = labour.knowledge === "measured";
  const words = (value: number | null) =>
    value === null ? "no known limit" : moneyWords(value, currency ?? "");
  return subjectAnswer("annotator", labour.annotator, {
    outcome: person.outcome,
    severity: person.outcome === "flagged" ? severityOf([person]) : null,
    message: {
      id: measured ? "own" : "ownBounds",
      data: {
        hourly: words(hourly),
        least: words(low),
        most: words(high),
        floor: words(floor),
        clock: labour.clock,
      },
    },
    effect: {
      name: "hourly_all_in",
      value: measured ? hourly : null,
      unit: `${currency ?? ""} minor units an hour`,
      low,
      high,
      method: measured ? "bootstrap of weeks, 95 %" : `bounds by clock: ${labour.clock}`,
    },
    n: hours,
    nUnit: "hours",
    threshold,
    wouldChange: measured
      ? "Unrecorded hours would lower it, unrecorded pay raise it."
      : "Hands-on time for every judgment.",
    evidence: {
      clock: labour.clock,
      active: labour.activeSec ? ((hourly ?? 0) * hours) / (labour.activeSec / 3_600) : null,
      sessionHours: person.sessions.map((seconds) => seconds / 3_600),
      allInHours: hours,
      livingFloor: living,
    },
    affected: 1,
    affectedHours: hours,
    money: currency === null ? null : { minor: person.shortfallMinor, currency },
  });
}

function chartOf(judged: readonly HourlyPay[]): Answer["chart"] {
  const gaps = judged
    .flatMap(({ hourly, floor }) => (hourly === null || !floor ? [] : [hourly / floor]))
    .sort((a, b) => a - b);
  if (gaps.length === 0) return null;
  const deciles = Array.from({ length: 10 }, (_, index) =>
    gaps.slice(Math.floor((index * gaps.length) / 10), Math.floor(((index + 1) * gaps.length) / 10)),
  );
  return {
    kind: "bars",
    title: "Pay per hour over the floor, people in tenths from the lowest paid",
    unit: "times the floor",
    bars: deciles.map((tenth, index) => ({ label: `${index + 1}`, value: median(tenth) ?? 0 })),
    reference: 1,
  };
}
