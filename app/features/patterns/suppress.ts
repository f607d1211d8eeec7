import { DETECTORS } from "~/detectors";
import type { Effect, Finding, Json } from "~/domain/finding";
import { effectName, effectText, thresholdText } from "~/features/audit/finding-text";
import {
  MINIMUM_CELL,
  roundedCount,
  roundedPeople,
  roundedShare,
  roundedValue,
} from "~/stats/disclosure/counts";
import { wilson } from "~/stats/wilson";
import { toldChart } from "./told-chart";
import {
  TOLD_FINDINGS,
  type ToldAs,
  type ToldEffect,
  type ToldFields,
  type ToldFinding,
} from "./told-evidence";

/** Raised whenever the same finding would be told otherwise: what was kept under an earlier number is made again. */
export const TOLD_RULES = 4;

/** Fewest people of whom one person's value in the middle is told: ten lie beyond either end of its interval. */
const FOR_MEDIAN = 34;

const ABOUT_MANY: ReadonlySet<Finding["scope"]> = new Set(["programme", "project", "tier"]);

/**
 * A finding as a researcher may have it: what {@link TOLD_FINDINGS} names of it, rounded, no row ids, and its sentence
 * made from the effect alone. Null for a finding about one person, an item or a reviewer, or one that researchers do
 * not see. `outcomeAlone` where its numbers would give away others that are withheld.
 */
export function suppressed(finding: Finding, outcomeAlone = false): Finding | null {
  const detector = DETECTORS.find(({ id }) => id === finding.detector);
  const rules = TOLD_FINDINGS[finding.detector];
  if (!detector?.seenBy.includes("researcher") || !rules || !ABOUT_MANY.has(finding.scope)) return null;
  const isFew = outcomeAlone || restsOnFew(finding, rules);
  const affected = finding.affected === null ? null : roundedPeople(finding.affected);
  const effect = isFew ? null : toldEffect(finding, rules);
  const reason = finding.insufficientReason === null ? null : reasonOf(detector.minimum);
  return {
    ...finding,
    effect,
    message: { id: sentenceOf(finding, effect, reason), data: {} },
    p: coarse(finding.p),
    q: coarse(finding.q),
    n: toldN(finding),
    insufficientReason: reason,
    coverage: coarse(finding.coverage),
    evidence: isFew ? {} : toldFields(finding.evidence, rules.evidence),
    rowIds: [],
    affected,
    affectedHours: affected === null ? null : valued(finding.affectedHours),
    money:
      affected === null || finding.money === null
        ? null
        : { ...finding.money, minor: Math.round(roundedValue(finding.money.minor)) },
    chart: isFew ? null : toldChart(finding, rules.chart),
  };
}

/**
 * All findings of a run as a researcher may have them, in their order. Tiers together have everything: where one of too
 * few people would follow from the others, the lowest of those is withheld too, and with the highest the programme's.
 */
export function suppressedRun(findings: readonly Finding[]): readonly (Finding | null)[] {
  const hidden = new Set(
    Object.entries(TOLD_FINDINGS).flatMap(([id, rules]) => {
      const own = findings.filter(({ detector }) => detector === id);
      return rules.tiersAddUp ? hiddenTiers(own, rules) : [];
    }),
  );
  return findings.map((finding) => suppressed(finding, hidden.has(finding)));
}

/** Of tiers from the highest to the lowest, those to withhold, and the programme's where it is of the highest. */
function hiddenTiers(findings: readonly Finding[], rules: ToldFinding): readonly Finding[] {
  const tiers = findings.filter(({ scope }) => scope === "tier");
  const hidden = tiers.filter((tier) => restsOnFew(tier, rules));
  const shown = tiers.filter((tier) => !restsOnFew(tier, rules));
  if (hidden.length === 0) return [];
  const inside = hidden.reduce((sum, tier) => sum + peopleOf(tier, rules), 0);
  if (hidden.length === 1 || inside < MINIMUM_CELL) hidden.push(...shown.slice(-1));
  const [highest] = tiers;
  const programme = findings.filter(({ scope }) => scope === "programme");
  return highest && hidden.includes(highest) ? [...hidden, ...programme] : hidden;
}

function peopleOf({ evidence }: Finding, { people = [] }: ToldFinding): number {
  const counts = people.map((name) => evidence[name]);
  return Math.min(...counts.map((count) => (typeof count === "number" ? count : 0)));
}

function restsOnFew({ evidence, affected }: Finding, { people = [], ofAffected }: ToldFinding): boolean {
  if (ofAffected && affected !== null && affected > 0 && affected < MINIMUM_CELL) return true;
  // An answer without evidence has nothing to tell but that there is not enough.
  return people.some((name) => isFewer(evidence[name]));
}

const isFewer = (count: Json | undefined): boolean => typeof count !== "number" || count < MINIMUM_CELL;

const valued = (value: number | null): number | null => (value === null ? null : roundedValue(value));

const coarse = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? value : Number(value.toPrecision(2));

/** What is counted beside people's records: published rules, and what happened to everybody at once. */
const OF_NOBODY = new Set(["cycles", "policy versions", "rules", "rules with an accuracy bar"]);

function toldN({ n, nUnit }: Finding): number {
  if (OF_NOBODY.has(nUnit)) return n;
  if (nUnit === "people" || nUnit === "reviewers") return roundedPeople(n) ?? 0;
  return Number.isInteger(n) ? roundedCount(n) : roundedValue(n);
}

function toldEffect({ effect, n }: Finding, { effects }: ToldFinding): Effect | null {
  const as = effect && (effects[effect.name] ?? effects["*"]);
  return effect && as ? effectAs(effect, n, as) : null;
}

function effectAs(effect: Effect, n: number, as: ToldEffect): Effect | null {
  switch (as) {
    case "plain":
      return effect;
    case "share":
      return shareOf(effect, n);
    case "median":
      return n < FOR_MEDIAN ? null : withNumbers(effect, valued);
    case "value":
      return withNumbers(effect, valued);
    case "count":
      return withNumbers(effect, (value) => (value === null ? null : roundedCount(value)));
    case "coarse":
      return withNumbers(effect, coarse);
  }
}

const withNumbers = (effect: Effect, told: (value: number | null) => number | null): Effect => ({
  ...effect,
  ...{ value: told(effect.value), low: told(effect.low), high: told(effect.high) },
});

function shareOf(effect: Effect, n: number): Effect | null {
  const share = effect.value === null ? null : roundedShare(Math.round(effect.value * n), n);
  if (share === null) return null;
  const method = `${effect.method}, of counts to the nearest five`;
  if (share.kind === "bound") {
    const [low, high] = share.side === "under" ? [0, share.bound] : [share.bound, 1];
    return { ...effect, value: null, low: valued(low), high: valued(high), method };
  }
  const { low, high } = wilson(share.hits, share.total);
  return withNumbers({ ...effect, value: share.hits / share.total, low, high, method }, valued);
}

const reasonOf = (minimum: string): string =>
  `the records do not come to what it needs: ${minimum.charAt(0).toLowerCase()}${minimum.slice(1).replace(/\.$/, "")}`;

/** A template of its own: `messageText` leaves an id that it does not know as it is. */
function sentenceOf({ threshold }: Finding, effect: Effect | null, reason: string | null): string {
  if (reason !== null) return `There is not enough to look at: ${reason}.`;
  const size = effect && effectText(effect);
  if (!effect || !size) return "The details rest on too few people to be shown.";
  const bar = thresholdText(threshold, effect);
  return `${effectName(effect.name)}: ${size}${bar === null ? "" : `, against a threshold of ${bar}`}.`;
}

type Fields = Readonly<Record<string, Json>>;

const isFields = (value: Json): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function toldFields(fields: Fields, rules: ToldFields): Fields {
  return Object.fromEntries(
    Object.entries(rules).flatMap(([name, as]) => {
      const told = fields[name] === undefined ? undefined : toldAs(fields[name], as);
      return told === undefined ? [] : [[name, told] as const];
    }),
  );
}

function toldAs(value: Json, as: ToldAs): Json | undefined {
  if (typeof as !== "string") return toldPart(value, as);
  if (as === "plain" || value === null) return value;
  if (as === "values")
    return Array.isArray(value) ? (value as readonly Json[]).map(numberAs(valued)) : undefined;
  if (typeof value !== "number") return undefined;
  if (as === "count") return roundedPeople(value) ?? "fewer than ten";
  return as === "value" ? valued(value) : coarse(value);
}

const numberAs =
  (told: (value: number | null) => number | null) =>
  (value: Json): Json =>
    typeof value === "number" ? told(value) : null;

function toldPart(value: Json, as: Exclude<ToldAs, string>): Json | undefined {
  const { people } = as;
  const isTold = (part: Fields) => people === undefined || !isFewer(part[people]);
  if ("of" in as) return isFields(value) && isTold(value) ? toldFields(value, as.of) : undefined;
  if (!Array.isArray(value)) return undefined;
  return (value as readonly Json[])
    .filter(isFields)
    .filter(isTold)
    .map((row) => toldFields(row, as.rows));
}
