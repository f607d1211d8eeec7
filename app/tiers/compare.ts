import type { Simulation } from "./simulate";

/** Somebody whom two policies would leave in different tiers. */
export interface ComparedPerson {
  readonly annotatorId: string;
  readonly oneTier: string;
  readonly otherTier: string;
}

/** Two simulations over the same period side by side. */
export interface Comparison {
  readonly one: ComparedTotals;
  readonly other: ComparedTotals;
  readonly peopleApart: readonly ComparedPerson[];
}

export interface ComparedTotals {
  readonly policyVersion: number;
  /** Tiers at the end. */
  readonly tiers: Readonly<Record<string, number>>;
  readonly promotionCount: number;
  readonly demotionCount: number;
  readonly noiseDemotionCount: number;
  /** Change of pay by currency, minor units. */
  readonly payChangeMinor: Readonly<Record<string, number>>;
  readonly topDecileShare: number | null;
}

/** Sets two simulations beside each other: totals, and who ends in another tier. Both must be of the same period. */
export function compareSimulations(one: Simulation, other: Simulation): Comparison {
  const [first, second] = [endTiers(one), endTiers(other)];
  const ids = [...new Set([...first.keys(), ...second.keys()])].sort();
  return {
    one: totalsOf(one),
    other: totalsOf(other),
    peopleApart: ids.flatMap((annotatorId) => {
      const oneTier = first.get(annotatorId) ?? lowestOf(one);
      const otherTier = second.get(annotatorId) ?? lowestOf(other);
      return oneTier === otherTier ? [] : [{ annotatorId, oneTier, otherTier }];
    }),
  };
}

const lastPolicy = ({ replayed }: Simulation) => replayed.at(-1)?.window.policy;
const lowestOf = (simulation: Simulation): string => lastPolicy(simulation)?.tiers.at(-1)?.id ?? "";

function endTiers(simulation: Simulation): ReadonlyMap<string, string> {
  const standings = simulation.replayed.at(-1)?.standings ?? new Map<string, { tierId: string | null }>();
  return new Map([...standings].map(([id, { tierId }]) => [id, tierId ?? lowestOf(simulation)]));
}

function totalsOf(simulation: Simulation): ComparedTotals {
  const sum = (count: (window: Simulation["windows"][number]) => number) =>
    simulation.windows.reduce((total, window) => total + count(window), 0);
  return {
    policyVersion: simulation.policyVersion,
    tiers: simulation.windows.at(-1)?.tiers ?? {},
    promotionCount: sum((window) => window.promotionCount),
    demotionCount: sum((window) => window.demotionCount),
    noiseDemotionCount: sum((window) => window.noiseDemotionCount),
    payChangeMinor: simulation.payChangeMinor,
    topDecileShare: simulation.access.topDecileShareAfter,
  };
}
