import type { PolicyJson } from "~/tiers/policy";
import { type Calendar, DAY, iso } from "./calendar";
import type { Effects } from "./effects";
import type { Settled } from "./options";

/** The days of the programme on which the second and third version of its policy take effect. */
export function policyDays({ dayCount }: Calendar): readonly [number, number] {
  return [Math.round(dayCount * 0.65), Math.round(dayCount * 0.81)];
}

/**
 * The three policy versions of a programme. With nothing planted they decide on intervals with human review, bars only
 * ever ease, and each is announced a month ahead.
 */
export function programmePolicies(calendar: Calendar, { plant }: Settled, effects: Effects): PolicyJson[] {
  const [second, third] = policyDays(calendar);
  const ratchet = effects.planted.has("goalpost-ratchet");
  const step = (plant["goalpost-ratchet"] ?? 0) / 100;
  const top = topBar(plant["perfect-score-cliff"], plant["forced-ranking-quota"]);
  const bars = ratchet
    ? [top - 2 * step, top - step, top].map((bar) => ({
        top: round(bar),
        established: round(0.9 - (top - bar)),
      }))
    : [top, top, Math.min(top, round(top - 0.005))].map((bar) => ({ top: bar, established: 0.9 }));
  const version = (index: 0 | 1 | 2, name: string, effectiveDay: number, noticeDays: number): PolicyJson => ({
    version: index + 1,
    name,
    announced_at: iso(calendar.startMs + (effectiveDay - noticeDays) * DAY),
    effective_at: iso(calendar.startMs + effectiveDay * DAY),
    retroactive: noticeDays < 0,
    window_days: 28,
    minimum_gold: index === 0 ? 20 : 24,
    decide_on: unforgiving(effects) ? "point" : "interval",
    consecutive_windows: 1,
    human_review_before_demotion:
      !effects.planted.has("decision-without-human") && !effects.planted.has("forced-ranking-quota"),
    grace_days: index === 2 && !unforgiving(effects) ? 28 : 0,
    rank_by: "gold_accuracy",
    project_id: null,
    tiers: tiers(index, bars[index] ?? { top, established: 0.9 }, plant["forced-ranking-quota"], effects),
  });
  return [
    version(0, "Opening rules", -15, 30),
    version(1, "Spring rules", second, ratchet ? 5 : 30),
    version(2, "Summer rules", third, ratchet ? -6 : 30),
  ];
}

const unforgiving = ({ planted }: Effects): boolean =>
  planted.has("perfect-score-cliff") || planted.has("forced-ranking-quota");

/** A quota only bites where more people reach the bar than there are places. */
const topBar = (cliff: number | undefined, quota: number | undefined): number =>
  quota === undefined ? (cliff ?? 0.98) : 0.93;

function tiers(
  index: number,
  bars: { readonly top: number; readonly established: number },
  quota: number | undefined,
  effects: Effects,
): PolicyJson["tiers"] {
  const pace = effects.planted.has("speed-pressure-decay") && index > 0 ? [{ value: 1.3 - 0.1 * index }] : [];
  return [
    {
      id: "royalty",
      label: "Royalty",
      rules: [{ metric: "gold_accuracy", op: ">=", value: bars.top }],
      quota_share: quota ?? null,
      pay_multiplier: 1.25,
      premium_access: true,
    },
    {
      id: "established",
      label: "Established",
      rules: [
        { metric: "gold_accuracy", op: ">=", value: bars.established },
        ...pace.map(({ value }) => ({ metric: "handling_ratio", op: "<=" as const, value: round(value) })),
      ],
      quota_share: null,
      pay_multiplier: 1.1,
      premium_access: true,
    },
    {
      id: "standard",
      label: "Standard",
      rules: [],
      quota_share: null,
      pay_multiplier: 1,
      premium_access: false,
    },
  ];
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
