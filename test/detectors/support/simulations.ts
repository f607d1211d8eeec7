import type { Detector, DetectorContext } from "~/domain/detector";
import type { Evidence, OfferedBatch, PersonAccess } from "~/domain/evidence";
import { DETECTORS } from "~/detectors";
import { gateAudit } from "~/detectors/parts/audit-gate";
import type { Finding } from "~/domain/finding";
import { drawBeta, drawBinomial, drawGamma, drawNormal, drawPoisson, weightedPicker } from "~/stats/draws";
import { type Random, randomInteger, seededRandom } from "~/stats/random";
import {
  aBatch,
  aPolicy,
  aTierChange,
  aTimeline,
  audit,
  DAY,
  goldDays,
  HOUR,
  someEarnings,
  START,
  WEEK,
} from "./evidence";

/** A programme drawn at the level of evidence: without the pattern, or with it planted. */
export interface Simulation {
  readonly detector: string;
  /** What is planted, and how strongly. */
  readonly planted: string;
  /** The size at which it should be found. */
  readonly size: string;
  readonly draw: (random: Random, planted: boolean) => Partial<Evidence>;
  readonly context?: Partial<DetectorContext>;
  /** Fewer draws for what is only shown beside the finding. */
  readonly params?: Record<string, number>;
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `a${index + 1}`);
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

interface Roster {
  readonly people: readonly string[];
  readonly skill: readonly number[];
  readonly hours: readonly number[];
  readonly gold: readonly {
    readonly annotator: string;
    readonly at: number;
    readonly correct: number;
    readonly total: number;
  }[];
  readonly isTop: (index: number) => boolean;
}

/** As `sim4.py`: true accuracy Beta(57, 3), 40 to 200 gold items, hours Gamma(4); the top fifth by observed accuracy. */
function roster(count: number, random: Random): Roster {
  const people = names(count);
  const skill = people.map(() => drawBeta(57, 3, random));
  const hours = people.map(() => drawGamma(4, random));
  const gold = people.map((annotator, index) => {
    const total = 40 + randomInteger(160, random);
    return { annotator, at: START - DAY, correct: drawBinomial(total, skill[index] ?? 0, random), total };
  });
  const observed = gold.map(({ correct, total }) => correct / total);
  const bar = observed.toSorted((a, b) => b - a)[Math.floor(count / 5)] ?? 1;
  return { people, skill, hours, gold, isTop: (index) => (observed[index] ?? 0) >= bar };
}

function allocationOf(
  { people, hours, gold }: Roster,
  batches: readonly OfferedBatch[],
  top: readonly string[],
  weeks = 1,
): Partial<Evidence> {
  return {
    policies: [aPolicy()],
    goldDays: goldDays(gold),
    tierChanges: top.map((annotator) =>
      aTierChange({
        id: `t-${annotator}`,
        annotator,
        fromTier: "standard",
        toTier: "royalty",
        at: START - 7 * DAY,
      }),
    ),
    allocation: {
      batches,
      hours: Array.from({ length: weeks }, (_, week) => week).flatMap((week) =>
        people.map((annotator, index) => ({
          annotator,
          week: aBatch("", START + week * WEEK, []).week,
          hours: hours[index] ?? 0,
        })),
      ),
    },
  };
}

const lottery =
  (kind: "threefold" | "reserved", batchCount: number): Simulation["draw"] =>
  (random, planted) => {
    const drawn = roster(60, random);
    const weight = (index: number) => {
      const passes = (drawn.skill[index] ?? 0) >= 0.95;
      const top = drawn.isTop(index);
      if (planted && kind === "reserved") return top ? 1 : 0;
      return (passes ? 1 : 0) * (planted && top ? 3 : 1);
    };
    const pick = weightedPicker(drawn.hours.map((hours, index) => hours * weight(index)));
    const batches = Array.from({ length: batchCount }, (_, index) =>
      aBatch(`b${index}`, START + HOUR + index * 600, [drawn.people[pick(random)] ?? ""]),
    );
    return allocationOf(
      drawn,
      batches,
      drawn.people.filter((_, index) => drawn.isTop(index)),
    );
  };

/** People of one skill around the bar: only the tier tells them apart. */
const nearBar: Simulation["draw"] = (random, planted) => {
  const people = names(60);
  const gold = people.map((annotator) => ({
    annotator,
    at: START - DAY,
    correct: drawBinomial(120, 0.95, random),
    total: 120,
  }));
  const top = gold.filter(({ correct, total }) => correct / total >= 0.95).map(({ annotator }) => annotator);
  const inside = new Set(top);
  const drawn = { people, skill: [], hours: people.map(() => 20), gold, isTop: () => false };
  const pick = weightedPicker(people.map((annotator) => (planted && inside.has(annotator) ? 3 : 1)));
  const batches = Array.from({ length: 300 }, (_, index) =>
    aBatch(`b${index}`, START + HOUR + Math.floor((index * 20 * WEEK) / 300), [people[pick(random)] ?? ""]),
  );
  return allocationOf(drawn, batches, top, 20);
};

/** As `sim3.py`: 20 people with 12 targets of 50 offers each, the last tenth slowed where planted. */
const nearTarget: Simulation["draw"] = (random, planted) => ({
  targetStates: {
    cells: names(20).map((annotator) => {
      const rate = 0.75 * drawGamma(8, random);
      const hours = (offers: number, at: number) => drawGamma(offers, random) / at;
      return {
        annotator,
        block: 0,
        nearHours: hours(60, planted ? 0.7 * rate : rate),
        nearOffers: 60,
        referenceHours: hours(240, rate),
        referenceOffers: 240,
      };
    }),
    targets: 240,
    lapsed: [],
  },
});

/** As `sim2.py`: 40 people with 200 scored items; skilled people are faster, fast work loses .5 logits where planted. */
export const speedPressure: Simulation["draw"] = (random, planted) => ({
  speed: {
    strata: names(40).map((annotator) => {
      const skill = 2.6 + 0.6 * drawNormal(random);
      const chance = (fast: boolean) => logistic(skill - (planted && fast ? 0.5 : 0));
      return {
        annotator,
        project: "p1",
        fast: { correct: drawBinomial(40, chance(true), random), total: 40 },
        reference: { correct: drawBinomial(120, chance(false), random), total: 120 },
      };
    }),
    targets: [],
    changes: [],
  },
});

const unpaid: Simulation["draw"] = (random, planted) => {
  const share = planted ? 0.35 : 0.12;
  return {
    timelines: names(40).map((annotator) => {
      const own = Math.min(0.9, Math.max(0.01, share * (0.7 + 0.6 * random())));
      const weeks = Array.from({ length: 8 }, (_, week) => START + week * WEEK);
      return aTimeline(annotator, {
        work: weeks.map((at) => [at, at + Math.round((1 - own) * 20 * HOUR)] as const),
        entries: weeks.map((at) => ({
          from: at + 3 * DAY,
          to: at + 3 * DAY + Math.round(own * 20 * HOUR),
          kind: "revision" as const,
          paid: false,
        })),
      });
    }),
  };
};

const payCells: Simulation["draw"] = (random, planted) => {
  const factors = names(24).map(() => (planted ? Math.exp(0.15 * drawNormal(random)) : 1));
  const rows = Array.from({ length: 60 }, (_, cell) => {
    const base = [100, 125][cell % 2] ?? 100;
    return Array.from({ length: 6 }, (_unused, place) => {
      const person = (cell * 5 + place * 4) % 24;
      return {
        person,
        rate: Math.round(base * (factors[person] ?? 1)),
        judgments: 1 + randomInteger(20, random),
      };
    });
  });
  const flat = rows.flat();
  return {
    payCells: {
      annotators: names(24),
      cells: rows.map((_, cell) => ({
        project: "p1",
        taskType: "categorical",
        premium: false,
        day: 20_000 + cell,
        country: "DE",
        tier: cell % 2 === 0 ? "standard" : "royalty",
        currency: "EUR",
        start: cell * 6,
      })),
      person: Int32Array.from(flat, ({ person }) => person),
      rateMinor: Float64Array.from(flat, ({ rate }) => rate),
      judgments: Int32Array.from(flat, ({ judgments }) => judgments),
    },
  };
};

/** 30 people over 26 weeks; a late session in 5 % of days, threefold on days a streak is at risk where planted. */
const lateSessions: Simulation["draw"] = (random, planted) => {
  const people = names(30);
  const streaks: { annotator: string; length: number; atRiskAt: number; resetAt: null }[] = [];
  const timelines = people.map((annotator) => {
    const work: [number, number][] = [];
    for (let day = 0; day < 182; day++) {
      const at = START + day * DAY;
      const risk = random() < 0.4;
      if (risk) streaks.push({ annotator, length: 2, atRiskAt: at, resetAt: null });
      if (day % 7 < 5) work.push([at + 9 * HOUR, at + 13 * HOUR]);
      if (random() < (planted && risk ? 0.15 : 0.05)) work.push([at + 22.2 * HOUR, at + 22.8 * HOUR]);
    }
    return aTimeline(annotator, { work });
  });
  return { streaks, timelines };
};

const income: Simulation["draw"] = (random, planted) => {
  const people = names(40);
  // Spread of a lognormal month: coefficient of variation .2, or .7 where planted.
  const sigma = Math.sqrt(Math.log(1 + (planted ? 0.7 : 0.2) ** 2));
  return {
    timelines: people.map((annotator) => aTimeline(annotator, { work: [[START, START + HOUR]] })),
    earnings: people.flatMap((annotator) =>
      Array.from({ length: 8 }, (_, month) =>
        someEarnings(annotator, Date.UTC(2026, month, 15) / 1_000, {
          payMinor: Math.round(100_000 * Math.exp(sigma * drawNormal(random))),
        }),
      ),
    ),
  };
};

const standby: Simulation["draw"] = (random, planted) => ({
  timelines: names(40).map((annotator) => {
    const weeks = Array.from({ length: 8 }, (_, week) => START + week * WEEK);
    const share = Math.min(0.95, Math.max(0.05, (planted ? 0.35 : 0.7) + 0.1 * drawNormal(random)));
    return aTimeline(annotator, {
      work: weeks.map((at) => [at, at + Math.round(10 * HOUR * share)] as const),
      available: weeks.map((at) => [at, at + 10 * HOUR, "online"] as const),
      offers: weeks.map((at) => at + 60),
    });
  }),
});

/** 300 and 150 people on two projects; the second group is offered premium work half as often where planted. */
export const groups: Simulation["draw"] = (random, planted) => ({
  access: names(450).flatMap((annotator, index): PersonAccess[] => {
    const group = index < 300 ? "one" : "two";
    const project = random() < 0.5 ? "p1" : "p2";
    const rate = (project === "p1" ? 0.5 : 0.3) * (planted && group === "two" ? 0.5 : 1);
    return [
      {
        annotator,
        project,
        groups: { language: group },
        premiumOffered: random() < rate,
        topTier: random() < 0.3,
        removed: random() < 0.05,
        paidAtMiddle: random() < 0.5,
      },
    ];
  }),
});

/** As `sim3.py`: 200 keys, ten responders, errors Beta(3, 57) spread by difficulty; one key in thirty wrong where planted. */
export const keys: Simulation["draw"] = (random, planted) => {
  const error = names(60).map(() => drawBeta(3, 57, random));
  const person: number[] = [];
  const missed: number[] = [];
  const items = Array.from({ length: 200 }, (_, index) => {
    const wrong = planted && index % 30 === 0;
    const difficulty = drawNormal(random);
    const start = person.length;
    const counts = [0, 0, 0, 0];
    const key = wrong ? 1 : 0;
    const responders = names(60).map((_name, place) => place);
    for (let given = 0; given < 10; given++) {
      const [who] = responders.splice(randomInteger(responders.length, random), 1);
      const own = error[who ?? 0] ?? 0;
      const errs = random() < logistic(Math.log(own / (1 - own)) + difficulty);
      const answer = errs ? 1 + randomInteger(3, random) : 0;
      person.push(who ?? 0);
      missed.push(answer === key ? 0 : 1);
      if (answer !== key) counts[answer] = (counts[answer] ?? 0) + 1;
    }
    const alternativeCount = Math.max(...counts);
    return {
      item: `i${index}`,
      project: "p1",
      key: String(key),
      alternative: String(counts.indexOf(alternativeCount)),
      alternativeCount,
      start,
    };
  });
  return {
    goldItems: {
      annotators: names(60),
      items,
      person: Int32Array.from(person),
      missed: Uint8Array.from(missed),
      at: Float64Array.from(person, () => START),
    },
  };
};

const reviewers =
  (count: number, reviews: number): Simulation["draw"] =>
  (random, planted) => ({
    reviewTallies: Array.from({ length: count }, (_, index) => ({
      reviewer: `r${index}`,
      project: "p1",
      author: null,
      random: true,
      reviews,
      passed: drawBinomial(reviews, logistic(1.7 + (planted ? 0.5 * drawNormal(random) : 0)), random),
      overturned: 0,
    })),
  });

const contracts: Simulation["draw"] = (random, planted) => {
  const mean = planted ? 15 : 120;
  return {
    contracts: names(40).flatMap((annotator) => {
      const own = [];
      const count = Math.max(1, drawPoisson(planted ? 9 : 1.5, random));
      for (let index = 0; index < count; index++) {
        const startedAt = START + Math.floor(random() * 170) * DAY;
        const length = -Math.log(1 - random()) * mean * DAY;
        const endedAt = startedAt + length < START + 26 * WEEK ? startedAt + length : null;
        own.push({
          id: `${annotator}-${index}`,
          annotator,
          platform: `p${index % 3}`,
          startedAt,
          endedAt,
          endNoticeDays: null,
        });
      }
      return own;
    }),
  };
};

/** A simulation for each statistical detector, at the size and strength that the catalogue names where it names one. */
export const SIMULATIONS: readonly Simulation[] = [
  {
    detector: "golden-batch-concentration",
    planted: "top tier weighs three times in the draw",
    size: "100 batches, 60 people",
    draw: lottery("threefold", 100),
    params: { giniDraws: 99 },
  },
  {
    detector: "golden-batch-concentration",
    planted: "top tier only",
    size: "20 batches, 60 people",
    draw: lottery("reserved", 20),
    params: { giniDraws: 99 },
  },
  {
    detector: "tier-lock-in",
    planted: "three times the offers inside the tier",
    size: "60 people near the bar, 300 batches",
    draw: nearBar,
  },
  {
    detector: "near-target-starvation",
    planted: "0.7 times the offers near a target",
    size: "20 people, 12 targets of 50",
    draw: nearTarget,
  },
  {
    detector: "speed-pressure-decay",
    planted: "half a logit lost in fast work (-4.3 points)",
    size: "40 people, 200 scored items",
    draw: speedPressure,
  },
  {
    detector: "unpaid-work-share",
    planted: "35 % unpaid (null: 12 %)",
    size: "40 people, 8 weeks of 20 hours",
    draw: unpaid,
  },
  {
    detector: "personalised-pay-spread",
    planted: "personal factor, sd .15 on the log scale",
    size: "60 cells of 6 people",
    draw: payCells,
  },
  {
    detector: "compulsion-loop",
    planted: "three times the late sessions at risk",
    size: "30 people, 26 weeks",
    draw: lateSessions,
  },
  {
    detector: "income-feast-famine",
    planted: "monthly variation .7 (null: .2)",
    size: "40 people, 8 months",
    draw: income,
    context: {
      window: { from: Date.UTC(2026, 0, 1) / 1_000, to: Date.UTC(2026, 8, 1) / 1_000 },
      now: Date.UTC(2026, 8, 1) / 1_000,
    },
  },
  {
    detector: "task-drought",
    planted: "utilisation .35 (null: .7)",
    size: "40 people, 8 weeks of 10 hours",
    draw: standby,
  },
  {
    detector: "disparate-impact",
    planted: "half the access of the reference group",
    size: "300 and 150 people, two projects",
    draw: groups,
  },
  {
    detector: "gold-likely-wrong",
    planted: "one key in thirty wrong",
    size: "200 keys, 10 responders, difficulty sd 1",
    draw: keys,
  },
  {
    detector: "reviewer-lottery",
    planted: "severity sd .5 logits",
    size: "12 reviewers, 80 reviews",
    draw: reviewers(12, 80),
  },
  { detector: "contract-churn", planted: "nine contracts in six months", size: "40 people", draw: contracts },
];

/** The parts of a clean programme that stand for themselves: targets, speed, pay cells, groups, keys and reviewers. */
export const cleanParts = (random: Random): Partial<Evidence> => ({
  ...nearTarget(random, false),
  ...speedPressure(random, false),
  ...payCells(random, false),
  ...groups(random, false),
  ...keys(random, false),
  ...reviewers(12, 80)(random, false),
});

export interface Rates {
  readonly falseAlarms: number;
  readonly found: number;
  /** Found where the detector stands in a whole audit whose other seven tests say nothing: the hardest place. */
  readonly foundInAudit: number;
}

/** Detectors that test, in an audit with every table filled. */
const TESTING = 8;

/** How often the programme is flagged without the pattern, and with it. */
export function ratesOf(simulation: Simulation, nulls: number, planted: number): Rates {
  const detector = detectorOf(simulation.detector);
  const share = (count: number, withPattern: boolean) => {
    let flagged = 0;
    let confirmed = 0;
    for (let run = 0; run < count; run++) {
      const random = seededRandom(`${simulation.detector}/${simulation.planted}/${withPattern}/${run}`);
      const findings = audit(detector, simulation.draw(random, withPattern), {
        params: simulation.params ?? {},
        context: { ...simulation.context, random: (stream) => seededRandom(`${stream}/${run}`) },
      });
      if (!flags(findings)) continue;
      flagged++;
      if (flags(inSilentAudit(findings))) confirmed++;
    }
    return count === 0
      ? { flagged: 0, confirmed: 0 }
      : { flagged: flagged / count, confirmed: confirmed / count };
  };
  const found = share(planted, true);
  return { falseAlarms: share(nulls, false).flagged, found: found.flagged, foundInAudit: found.confirmed };
}

const flags = (findings: readonly Finding[]): boolean =>
  findings.some(({ scope, outcome }) => scope === "programme" && outcome === "flagged");

/** The findings as they leave an audit in which no other test says anything. */
function inSilentAudit(findings: readonly Finding[]): readonly Finding[] {
  const [first] = findings;
  if (!first) return findings;
  const silent = { ...first, outcome: "clear" as const, q: 1, family: { id: "silent", size: 1 } };
  const others = Array.from({ length: TESTING - 1 }, () => [silent]);
  return gateAudit([findings, ...others])[0] ?? findings;
}

export function detectorOf(id: string): Detector {
  const detector = DETECTORS.find((one) => one.id === id);
  if (!detector) throw new Error(`There is no detector ${id}.`);
  return detector;
}
