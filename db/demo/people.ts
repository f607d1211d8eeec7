import { drawNormal } from "~/stats/draws";
import { type Random, seededRandom, shuffle } from "~/stats/random";
import { type Calendar, DAY } from "./calendar";
import { between, chance, clamp, lognormal, logistic, pick, pickWeighted } from "./chance";
import type { Effects } from "./effects";
import { nameOf } from "./names";
import type { Settled } from "./options";
import { drawPlace, type Place } from "./places";

export type Craft = "writer" | "checker" | "rater" | "chooser";

/** One annotator as the generator knows them: what the ledger shows, and the truths it does not. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  readonly craft: Craft;
  readonly expertise: string | null;
  readonly groups: Readonly<Record<string, string>> | null;
  readonly joinedMs: number;
  readonly leftMs: number | null;
  /** Whether the programme ended the engagement, and not the person. */
  readonly removed: boolean;
  /** Skill on the log-odds scale, and what share of gold items it comes to. */
  readonly skill: number;
  readonly accuracy: number;
  /** Factor on handling time; 1 is the usual pace. */
  readonly pace: number;
  /** How far ratings lean up or down, steps of the scale. */
  readonly lean: number;
  readonly projects: readonly (readonly [projectId: string, weight: number])[];
  readonly sessionsPerWeek: number;
  readonly sessionHours: number;
  readonly startHour: number;
  /** 0 Monday to 6 Sunday. */
  readonly daysOff: readonly number[];
  readonly bonusGoal: number | null;
  readonly followsStreaks: boolean;
  /** Personal factor on pay; 1 unless planted. */
  readonly payFactor: number;
  readonly overwork: "none" | "short rests" | "long weeks";
  /** When the person files a complaint that the programme answers or resents; null for most. */
  readonly complaintMs: number | null;
  readonly drought: readonly [fromDay: number, toDay: number] | null;
}

const EXPERTISE: Readonly<Record<Craft, readonly string[]>> = {
  writer: ["screenwriter", "novelist", "playwright", "copy editor"],
  checker: ["journalist", "librarian", "historian", "fact-checker"],
  rater: ["teacher", "linguist", "support agent", "translator"],
  chooser: ["photographer", "designer", "student", "translator"],
};

const WORK: Readonly<Record<Craft, readonly (readonly [string, number])[]>> = {
  writer: [
    ["screen-polish", 0.35],
    ["dialogue-rewrite", 0.3],
    ["faith-rating", 0.35],
  ],
  checker: [
    ["fact-claims", 0.62],
    ["fact-news", 0.13],
    ["search-relevance", 0.25],
  ],
  rater: [
    ["help-rating", 0.5],
    ["faith-rating", 0.35],
    ["pref-response", 0.15],
  ],
  chooser: [
    ["pref-response", 0.4],
    ["pref-caption", 0.2],
    ["search-relevance", 0.4],
  ],
};

/** Long pieces only. */
const LONG_WORK: Person["projects"] = [
  ["screen-polish", 0.7],
  ["dialogue-rewrite", 0.3],
];

/** Difficulty of gold items: normal on the log-odds scale with this standard deviation. */
export const DIFFICULTY_SIGMA = 0.45;

export function drawPeople(settled: Settled, calendar: Calendar, effects: Effects): readonly Person[] {
  const random = seededRandom(`${settled.seed}/names`);
  const order = shuffle(
    Array.from({ length: settled.annotatorCount }, (_, index) => index),
    random,
  );
  const width = Math.max(4, String(settled.annotatorCount).length);
  return order.map((nameIndex, index) => {
    const id = `A${String(index + 1).padStart(width, "0")}`;
    return drawPerson(id, nameOf(nameIndex), calendar, effects, seededRandom(`${settled.seed}/person/${id}`));
  });
}

function drawPerson(id: string, name: string, calendar: Calendar, effects: Effects, random: Random): Person {
  const craft = pickWeighted<Craft>(
    [
      ["writer", 0.18],
      ["checker", 0.34],
      ["rater", 0.32],
      ["chooser", 0.16],
    ],
    random,
  );
  const place = drawPlace(random);
  const expertise = chance(0.7, random) ? pick(EXPERTISE[craft], random) : null;
  const groups = drawGroups(random);
  const tenure = drawTenure(calendar, random);
  const skill = 2.95 + 0.75 * drawNormal(random);
  const habits = drawHabits(random);
  const plight = drawPlight(calendar, effects, groups, random);
  const hours = plight.overwork === "long weeks" ? { startHour: 7, daysOff: [6] } : {};
  return {
    ...{ id, name, place, craft, expertise, groups, skill, accuracy: meanAccuracy(skill) },
    ...tenure,
    ...habits,
    ...plight,
    ...hours,
    pace: lognormal(1, 0.17, random),
    lean: 0.3 * drawNormal(random),
    projects: plight.overwork === "long weeks" ? LONG_WORK : WORK[craft],
    payFactor: Math.exp(effects.payFactorSigma * drawNormal(random)),
  };
}

function drawGroups(random: Random): Person["groups"] {
  if (!chance(0.75, random)) return null;
  const gender = pickWeighted(
    [
      ["woman", 0.5],
      ["man", 0.46],
      ["non-binary", 0.04],
    ],
    random,
  );
  const ageBand = pick(["18-29", "30-44", "45-59", "60 and over"], random);
  return chance(0.5, random) ? { gender, age_band: ageBand } : { gender };
}

function drawTenure(calendar: Calendar, random: Random): Pick<Person, "joinedMs" | "leftMs" | "removed"> {
  const early = chance(0.8, random);
  const joinedDay = early
    ? -Math.ceil(between(5, 500, random))
    : Math.floor(between(0, calendar.dayCount * 0.5, random));
  const leaves = chance(0.1, random);
  const leftDay = Math.floor(between(calendar.dayCount * 0.6, calendar.dayCount * 0.95, random));
  return {
    joinedMs: calendar.startMs + joinedDay * DAY,
    leftMs: leaves ? calendar.startMs + leftDay * DAY : null,
    removed: leaves && chance(0.25, random),
  };
}

type Habits = Pick<
  Person,
  "sessionsPerWeek" | "sessionHours" | "startHour" | "daysOff" | "bonusGoal" | "followsStreaks"
>;

function drawHabits(random: Random): Habits {
  const sessionsPerWeek = pickWeighted(
    [
      [1, 0.24],
      [2, 0.4],
      [3, 0.22],
      [4, 0.1],
      [5, 0.04],
    ],
    random,
  );
  const sessionHours = clamp(lognormal(1.05, 0.3, random), 0.7, 2.6);
  const firstOff = chance(0.6, random) ? 5 : Math.floor(random() * 7);
  const weekly = sessionsPerWeek * sessionHours * 7.5;
  return {
    sessionsPerWeek,
    sessionHours,
    startHour: chance(0.15, random) ? between(15, 18, random) : between(8, 11.5, random),
    daysOff: [firstOff, (firstOff + 1) % 7],
    bonusGoal: chance(0.7, random) ? Math.max(10, Math.round(weekly * between(0.7, 1, random))) : null,
    followsStreaks: chance(0.5, random),
  };
}

type Plight = Pick<Person, "overwork" | "complaintMs" | "drought" | "groups">;

/** What planted patterns do to single people; chance is used up alike whether planted or not. */
function drawPlight(
  { startMs, dayCount }: Calendar,
  effects: Effects,
  groups: Person["groups"],
  random: Random,
): Plight {
  const [strain, severity, complaint, complaintAt, dry, dryAt] = Array.from({ length: 6 }, () => random());
  const overworked = (strain ?? 1) < effects.overworkedShare;
  const droughtDay = Math.floor(dayCount * (0.3 + 0.5 * (dryAt ?? 0)));
  return {
    groups,
    overwork: !overworked ? "none" : (severity ?? 1) < 0.12 ? "long weeks" : "short rests",
    complaintMs:
      (complaint ?? 1) < 0.16 ? startMs + dayCount * (0.25 + 0.5 * (complaintAt ?? 0)) * DAY : null,
    drought: effects.waitPerWork > 0 && (dry ?? 1) < 0.25 ? [droughtDay, droughtDay + 16] : null,
  };
}

/** The share of gold items a skill comes to, over their difficulties: an average over normal quantiles. */
function meanAccuracy(skill: number): number {
  let total = 0;
  const steps = 41;
  for (let step = 0; step < steps; step++) {
    const z = ((step + 0.5) / steps) * 6 - 3;
    total += logistic(skill - DIFFICULTY_SIGMA * z) * Math.exp((-z * z) / 2);
  }
  let weight = 0;
  for (let step = 0; step < steps; step++) weight += Math.exp(-((((step + 0.5) / steps) * 6 - 3) ** 2) / 2);
  return total / weight;
}

/** Whether the person is on the programme at an instant. */
export const isPresent = (person: Person, ms: number): boolean =>
  ms >= person.joinedMs && (person.leftMs === null || ms < person.leftMs);
