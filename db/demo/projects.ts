import type { Row } from "~/domain/ledger";
import type { Effects } from "./effects";

/** One stream of work, and how the demonstration makes it. */
export interface Project {
  readonly id: string;
  readonly platformId: string;
  readonly name: string;
  readonly client: string;
  readonly taskType: "categorical" | "rating" | "preference" | "revision";
  readonly currency: string;
  /** Pay of an hour at the expected pace, minor units. */
  readonly hourlyMinor: number;
  /** Median seconds of active work on one item. */
  readonly baseSec: number;
  /** Share of judgments that are on gold items. */
  readonly goldShare: number;
  /** Judgments wanted per item. */
  readonly overlap: number;
  readonly reviewShare: number;
  readonly labels: readonly string[];
  readonly severity: number;
}

export const PLATFORMS: readonly Row<"platforms">[] = [
  { platformId: "lumen", name: "Lumen Tasks" },
  { platformId: "quillworks", name: "Quillworks" },
  { platformId: "harbourlight", name: "Harbourlight" },
  { platformId: "tessera", name: "Tessera Pairs" },
  { platformId: "meridian", name: "Meridian Search" },
];

const USD = { currency: "USD", hourlyMinor: 3_000 };
const EUR = { currency: "EUR", hourlyMinor: 2_700 };
const GBP = { currency: "GBP", hourlyMinor: 2_400 };
const CALM = { severity: 0, labels: [] as readonly string[] };

export const PROJECTS: readonly Project[] = [
  {
    ...USD,
    ...CALM,
    id: "fact-claims",
    platformId: "lumen",
    name: "Encyclopaedia claims",
    client: "Northmark AI",
    taskType: "categorical",
    baseSec: 480,
    goldShare: 0.42,
    overlap: 3,
    reviewShare: 0.08,
    labels: ["supported", "refuted", "not enough evidence"],
  },
  {
    ...USD,
    ...CALM,
    id: "fact-news",
    platformId: "lumen",
    name: "News claims",
    client: "Northmark AI",
    taskType: "categorical",
    baseSec: 450,
    goldShare: 0.4,
    overlap: 3,
    reviewShare: 0.08,
    labels: ["supported", "refuted", "not enough evidence"],
    severity: 2,
  },
  {
    ...USD,
    ...CALM,
    id: "screen-polish",
    platformId: "quillworks",
    name: "Screenplay polish",
    client: "Ardent Studio",
    taskType: "revision",
    baseSec: 1_320,
    goldShare: 0,
    overlap: 1,
    reviewShare: 0.35,
  },
  {
    ...USD,
    ...CALM,
    id: "dialogue-rewrite",
    platformId: "quillworks",
    name: "Dialogue rewriting",
    client: "Ardent Studio",
    taskType: "revision",
    baseSec: 960,
    goldShare: 0,
    overlap: 1,
    reviewShare: 0.35,
  },
  {
    ...EUR,
    ...CALM,
    id: "help-rating",
    platformId: "harbourlight",
    name: "Assistant helpfulness, 1 to 5",
    client: "Boreal Labs",
    taskType: "rating",
    baseSec: 380,
    goldShare: 0.42,
    overlap: 3,
    reviewShare: 0.06,
  },
  {
    ...EUR,
    ...CALM,
    id: "faith-rating",
    platformId: "harbourlight",
    name: "Summary faithfulness, 1 to 5",
    client: "Boreal Labs",
    taskType: "rating",
    baseSec: 430,
    goldShare: 0.42,
    overlap: 3,
    reviewShare: 0.06,
  },
  {
    ...GBP,
    ...CALM,
    id: "pref-response",
    platformId: "tessera",
    name: "Response preference",
    client: "Boreal Labs",
    taskType: "preference",
    baseSec: 340,
    goldShare: 0,
    overlap: 3,
    reviewShare: 0.06,
  },
  {
    ...GBP,
    ...CALM,
    id: "pref-caption",
    platformId: "tessera",
    name: "Caption preference",
    client: "Northmark AI",
    taskType: "preference",
    baseSec: 240,
    goldShare: 0,
    overlap: 3,
    reviewShare: 0.06,
  },
  {
    ...USD,
    ...CALM,
    id: "search-relevance",
    platformId: "meridian",
    name: "Search relevance",
    client: "Calla Search",
    taskType: "categorical",
    baseSec: 280,
    goldShare: 0.4,
    overlap: 3,
    reviewShare: 0.06,
    labels: ["exact", "substitute", "complement", "irrelevant"],
  },
];

export const projectOf = (id: string): Project => {
  const project = PROJECTS.find((candidate) => candidate.id === id);
  if (project === undefined) throw new RangeError(`There is no project ${id}.`);
  return project;
};

export function projectRow(project: Project, effects: Effects): Row<"projects"> {
  const rushed = effects.planted.has("speed-pressure-decay");
  const harmful = effects.planted.has("harmful-content-load") && project.severity > 0;
  return {
    projectId: project.id,
    platformId: project.platformId,
    name: project.name,
    taskType: project.taskType,
    scaleMin: project.taskType === "rating" ? 1 : null,
    scaleMax: project.taskType === "rating" ? 5 : null,
    client: project.client,
    targetHandlingSeconds: Math.round(project.baseSec * (rushed ? 0.8 : 1.6)),
    contentSeverity: harmful ? 3 : project.severity,
    contentWarned: project.severity > 0 ? !harmful : null,
    goldTolerance: project.taskType === "rating" ? 1 : null,
    answerRule: project.taskType === "categorical" ? "overlap" : null,
  };
}

/** Pay of one item, minor units: the expected time at the project's hourly pay; premium items pay 60 % more. */
export function itemPayMinor(project: Project, premium: boolean, effects: Effects): number {
  const pay = (project.hourlyMinor * project.baseSec) / 3_600 / effects.payDivisor;
  return Math.max(1, Math.round(pay * (premium ? 1.6 : 1)));
}
