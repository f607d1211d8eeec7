import { drawNormal } from "~/stats/draws";
import { type Random, seededRandom, shuffle } from "~/stats/random";
import { keyFor, truthFor } from "./answers";
import { type Calendar, DAY, HOUR } from "./calendar";
import { between, chance } from "./chance";
import type { Effects } from "./effects";
import type { Settled } from "./options";
import { DIFFICULTY_SIGMA, type Person } from "./people";
import { type Project, PROJECTS } from "./projects";

export interface Item {
  readonly id: string;
  readonly truth: string;
  readonly difficulty: number;
  /** The answer key of a gold item, which may be wrong; null for live items. */
  readonly key: string | null;
}

export interface Batch {
  readonly id: string;
  readonly project: Project;
  readonly premium: boolean;
  readonly releasedMs: number;
  readonly items: readonly Item[];
  /** Who was offered it. */
  readonly offered: Set<string>;
  /** How many more people may take it. */
  places: number;
}

/** What there is to work on. */
export interface Inventory {
  readonly batches: readonly Batch[];
  readonly goldPools: ReadonlyMap<string, readonly Item[]>;
  /** An open batch that the person has not been offered, or a new one. */
  readonly openBatch: (person: Person, project: Project, day: number) => Batch;
  readonly premiumBatch: (project: Project, day: number) => Batch;
  /** The next gold item the person has not seen; undefined once all were seen. */
  readonly nextGold: (person: Person, project: Project) => Item | undefined;
}

/** Days for which a batch stays open. */
const OPEN_DAYS = 6;

export function stockInventory(settled: Settled, calendar: Calendar, effects: Effects): Inventory {
  const batches: Batch[] = [];
  const open = new Map<string, Batch[]>(PROJECTS.map((project) => [project.id, []]));
  const goldPools = new Map(PROJECTS.map((project) => [project.id, drawGold(settled, effects, project)]));
  const seen = new Map<string, { readonly order: readonly number[]; next: number }>();
  const random = seededRandom(`${settled.seed}/inventory`);

  const release = (project: Project, premium: boolean, day: number): Batch => {
    const id = `B${String(batches.length + 1).padStart(6, "0")}`;
    const releasedMs = Math.max(calendar.startMs, calendar.startMs + day * DAY - 16 * HOUR);
    const items = drawItems(id, project, random);
    const places = premium ? 1 : project.overlap;
    const batch: Batch = { id, project, premium, releasedMs, items, offered: new Set(), places };
    batches.push(batch);
    return batch;
  };

  return {
    batches,
    goldPools,
    premiumBatch: (project, day) => release(project, true, day),
    openBatch: (person, project, day) => {
      const queue = open.get(project.id) ?? [];
      const oldest = calendar.startMs + (day - OPEN_DAYS) * DAY;
      while (queue[0] !== undefined && (queue[0].places <= 0 || queue[0].releasedMs < oldest)) queue.shift();
      const found = queue.find((batch) => batch.places > 0 && !batch.offered.has(person.id));
      if (found !== undefined) return found;
      const batch = release(project, false, day);
      queue.push(batch);
      return batch;
    },
    nextGold: (person, project) => {
      const pool = goldPools.get(project.id) ?? [];
      const key = `${project.id}/${person.id}`;
      const own = seen.get(key) ?? {
        order: shuffledOrder(pool.length, `${settled.seed}/gold/${key}`),
        next: 0,
      };
      seen.set(key, own);
      return pool[own.order[own.next++] ?? -1];
    },
  };
}

const shuffledOrder = (length: number, seed: string): readonly number[] =>
  shuffle(
    Array.from({ length }, (_, index) => index),
    seededRandom(seed),
  );

function drawItems(batchId: string, project: Project, random: Random): readonly Item[] {
  const usual = project.taskType === "revision" ? 2 : project.goldShare > 0 ? 4 : 6;
  const count = Math.max(1, Math.round(usual * between(0.4, 1.6, random)));
  return Array.from({ length: count }, (_, index) => ({
    id: `${batchId}-${index + 1}`,
    truth: truthFor(project, random),
    difficulty: DIFFICULTY_SIGMA * drawNormal(random),
    key: null,
  }));
}

function drawGold(settled: Settled, effects: Effects, project: Project): readonly Item[] {
  if (project.goldShare === 0) return [];
  const random = seededRandom(`${settled.seed}/gold/${project.id}`);
  const count = Math.min(3_000, Math.max(300, Math.round(settled.annotatorCount * 1.6)));
  return Array.from({ length: count }, (_, index) => {
    const truth = truthFor(project, random);
    const difficulty = DIFFICULTY_SIGMA * drawNormal(random);
    const wrong = chance(effects.wrongKeyShare, random);
    const key = keyFor(project, truth, wrong, random);
    return { id: `G-${project.id}-${String(index + 1).padStart(4, "0")}`, truth, difficulty, key };
  });
}
