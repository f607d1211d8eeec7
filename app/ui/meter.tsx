import type { CSSProperties } from "react";
import type { Measured } from "~/domain/measured";
import { formatValue, type Unit } from "./format";
import { hasInterval } from "./measured";

export interface MeterProps {
  readonly measured: Measured;
  readonly unit: Unit;
  /** The ends of the track. Shares and ratios use 0 to 1 unless told. */
  readonly domain?: readonly [number, number];
  /** A bar, floor or target to draw as a tick. */
  readonly reference?: { readonly value: number; readonly label: string };
}

/**
 * The drawing of one number: a track, its interval as a bar, the estimate as a point, the reference as a tick; dashes
 * where there is no number, and how far the count has come where it is merely too small. Decoration for the eye only:
 * whoever uses it also writes the sentence. One element a number, since a page of the ranking has hundreds.
 */
export function Meter({ measured, unit, domain, reference }: MeterProps) {
  if (measured.kind !== "measured") {
    const share = measured.kind === "insufficient" ? measured.n / Math.max(1, measured.needed) : 0;
    return <span aria-hidden className="meter-empty" style={places({ "--span": Math.min(1, share) })} />;
  }
  const ends = domain ?? defaultDomain(unit);
  // No scale, no drawing; the line keeps its height so that rows stay level.
  if (!ends) return <span className="block h-2" />;
  const at = position(measured.value, ends);
  const low = position(measured.low, ends);
  const bar = hasInterval(measured)
    ? { "--low": low, "--span": position(measured.high, ends) - low }
    : { "--span": 0 };
  return (
    <span aria-hidden className="meter" style={places({ "--at": at, ...bar })}>
      {reference ? (
        <i
          style={places({ "--at": position(reference.value, ends) })}
          title={`${reference.label}: ${formatValue(reference.value, unit)}`}
        />
      ) : null}
    </span>
  );
}

const places = (shares: Readonly<Record<`--${string}`, number>>): CSSProperties =>
  Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, `${(share * 100).toFixed(1)}%`]));

const defaultDomain = (unit: Unit): readonly [number, number] | undefined =>
  unit.kind === "ratio" || unit.kind === "share" ? [0, 1] : undefined;

function position(value: number, [from, to]: readonly [number, number]): number {
  if (to <= from) return 0;
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
