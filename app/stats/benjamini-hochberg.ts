import { requireProbability } from "./interval";

/**
 * Benjamini and Hochberg's adjusted p values (q values), in the order given: flagging all q < .05 keeps the expected
 * share of false flags among the flags below 5 %, for independent or positively dependent tests.
 * R `p.adjust(p, "BH")`. `family` is how many tests were made when some of their p values are not listed (those count
 * as 1); at least the number given. No p values give none. Throws a RangeError for a p outside [0, 1].
 * Benjamini and Hochberg 1995.
 */
export function benjaminiHochberg(pValues: readonly number[], family = pValues.length): number[] {
  return stepUp(pValues, family, 1);
}

/**
 * As `benjaminiHochberg`, valid under any dependence and more cautious by 1 + 1/2 + ... + 1/family.
 * R `p.adjust(p, "BY")`. Benjamini and Yekutieli 2001.
 */
export function benjaminiYekutieli(pValues: readonly number[], family = pValues.length): number[] {
  let harmonic = 0;
  for (let test = family; test >= 1; test--) harmonic += 1 / test;
  return stepUp(pValues, family, harmonic);
}

function stepUp(pValues: readonly number[], family: number, factor: number): number[] {
  if (!(Number.isInteger(family) && family >= pValues.length)) {
    throw new RangeError(`A family of ${family} tests cannot hold ${pValues.length} p values.`);
  }
  pValues.forEach(requireProbability);
  const order = Uint32Array.from(pValues, (_, index) => index);
  order.sort((one, other) => pValues[other]! - pValues[one]!);
  const adjusted = new Array<number>(pValues.length);
  let least = 1;
  order.forEach((index, position) => {
    const rank = pValues.length - position;
    least = Math.min(least, (pValues[index]! * factor * family) / rank);
    adjusted[index] = least;
  });
  return adjusted;
}
