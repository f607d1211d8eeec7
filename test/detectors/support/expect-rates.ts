import { expect, it } from "vitest";
import { ratesOf, SIMULATIONS } from "./simulations";

/** The simulations of one detector with few draws: the whole table is `test/bench/detectors.md`. */
export function expectRates(detector: string, nulls = 40, planted = 20): void {
  const own = SIMULATIONS.filter((simulation) => simulation.detector === detector);
  it.each(own.map((simulation) => [simulation.size, simulation.planted, simulation] as const))(
    "seldom flags chance at %s, and finds: %s",
    (_size, _planted, simulation) => {
      const rates = ratesOf(simulation, nulls, planted);
      expect(rates.falseAlarms).toBeLessThanOrEqual(0.075);
      expect(rates.found).toBeGreaterThanOrEqual(0.8);
    },
  );
}
