import type { Row } from "~/domain/ledger";
import { seededRandom } from "~/stats/random";
import { DAY, HOUR, iso, isoDate, MINUTE } from "./calendar";
import type { TargetFact, Work } from "./facts";
import type { Person } from "./people";
import { itemPayMinor, projectOf } from "./projects";
import type { Simulated } from "./simulate";

/** Settles the pay of every judgment: the batch's rate, times the tier in force when it was handed in. */
export function settlePay({ studio, versions }: Simulated, changes: readonly Row<"tier_changes">[]): void {
  const history = new Map<
    string,
    { readonly atMs: number; readonly tier: string; readonly version: number }[]
  >();
  for (const change of changes) {
    const own = history.get(change.annotatorId) ?? [];
    history.set(change.annotatorId, own);
    own.push({ atMs: Date.parse(change.at), tier: change.toTier, version: change.policyVersion });
  }
  const multiplier = (person: Person, ms: number): number => {
    const change = history.get(person.id)?.findLast(({ atMs }) => atMs <= ms);
    const policy = versions.find(({ version }) => version === change?.version);
    return policy?.tiers.find(({ id }) => id === change?.tier)?.payMultiplier ?? 1;
  };
  for (const work of studio.facts.work) {
    const rate = itemPayMinor(work.project, work.batch.premium, studio.effects);
    const share = work.revisionOf === null ? 1 : studio.effects.unpaidHours > 0 ? 0 : 0.4;
    const paid = work.submittedMs !== null && work.status !== "rejected";
    work.payMinor = paid
      ? Math.round(rate * share * work.person.payFactor * multiplier(work.person, work.submittedMs ?? 0))
      : 0;
  }
}

interface Due {
  readonly person: Person;
  readonly currency: string;
  readonly week: number;
  minor: number;
}

/** Money moved: work weekly, bonuses after the week that earned them, and what else the programme takes or gives. */
export function paymentRows(simulated: Simulated): readonly Row<"payments">[] {
  const { calendar } = simulated.studio;
  const last = calendar.endMs - HOUR;
  const rows: Omit<Row<"payments">, "paymentId">[] = [];
  for (const { person, currency, week, minor } of weeklyDues(simulated)) {
    const paidMs = Math.min(last, calendar.startMs + (week + 1) * 7 * DAY + 2 * DAY + 9 * HOUR);
    const common = { annotatorId: person.id, projectId: null, paidAt: iso(paidMs), currency };
    if (minor > 0) rows.push({ ...common, amountMinor: minor, kind: "work" });
    const { payDivisor } = simulated.studio.effects;
    if (payDivisor > 1 && minor > 0)
      rows.push({ ...common, amountMinor: -Math.round(minor * 0.08), kind: "fee" });
  }
  rows.push(...bonuses(simulated, last));
  return rows
    .sort((one, other) => (one.paidAt < other.paidAt ? -1 : one.paidAt > other.paidAt ? 1 : 0))
    .map((row, index) => ({ paymentId: `P${String(index + 1).padStart(6, "0")}`, ...row }));
}

function weeklyDues({ studio }: Simulated): readonly Due[] {
  const dues = new Map<string, Due>();
  const add = (person: Person, currency: string, atMs: number, minor: number) => {
    const week = Math.floor((atMs - studio.calendar.startMs) / (7 * DAY));
    const key = `${person.id}/${currency}/${week}`;
    const due = dues.get(key) ?? { person, currency, week, minor: 0 };
    dues.set(key, due);
    due.minor += minor;
  };
  for (const work of studio.facts.work) addWork(work, add);
  for (const { person, fromMs, toMs, paid } of studio.facts.time) {
    const project = projectOf(person.projects[0]?.[0] ?? "");
    if (paid)
      add(person, project.currency, fromMs, Math.round((project.hourlyMinor * (toMs - fromMs)) / HOUR));
  }
  return [...dues.values()];
}

const addWork = (
  { person, project, submittedMs, payMinor }: Work,
  add: (person: Person, currency: string, atMs: number, minor: number) => void,
): void => {
  if (submittedMs !== null && payMinor > 0) add(person, project.currency, submittedMs, payMinor);
};

/** What a week at the goal is worth: 12 minor units of a dollar a judgment, in whole dollars. */
export const bonusMinor = (goal: number): number => Math.max(100, Math.round((goal * 12) / 100) * 100);

export const ruleId = (goal: number): string => `week-${goal}`;

/** Bonuses for reached weekly goals; where compulsion is planted, half of them come out of the blue instead. */
function bonuses({ studio }: Simulated, last: number): readonly Omit<Row<"payments">, "paymentId">[] {
  const random = seededRandom(`${studio.settled.seed}/bonuses`);
  const mystery = studio.effects.lateSessionFactor > 1;
  return allTargets(studio.facts).flatMap(({ person, toMs, goal, reachedMs }) => {
    const [drawn, size, when] = [random(), random(), random()];
    const common = { annotatorId: person.id, projectId: null, currency: "USD", kind: "bonus" as const };
    const paidAt = iso(Math.min(last, toMs + 30 * HOUR));
    const earned =
      reachedMs === null ? [] : [{ ...common, paidAt, amountMinor: bonusMinor(goal), ruleId: ruleId(goal) }];
    if (!mystery || drawn > 0.5) return earned;
    const luckyAt = iso(Math.min(last, Math.round((toMs - when * 6 * DAY) / MINUTE) * MINUTE));
    return [
      ...earned,
      { ...common, paidAt: luckyAt, amountMinor: Math.round(150 + 2_400 * size ** 3), ruleId: null },
    ];
  });
}

export const allTargets = ({ pastTargets, targets }: Simulated["studio"]["facts"]): readonly TargetFact[] => [
  ...pastTargets,
  ...targets.values(),
];

/** One published rule for each goal in use. */
export function bonusRuleRows({ studio }: Simulated): readonly Row<"bonus_rules">[] {
  const goals = new Set(studio.people.flatMap(({ bonusGoal }) => (bonusGoal === null ? [] : [bonusGoal])));
  const publishedMs = studio.calendar.startMs - 40 * DAY;
  return [...goals]
    .sort((one, other) => one - other)
    .map((goal) => ({
      ruleId: ruleId(goal),
      publishedAt: iso(publishedMs),
      validFrom: isoDate(publishedMs + 10 * DAY),
      validTo: null,
      unit: "judgments",
      period: "week",
      threshold: goal,
      amountMinor: bonusMinor(goal),
      currency: "USD",
    }));
}
