import type { WindowTally } from "~/domain/window-tally";
import { accessOf, type Access, type AccessRow } from "./access";
import { NO_PAY, payChanges, totalPayChange } from "./pay-change";
import type { Decision, Ruling } from "./evaluate";
import { errorsOf, type RuleErrors } from "./rule-errors";
import type { Tier, TierPolicy } from "./policy";
import { replay, type ReplayedWindow, tierMix } from "./replay";
import { NEWCOMER, type Standing } from "./standing";
import { policyWindows } from "./windows";

/** A tier as it was in force: what it paid and opened. */
export interface ActualTier {
  readonly tierId: string;
  readonly payMultiplier: number;
  readonly premiumAccess: boolean;
}

/** What a simulation is made from. */
export interface SimulationInput {
  /** One policy to try, or the versions of one scope that take turns. */
  readonly policies: readonly TierPolicy[];
  readonly from: string;
  readonly to: string;
  /** Tallies of the windows that `simulationWindows` gives, in any order. */
  readonly tallies: readonly WindowTally[];
  /** The tier that was really in force for a person at an instant; null where none is known. */
  readonly actual?: (annotatorId: string, at: string) => ActualTier | null;
  /** What humans make of proposed demotions; without it all are upheld. */
  readonly ruling?: (decision: Decision) => Ruling;
}

export interface SimulatedWindow {
  readonly from: string;
  readonly to: string;
  readonly policyVersion: number;
  readonly tiers: Readonly<Record<string, number>>;
  readonly evaluatedCount: number;
  readonly insufficientCount: number;
  readonly promotionCount: number;
  readonly demotionCount: number;
  readonly proposalCount: number;
  readonly noisePromotionCount: number;
  readonly noiseDemotionCount: number;
}

/** Somebody who moves at least once under the policy, or ends in another tier than the one really held. */
export interface SimulatedPerson {
  readonly annotatorId: string;
  readonly fromTier: string;
  readonly toTier: string;
  /** The tier really held at the end; null where none is known. */
  readonly actualTier: string | null;
  readonly moveCount: number;
  /** The last move rests on a value whose interval reaches across the bar. */
  readonly noise: boolean;
  /** Pay under the policy less pay as it was; null where no pay is known, or in several currencies. */
  readonly payChangeMinor: number | null;
  readonly currency: string | null;
  readonly payReason: string | null;
  readonly premiumAccess: "gained" | "lost" | "same";
}

export interface Simulation {
  readonly policyVersion: number;
  readonly windows: readonly SimulatedWindow[];
  readonly people: readonly SimulatedPerson[];
  readonly access: Access;
  /** Change of everybody's pay by currency, minor units. */
  readonly payChangeMinor: Readonly<Record<string, number>>;
  readonly errors: RuleErrors | null;
  readonly replayed: readonly ReplayedWindow[];
}

/** The windows a simulation of these policies over a period is made of: what tallies are needed for. */
export const simulationWindows = (policies: readonly TierPolicy[], from: string, to: string) =>
  policyWindows(inForceFrom(policies, from), from, to);

/** A single policy is tried as if it had taken effect with the period; versions keep their dates. */
function inForceFrom(policies: readonly TierPolicy[], from: string): readonly TierPolicy[] {
  const [only, ...more] = policies;
  return only === undefined || more.length > 0 ? policies : [{ ...only, effectiveAt: from }];
}

/**
 * What would these policies have done to people over a period? Windows end to end from `from` on, the incomplete last
 * one left out; everybody starts in the tier really held then, or the lowest. Deterministic: the same input gives the
 * same output, whatever the order of tallies.
 */
export function simulate(input: SimulationInput): Simulation {
  const windows = simulationWindows(input.policies, input.from, input.to);
  const start = startingStandings(input);
  const { tallies, ruling } = input;
  const replayed = replay({ windows, tallies, start, ...(ruling === undefined ? {} : { ruling }) });
  const policy = (windows.at(-1)?.policy ?? input.policies.at(-1)) as TierPolicy;
  const rows = accessRows(input, replayed, start);
  return {
    policyVersion: policy.version,
    windows: replayed.map(windowSummary),
    people: moversOf(input, policy, replayed, start, rows),
    access: accessOf(rows),
    payChangeMinor: totalPayChange(rows),
    errors: errorsOf(policy, tallies),
    replayed,
  };
}

function startingStandings({ tallies, actual, from }: SimulationInput): ReadonlyMap<string, Standing> {
  if (actual === undefined) return new Map();
  const ids = new Set(tallies.map(({ annotatorId }) => annotatorId));
  return new Map(
    [...ids].flatMap((id) => {
      const tierId = actual(id, from)?.tierId;
      return tierId === undefined ? [] : [[id, { ...NEWCOMER, tierId, guaranteedTierId: tierId }] as const];
    }),
  );
}

function windowSummary(replayed: ReplayedWindow): SimulatedWindow {
  const { window, decisions } = replayed;
  const demotions = decisions.filter((decision) => isDemotion(decision, replayed));
  const promotions = decisions.filter(({ outcome }) => outcome === "promoted");
  return {
    from: window.from,
    to: window.to,
    policyVersion: window.policy.version,
    tiers: tierMix(replayed),
    evaluatedCount: decisions.length,
    insufficientCount: decisions.filter(({ heldBy }) => heldBy === "insufficient").length,
    promotionCount: promotions.length,
    demotionCount: demotions.length,
    proposalCount: decisions.filter(({ outcome }) => outcome === "proposed").length,
    noisePromotionCount: promotions.filter(({ noise }) => noise).length,
    noiseDemotionCount: demotions.filter(({ noise }) => noise).length,
  };
}

/** A demotion that was made: at once, or proposed and upheld. */
const isDemotion = (decision: Decision, { standings }: ReplayedWindow): boolean =>
  decision.outcome === "demoted" ||
  (decision.outcome === "proposed" && standings.get(decision.annotatorId)?.tierId === decision.proposedTier);

const tierById = (policy: TierPolicy, tierId: string | null): Tier =>
  (policy.tiers.find(({ id }) => id === tierId) ?? policy.tiers.at(-1)) as Tier;

/** For each window, and person on its roster: the tier in force meanwhile, really and under the policy. */
function accessRows(
  { actual }: SimulationInput,
  replayed: readonly ReplayedWindow[],
  start: ReadonlyMap<string, Standing>,
): readonly (readonly AccessRow[])[] {
  return replayed.map(({ window, roster }, index) => {
    const held = replayed[index - 1]?.standings ?? start;
    const rows: AccessRow[] = [];
    for (const tally of roster) {
      const simulated = tierById(window.policy, held.get(tally.annotatorId)?.tierId ?? null);
      rows.push({ tally, simulated, actual: actual?.(tally.annotatorId, window.from) ?? null });
    }
    return rows;
  });
}

function moversOf(
  { actual, to }: SimulationInput,
  policy: TierPolicy,
  replayed: readonly ReplayedWindow[],
  start: ReadonlyMap<string, Standing>,
  rows: readonly (readonly AccessRow[])[],
): readonly SimulatedPerson[] {
  const lowest = policy.tiers.at(-1)?.id ?? "";
  const moves = countMoves(replayed);
  const pay = payChanges(rows);
  const end = replayed.at(-1)?.standings ?? start;
  return [...end.keys()].sort().flatMap((annotatorId) => {
    const move = moves.get(annotatorId);
    const toTier = end.get(annotatorId)?.tierId ?? lowest;
    const real = actual?.(annotatorId, to) ?? null;
    if (move === undefined && (real === null || real.tierId === toTier)) return [];
    const [now, then] = [real?.premiumAccess ?? false, tierById(policy, toTier).premiumAccess];
    const { payChangeMinor, currency, reason } = pay.get(annotatorId) ?? NO_PAY;
    return [
      {
        annotatorId,
        fromTier: start.get(annotatorId)?.tierId ?? lowest,
        toTier,
        actualTier: real?.tierId ?? null,
        moveCount: move?.count ?? 0,
        noise: move?.noise ?? false,
        ...{ payChangeMinor, currency, payReason: reason },
        premiumAccess: now === then ? "same" : then ? "gained" : "lost",
      },
    ];
  });
}

/** How often each person moves, and whether the last move is noise. */
function countMoves(
  replayed: readonly ReplayedWindow[],
): ReadonlyMap<string, { readonly count: number; readonly noise: boolean }> {
  const moves = new Map<string, { readonly count: number; readonly noise: boolean }>();
  for (const window of replayed) {
    for (const decision of window.decisions) {
      if (decision.outcome !== "promoted" && !isDemotion(decision, window)) continue;
      const count = (moves.get(decision.annotatorId)?.count ?? 0) + 1;
      moves.set(decision.annotatorId, { count, noise: decision.noise });
    }
  }
  return moves;
}
