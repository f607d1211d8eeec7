import type { Contract, Earnings } from "~/domain/evidence";
import { joinSpans } from "~/domain/span";
import { median } from "~/stats/quantiles";
import { weekStart } from "./gold";
import { groupBy, sum } from "./group";

const DAY = 86_400;
const WEEK = 7 * DAY;

/** Days without any contract between two of the same person: their middle and their sum; null without a gap. */
export function gapDays(
  contracts: readonly Contract[],
  now: number,
): { readonly middle: number; readonly total: number; readonly gaps: number } | null {
  const gaps = [...groupBy(contracts, ({ annotator }) => annotator).values()].flatMap((own) => {
    const spans = joinSpans(own.map(({ startedAt, endedAt }) => ({ from: startedAt, to: endedAt ?? now })));
    return spans.slice(1).map(({ from }, index) => (from - (spans[index]?.to ?? from)) / DAY);
  });
  const middle = median(gaps);
  return middle === null ? null : { middle, total: sum(gaps), gaps: gaps.length };
}

/**
 * Herfindahl's index of one person's income over contracts, 0 to 1: one where a single contract brings all. A week's
 * income is shared evenly among the contracts that ran in it; null without income during any contract, or with several
 * currencies, which are never summed.
 */
export function incomeConcentration(
  contracts: readonly Contract[],
  earnings: readonly Earnings[],
  now: number,
): number | null {
  const paid = earnings.filter(({ currency }) => currency !== null);
  if (new Set(paid.map(({ currency }) => currency)).size !== 1) return null;
  const incomes = new Map<string, number>();
  for (const row of paid) {
    const from = weekStart(row.week);
    const amount = (row.paidJudgments > 0 ? row.payMinor : row.workPaymentsMinor) + row.extrasMinor;
    const running = contracts.filter(
      ({ startedAt, endedAt }) => startedAt < from + WEEK && (endedAt ?? now) > from,
    );
    for (const { id } of running) incomes.set(id, (incomes.get(id) ?? 0) + amount / running.length);
  }
  const total = sum([...incomes.values()].filter((amount) => amount > 0));
  if (total <= 0) return null;
  return sum([...incomes.values()].map((amount) => (Math.max(0, amount) / total) ** 2));
}
