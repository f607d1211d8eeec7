import { defineDetector } from "~/domain/detector";
import type { PayCells } from "~/domain/evidence";
import type { Answer } from "~/domain/finding";
import { blockBootstrap } from "~/stats/block-bootstrap";
import { median } from "~/stats/quantiles";
import { insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import { groupBy, sum } from "./parts/group";
import { judgeHigh } from "./parts/outcome";
import { param } from "./parts/params";

const THRESHOLD = {
  kind: "convention",
  source: "A tenth of the inequality of rates not explained by published factors",
} as const;

/** Sums of one cell that Theil's T and its parts are made of; weights are judgments. */
interface Cell {
  readonly project: string;
  readonly people: number;
  readonly weight: number;
  readonly amount: number;
  /** Sum of w r ln r. */
  readonly entropy: number;
  readonly highest: number;
  readonly lowest: number;
  readonly gaps: readonly {
    readonly person: number;
    readonly gap: number;
    readonly weight: number;
    readonly amount: number;
  }[];
}

/** Do different people get different pay for the same work at the same moment, with no stated reason? */
export default defineDetector({
  id: "personalised-pay-spread",
  version: 1,
  title: "Different pay for the same work",
  question: "Do people of one tier and country get different rates for the same work on the same day?",
  harm: "The same work at the same moment is paid differently, with no stated reason.",
  kind: "statistical",
  requires: ["judgments"],
  needs: ["payCells"],
  params: {
    residualShare: param("Share of inequality within cells of the same work", "share", [0.1, 0.01, 0.9]),
    ratio: param("Highest over lowest rate within a cell", "ratio", [1.1, 1.01, 5]),
    cells: param("Cells with two people or more", "cells", [30, 5, 1_000]),
    shownPeople: param("People in a cell that is shown", "people", [5, 2, 50]),
    ownPeople: param("People in cells for one's own comparison", "people", [10, 5, 100]),
  },
  minimum: "Thirty cells of the same work with two people or more; cells of fewer than five are not shown.",
  innocent: [
    "The rate may include a bonus for something that the ledger does not hold.",
    "Work within the cell may differ in length, with rates that follow it.",
  ],
  limits: [
    "Cell: project, task type, premium, local day, country, tier in force. A person's rate in a cell is the mean over own judgments there.",
    "Only the currency with the most cells is compared.",
  ],
  sources: [
    { kind: "paper", text: "Dubal 2023 (algorithmic wage discrimination); Theil 1967; Shorrocks 1980" },
    {
      kind: "law",
      text: "Directive (EU) 2024/2831, Article 9(1)(b): main parameters and their relative importance",
    },
    { kind: "convention", text: THRESHOLD.source },
  ],
  seenBy: ["manager", "researcher", "annotator"],
  remedy: "A rate card, and published factors of pay.",
  messages: {
    flagged:
      "{share} of the inequality of rates lies between people doing the same work on the same day; in {wide} of {cells} cells the highest rate is more than {ratio} times the lowest.",
    clear:
      "{share} of the inequality of rates lies between people doing the same work on the same day, over {cells} cells.",
    inconclusive:
      "{share} of the inequality of rates lies between people doing the same work; the interval covers the threshold.",
  },
  detect({ payCells }, params, context) {
    const threshold = { value: params.residualShare, ...THRESHOLD };
    const { cells, currency, left } = cellsOf(payCells);
    if (cells.length < params.cells) {
      const reason = `${cells.length} cells with two people or more and pay per item, ${params.cells} needed (judgments.pay_minor, batches.pay_minor_per_item)`;
      return [insufficientAnswer(reason, { n: cells.length, nUnit: "cells", threshold })];
    }
    const random = context.random("personalised-pay-spread");
    const own = [...groupBy(cells, ({ project }) => project)].filter(
      ([, mine]) => mine.length >= params.cells,
    );
    return [
      answer(cells, params, random, threshold, { currency, left, annotators: payCells.annotators }),
      ...own.map(([project, mine]) => {
        const part = answer(mine, params, random, threshold, {
          currency,
          left: 0,
          annotators: payCells.annotators,
        });
        return subjectAnswer("project", project, { ...part, chart: null });
      }),
    ];
  },
});

/** Cells with two people or more in the commonest currency, a person's rate in a cell being the mean of the own ones. */
function cellsOf(pay: PayCells): { cells: readonly Cell[]; currency: string; left: number } {
  const counts = new Map<string, number>();
  for (const { currency } of pay.cells) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  const [currency] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [""];
  const cells = pay.cells.flatMap((cell, index) => {
    if (cell.currency !== currency) return [];
    const end = pay.cells[index + 1]?.start ?? pay.person.length;
    const people = new Map<number, { weight: number; amount: number }>();
    for (let row = cell.start; row < end; row++) {
      const person = pay.person[row] ?? 0;
      const weight = pay.judgments[row] ?? 0;
      const rate = pay.rateMinor[row] ?? 0;
      const known = people.get(person) ?? { weight: 0, amount: 0 };
      known.weight += weight;
      known.amount += weight * rate;
      people.set(person, known);
    }
    return people.size < 2 ? [] : [makeCell(cell.project, people)];
  });
  return { cells, currency, left: pay.cells.length - cells.length };
}

function makeCell(project: string, people: ReadonlyMap<number, { weight: number; amount: number }>): Cell {
  const rates = [...people].map(([person, { weight, amount }]) => ({
    person,
    weight,
    amount,
    rate: amount / weight,
  }));
  const middle = median(rates.map(({ rate }) => rate)) ?? 0;
  const all = rates.map(({ rate }) => rate);
  return {
    project,
    people: people.size,
    weight: sum(rates.map(({ weight }) => weight)),
    amount: sum(rates.map(({ amount }) => amount)),
    entropy: sum(rates.map(({ amount, rate }) => (rate > 0 ? amount * Math.log(rate) : 0))),
    highest: Math.max(...all),
    lowest: Math.min(...all),
    gaps: rates.flatMap(({ person, rate, weight, amount }) =>
      rate > 0 && middle > 0 ? [{ person, gap: Math.log(rate / middle), weight, amount }] : [],
    ),
  };
}

/** Theil's T over judgments and the part of it within cells; null where all rates are equal. */
export function residualShare(cells: readonly Pick<Cell, "weight" | "amount" | "entropy">[]): number | null {
  let [weight, amount, entropy, within] = [0, 0, 0, 0];
  for (const cell of cells) {
    weight += cell.weight;
    amount += cell.amount;
    entropy += cell.entropy;
    if (cell.amount > 0) within += cell.entropy - cell.amount * Math.log(cell.amount / cell.weight);
  }
  if (amount === 0) return null;
  const total = entropy - amount * Math.log(amount / weight);
  // Equal rates leave rounding, not inequality.
  return total < 1e-12 * amount ? null : Math.min(1, Math.max(0, within / total));
}

type Rules = Readonly<Record<"residualShare" | "ratio" | "cells" | "shownPeople" | "ownPeople", number>>;

function answer(
  cells: readonly Cell[],
  rules: Rules,
  random: () => number,
  threshold: Answer["threshold"],
  { currency, left, annotators }: { currency: string; left: number; annotators: readonly string[] },
): Answer {
  const draws = cells.length > 20_000 ? 99 : 499;
  const bootstrap = blockBootstrap(cells, residualShare, { random, draws });
  const value = residualShare(cells) ?? 0;
  const { low, high } = bootstrap ?? { low: value, high: value };
  const wide = cells.filter(
    ({ highest, lowest }) => highest - lowest > 1 && lowest > 0 && highest / lowest > rules.ratio,
  );
  const byShare = judgeHigh({ value, low, high, threshold: rules.residualShare });
  const outcome = wide.length > 0 ? "flagged" : byShare;
  const gaps = personGaps(cells);
  const below = [...gaps].filter(([, gap]) => gap.mean < -0.01);
  return programmeAnswer({
    outcome,
    severity:
      outcome === "flagged"
        ? value >= 2 * rules.residualShare || below.length * 10 >= gaps.size
          ? "high"
          : "watch"
        : null,
    message: {
      id: outcome,
      data: { share: value.toFixed(3), wide: wide.length, cells: cells.length, ratio: rules.ratio },
    },
    effect: {
      name: "residual_share_of_theil",
      value,
      unit: "share",
      low,
      high,
      method: "bootstrap of cells, 95 %",
    },
    n: cells.length,
    nUnit: "cells",
    threshold,
    wouldChange: "A published factor of pay that tells these people apart.",
    coverage: cells.length / Math.max(1, cells.length + left),
    evidence: {
      currency,
      cellsWithSeveralRates: cells.filter(({ highest, lowest }) => highest - lowest > 1e-9).length,
      wideCells: wide.length,
      widest: cells
        .filter(({ people, lowest }) => people >= rules.shownPeople && lowest > 0)
        .reduce((widest, { highest, lowest }) => Math.max(widest, highest / lowest), 1),
      people: gaps.size,
      below: below.slice(0, 50).map(([person, gap]) => ({
        annotator: annotators[person] ?? "",
        meanLogGap: gap.mean,
        cells: gap.cells,
      })),
    },
    affected: below.length,
    money: { minor: Math.round(sum(below.map(([, { forgone }]) => forgone))), currency },
    chart: {
      kind: "bars",
      title: "People by their rate against the middle of the same work",
      unit: "people",
      bars: [-0.2, -0.1, -0.02, 0.02, 0.1, 0.2, Infinity].map((to, index, bounds) => ({
        label:
          index === 0
            ? "below -18 %"
            : to === Infinity
              ? "above +22 %"
              : `${(100 * (bounds[index - 1] ?? 0)).toFixed(0)} to ${(100 * to).toFixed(0)} %`,
        value: [...gaps.values()].filter(({ mean }) => mean < to && mean >= (bounds[index - 1] ?? -Infinity))
          .length,
      })),
      reference: null,
    },
  });
}

/** Each person's mean log rate over the middle of the cell, and what the difference came to. */
function personGaps(cells: readonly Cell[]) {
  const gaps = new Map<number, { mean: number; cells: number; weight: number; forgone: number }>();
  for (const cell of cells) {
    for (const { person, gap, weight, amount } of cell.gaps) {
      const known = gaps.get(person) ?? { mean: 0, cells: 0, weight: 0, forgone: 0 };
      known.cells += 1;
      known.weight += weight;
      known.mean += (gap - known.mean) / known.cells;
      known.forgone += Math.max(0, amount * (Math.exp(-gap) - 1));
      gaps.set(person, known);
    }
  }
  return gaps;
}
