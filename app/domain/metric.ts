import type { Measured } from "./measured";
import type { Tallies } from "./tallies";

export type Unit = "ratio" | "factor" | "seconds" | "hours" | "minorPerHour" | "count";

/** A number with a definition: data that tables, charts, exports and the methodology page read, and one function. */
export interface MetricDefinition<Input extends keyof Tallies> {
  /** Saved in URLs and exports; never changes. */
  readonly id: string;
  readonly label: string;
  readonly family: "quality" | "time" | "pay" | "workload";
  readonly unit: Unit;
  /** Which direction is better for the annotator or the work; `none` where neither is. */
  readonly better: "higher" | "lower" | "none";
  readonly input: Input;
  readonly formula: string;
  readonly interval: string;
  /** Fewer than this and the number is `insufficient`. */
  readonly minN: number;
  readonly nUnit: string;
  readonly sources: readonly [string, ...string[]];
  readonly caveats: readonly string[];
  /** Why the number is unmeasured where the tally does not exist. */
  readonly absent: string;
  readonly n: (tally: NonNullable<Tallies[Input]>) => number;
  /** The value and its 95 % interval, or a sentence that says why there is none. Never called with n of 0. */
  readonly compute: (
    tally: NonNullable<Tallies[Input]>,
  ) => { readonly value: number; readonly low: number; readonly high: number } | string;
}

export interface Metric extends Omit<MetricDefinition<keyof Tallies>, "n" | "compute"> {
  readonly measure: (tallies: Tallies) => Measured;
  /** The same without the minimum n, for records that carry n and interval beside every value; needs n of 1. */
  readonly measureAny: (tallies: Tallies) => Measured;
}

/**
 * Turns a definition into a metric: no tally is `unmeasured`, fewer than `minN` is `insufficient`, and only then is
 * the formula asked. So no metric divides by nothing and none can return a fake zero.
 */
export function defineMetric<Input extends keyof Tallies>(definition: MetricDefinition<Input>): Metric {
  const { n: count, compute, ...data } = definition;
  const measureFrom = (needed: number, tallies: Tallies): Measured => {
    const tally = tallies[definition.input];
    if (tally === null) return { kind: "unmeasured", reason: definition.absent };
    const n = count(tally);
    if (n < needed) return { kind: "insufficient", n, needed };
    const computed = compute(tally);
    if (typeof computed === "string") return { kind: "unmeasured", reason: computed };
    return { kind: "measured", n, ...computed };
  };
  return {
    ...data,
    measure: (tallies) => measureFrom(definition.minN, tallies),
    measureAny: (tallies) => measureFrom(1, tallies),
  };
}
