import type { Evidence, OfferedBatch, PolicyTier, TierPolicyRecord } from "~/domain/evidence";
import { fitBetaBinomial, probabilityAtLeast, shrink, type BetaPrior } from "~/stats/beta-binomial";
import { median, quantile } from "~/stats/quantiles";
import { tallyGold, type AnnotatorTally } from "./gold";
import { groupBy } from "./group";
import { accuracyBar, lowestTier, policyInForce, tierTimeline, type TierAt } from "./tiers";

const BLOCK_SEC = 28 * 86_400;

export type AllocationEvidence = Pick<Evidence, "allocation" | "goldDays" | "policies" | "tierChanges">;

/** The people who could have had the premium work of one project in one week, with their chances. */
export interface Stratum {
  readonly project: string;
  readonly week: number;
  readonly annotators: readonly string[];
  /** Available hours times the posterior chance of truly meeting the bar; what a lottery among those who pass gives. */
  readonly weights: Float64Array;
  readonly hours: Float64Array;
  readonly total: number;
}

export interface ProjectSkill {
  readonly bar: number;
  readonly prior: BetaPrior;
  readonly tallies: ReadonlyMap<string, AnnotatorTally>;
  readonly passes: ReadonlyMap<string, number>;
}

export interface Expectation {
  readonly premium: readonly OfferedBatch[];
  readonly ordinary: readonly OfferedBatch[];
  readonly stratumOf: (batch: OfferedBatch) => Stratum | null;
  readonly skills: ReadonlyMap<string, ProjectSkill>;
  readonly tierAt: TierAt;
  /** The highest tier of the policy in force. */
  readonly isTop: (annotator: string, project: string, at: number) => boolean;
  /** Tiers that the policy in force gives access to premium work; the highest where it gives it to none or to all. */
  readonly hasAccess: (annotator: string, project: string, at: number) => boolean;
}

/** Several detectors and figures ask the same of the same evidence; what was made goes when the evidence does. */
const made = new WeakMap<Evidence["allocation"], { from: AllocationEvidence; expectation: Expectation }>();

/**
 * What a lottery of premium work among all who truly pass would have given: available hours times the posterior chance
 * of meeting the accuracy bar, by project and week. A batch is premium where it is marked so; where nothing is marked,
 * where its pay per estimated hour is in the top fifth of its project within 28 days.
 */
export function expectPremium({
  allocation,
  goldDays,
  policies,
  tierChanges,
}: AllocationEvidence): Expectation {
  const known = made.get(allocation);
  const isKnown =
    known?.from.goldDays === goldDays &&
    known.from.policies === policies &&
    known.from.tierChanges === tierChanges;
  if (known && isKnown) return known.expectation;
  const from = { allocation, goldDays, policies, tierChanges };
  const expectation = expectationFrom(from);
  made.set(allocation, { from, expectation });
  return expectation;
}

function expectationFrom(evidence: AllocationEvidence): Expectation {
  const { allocation, policies, tierChanges } = evidence;
  const lowest = lowestTier(policies.at(-1) ?? null);
  const tierAt = tierTimeline(tierChanges, lowest);
  const skills = projectSkills(evidence);
  const isPremium = premiumTest(allocation.batches);
  const strata = new Map<string, Stratum | null>();
  const hours = groupBy(allocation.hours, ({ week }) => week);
  const members = projectMembers(evidence);
  const stratumOf = ({ project, week }: OfferedBatch): Stratum | null => {
    const key = `${week} ${project}`;
    const known = strata.get(key);
    if (known !== undefined) return known;
    const stratum = makeStratum(
      project,
      week,
      hours.get(week) ?? [],
      members.get(project),
      skills.get(project),
    );
    strata.set(key, stratum);
    return stratum;
  };
  return {
    premium: allocation.batches.filter((batch) => isPremium(batch) && batch.offerees.length > 0),
    ordinary: allocation.batches.filter((batch) => !isPremium(batch) && batch.offerees.length > 0),
    stratumOf,
    skills,
    tierAt,
    isTop: membership(policies, tierAt, (policy) => policy.tiers.slice(0, 1)),
    hasAccess: membership(policies, tierAt, (policy) => {
      const access = policy.tiers.filter((tier) => tier.premiumAccess);
      return access.length > 0 && access.length < policy.tiers.length ? access : policy.tiers.slice(0, 1);
    }),
  };
}

function membership(
  policies: Evidence["policies"],
  tierAt: TierAt,
  chosen: (policy: TierPolicyRecord) => readonly PolicyTier[],
): Expectation["isTop"] {
  const sets = new Map<number, ReadonlySet<string>>();
  return (annotator, project, at) => {
    const policy = policyInForce(policies, project, at) ?? policies[0];
    if (!policy) return false;
    let tiers = sets.get(policy.version);
    if (!tiers) {
      tiers = new Set(chosen(policy).map(({ id }) => id));
      sets.set(policy.version, tiers);
    }
    return tiers.has(tierAt(annotator, project, at));
  };
}

/** Which batches count as premium: those marked so; where nothing is marked, the top fifth of pay per estimated hour. */
export function premiumTest(batches: readonly OfferedBatch[]): (batch: OfferedBatch) => boolean {
  const bounds = new Map<string, number | null>();
  const keyOf = ({ project, at }: OfferedBatch) => `${Math.floor(at / BLOCK_SEC)} ${project}`;
  const marked = new Set(batches.filter(({ premium }) => premium !== null).map(({ project }) => project));
  for (const [key, own] of groupBy(batches, keyOf)) {
    const pay = own.flatMap(({ hourlyMinor }) => (hourlyMinor === null ? [] : [hourlyMinor]));
    bounds.set(key, quantile(pay, 0.8));
  }
  return (batch) => {
    if (batch.premium !== null) return batch.premium;
    if (marked.has(batch.project) || batch.hourlyMinor === null) return false;
    const bound = bounds.get(keyOf(batch)) ?? null;
    return bound !== null && batch.hourlyMinor > bound * (1 + 1e-9);
  };
}

/** People with gold, or an offer, in a project: who could have been given its premium work. */
function projectMembers({
  allocation,
  goldDays,
}: AllocationEvidence): ReadonlyMap<string, ReadonlySet<string>> {
  const members = new Map<string, Set<string>>();
  const of = (project: string) => {
    const own = members.get(project) ?? new Set<string>();
    members.set(project, own);
    return own;
  };
  for (const { project, offerees } of allocation.batches) {
    const own = of(project);
    for (const annotator of offerees) own.add(annotator);
  }
  for (let row = 0; row < goldDays.day.length; row++) {
    const annotator = goldDays.annotators[goldDays.person[row] ?? 0];
    if (annotator !== undefined) of(goldDays.projects[goldDays.project[row] ?? 0] ?? "").add(annotator);
  }
  return members;
}

function projectSkills({
  allocation,
  goldDays,
  policies,
}: AllocationEvidence): ReadonlyMap<string, ProjectSkill> {
  const skills = new Map<string, ProjectSkill>();
  for (const [project, batches] of groupBy(allocation.batches, (batch) => batch.project)) {
    const tallies = tallyGold(goldDays, project);
    const prior = fitBetaBinomial(
      [...tallies.values()].map(({ correct, total }) => ({ successes: correct, trials: total })),
    );
    if (!prior) continue;
    const last = batches.reduce((at, batch) => Math.max(at, batch.at), -Infinity);
    const bar = premiumBar(policies, project, last) ?? medianAccuracy(tallies, prior);
    const passes = new Map(
      [...tallies].map(([annotator, { correct, total }]) => [
        annotator,
        probabilityAtLeast(bar, correct, total, prior),
      ]),
    );
    skills.set(project, { bar, prior, tallies, passes });
  }
  return skills;
}

/** The accuracy bar of the lowest tier with access to premium work. */
function premiumBar(policies: Evidence["policies"], project: string, at: number): number | null {
  const policy = policyInForce(policies, project, at) ?? policies[0];
  return accuracyBar(policy?.tiers.findLast((tier) => tier.premiumAccess));
}

function medianAccuracy(tallies: ReadonlyMap<string, AnnotatorTally>, prior: BetaPrior): number {
  return (
    median([...tallies.values()].map(({ correct, total }) => shrink(correct, total, prior).value)) ??
    prior.mean
  );
}

function makeStratum(
  project: string,
  week: number,
  hours: readonly { readonly annotator: string; readonly hours: number }[],
  members: ReadonlySet<string> | undefined,
  skill: ProjectSkill | undefined,
): Stratum | null {
  const own = hours.filter((row) => row.hours > 0 && members?.has(row.annotator));
  if (own.length === 0 || !skill) return null;
  const unseen = probabilityAtLeast(skill.bar, 0, 0, skill.prior);
  const chances = own.map(({ annotator }) => skill.passes.get(annotator) ?? unseen);
  // Where nobody can be told to pass (no spread between people), hours alone are what a lottery would go by.
  const anybody = chances.some((chance) => chance > 0);
  const weights = Float64Array.from(own, (row, index) => row.hours * (anybody ? (chances[index] ?? 0) : 1));
  return {
    project,
    week,
    annotators: own.map(({ annotator }) => annotator),
    weights,
    hours: Float64Array.from(own, ({ hours: available }) => available),
    total: weights.reduce((total, weight) => total + weight, 0),
  };
}
