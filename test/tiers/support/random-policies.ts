import type { Reading, WindowTally } from "~/domain/window-tally";
import type { Random } from "~/stats/random";
import type { PolicyJson } from "~/tiers/policy";
import type { NaiveReading, NaiveTally } from "./naive-replay";

const pick = <T>(values: readonly T[], random: Random): T =>
  values[Math.floor(random() * values.length)] as T;
const whole = (low: number, high: number, random: Random) => low + Math.floor(random() * (high - low + 1));

const BARS: Readonly<Record<string, { readonly ops: readonly string[]; readonly bars: readonly number[] }>> =
  {
    gold_accuracy: { ops: [">=", ">"], bars: [0.7, 0.8, 0.85, 0.9, 0.95, 0.98] },
    handling_ratio: { ops: ["<=", "<"], bars: [0.8, 0.9, 1, 1.1] },
    review_acceptance: { ops: [">=", ">"], bars: [0.5, 0.75, 0.9] },
    judgments: { ops: [">=", ">"], bars: [5, 20, 40] },
    rejection_rate: { ops: ["<=", "<"], bars: [0.05, 0.1, 0.2] },
  };

type Op = PolicyJson["tiers"][number]["rules"][number]["op"];

/** A policy of one to four tiers with rules of any kind: legal to read, not always wise. */
export function randomPolicy(version: number, effectiveAt: string, random: Random): PolicyJson {
  const tierCount = whole(1, 4, random);
  const rule = () => {
    const metric = pick(Object.keys(BARS), random);
    const { ops, bars } = BARS[metric]!;
    return { metric, op: pick(ops, random) as Op, value: pick(bars, random) };
  };
  return {
    version,
    name: `Random ${version}`,
    announced_at: "2025-01-01T00:00:00Z",
    effective_at: effectiveAt,
    retroactive: false,
    window_days: 28,
    minimum_gold: pick([0, 5, 20], random),
    decide_on: pick(["point", "interval"] as const, random),
    consecutive_windows: pick([1, 1, 2, 3], random),
    consecutive_windows_apply_to: pick(["demotions", "changes"] as const, random),
    human_review_before_demotion: random() < 0.4,
    grace_days: pick([0, 0, 30, 60], random),
    grandfather_days: pick([0, 0, 40], random),
    rank_by: pick(["gold_accuracy", "gold_accuracy", "handling_ratio"], random),
    project_id: null,
    tiers: Array.from({ length: tierCount }, (_, index) => ({
      id: `tier-${index}`,
      label: `Tier ${index}`,
      rules: index === tierCount - 1 ? [] : Array.from({ length: whole(1, 3, random) }, rule),
      quota_share: index < tierCount - 1 && random() < 0.3 ? pick([0.1, 0.2, 0.34], random) : null,
      pay_multiplier: 1 + 0.1 * (tierCount - index),
      premium_access: index === 0,
    })),
  };
}

/** Readings of one person in one window; some metrics are missing, some empty, many exactly on a bar. */
export function randomTally(
  annotatorId: string,
  window: { readonly from: string; readonly to: string },
  random: Random,
): WindowTally {
  const readings: Record<string, Reading> = {};
  if (random() < 0.9) {
    const n = pick([0, 3, 10, 20, 20, 40, 50, 100], random);
    const successes = Math.round(n * pick([0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1], random));
    readings.gold_accuracy = { kind: "share", successes, n };
  }
  if (random() < 0.8) {
    const value = pick([0.7, 0.8, 0.9, 0.95, 1, 1.1, 1.3], random);
    const width = pick([0, 0.05, 0.2], random);
    readings.handling_ratio = { kind: "estimate", value, low: value - width, high: value + width, n: 30 };
  }
  if (random() < 0.6) {
    const n = whole(1, 12, random);
    readings.review_acceptance = { kind: "share", successes: whole(0, n, random), n };
  }
  const judgments = whole(1, 60, random);
  readings.judgments = { kind: "count", value: judgments, n: judgments };
  if (random() < 0.7) {
    readings.rejection_rate = {
      kind: "share",
      successes: whole(0, Math.min(judgments, 6), random),
      n: judgments,
    };
  }
  return {
    ...{ annotatorId, projectId: null, window, readings },
    pay: { minor: whole(0, 20_000, random), currency: "USD" },
    workedSec: whole(0, 40_000, random),
    availableSec: whole(0, 50_000, random),
    premiumOfferCount: whole(0, 5, random),
  };
}

/** The same for the naive implementation. */
export function naiveTally({ annotatorId, readings }: WindowTally): NaiveTally {
  const naive: Record<string, NaiveReading> = {};
  for (const [metric, reading] of Object.entries(readings)) {
    if (reading === undefined) continue;
    naive[metric] =
      reading.kind === "share"
        ? { x: reading.successes, n: reading.n, value: reading.n === 0 ? NaN : reading.successes / reading.n }
        : reading.kind === "estimate"
          ? { value: reading.value, n: reading.n, low: reading.low, high: reading.high }
          : { value: reading.value, n: reading.n };
  }
  return { id: annotatorId, readings: naive };
}
