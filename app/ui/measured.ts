import type { Measured } from "~/domain/measured";
import { formatCount, formatInterval, formatValue, type Unit } from "./format";
import { conventions } from "./conventions";

/**
 * The one sentence for a measured number, used by the cell, its accessible name, tooltips and CSV alike:
 * "90 % (79–96, n = 50)", "insufficient, 4 of 20", "unmeasured: no submit times in this source".
 */
export function measuredText(measured: Measured, unit: Unit, locale: string = conventions().locale): string {
  if (measured.kind === "unmeasured") return `unmeasured: ${measured.reason}`;
  if (measured.kind === "insufficient") {
    return `insufficient, ${formatCount(measured.n, locale)} of ${formatCount(measured.needed, locale)}`;
  }
  const value = formatValue(measured.value, unit, locale);
  const n = `n = ${formatCount(measured.n, locale)}`;
  return hasInterval(measured)
    ? `${value} (${formatInterval(measured.low, measured.high, unit, locale)}, ${n})`
    : `${value} (${n})`;
}

/** A census has no interval: both ends are the value itself. */
export const hasInterval = (measured: { low: number; high: number }): boolean =>
  measured.low !== measured.high;
