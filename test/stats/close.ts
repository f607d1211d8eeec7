import { expect } from "vitest";

interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
}

/** Fails, naming the case, unless `actual` is within either tolerance of `expected`. NaN is close to nothing. */
export function expectClose(
  actual: number | null | undefined,
  expected: number,
  { relative = 0, absolute = 0 }: Tolerance,
  what: unknown = "",
): void {
  const gap = Math.abs((actual ?? NaN) - expected);
  const close = actual === expected || gap <= absolute || gap <= relative * Math.abs(expected);
  expect(close, `${JSON.stringify(what)}: ${actual} should be ${expected}`).toBe(true);
}

/** JSON has no infinity: `make.py` writes its name. */
export const number = (value: number | string | null): number => (value === null ? NaN : Number(value));
