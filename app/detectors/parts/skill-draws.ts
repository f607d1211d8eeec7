import { binomialUpperTail } from "~/stats/binomial";
import type { Expectation, Stratum } from "./expectation";

/** Stratum-members times draws at most: about a second. */
const MOST_WORK = 2e7;
const MOST_DRAWS = 400;
const LEAST_DRAWS = 40;

/** Some batches of one stratum that stand to a group of people in the same way. */
export interface Cell {
  readonly stratum: Stratum;
  readonly batches: number;
  /** Of each member of the stratum: 1 in the first group, -1 in the second, 0 in neither. */
  readonly side: Int8Array;
}

/**
 * Who truly passes is not known, only the chance of it, and whoever passes does so in every batch: a sum of chances makes
 * the expected share look surer than it is. So: draw who passes, by person and project; work out each group's share of a
 * lottery among them; hand both shares, as means over batches, to `tailOf`; average. A posterior predictive p.
 */
export function predictiveTail(
  cells: readonly Cell[],
  expectation: Expectation,
  random: () => number,
  tailOf: (first: number, second: number) => number,
): number {
  const work = cells.reduce((sum, { stratum }) => sum + stratum.annotators.length, 0);
  const draws = Math.max(LEAST_DRAWS, Math.min(MOST_DRAWS, Math.floor(MOST_WORK / Math.max(1, work))));
  const batches = cells.reduce((sum, cell) => sum + cell.batches, 0);
  let tails = 0;
  const projects = projectDraws(cells, expectation);
  const members = memberPlaces(cells, projects);
  for (let draw = 0; draw < draws; draw++) {
    for (const project of projects.values()) drawAgain(project, random);
    let [first, second] = [0, 0];
    for (const cell of cells) {
      const { stratum } = cell;
      const shares = sharesOf(cell, members.get(stratum), projects.get(stratum.project)?.passes);
      first += (cell.batches * shares.first) / batches;
      second += (cell.batches * shares.second) / batches;
    }
    tails += tailOf(first, second);
  }
  return Math.min(1, tails / draws);
}

/** Everybody of a project of whom there is a chance, by place, and who passes in the current draw. */
interface Draw {
  readonly places: ReadonlyMap<string, number>;
  readonly chances: Float64Array;
  readonly passes: Uint8Array;
}

function projectDraws(cells: readonly Cell[], { skills }: Expectation): ReadonlyMap<string, Draw> {
  const projects = new Set(cells.map(({ stratum }) => stratum.project));
  return new Map(
    [...projects].map((project) => {
      const chances = skills.get(project)?.passes ?? new Map<string, number>();
      const places = new Map([...chances.keys()].map((annotator, place) => [annotator, place]));
      return [
        project,
        { places, chances: Float64Array.from(chances.values()), passes: new Uint8Array(chances.size) },
      ];
    }),
  );
}

function drawAgain({ chances, passes }: Draw, random: () => number): void {
  for (let place = 0; place < chances.length; place++)
    passes[place] = random() < (chances[place] ?? 0) ? 1 : 0;
}

/** The place of each member of a stratum among the people of the project; -1 without gold of one's own. */
function memberPlaces(
  cells: readonly Cell[],
  draws: ReadonlyMap<string, Draw>,
): ReadonlyMap<Stratum, Int32Array> {
  const members = new Map<Stratum, Int32Array>();
  for (const { stratum } of cells) {
    if (members.has(stratum)) continue;
    const places = draws.get(stratum.project)?.places;
    members.set(
      stratum,
      Int32Array.from(stratum.annotators, (annotator) => places?.get(annotator) ?? -1),
    );
  }
  return members;
}

function sharesOf(
  { stratum, side }: Cell,
  places: Int32Array | undefined,
  passes: Uint8Array | undefined,
): { first: number; second: number } {
  const { weights, hours } = stratum;
  const drawn = divide(side, (index) => {
    const place = places?.[index] ?? -1;
    // Without gold of one's own: the chance as it is.
    if (place < 0) return weights[index] ?? 0;
    return passes?.[place] === 1 ? (hours[index] ?? 0) : 0;
  });
  // Nobody passes in this draw, or nobody can be told to: what the chances say stands in.
  return drawn ?? divide(side, (index) => weights[index] ?? 0) ?? { first: 0, second: 0 };
}

function divide(
  side: Int8Array,
  weightOf: (index: number) => number,
): { first: number; second: number } | null {
  let [total, first, second] = [0, 0, 0];
  for (let index = 0; index < side.length; index++) {
    const weight = weightOf(index);
    total += weight;
    if (side[index] === 1) first += weight;
    else if (side[index] === -1) second += weight;
  }
  return total === 0 ? null : { first: first / total, second: second / total };
}

/** P of as many of `count` where each comes with this chance; a chance of 0 leaves nothing to expect. */
export const shareTail = (received: number, count: number, share: number): number =>
  binomialUpperTail(Math.min(count, Math.round(received)), count, Math.min(1, Math.max(0, share)));
