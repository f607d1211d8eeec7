import type { Answer } from "~/domain/finding";
import { drawBeta, drawBinomial } from "~/stats/draws";
import { kaplanMeier, survivalQuantile } from "~/stats/kaplan-meier";
import { shorrocksMobility } from "~/stats/mobility";
import { quantiles } from "~/stats/quantiles";
import type { AllocationEvidence, Expectation } from "./expectation";
import { groupBy } from "./group";
import { accuracyBar, isDemotion, policyInForce } from "./tiers";

const DAY = 86_400;
const SPAN = 28 * DAY;
const SIMULATIONS = 199;
const MOST_SIMULATED = 300;

/** Shorrocks' M of the tiers every 28 days, beside what the same bars give people of constant skill. */
export function mobilityOf(
  evidence: AllocationEvidence,
  expectation: Expectation,
  window: { from: number; to: number },
  random: () => number,
) {
  const policy = policyInForce(evidence.policies, null, window.to) ?? evidence.policies[0];
  const skill = [...expectation.skills.values()][0];
  if (!policy || !skill || skill.prior.strength === Infinity) return null;
  const tiers = policy.tiers.map(({ id }) => id);
  const dates: number[] = [];
  for (let at = window.from + SPAN; at <= window.to; at += SPAN) dates.push(at);
  if (dates.length < 2) return null;
  const step = Math.max(1, Math.ceil(skill.tallies.size / MOST_SIMULATED));
  const people = [...skill.tallies].filter((_, index) => index % step === 0);
  const observed = shorrocksMobility(
    transitions(
      people.map(([annotator]) =>
        dates.map((at) => tiers.indexOf(expectation.tierAt(annotator, policy.project, at))),
      ),
      tiers.length,
    ),
  );
  const bars = policy.tiers.map((tier) => accuracyBar(tier) ?? 0);
  const { mean, strength } = skill.prior;
  const simulated = Array.from({ length: SIMULATIONS }, () => {
    const paths = people.map(([, { correct, total }]) => {
      const accuracy = drawBeta(mean * strength + correct, (1 - mean) * strength + total - correct, random);
      const items = Math.max(1, Math.round(total / dates.length));
      return dates.map(() => {
        const share = drawBinomial(items, accuracy, random) / items;
        return bars.findIndex((bar) => share >= bar);
      });
    });
    return shorrocksMobility(transitions(paths, tiers.length));
  }).flatMap((value) => value ?? []);
  const band = quantiles(simulated, [0.05, 0.95]);
  return {
    observed,
    band,
    simulations: simulated.length,
    below: observed !== null && band !== null && observed < (band[0] ?? 0),
  };
}

function transitions(paths: readonly (readonly number[])[], tiers: number): number[][] {
  const matrix = Array.from({ length: tiers }, () => Array.from({ length: tiers }, () => 0));
  for (const path of paths) {
    path.slice(1).forEach((to, index) => {
      const row = matrix[path[index] ?? -1];
      if (row && to >= 0) row[to] = (row[to] ?? 0) + 1;
    });
  }
  return matrix;
}

/** Median days from a demotion until the tier is held again (Kaplan-Meier; those still out are censored). */
export function regainDays(
  { tierChanges, policies }: AllocationEvidence,
  now: number,
): Answer["evidence"][string] {
  const durations = [
    ...groupBy(tierChanges, ({ annotator, project }) => `${annotator} ${project ?? ""}`).values(),
  ].flatMap((own) => {
    const ordered = own.toSorted((a, b) => a.at - b.at);
    return ordered.flatMap((change, index) => {
      if (!isDemotion(change, policies)) return [];
      const back = ordered.slice(index + 1).find((later) => later.toTier === change.fromTier);
      return [{ time: Math.max(0, ((back?.at ?? now) - change.at) / DAY), ended: back !== undefined }];
    });
  });
  const curve = kaplanMeier(durations);
  return curve ? survivalQuantile(curve).value : null;
}
