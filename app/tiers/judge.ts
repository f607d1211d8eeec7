import type { WindowTally } from "~/domain/window-tally";
import type { TierPolicy } from "./policy";
import type { Run, Standing } from "./standing";
import { goldCount, reads, stateOf, verdictOf, type TierState, type Verdict } from "./verdict";

/** One person in one window: what was measured, and where the person stood before. */
export interface Candidate {
  readonly tally: WindowTally;
  readonly standing: Standing;
}

/**
 * Why a person keeps a tier whose rules are not all met, or does not yet get another. `insufficient`: too little was
 * measured; `interval`: the estimate misses the bar but its interval reaches it; `grace`: too soon after joining or a
 * promotion; `grandfathered`: held when the version took effect; `consecutive`: not enough windows in a row yet.
 */
export type HeldBy = "insufficient" | "interval" | "grace" | "grandfathered" | "consecutive";

/** What one person's own readings come to, before quotas. Tiers are indices, 0 the highest. */
export interface Judgement {
  /** One list a tier, one verdict a rule. */
  readonly verdicts: readonly (readonly Verdict[])[];
  readonly ladder: readonly TierState[];
  /** The tier held so far; -1 where the policy does not know it. */
  readonly present: number;
  /** What the rules alone give. */
  readonly given: number;
  /** What they give after grace, grandfathering and consecutive windows. */
  readonly target: number;
  readonly heldBy: HeldBy | null;
  readonly run: Run | null;
}

const DAY_MS = 86_400_000;

/**
 * What do a person's own readings come to under a policy? The first tier whose rules are all met, if that is a
 * promotion; else the present tier, or the first below it that is not lost. Less gold than the policy's minimum, in a
 * policy that reads gold accuracy, keeps the present tier.
 */
export function judge(policy: TierPolicy, { tally, standing }: Candidate): Judgement {
  const verdicts = policy.tiers.map((tier) =>
    tier.rules.map((rule) => verdictOf(rule, tally, policy.decideOn)),
  );
  const ladder = verdicts.map(stateOf);
  const lowest = policy.tiers.length - 1;
  const present = standing.tierId === null ? lowest : indexOfTier(policy, standing.tierId);
  if (reads(policy, "gold_accuracy") && goldCount(tally) < Math.max(1, policy.minimumGold)) {
    const kept = present === -1 ? lowest : present;
    return { verdicts, ladder, present, given: kept, target: kept, heldBy: "insufficient", run: null };
  }
  const given = landing(ladder, present);
  if (present === -1 || given === present) {
    return {
      verdicts,
      ladder,
      present,
      given,
      target: given,
      heldBy: doubt(verdicts[given] ?? []),
      run: null,
    };
  }
  return { verdicts, ladder, present, given, ...restrain(policy, tally, standing, present, given) };
}

/** What keeps a person in a tier whose rules are neither all met nor missed. */
function doubt(verdicts: readonly Verdict[]): HeldBy | null {
  if (verdicts.includes("unclear")) return "interval";
  return verdicts.includes("unmeasured") ? "insufficient" : null;
}

/** The index of a tier by its id; -1 where the policy has none such. */
export const indexOfTier = (policy: TierPolicy, tierId: string): number =>
  policy.tiers.findIndex((tier) => tier.id === tierId);

function landing(ladder: readonly TierState[], present: number): number {
  const reached = ladder.indexOf("held");
  if (present === -1 || (reached !== -1 && reached < present))
    return reached === -1 ? ladder.length - 1 : reached;
  const kept = ladder.findIndex((state, index) => index >= present && state !== "lost");
  return kept === -1 ? ladder.length - 1 : kept;
}

type Restrained = Pick<Judgement, "target" | "heldBy" | "run">;

function restrain(
  policy: TierPolicy,
  tally: WindowTally,
  standing: Standing,
  present: number,
  given: number,
): Restrained {
  if (given < present) {
    if (policy.consecutiveWindowsApplyTo === "demotions") return { target: given, heldBy: null, run: null };
    return awaitWindows(policy, standing.run, "up", present, given);
  }
  if (within(standing.since, policy.graceDays, tally.window.to)) {
    return { target: present, heldBy: "grace", run: null };
  }
  const fallen = Math.min(given, guarantee(policy, standing, tally.window.to));
  if (fallen <= present) return { target: present, heldBy: "grandfathered", run: null };
  return awaitWindows(policy, standing.run, "down", present, fallen);
}

/** The lowest tier a person who held one when the version took effect can fall to. */
function guarantee(policy: TierPolicy, { guaranteedTierId }: Standing, at: string): number {
  if (guaranteedTierId === null || !within(policy.effectiveAt, policy.grandfatherDays, at)) return Infinity;
  const index = indexOfTier(policy, guaranteedTierId);
  return index === -1 ? Infinity : index;
}

function within(since: string | null, days: number, at: string): boolean {
  return since !== null && days > 0 && Date.parse(at) < Date.parse(since) + days * DAY_MS;
}

/** Counts windows in a row until there are enough; the mildest of the latest is what happens then. */
function awaitWindows(
  policy: TierPolicy,
  last: Run | null,
  direction: Run["direction"],
  present: number,
  given: number,
): Restrained {
  const earlier = last?.direction === direction ? last.tierIds : [];
  const tierIds = [...earlier, policy.tiers[given]?.id ?? ""].slice(-policy.consecutiveWindows);
  const run = { direction, tierIds };
  if (tierIds.length < policy.consecutiveWindows) return { target: present, heldBy: "consecutive", run };
  const calls = tierIds.map((id) => indexOfTier(policy, id)).filter((index) => index !== -1);
  return { target: direction === "down" ? Math.min(...calls) : Math.max(...calls), heldBy: null, run };
}
