import type { CSSProperties, ReactNode } from "react";
import type { Told } from "~/domain/measured";
import { formatValue, type Unit } from "./format";
import { hasInterval } from "./measured";

export interface MeterProps {
  readonly measured: Told;
  readonly unit: Unit;
  /** The ends of the track. Shares and ratios use 0 to 1 unless told. */
  readonly domain?: readonly [number, number] | undefined;
  /** A bar, floor or target to draw as a tick. */
  readonly reference?: { readonly value: number; readonly label: string } | undefined;
}

export interface MeterDrawing {
  readonly className: string;
  readonly style?: CSSProperties | undefined;
  /** What the element holds: the tick of the reference, if there is one. */
  readonly tick: ReactNode;
}

/**
 * How an element draws one number along its foot: a track, its interval as a bar, the estimate as a point, the reference
 * as a tick; dashes where there is no number, and how far the count has come where it is merely too small. Decoration for
 * the eye only: whoever uses it also writes the sentence. No element of its own, since a page of the ranking has hundreds.
 */
export function meterOf({ measured, unit, domain, reference }: MeterProps): MeterDrawing {
  if (measured.kind !== "measured") {
    const share = measured.kind === "insufficient" ? measured.n / Math.max(1, measured.needed) : 0;
    return { className: "meter-empty", style: places({ "--span": Math.min(1, share) }), tick: null };
  }
  const ends = domain ?? defaultDomain(unit);
  // No scale, no drawing; the line keeps its height so that rows stay level.
  if (!ends) return { className: "meter-none", tick: null };
  const at = position(measured.value, ends);
  const low = position(measured.low, ends);
  const bar = hasInterval(measured)
    ? { "--low": low, "--span": position(measured.high, ends) - low }
    : { "--span": 0 };
  return {
    className: "meter",
    style: places({ "--at": at, ...bar }),
    tick: reference ? (
      <i
        aria-hidden
        style={places({ "--at": position(reference.value, ends) })}
        title={`${reference.label}: ${formatValue(reference.value, unit)}`}
      />
    ) : null,
  };
}

/** The drawing by itself. */
export function Meter(props: MeterProps) {
  const { className, style, tick } = meterOf(props);
  return (
    <span aria-hidden className={className} style={style}>
      {tick}
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
