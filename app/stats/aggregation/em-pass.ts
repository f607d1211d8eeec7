import { passOfAny } from "./em-pass-general";
import { passOf2, passOf3, passOf4, passOf5 } from "./em-pass-unrolled";
import type { EmTables, PassResult } from "./em-tables";

/**
 * One pass over the items: expectation, and the weights the next maximisation needs, fused so that posteriors are still
 * at hand when they are added up. Chances are multiplied rather than their logarithms added, which saves a logarithm a
 * cell and an exponential a class and item.
 */
export function emPass(tables: EmTables): PassResult {
  tables.weight.fill(0);
  tables.classWeight.fill(0);
  const result = { logLikelihood: 0, change: 0 };
  switch (tables.classCount) {
    case 2:
      return passOf2(tables, result);
    case 3:
      return passOf3(tables, result);
    case 4:
      return passOf4(tables, result);
    case 5:
      return passOf5(tables, result);
    default:
      return passOfAny(tables, result);
  }
}
