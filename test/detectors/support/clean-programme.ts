import type { Appeal, Bonus, Contract, Decision, Evidence, Streak, TierChange } from "~/domain/evidence";
import { DETECTORS } from "~/detectors";
import { gateAudit } from "~/detectors/parts/audit-gate";
import { runDetector } from "~/detectors/parts/run";
import type { Finding } from "~/domain/finding";
import { drawBeta, drawBinomial, drawGamma, drawNormal, drawPoisson, weightedPicker } from "~/stats/draws";
import { type Random, randomInteger, seededRandom } from "~/stats/random";
import {
  aBatch,
  ALL_TABLES,
  aPerson,
  aPolicy,
  aTierChange,
  aTimeline,
  contextOf,
  DAY,
  EMPTY,
  goldDays,
  type GoldRow,
  HOUR,
  someEarnings,
  START,
  WEEK,
} from "./evidence";
import { cleanParts } from "./simulations";

const PEOPLE = 60;
const WEEKS = 31;
const CYCLES = 7;
const END = START + WEEKS * WEEK;
const BAR = 0.95;

const names = Array.from({ length: PEOPLE }, (_, index) => `a${index + 1}`);

/**
 * A whole programme at the level of evidence in which nothing is wrong, with every table filled, so that all detectors
 * answer: people differ in skill and hours, premium work goes by lot among those who pass, tiers follow an absolute bar
 * decided on intervals, pay is a tenth to a half above the floor, hours and rest are kept, groups, reviewers, keys and
 * targets differ by chance alone, and complaints change nothing.
 */
export function cleanProgramme(random: Random): Evidence {
  const skill = names.map(() => drawBeta(57, 3, random));
  const hours = names.map(() => 10 + 10 * random());
  const gold = goldRows(skill, random);
  const rules = { decideOn: "interval", consecutiveWindows: 2, humanReview: true } as const;
  const later = { version: 2, announcedAt: START + 4 * WEEK, effectiveAt: START + 9 * WEEK, minimumGold: 25 };
  const tierChanges = promotions(gold);
  const pick = weightedPicker(hours.map((own, index) => ((skill[index] ?? 0) >= BAR ? own : 0)));
  const batches = Array.from({ length: 300 }, (_, index) =>
    aBatch(`b${index}`, START + 4 * WEEK + Math.floor((index * 20 * WEEK) / 300), [
      names[pick(random)] ?? "",
    ]),
  );
  return {
    ...EMPTY,
    ...cleanParts(random),
    people: names.map((annotator) => aPerson(annotator, { joinedAt: START - 40 * WEEK })),
    policies: [aPolicy(rules), aPolicy({ ...rules, ...later })],
    tierChanges,
    goldDays: goldDays(gold),
    allocation: {
      batches,
      hours: Array.from({ length: WEEKS }, (_, week) =>
        names.map((annotator, index) => ({
          annotator,
          week: aBatch("", START + week * WEEK, []).week,
          hours: hours[index] ?? 0,
        })),
      ).flat(),
    },
    timelines: names.map((annotator, index) => timelineOf(annotator, hours[index] ?? 0, random)),
    earnings: names.flatMap((annotator, index) => earningsOf(annotator, hours[index] ?? 0, random)),
    floors: {
      floors: [
        {
          country: "DE",
          region: null,
          validFrom: START - 52 * WEEK,
          amountMinorPerHour: 1_282,
          currency: "EUR",
          kind: "minimum",
          source: "MiLoG",
        },
      ],
      rates: [],
    },
    bonuses: bonuses(random),
    streaks: streaks(random),
    contracts: contracts(random),
    appeals: appeals(random),
    decisions: decisions(random),
    contentDays: {
      declared: true,
      days: names.map((annotator) => ({
        annotator,
        day: 20_500 + randomInteger(100, random),
        seconds: 1_800,
        longestSec: 900,
        worst: 2,
        unwarnedSec: 0,
      })),
      optOuts: [],
    },
  };
}

/** Gold before the window, and then some in each cycle of four weeks. */
function goldRows(skill: readonly number[], random: Random): GoldRow[] {
  return names.flatMap((annotator, index) =>
    Array.from({ length: CYCLES + 1 }, (_, cycle) => {
      const total = 20 + randomInteger(40, random);
      const correct = drawBinomial(total, skill[index] ?? 0, random);
      return { annotator, at: START + (cycle - 1) * 28 * DAY + 27 * DAY, correct, total };
    }),
  );
}

/** Whoever reaches the bar in a cycle rises, and nobody falls on a value that chance can explain. */
function promotions(gold: readonly GoldRow[]): TierChange[] {
  const risen = new Set<string>();
  return gold.flatMap(({ annotator, at, correct, total }) => {
    if (risen.has(annotator) || correct / total < BAR) return [];
    risen.add(annotator);
    return [
      aTierChange({
        id: `t-${annotator}`,
        annotator,
        fromTier: "standard",
        toTier: "royalty",
        at: at + HOUR,
        notifiedAt: at + HOUR,
        goldCorrect: correct,
        goldTotal: total,
      }),
    ];
  });
}

/** Mornings on weekdays, a paid hour of revision a week, a little unpaid time and some waiting online. */
function timelineOf(annotator: string, weekly: number, random: Random) {
  const work: [number, number][] = [];
  const available: [number, number, "online"][] = [];
  const offers: number[] = [];
  const entries = [];
  for (let week = 0; week < WEEKS; week++) {
    for (let day = 0; day < 5; day++) {
      const from = START + week * WEEK + day * DAY + 8 * HOUR + randomInteger(3_600, random);
      const length = (weekly / 5) * HOUR * (0.85 + 0.3 * random());
      work.push([from, from + Math.round(0.85 * length)]);
      available.push([from, from + Math.round(length), "online"]);
      for (let offer = drawPoisson(3, random); offer > 0; offer--)
        offers.push(from + randomInteger(length, random));
    }
    const from = START + week * WEEK + 4 * DAY + 15 * HOUR;
    entries.push({ from, to: from + HOUR, kind: "revision" as const, paid: random() < 0.8 });
  }
  return aTimeline(annotator, { work, available, offers, entries });
}

const earningsOf = (annotator: string, weekly: number, random: Random) =>
  Array.from({ length: WEEKS }, (_, week) => {
    const seconds = Math.round(0.85 * weekly * HOUR);
    const hourly = 1_900 * (1 + 0.15 * drawNormal(random));
    return someEarnings(annotator, START + week * WEEK + 2 * DAY, {
      payMinor: Math.round((hourly * weekly * HOUR) / 3_600),
      activeSec: seconds,
      rejected: 2,
      rejectedSec: 120,
      rejectedPayMinor: 200,
    });
  });

const bonuses = (random: Random): Bonus[] =>
  Array.from({ length: 90 }, (_, index) => ({
    id: `x${index}`,
    annotator: names[randomInteger(PEOPLE, random)] ?? "",
    paidAt: START + randomInteger(WEEKS * WEEK, random),
    amountMinor: 1_000,
    currency: "EUR",
    ruleId: "weekly-500",
    rule: "published",
    expectedMinor: 1_000,
    workSince: index < PEOPLE ? null : 500,
  }));

const streaks = (random: Random): Streak[] =>
  names.flatMap((annotator) =>
    Array.from({ length: 20 }, () => ({
      annotator,
      length: 3,
      atRiskAt: START + randomInteger(WEEKS * 7, random) * DAY,
      resetAt: null,
    })),
  );

const contracts = (random: Random): Contract[] =>
  names.flatMap((annotator) => {
    const count = Math.max(1, drawPoisson(1.5, random));
    return Array.from({ length: count }, (_, index) => {
      const startedAt = START + Math.floor(random() * 170) * DAY;
      const endedAt = startedAt - Math.log(1 - random()) * 120 * DAY;
      const open = endedAt >= END;
      const id = `${annotator}-${index}`;
      return {
        id,
        annotator,
        platform: "p1",
        startedAt,
        endedAt: open ? null : endedAt,
        endNoticeDays: open ? null : 21,
      };
    });
  });

/** A quarter of people file once; what they are offered afterwards does not depend on it. */
const appeals = (random: Random): Appeal[] =>
  names.slice(0, PEOPLE / 4).map((annotator, index) => {
    const filedAt = START + (8 + 8 * random()) * WEEK;
    const answeredAt = filedAt + (1 + 9 * random()) * DAY;
    const upheld = random() < 0.4;
    return {
      id: `f${index}`,
      annotator,
      subject: "judgment",
      subjectId: `j${index}`,
      filedAt,
      answeredAt,
      outcome: upheld ? "upheld" : "rejected",
      rectifiedAt: upheld ? answeredAt + drawGamma(3, random) * 0.8 * DAY : null,
    };
  });

const decisions = (random: Random): Decision[] =>
  Array.from({ length: 3 }, (_, index) => {
    const at = START + (2 + 20 * random()) * WEEK;
    return {
      id: `d${index}`,
      annotator: names[PEOPLE - 1 - index] ?? "",
      kind: "termination",
      at,
      actor: "human",
      actorId: "m1",
      evidenceOpenedAt: at - 3 * DAY,
      decidedAt: at - 2 * DAY,
      reasons: "No work for two quarters, by agreement.",
      notifiedAt: at - DAY,
      contact: "people@programme.example",
    };
  });

export interface WholeAudit {
  /** Before the gate over the whole audit, and after it. */
  readonly apart: readonly Finding[];
  readonly together: readonly Finding[];
}

/** Every detector over one programme, as an audit runs them. */
export function wholeAudit(evidence: Evidence, run: number): WholeAudit {
  const context = contextOf({
    people: PEOPLE,
    window: { from: START, to: END },
    now: END,
    random: (stream) => seededRandom(`${stream}/${run}`),
  });
  const settings = { "golden-batch-concentration": { giniDraws: 99 } };
  const results = DETECTORS.map((detector) =>
    runDetector(detector, evidence, {
      tables: ALL_TABLES,
      settings,
      correction: "benjamini-hochberg",
      context,
    }),
  );
  return { apart: results.flat(), together: gateAudit(results).flat() };
}
