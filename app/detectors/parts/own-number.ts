import type { OwnNumber } from "~/domain/workload-metric";
import { ratioOfSums } from "~/stats/ratio-of-sums";
import { wilson } from "~/stats/wilson";

/** A number counted from every record: there is nothing to sample, so its ends are itself. */
export const census = (value: number, n: number): OwnNumber => ({ n, value, low: value, high: value });

/** A share of `trials`, with Wilson's interval. */
export const shareOf = (successes: number, trials: number): OwnNumber =>
  trials === 0
    ? { n: 0, lacking: "nothing of the kind happened" }
    : { n: trials, value: successes / trials, ...wilson(successes, trials) };

/** A sum over a sum of a person's weeks, with the interval from the spread between weeks; n counts weeks. */
export function weeklyRatio(
  weeks: readonly { readonly above: number; readonly below: number }[],
  lacking: string,
): OwnNumber {
  const used = weeks.filter(({ below }) => below > 0);
  const ratio = ratioOfSums(used.map(({ above, below }) => ({ observed: above, expected: below })));
  return ratio ? { n: used.length, ...ratio } : { n: used.length, lacking };
}
