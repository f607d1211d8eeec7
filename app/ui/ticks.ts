import { dateParts, formatCompact, formatPercent, formatSeconds, formatValue, type Unit } from "./format";
import { conventions } from "./conventions";

export interface Tick {
  readonly value: number;
  readonly label: string;
  /** Steps aside where the chart is narrow. */
  readonly wide?: boolean;
}

/** Round numbers within [low, high], about `count` steps of 1, 2, 2.5 or 5 times a power of ten apart. */
export function roundSteps(low: number, high: number, count = 5): number[] {
  if (!(high > low)) return [low];
  // A domain widened to whole steps has two of them more at the most.
  const candidates = stepsFrom((high - low) / (count + 2));
  const ending = candidates.find((step) => divides(step, low) && divides(step, high));
  const step = ending ?? roundStep(low, high, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** The round steps from this size on, smallest first. */
function stepsFrom(least: number): number[] {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 2.5, 5, 10, 20].map((factor) => factor * power).filter((step) => step >= least * (1 - 1e-9));
}

const roundStep = (low: number, high: number, count: number): number => {
  const rough = (high - low) / count;
  return stepsFrom(rough)[0] ?? rough;
};

const divides = (step: number, value: number): boolean =>
  Math.abs(value / step - Math.round(value / step)) < 1e-6;

/** The domain widened to whole steps, so that no mark touches the frame and a tick stands at each end. */
export function roundDomain(low: number, high: number, count = 5): readonly [number, number] {
  if (!(high > low)) return low === 0 ? [0, 1] : [low - Math.abs(low) / 10, low + Math.abs(low) / 10];
  const step = roundStep(low, high, count);
  return [
    Number((Math.floor(low / step + 1e-9) * step).toPrecision(12)),
    Number((Math.ceil(high / step - 1e-9) * step).toPrecision(12)),
  ];
}

/** How a value is written on an axis: short. */
export function axisText(value: number, unit: Unit, locale: string = conventions().locale): string {
  if (unit.kind === "count") return formatCompact(value, locale);
  if (unit.kind === "ratio" || unit.kind === "share") return formatPercent(value, locale);
  if (unit.kind === "seconds") return formatSeconds(value, locale);
  if (unit.kind === "hours" || unit.kind === "money") {
    return formatValue(value, unit, locale).replace(/\.0+(?!\d)/, "");
  }
  if (unit.kind === "number" && Number.isInteger(value)) return formatCompact(value, locale);
  return formatValue(value, unit, locale);
}

export function linearTicks(domain: readonly [number, number], unit: Unit, count = 5): Tick[] {
  const steps =
    unit.kind === "count"
      ? roundSteps(...domain, count).filter(Number.isInteger)
      : roundSteps(...domain, count);
  if (unit.kind === "ratio" || unit.kind === "share") {
    const digits = digitsOf(steps, 0.01);
    return steps.map((value) => ({ value, label: formatPercent(value, conventions().locale, digits) }));
  }
  const shown =
    unit.kind === "number" ? { ...unit, digits: Math.max(unit.digits ?? 2, digitsOf(steps, 1)) } : unit;
  return steps.map((value) => ({ value, label: axisText(value, shown) }));
}

/** As many digits as it takes to write the steps of an axis as they are, in units of `one`: 92.5 % is not 93 %. */
function digitsOf(steps: readonly number[], one: number): number {
  if (steps.length < 2) return 0;
  const isWhole = (digits: number) => steps.every((value) => divides(one * 10 ** -digits, value));
  return [0, 1, 2, 3].find(isWhole) ?? 4;
}

/** Times that people think in, for a log axis of seconds: few for a wide range, more for a narrow one. */
const SECOND_STEPS = [0.1, 0.3, 1, 3, 10, 30, 60, 180, 600, 1800, 3600, 10_800, 36_000, 86_400];
const FINE_SECOND_STEPS = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18_000, 36_000, 86_400,
];

export function logTicks([low, high]: readonly [number, number], unit: Unit): Tick[] {
  const within = (steps: readonly number[]) =>
    steps.filter((value) => value >= low * 0.999 && value <= high * 1.001);
  const coarse = within(unit.kind === "seconds" ? SECOND_STEPS : decades(low, high));
  const values = unit.kind === "seconds" && coarse.length < 4 ? within(FINE_SECOND_STEPS) : coarse;
  return values.map((value, index) => ({
    value,
    label: axisText(value, unit),
    wide: values.length > 3 && index % 2 === 1,
  }));
}

function decades(low: number, high: number): number[] {
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const powers = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  return powers.length > 3 ? powers : powers.flatMap((power) => [power, 2 * power, 5 * power]);
}

const DAY_MS = 86_400_000;

/** Days, weeks, months or hours, whichever gives about seven labels; all in UTC. */
export function timeTicks([from, to]: readonly [number, number]): Tick[] {
  const days = (to - from) / DAY_MS;
  const values = days > 100 ? monthStarts(from, to, days) : evenTimes(from, to, timeStep(days));
  const label = (value: number): string => {
    const { day, month, year, time } = dateParts(value);
    if (days > 400) return `${month} ${year}`;
    return days <= 3 && time !== "00:00" ? time : `${day} ${month}`;
  };
  return values.map((value, index) => ({ value, label: label(value), wide: index % 2 === 1 }));
}

function timeStep(days: number): number {
  const hours = [1, 2, 3, 6, 12].map((hour) => hour / 24);
  const steps = [...(days <= 3 ? hours : []), 1, 2, 7, 14, 28];
  return (steps.find((step) => days / step <= 8) ?? 28) * DAY_MS;
}

function evenTimes(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}

function monthStarts(from: number, to: number, days: number): number[] {
  const every = Math.max(1, Math.ceil(days / 30 / 8));
  const start = new Date(from);
  const values: number[] = [];
  for (let month = 1; ; month += every) {
    const value = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1);
    if (value > to) return values;
    values.push(value);
  }
}
