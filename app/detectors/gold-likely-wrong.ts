import { defineDetector } from "~/domain/detector";
import type { Evidence, GoldItems } from "~/domain/evidence";
import type { Answer } from "~/domain/finding";
import { benjaminiHochberg } from "~/stats/benjamini-hochberg";
import { binomialUpperTail } from "~/stats/binomial";
import { fitBetaBinomial } from "~/stats/beta-binomial";
import { normalUpperTail } from "~/stats/normal";
import { poissonBinomialUpperTail } from "~/stats/poisson-binomial";
import { wilson } from "~/stats/wilson";
import { firstRowIds, insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import { flippedChanges, markedDown } from "./parts/disputed-keys";
import { sum } from "./parts/group";
import { difficultySpread, missTail } from "./parts/item-difficulty";
import { param } from "./parts/params";

const THRESHOLD = {
  kind: "convention",
  source: "Misses beyond chance after correction, half of all responders on one other answer",
} as const;
/** Above this many responders the exact distribution is replaced by a normal one with continuity correction. */
const MOST_EXACT = 400;
/** Item by item p values below which keys are counted for all of them together. */
const BOUNDS = [0.01, 0.001, 0.0001] as const;

interface JudgedItem {
  readonly index: number;
  readonly item: string;
  readonly project: string;
  readonly responders: number;
  readonly missed: number;
  readonly alternative: string | null;
  readonly converging: number;
  /** Misses expected of these responders, a share. */
  readonly expected: number;
  /** Chance of as many misses, and of as many that agree as well. */
  readonly tail: number;
  readonly p: number;
}

/** Is the answer key wrong where experts agree against it? */
export default defineDetector({
  id: "gold-likely-wrong",
  version: 2,
  title: "Answer keys in doubt",
  question:
    "Are there gold items that people miss far more than their record explains, agreeing on one other answer?",
  harm: "A bad answer key marks experts down.",
  kind: "statistical",
  requires: ["items", "judgments"],
  needs: ["goldItems", "tierChanges", "policies"],
  params: {
    responders: param("Responders to an item", "responders", [5, 3, 100]),
    items: param("Items with that many", "items", [100, 20, 10_000]),
    converging: param("Share of all responders who give the same other answer", "share", [0.5, 0.2, 1]),
    q: param("False discovery rate over items", "share", [0.05, 0.001, 0.2]),
  },
  minimum: "Five responders to an item, a hundred such items.",
  innocent: [
    "The crowd may share a misconception that the key corrects.",
    "The item may have become outdated, or be deliberately hard.",
  ],
  limits: [
    "It cannot tell a wrong key from a shared misconception: the verdict is disputed, and experts decide blind.",
    "Keys already disputed or retired are out.",
    "Differences of difficulty between items are allowed for, as far as items without agreement show them.",
  ],
  sources: [
    { kind: "paper", text: "Northcutt et al. 2021: test sets average at least 3.3 % label errors" },
    { kind: "paper", text: "CrowdTruth; Palomaki et al. 2018 (acceptable variation)" },
    { kind: "convention", text: THRESHOLD.source },
  ],
  seenBy: ["manager", "annotator", "researcher"],
  remedy: "Have experts adjudicate blind, score everybody again without the item, restore and pay.",
  messages: {
    flagged:
      "{flagged} of {items} keys are in doubt: people agree on another answer. {people} people were marked down by them; {flips} tier changes would not stand without them.",
    clear: "None of {items} keys is in doubt.",
    inconclusive: "{tail} of {items} keys are missed beyond chance without agreement on one other answer.",
    item: "{missed} of {responders} people miss this key, {converging} of all give {alternative}.",
  },
  detect(evidence, params) {
    const { goldItems } = evidence;
    const items = allowForDifficulty(judgeItems(goldItems, params.responders));
    const threshold = { value: params.q, ...THRESHOLD };
    if (items.length < params.items) {
      const reason = `${items.length} gold items with ${params.responders} responders, ${params.items} needed (items with gold_answer, judgments)`;
      return [insufficientAnswer(reason, { n: items.length, nUnit: "gold items", threshold })];
    }
    const q = benjaminiHochberg(items.map(({ p }) => p));
    const beyondChance = benjaminiHochberg(items.map((item) => item.tail));
    const tail = items.filter((_, index) => (beyondChance[index] ?? 1) < params.q);
    const flagged = items.filter(
      ({ converging, responders }, index) =>
        (q[index] ?? 1) < params.q && converging / responders >= params.converging,
    );
    return [
      // Simes' p of all keys together, or that of how many are improbable: several wrong keys say more than the worst.
      {
        ...programme(items, tail, flagged, evidence, threshold),
        p: q.reduce((least, one) => Math.min(least, one), manyImprobable(items)),
      },
      ...flagged.map((item) => itemAnswer(item, goldItems, items.length, threshold)),
    ];
  },
});

/** Each item's misses against what its responders miss elsewhere in the project, the item itself left out. */
function judgeItems(gold: GoldItems, leastResponders: number): readonly JudgedItem[] {
  const rates = personRates(gold);
  return gold.items.flatMap((item, index) => {
    const end = gold.items[index + 1]?.start ?? gold.person.length;
    const responders = end - item.start;
    if (responders < leastResponders) return [];
    let missed = 0;
    const chances: number[] = [];
    for (let row = item.start; row < end; row++) {
      missed += gold.missed[row] ?? 0;
      chances.push(rates.without(item.project, gold.person[row] ?? 0, gold.missed[row] ?? 0));
    }
    const { item: id, project, alternative, alternativeCount } = item;
    return [
      {
        index,
        item: id,
        project,
        responders,
        missed,
        alternative,
        converging: alternativeCount,
        expected: chances.reduce((total, chance) => total + chance, 0) / responders,
        ...both(upperTail(missed, chances)),
      },
    ];
  });
}

/**
 * Items differ in difficulty, so misses spread wider than the responders' records say: the tail is taken over the spread
 * that items without agreement against the key show, and times the chance that so many agree on one alternative.
 */
function allowForDifficulty(items: readonly JudgedItem[]): readonly JudgedItem[] {
  const spreads = difficultySpread(items);
  const favourite = favouriteShare(items);
  return items.map((item) => {
    const tail = Math.max(item.p, missTail(item, spreads));
    // Given that all miss the key: the chance only falls with fewer misses, so this is the most it can be.
    const agreeing = binomialUpperTail(item.converging, item.responders, favourite);
    return { ...item, tail, p: tail * agreeing };
  });
}

/** The chance of as many keys below a bound as there are, at the best of three bounds, which are counted as three. */
function manyImprobable(items: readonly JudgedItem[]): number {
  const chances = BOUNDS.map((bound) =>
    binomialUpperTail(items.filter(({ p }) => p <= bound).length, items.length, bound),
  );
  return Math.min(1, BOUNDS.length * Math.min(...chances));
}

/** How often a miss falls on the item's favourite wrong answer; at least three in four, as some are tempting. */
function favouriteShare(items: readonly JudgedItem[]): number {
  const missed = items.filter((item) => item.missed >= 3 && 2 * item.missed < item.responders);
  const all = sum(missed.map((item) => item.missed));
  return all === 0 ? 0.75 : Math.min(1, Math.max(0.75, sum(missed.map((item) => item.converging)) / all));
}

const both = (p: number) => ({ tail: p, p });

function upperTail(count: number, chances: readonly number[]): number {
  if (count === 0) return 1;
  if (chances.length <= MOST_EXACT) return Math.min(1, poissonBinomialUpperTail(count, chances));
  let mean = 0;
  let variance = 0;
  for (const chance of chances) {
    mean += chance;
    variance += chance * (1 - chance);
  }
  return variance === 0 ? 1 : normalUpperTail((count - 0.5 - mean) / Math.sqrt(variance));
}

/** Error rates by project and person, drawn towards the project's as the record is short. */
function personRates(gold: GoldItems) {
  const projects = new Map<string, { missed: Float64Array; total: Float64Array }>();
  gold.items.forEach((item, index) => {
    const end = gold.items[index + 1]?.start ?? gold.person.length;
    let own = projects.get(item.project);
    if (!own) {
      own = {
        missed: new Float64Array(gold.annotators.length),
        total: new Float64Array(gold.annotators.length),
      };
      projects.set(item.project, own);
    }
    for (let row = item.start; row < end; row++) {
      const person = gold.person[row] ?? 0;
      own.missed[person] = (own.missed[person] ?? 0) + (gold.missed[row] ?? 0);
      own.total[person] = (own.total[person] ?? 0) + 1;
    }
  });
  const priors = new Map(
    [...projects].map(([project, { missed, total }]) => {
      const tallies = Array.from(total, (trials, person) => ({
        successes: missed[person] ?? 0,
        trials,
      })).filter(({ trials }) => trials > 0);
      return [project, fitBetaBinomial(tallies) ?? { mean: 0, strength: Infinity }] as const;
    }),
  );
  return {
    without(project: string, person: number, missedHere: number): number {
      const own = projects.get(project);
      const prior = priors.get(project);
      if (!own || !prior) return 0;
      if (prior.strength === Infinity) return prior.mean;
      const missed = (own.missed[person] ?? 0) - missedHere;
      const total = (own.total[person] ?? 0) - 1;
      return Math.min(1, Math.max(0, (missed + prior.mean * prior.strength) / (total + prior.strength)));
    },
  };
}

function programme(
  items: readonly JudgedItem[],
  tail: readonly JudgedItem[],
  flagged: readonly JudgedItem[],
  evidence: Pick<Evidence, "goldItems" | "tierChanges" | "policies">,
  threshold: Answer["threshold"],
): Answer {
  const share = wilson(flagged.length, items.length);
  const people = markedDown(flagged, evidence.goldItems);
  const flips = flippedChanges(flagged, evidence);
  const outcome = flagged.length > 0 ? "flagged" : tail.length > 0 ? "inconclusive" : "clear";
  return programmeAnswer({
    outcome,
    severity:
      outcome === "flagged"
        ? flips.length > 0
          ? "critical"
          : flagged.length >= 0.033 * items.length
            ? "high"
            : "watch"
        : null,
    message: {
      id: outcome,
      data: {
        flagged: flagged.length,
        tail: tail.length,
        items: items.length,
        people: people.size,
        flips: flips.length,
      },
    },
    effect: {
      name: "keys_in_doubt",
      value: flagged.length / items.length,
      unit: "share of keys",
      ...share,
      method: "Wilson 95 %",
    },
    n: items.length,
    nUnit: "gold items",
    threshold,
    wouldChange: "A blind decision by experts on each key.",
    coverage: items.length / Math.max(1, evidence.goldItems.items.length),
    evidence: {
      inDoubt: flagged
        .slice(0, 100)
        .map(({ item, project, responders, missed, alternative, converging }) => ({
          item,
          project,
          responders,
          missed,
          alternative,
          converging,
        })),
      beyondChanceOnly: tail.length - flagged.length,
      flippedTierChanges: flips.slice(0, 100),
    },
    rowIds: firstRowIds(flagged.map(({ item }) => item)),
    affected: people.size,
    chart: {
      kind: "bars",
      title: "Keys in doubt: share who miss the key, and share on the other answer",
      unit: "share of responders",
      bars: flagged.slice(0, 40).map(({ item, missed, responders, converging }) => ({
        label: item,
        value: missed / responders,
        compare: converging / responders,
      })),
      reference: 0.5,
    },
  });
}

function itemAnswer(
  item: JudgedItem,
  gold: GoldItems,
  family: number,
  threshold: Answer["threshold"],
): Answer {
  const share = wilson(item.missed, item.responders);
  const people = markedDown([item], gold).size;
  return subjectAnswer("item", item.item, {
    outcome: "flagged",
    severity: "watch",
    message: {
      id: "item",
      data: {
        missed: item.missed,
        responders: item.responders,
        converging: item.converging,
        alternative: item.alternative ?? "",
      },
    },
    effect: {
      name: "miss_share",
      value: item.missed / item.responders,
      unit: "share",
      ...share,
      method: "Wilson 95 %; Poisson-binomial tail",
    },
    p: item.p,
    tests: family,
    n: item.responders,
    nUnit: "responders",
    threshold,
    wouldChange: "A blind decision by experts on the key.",
    evidence: {
      verdict: "disputed",
      project: item.project,
      key: gold.items[item.index]?.key ?? "",
      alternative: item.alternative,
    },
    rowIds: [item.item],
    affected: people,
  });
}
