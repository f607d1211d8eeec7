import type { TimeWindow, WindowTally } from "~/domain/window-tally";
import { type Candidate, type HeldBy, judge, type Judgement } from "./judge";
import type { Tier, TierPolicy } from "./policy";
import { fillQuotas } from "./quota";
import type { Run, Standing } from "./standing";
import { clearlyMet, clearlyMissed, intervalOf, readingFor } from "./verdict";

/** What one window decides about one person. */
export interface Decision {
  readonly annotatorId: string;
  readonly window: TimeWindow;
  readonly policyVersion: number;
  /** The tier before; null where the person had none yet. */
  readonly fromTier: string | null;
  /** The tier the rules alone give. */
  readonly givenTier: string;
  /** The tier after the window: a demotion that needs a human is not made until one upholds it. */
  readonly toTier: string;
  /** The demotion that waits for a human. */
  readonly proposedTier: string | null;
  readonly outcome: "kept" | "promoted" | "demoted" | "proposed";
  readonly heldBy: HeldBy | null;
  /** Met the rules, but all places of the tier's quota went to others. */
  readonly displaced: boolean;
  /** The change rests on a value whose 95 % interval reaches across the bar: chance alone can explain it. */
  readonly noise: boolean;
  /** Windows in a row that call for a change, this one included. */
  readonly run: Run | null;
}

/**
 * The tiers of a roster after one window, one decision a candidate in the same order. The roster is everybody given:
 * quotas are shares of it. Decisions do not depend on the order of candidates.
 */
export function evaluateWindow(policy: TierPolicy, roster: readonly Candidate[]): readonly Decision[] {
  const judgements = roster.map((candidate) => judge(policy, candidate));
  const settled = fillQuotas(policy, roster, judgements);
  return roster.map((candidate, index) =>
    decisionOf(policy, candidate, judgements[index] as Judgement, settled[index] as number),
  );
}

/** As `evaluateWindow` for one person, with quotas left out: what the person's own readings come to. */
export function evaluate(policy: TierPolicy, candidate: Candidate): Decision {
  const judgement = judge(policy, candidate);
  return decisionOf(policy, candidate, judgement, judgement.target);
}

function decisionOf(
  policy: TierPolicy,
  { tally, standing }: Candidate,
  judgement: Judgement,
  settled: number,
): Decision {
  const { present, target } = judgement;
  const demotion = present !== -1 && settled > present;
  const waits = demotion && policy.humanReviewBeforeDemotion;
  const moved = present !== -1 && settled !== present;
  return {
    annotatorId: tally.annotatorId,
    window: tally.window,
    policyVersion: policy.version,
    fromTier: standing.tierId,
    givenTier: tierIdAt(policy, judgement.given),
    toTier: tierIdAt(policy, waits ? present : settled),
    proposedTier: waits ? tierIdAt(policy, settled) : null,
    outcome: waits ? "proposed" : demotion ? "demoted" : moved ? "promoted" : "kept",
    heldBy: judgement.heldBy,
    displaced: settled !== target,
    noise: moved && isNoise(policy, tally, present, settled),
    run: judgement.run,
  };
}

const tierIdAt = (policy: TierPolicy, index: number): string => (policy.tiers[index] as Tier).id;

/**
 * Whether chance alone can explain a move. A demotion: no rule of the tier that is lost is missed beyond its interval.
 * A promotion: the interval of at least one rule of the new tier reaches below the bar.
 */
function isNoise(policy: TierPolicy, tally: WindowTally, from: number, to: number): boolean {
  const rules = (policy.tiers[to > from ? from : to] as Tier).rules;
  const readings = rules.flatMap((rule) => {
    const reading = readingFor(tally, rule.metric);
    return reading === undefined ? [] : [{ rule, interval: intervalOf(reading) }];
  });
  return to > from
    ? !readings.some(({ rule, interval }) => clearlyMissed(interval, rule))
    : readings.some(({ rule, interval }) => !clearlyMet(interval, rule));
}

/** What a human made of a proposed demotion. */
export type Ruling = "upheld" | "refused" | "pending";

/**
 * Where the person stands after a decision. `ruling` is asked for only where a demotion was proposed; until it is
 * upheld the person keeps the tier, and the next window starts counting anew.
 */
export function standingAfter(decision: Decision, standing: Standing, ruling: Ruling): Standing {
  const { outcome, proposedTier, toTier, window } = decision;
  const upheld = outcome === "proposed" && ruling === "upheld";
  const moved = upheld || outcome === "promoted" || outcome === "demoted";
  const tierId = upheld ? proposedTier : toTier;
  const run = moved || outcome === "proposed" ? null : decision.run;
  if (!moved && tierId === standing.tierId && run === standing.run) return standing;
  const since = outcome === "promoted" ? window.to : standing.since;
  return { tierId, since, run, guaranteedTierId: standing.guaranteedTierId };
}
