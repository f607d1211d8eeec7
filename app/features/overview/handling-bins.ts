import { TIME_BIN_GROWTH } from "~/domain/time-bins";
import type { DistributionBin } from "~/ui/distribution";

/** Bins as the database counts them, with the empty ones between. */
export function handlingBins(
  counted: readonly { readonly bin: number; readonly count: number }[],
): DistributionBin[] {
  const first = counted[0]?.bin;
  const last = counted[counted.length - 1]?.bin;
  if (first === undefined || last === undefined) return [];
  const counts = new Map(counted.map(({ bin, count }) => [bin, count]));
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    from: TIME_BIN_GROWTH ** (first + index),
    to: TIME_BIN_GROWTH ** (first + index + 1),
    count: counts.get(first + index) ?? 0,
  }));
}

/** The value below which a share of the binned values lies, interpolated on the log scale of the bins. */
export function binQuantile(bins: readonly DistributionBin[], probability: number): number | null {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  let below = 0;
  for (const { from, to, count } of bins) {
    if (count > 0 && below + count >= probability * total) {
      return from * (to / from) ** ((probability * total - below) / count);
    }
    below += count;
  }
  return null;
}
