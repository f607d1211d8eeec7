import fc from "fast-check";

/** A tally of whole counts with at least one trial. */
export const tallyOfWhole = fc
  .integer({ min: 1, max: 5_000 })
  .chain((trials) =>
    fc.record({ successes: fc.integer({ min: 0, max: trials }), trials: fc.constant(trials) }),
  );

/** A tally of fractional counts, from the very small on. */
export const tallyOfFractions = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }))
  .map(([share, trials]) => ({ successes: Math.min(trials, share * trials), trials }));

export const confidence = fc.double({ min: 0.5, max: 0.999, noNaN: true });

export const probability = fc.double({ min: 0, max: 1, noNaN: true });

/** Amounts of 0 or more, at least one of them above 0. */
export const amounts = fc
  .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 })
  .filter((values) => values.some((value) => value > 1e-3));
