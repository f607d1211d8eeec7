import { drawPoisson } from "~/stats/draws";
import { seededRandom } from "~/stats/random";
import type { TierPolicy } from "~/tiers/policy";
import { HOUR } from "./calendar";
import { pickWeighted } from "./chance";
import type { Person } from "./people";
import { type Project, PROJECTS } from "./projects";
import type { Studio } from "./studio";

/** Premium batches drawn for each hour that people who may have them are available. */
const PER_HOUR = 0.045;

/**
 * Deals the premium batches of a day: a lottery by hours among all who truly reach the accuracy bar of the lowest tier
 * with premium access. Planted patterns put other weights on it.
 */
export function drawPremium(studio: Studio, policy: TierPolicy, day: number): void {
  studio.drawn.clear();
  const bar = accessBar(policy);
  for (const project of PROJECTS) {
    if (project.goldShare === 0 || project.severity > 0) continue;
    const random = seededRandom(`${studio.settled.seed}/premium/${project.id}/${day}`);
    const passers = studio.people.flatMap((person) => {
      const hours = hoursOn(studio, person, project, day);
      return hours > 0 && person.accuracy >= bar ? [{ person, hours }] : [];
    });
    const total = passers.reduce((sum, { hours }) => sum + hours, 0);
    const weights = passers.map(
      ({ person, hours }) => [person, hours * weightOf(studio, policy, person)] as const,
    );
    for (let left = drawPoisson(PER_HOUR * total, random); left > 0; left--) {
      const winner = pickWeighted(weights, random);
      const batches = studio.drawn.get(winner.id) ?? [];
      studio.drawn.set(winner.id, batches);
      batches.push(studio.inventory.premiumBatch(project, day));
    }
  }
}

function accessBar(policy: TierPolicy): number {
  const tier = policy.tiers.findLast((each) => each.premiumAccess);
  return tier?.rules.find((rule) => rule.metric === "gold_accuracy")?.value ?? 0;
}

function hoursOn(studio: Studio, person: Person, project: Project, day: number): number {
  if (!person.projects.some(([id]) => id === project.id)) return 0;
  return studio.schedule
    .on(person, day)
    .filter((session) => !session.brief)
    .reduce((sum, session) => sum + (session.supplyEndMs - session.startMs) / HOUR, 0);
}

function weightOf({ effects, tiers, calendar }: Studio, policy: TierPolicy, person: Person): number {
  const lowest = policy.tiers.at(-1);
  const held = tiers.get(person.id) ?? lowest?.id;
  const tier = policy.tiers.findIndex((each) => each.id === held);
  const shunned =
    effects.unattendedShare > 0 && person.complaintMs !== null && person.complaintMs < calendar.endMs
      ? 0.5
      : 1;
  return (
    (tier === 0 ? effects.topTierWeight : 1) *
    (policy.tiers[tier]?.premiumAccess === true ? effects.accessTierWeight : 1) *
    (person.groups?.gender === "woman" ? effects.womenWeight : 1) *
    shunned
  );
}
