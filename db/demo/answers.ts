import { drawNormal } from "~/stats/draws";
import type { Random } from "~/stats/random";
import { clamp, logistic, pick, pickWeighted } from "./chance";
import type { Person } from "./people";
import type { Project } from "./projects";

const RATINGS = [1, 2, 3, 4, 5];

/** What is true of a new item: a label, a rating, or how much better answer A is than B; nothing for a rewrite. */
export function truthFor(project: Project, random: Random): string {
  if (project.taskType === "categorical") return pick(project.labels, random);
  if (project.taskType === "rating") {
    return String(
      pickWeighted(
        [
          [1, 0.1],
          [2, 0.17],
          [3, 0.26],
          [4, 0.29],
          [5, 0.18],
        ],
        random,
      ),
    );
  }
  return project.taskType === "preference" ? (1.4 * drawNormal(random)).toFixed(3) : "";
}

/** The answer key of a gold item; a wrong one would be missed by everybody who answers well. */
export function keyFor(project: Project, truth: string, wrong: boolean, random: Random): string {
  const far = others(project, truth);
  const key = pick(far, random);
  return wrong ? key : truth;
}

/** Answers that count as wrong against `truth`: other labels; ratings two or more steps away. */
function others(project: Project, truth: string): readonly string[] {
  if (project.taskType === "rating") {
    return RATINGS.filter((rating) => Math.abs(rating - Number(truth)) >= 2).map(String);
  }
  return project.labels.filter((label) => label !== truth);
}

/** Whether an answer counts as correct by a key: ratings within one step of it. */
export const isCorrect = (project: Project, answer: string, key: string): boolean =>
  project.taskType === "rating" ? Math.abs(Number(answer) - Number(key)) <= 1 : answer === key;

/** What a person answers; `right` says whether they see the item as it is. */
export function answerOf(
  project: Project,
  person: Person,
  truth: string,
  right: boolean,
  random: Random,
): string {
  if (project.taskType === "revision") return rewrite(random);
  if (project.taskType === "preference") return preference(person, Number(truth), random);
  if (!right) return pick(others(project, truth), random);
  if (project.taskType === "categorical") return truth;
  const step = clamp(Math.round(person.lean + 0.5 * drawNormal(random)), -1, 1);
  return String(clamp(Number(truth) + step, 1, 5));
}

function preference(person: Person, margin: number, random: Random): string {
  const sharpness = 0.6 + 0.3 * person.skill;
  const felt = margin * sharpness;
  if (Math.abs(felt) < 0.35 && random() < 0.5) return "tie";
  return random() < logistic(felt + 0.1 * person.lean) ? "A" : "B";
}

const SCENES = [
  "INT. LIGHTHOUSE",
  "EXT. FERRY DOCK",
  "INT. NIGHT BUS",
  "EXT. SALT FLATS",
  "INT. RADIO BOOTH",
];
const TURNS = [
  "MARA weighs the key before she speaks.",
  "TOMAS lets the kettle boil over.",
  "Nobody answers; the line stays open.",
  "She reads the letter twice, aloud the second time.",
  "He folds the map along the wrong crease.",
  "The dog leaves first.",
  "They agree on nothing and stay for supper.",
];

const rewrite = (random: Random): string =>
  `${pick(SCENES, random)} - ${pick(["DAWN", "DUSK", "NIGHT"], random)}. ${pick(TURNS, random)} ${pick(TURNS, random)}`;
