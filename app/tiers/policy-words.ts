import type { Tier, TierPolicy } from "./policy";
import { reads } from "./verdict";
import {
  counted,
  dayInWords,
  listInWords,
  metricInWords,
  percent,
  plain,
  ruleInWords,
  sentence,
} from "./words";

const DAY_MS = 86_400_000;

/**
 * A policy version as sentences that say all it does: dates and notice, windows, each tier from the highest to the
 * lowest, how a decision is made and what protects people from it. Screens and exports show the same ones.
 */
export function policyInWords(policy: TierPolicy): readonly string[] {
  return [
    datesInWords(policy),
    windowsInWords(policy),
    ...policy.tiers.map((tier, index) => tierInWords(policy, tier, index === policy.tiers.length - 1)),
    ...decisionInWords(policy),
    ...protectionInWords(policy),
  ].map(sentence);
}

function datesInWords({ version, name, announcedAt, effectiveAt, retroactive }: TierPolicy): string {
  const days = Math.round((Date.parse(effectiveAt) - Date.parse(announcedAt)) / DAY_MS);
  const when =
    days < 0
      ? `takes effect on ${dayInWords(effectiveAt)}, ${counted(-days, "day")} before it was announced on ${dayInWords(announcedAt)}`
      : `was announced on ${dayInWords(announcedAt)} and takes effect on ${dayInWords(effectiveAt)}, ${counted(days, "day")} later`;
  return `version ${version}, "${name}", ${when}${retroactive ? "; it is retroactive" : ""}`;
}

const windowsInWords = ({ windowDays, projectId }: TierPolicy): string =>
  `tiers are decided every ${counted(windowDays, "day")}, from the work of those days ` +
  (projectId === null ? "on all projects together" : `on project ${projectId} alone`);

function tierInWords(policy: TierPolicy, tier: Tier, last: boolean): string {
  const who =
    tier.rules.length > 0
      ? listInWords(tier.rules.map(ruleInWords))
      : last
        ? policy.tiers.length === 1
          ? "everybody"
          : "everybody else"
        : "everybody";
  const places =
    tier.quotaShare === null
      ? ""
      : `, for at most ${percent(tier.quotaShare)} of the people at work in the window, best first by ${metricInWords(policy.rankBy)}`;
  const pay = tier.payMultiplier === 1 ? "pay as listed" : `pay times ${plain(tier.payMultiplier, 3)}`;
  const access = tier.premiumAccess ? "access to premium batches" : "no access to premium batches";
  return `${tier.label}: ${who}${places}. It brings ${pay} and ${access}`;
}

function decisionInWords(policy: TierPolicy): readonly string[] {
  const { minimumGold, consecutiveWindows: windows } = policy;
  const basis =
    policy.decideOn === "point"
      ? "a bar is missed as soon as the measured value misses it, however few items it rests on"
      : "a tier is reached on the measured value and lost only when the whole 95 % interval misses the bar";
  const gold =
    reads(policy, "gold_accuracy") && minimumGold > 0
      ? [
          `with fewer than ${counted(minimumGold, "gold item")} in the window nothing is decided and the present tier stays`,
        ]
      : [];
  const changes = policy.consecutiveWindowsApplyTo === "changes" ? "a change" : "a demotion";
  const rows = windows > 1 ? [`${changes} needs ${windows} windows in a row that call for it`] : [];
  return [basis, ...gold, ...rows];
}

function protectionInWords(policy: TierPolicy): readonly string[] {
  const { graceDays, grandfatherDays, humanReviewBeforeDemotion } = policy;
  return [
    ...(graceDays > 0
      ? [`for ${counted(graceDays, "day")} after joining or a promotion nobody is demoted`]
      : []),
    ...(grandfatherDays > 0
      ? [
          `whoever holds a tier when this version takes effect keeps at least that one for ${counted(grandfatherDays, "day")}`,
        ]
      : []),
    humanReviewBeforeDemotion
      ? "a demotion is proposed to a person, who looks at the evidence and decides with written reasons"
      : "demotions are made without a person looking at them",
  ];
}
