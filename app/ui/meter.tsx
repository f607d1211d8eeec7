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
 * The drawing of one number: a track, its interval as a bar, the estimate as a point, the reference as a tick.
 * Decoration for the eye only: whoever uses it also writes the sentence.
 */
export function Meter({ measured, unit, domain, reference }: MeterProps) {
  const ends = domain ?? defaultDomain(unit);
  if (measured.kind !== "measured") return <EmptyTrack measured={measured} />;
  // No scale, no drawing; the line keeps its height so that rows stay level.
  if (!ends) return <span className="block h-2" />;
  const at = (value: number) => `${(position(value, ends) * 100).toFixed(2)}%`;
  const low = position(measured.low, ends);
  const high = position(measured.high, ends);
  return (
    <svg className="block h-2 w-full overflow-visible" aria-hidden="true" focusable="false">
      <line x1="0" x2="100%" y1="4" y2="4" stroke="var(--line)" strokeWidth="2" />
      {hasInterval(measured) ? (
        <rect
          x={at(measured.low)}
          y="2"
          width={`${((high - low) * 100).toFixed(2)}%`}
          height="4"
          rx="2"
          fill="var(--accent)"
          opacity="0.38"
        />
      ) : null}
      {reference ? (
        <line
          x1={at(reference.value)}
          x2={at(reference.value)}
          y1="-1"
          y2="9"
          stroke="var(--muted)"
          strokeWidth="1.5"
        >
          <title>{`${reference.label}: ${formatValue(reference.value, unit)}`}</title>
        </line>
      ) : null}
      <circle cx={at(measured.value)} cy="4" r="3" fill="var(--accent)" stroke="var(--surface)" />
    </svg>
  );
}

/** Dashes where there is no number; how far the count has come where it is merely too small. */
function EmptyTrack({ measured }: { readonly measured: Measured }) {
  const share = measured.kind === "insufficient" ? Math.min(1, measured.n / Math.max(1, measured.needed)) : 0;
  return (
    <svg className="block h-2 w-full" aria-hidden="true" focusable="false">
      <line x1="0" x2="100%" y1="4" y2="4" stroke="var(--line)" strokeWidth="2" strokeDasharray="2 3" />
      {share > 0 ? (
        <line
          x1="0"
          x2={`${(share * 100).toFixed(1)}%`}
          y1="4"
          y2="4"
          stroke="var(--edge)"
          strokeWidth="2"
          strokeDasharray="2 3"
        />
      ) : null}
    </svg>
  );
}

const defaultDomain = (unit: Unit): readonly [number, number] | undefined =>
  unit.kind === "ratio" || unit.kind === "share" ? [0, 1] : undefined;

function position(value: number, [from, to]: readonly [number, number]): number {
  if (to <= from) return 0;
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
