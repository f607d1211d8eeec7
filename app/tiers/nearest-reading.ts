import type { Reading } from "~/domain/window-tally";
import type { Rule } from "./policy";
import { ruleMetric } from "./rule-metrics";

/**
 * The reading closest to `from` that `suits`, moved towards (or away from) what the rule asks for. A share moves by
 * whole successes at the same n; a count by whole ones where it counts things; another value by as little as can be
 * told apart, its interval in proportion. Null where no value of the metric suits.
 */
export function nearestReading(
  from: Reading,
  rule: Rule,
  better: boolean,
  suits: (reading: Reading) => boolean,
): Reading | null {
  const upwards = (rule.op === ">=" || rule.op === ">") === better;
  if (from.kind === "share") return nearestShare(from, upwards, suits);
  const [least, most] = ruleMetric(rule.metric)?.range ?? [-Infinity, Infinity];
  const whole = from.kind === "count" && ruleMetric(rule.metric)?.unit === "count";
  return nearestValue(from, rule, upwards, whole, (reading) =>
    reading.value >= least && reading.value <= most ? suits(reading) : false,
  );
}

type Share = Extract<Reading, { kind: "share" }>;
type Valued = Exclude<Reading, Share>;

function nearestShare(from: Share, upwards: boolean, suits: (reading: Reading) => boolean): Reading | null {
  const room = upwards ? from.n - from.successes : from.successes;
  const moved = (by: number): Share => ({ ...from, successes: from.successes + (upwards ? by : -by) });
  let low = 1;
  let high = Math.floor(room) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (suits(moved(middle))) high = middle;
    else low = middle + 1;
  }
  return low <= room && suits(moved(low)) ? moved(low) : null;
}

/** Candidates: the bar itself, just beyond it, and where an interval's end comes to the bar or just beyond. */
function nearestValue(
  from: Valued,
  rule: Rule,
  upwards: boolean,
  whole: boolean,
  suits: (reading: Valued) => boolean,
): Reading | null {
  const aims = [rule.value, ...intervalAims(from, rule.value)];
  const values = aims.flatMap((aim) => (whole ? wholeAround(aim) : finelyAround(aim)));
  const reachable = values
    .filter((value) => (upwards ? value > from.value : value < from.value))
    .sort((one, other) => Math.abs(one - from.value) - Math.abs(other - from.value));
  for (const value of reachable) {
    const reading = moveTo(from, value);
    if (suits(reading)) return reading;
  }
  return null;
}

/** Values at which the low or the high end of the scaled interval meets the bar. */
function intervalAims(from: Valued, bar: number): readonly number[] {
  if (from.kind === "count") return [];
  return [from.low, from.high].flatMap((end) => (end === 0 ? [] : [(from.value * bar) / end]));
}

const wholeAround = (aim: number): readonly number[] => [
  Math.floor(aim) - 1,
  Math.floor(aim),
  Math.ceil(aim),
  Math.ceil(aim) + 1,
];

function finelyAround(aim: number): readonly number[] {
  const step = Math.max(1e-6, Math.abs(aim) * 1e-6);
  return [aim - step, aim, aim + step];
}

function moveTo(from: Valued, value: number): Valued {
  if (from.kind === "count") return { ...from, value };
  if (from.value === 0) return { ...from, value, low: from.low + value, high: from.high + value };
  const scale = value / from.value;
  const ends = [from.low * scale, from.high * scale].sort((one, other) => one - other);
  return { ...from, value, low: ends[0] ?? value, high: ends[1] ?? value };
}
