/** Five steps of one colour; the darkest (in dark, the brightest) is the most. Step 0 is a measured none. */
export const HEAT_STEPS = 5;

export const heatColour = (step: number): string => `var(--heat-${step})`;

/** Bounds of the five steps: equal parts of the largest value, so that twice the colour is twice the value. */
export function heatBounds(values: readonly number[]): number[] {
  const largest = Math.max(0, ...values);
  return Array.from({ length: HEAT_STEPS }, (_, index) => (largest * (index + 1)) / HEAT_STEPS);
}

/** 0 for none, else the first step whose bound is not below the value. */
export function heatStep(value: number, bounds: readonly number[]): number {
  if (value <= 0) return 0;
  const step = bounds.findIndex((bound) => value <= bound * (1 + 1e-9));
  return step < 0 ? HEAT_STEPS : step + 1;
}
