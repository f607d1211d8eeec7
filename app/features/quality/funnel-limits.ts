import { twoSidedZ } from "~/stats/normal";

const STEPS = 40;
const INNER = 0.95;
const OUTER = 0.998;

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

const deviationAt = (n: number, centre: number, tau: number): number =>
  Math.sqrt((centre * (1 - centre)) / n + tau * tau);

/**
 * The limits that chance alone keeps a share in at `n` trials: 95 % and 99.8 %, widened by a spread `tau` that all share.
 * Normal, as funnel plots are drawn (Spiegelhalter 2005).
 */
export function limitsAt(n: number, centre: number, tau = 0) {
  const at = (confidence: number, sign: 1 | -1) =>
    clamp(centre + sign * twoSidedZ(confidence) * deviationAt(n, centre, tau));
  return {
    n,
    innerLow: at(INNER, -1),
    innerHigh: at(INNER, 1),
    outerLow: at(OUTER, -1),
    outerHigh: at(OUTER, 1),
  };
}

/** Limits in even steps up to `most` trials. */
export const funnelLimits = (most: number, centre: number, tau = 0) =>
  Array.from({ length: STEPS }, (_, step) => limitsAt((most * (step + 1)) / STEPS, centre, tau));

/** Which limits a share lies beyond. */
export function beyondOf(share: number, n: number, centre: number): "none" | "inner" | "outer" {
  const { innerLow, innerHigh, outerLow, outerHigh } = limitsAt(n, centre);
  if (share < outerLow || share > outerHigh) return "outer";
  return share < innerLow || share > innerHigh ? "inner" : "none";
}
