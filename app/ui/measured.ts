import type { Told } from "~/domain/measured";
import { formatCount, formatInterval, formatValue, type Unit } from "./format";
import { conventions } from "./conventions";

/**
 * The one sentence for a measured number, used by the cell, its accessible name, tooltips and CSV alike:
 * "90 % (79–96, n = 50)", "under 17 % (n = 60)", "insufficient, 4 of 20", "unmeasured: no submit times in this source".
 */
export function measuredText(measured: Told, unit: Unit, locale: string = conventions().locale): string {
  const { value, rest } = measuredParts(measured, unit, locale);
  return value === null ? rest : `${value} (${rest})`;
}

/** The sentence in its parts: the value, null where there is none, and what stands in brackets after it, or alone. */
export function measuredParts(
  measured: Told,
  unit: Unit,
  locale: string,
): { readonly value: string | null; readonly rest: string } {
  if (measured.kind === "unmeasured") return { value: null, rest: `unmeasured: ${measured.reason}` };
  if (measured.kind === "insufficient") {
    const { n, needed } = measured;
    const rest = `insufficient, ${formatCount(n, locale)} of ${formatCount(needed, locale)}`;
    return { value: null, rest };
  }
  if (measured.kind === "bounded") {
    const value = `${measured.side} ${formatValue(measured.bound, unit, locale)}`;
    return { value, rest: `n = ${formatCount(measured.n, locale)}` };
  }
  const inside = hasInterval(measured)
    ? `${formatInterval(measured.low, measured.high, unit, locale)}, `
    : "";
  return {
    value: formatValue(measured.value, unit, locale),
    rest: `${inside}n = ${formatCount(measured.n, locale)}`,
  };
}

/** A census has no interval: both ends are the value itself. */
export const hasInterval = (measured: { low: number; high: number }): boolean =>
  measured.low !== measured.high;
