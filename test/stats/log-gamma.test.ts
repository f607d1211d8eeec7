import { describe, expect, it } from "vitest";
import {
  digamma,
  logGamma,
  logRisingFactorial,
  poissonDeviance,
  stirlingRemainder,
  trigamma,
} from "~/stats/log-gamma";
import reference from "../reference/stats/log-gamma.json";
import { expectClose } from "./close";

describe("log-gamma and its kin", () => {
  it("agree with mpmath at 40 digits", () => {
    for (const row of reference.rows) {
      expectClose(logGamma(row.x), row.log_gamma, { relative: 1e-13, absolute: 1e-15 }, row);
      expectClose(digamma(row.x), row.digamma, { relative: 1e-13, absolute: 1e-14 }, row);
      expectClose(trigamma(row.x), row.trigamma, { relative: 1e-13 }, row);
      expectClose(stirlingRemainder(row.x), row.stirling, { relative: 1e-13, absolute: 1e-14 }, row);
    }
  });

  it("keeps the digits of a rising factorial where the difference of two log-gammas has lost them", () => {
    for (const row of reference.rows) {
      expectClose(logRisingFactorial(row.x, row.n), row.log_rising, { relative: 1e-12 }, row);
    }
    const plain = logGamma(1e9 + 9) - logGamma(1e9);
    const exact = 9 * Math.log(1e9) + 36 / 1e9;
    expect(Math.abs(plain - exact)).toBeGreaterThan(1e-7);
    expectClose(logRisingFactorial(1e9, 9), exact, { relative: 1e-14 });
  });

  it("does not overflow in a short product of large numbers", () => {
    expectClose(logRisingFactorial(1e200, 8), 8 * Math.log(1e200), { relative: 1e-14 });
  });

  it("gives the Poisson deviance, exact near its least", () => {
    for (const { n, x, deviance } of reference.rows) {
      expectClose(poissonDeviance(n, x), deviance, { relative: 1e-12 }, [n, x]);
    }
    expect(poissonDeviance(0, 3)).toBe(3);
    expect(poissonDeviance(7, 7)).toBe(0);
  });
});
