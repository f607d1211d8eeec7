import { defineDetector } from "~/domain/detector";
import type { Evidence } from "~/domain/evidence";
import type { Answer } from "~/domain/finding";
import { localDay } from "~/domain/local-time";
import { kaplanMeier, survivalQuantile } from "~/stats/kaplan-meier";
import { wilson } from "~/stats/wilson";
import { firstRowIds, insufficientAnswer, programmeAnswer, subjectAnswer } from "./parts/answer";
import { groupBy } from "./parts/group";
import { breachSeverity } from "./parts/outcome";
import { param } from "./parts/params";
import { retaliation } from "./parts/retaliation";
import { isDemotion } from "./parts/tiers";

const DAY = 86_400;
const THRESHOLD = {
  value: 0,
  kind: "law",
  source: "Directive (EU) 2024/2831, Articles 10(5) and 11; GDPR Article 22",
} as const;

/** One decision with consequences, whatever table it stands in. */
interface Case {
  readonly id: string;
  readonly annotator: string;
  readonly kind: string;
  readonly at: number;
  readonly actor: "system" | "human";
  readonly actorId: string | null;
  readonly evidenceOpenedAt: number | null;
  readonly decidedAt: number | null;
  readonly reasons: string | null;
  readonly notifiedAt: number | null;
  readonly contact: string | null;
}

const FAULTS = {
  F1: "decided by a system alone",
  F2: "a human decided without opening the evidence, or within seconds of opening it",
  F3: "no written reasons, or told only after it took effect",
  F4: "no contact person",
  F5: "appeal not answered within two weeks",
  F6: "not put right within two weeks of a successful appeal",
} as const;
type Fault = keyof typeof FAULTS;

interface Breach {
  readonly fault: Fault;
  readonly caseId: string;
  readonly annotator: string;
  readonly at: number;
}

function casesOf({
  decisions,
  tierChanges,
  policies,
}: Pick<Evidence, "decisions" | "tierChanges" | "policies">) {
  const demotions = tierChanges.filter((change) => isDemotion(change, policies));
  const lowered: Case[] = demotions.map((change) => ({ ...change, kind: "demotion", contact: null }));
  return [...decisions, ...lowered];
}

function faultsOf(one: Case, opened: boolean, tokenSec: number): readonly Fault[] {
  const faults: Fault[] = [];
  if (one.actor === "system") faults.push("F1");
  else if (isToken(one, opened, tokenSec)) faults.push("F2");
  const told = one.notifiedAt !== null && one.notifiedAt > one.at;
  if (!one.reasons?.trim() || told) faults.push("F3");
  if (one.kind !== "demotion" && !one.contact?.trim()) faults.push("F4");
  return faults;
}

/** Openings count only where the ledger records them for somebody: an absent column is not an unopened file. */
function isToken(one: Case, opened: boolean, tokenSec: number): boolean {
  if (one.evidenceOpenedAt === null) return opened;
  const decided = one.decidedAt ?? one.at;
  return decided - one.evidenceOpenedAt < tokenSec;
}

/**
 * Appeals that ran past their clock, which ends with the annotator's local day: filed on a Monday, two weeks last until
 * midnight of the Monday two weeks later, whatever daylight saving does. Open appeals are late once `now` is past it.
 */
function appealBreaches(
  appeals: Evidence["appeals"],
  people: Evidence["people"],
  clockDays: number,
  now: number,
): readonly Breach[] {
  const zones = new Map(people.map(({ annotator, zone }) => [annotator, zone]));
  return appeals.flatMap((appeal): Breach[] => {
    const zone = zones.get(appeal.annotator) ?? "UTC";
    const late = (from: number, until: number) => localDay(zone, until) - localDay(zone, from) > clockDays;
    const breach = (fault: Fault, from: number) => ({
      fault,
      caseId: appeal.id,
      annotator: appeal.annotator,
      at: from + clockDays * DAY,
    });
    const unanswered = appeal.outcome !== "withdrawn" && late(appeal.filedAt, appeal.answeredAt ?? now);
    const unmended =
      appeal.outcome === "upheld" &&
      appeal.answeredAt !== null &&
      late(appeal.answeredAt, appeal.rectifiedAt ?? now);
    return [
      ...(unanswered ? [breach("F5", appeal.filedAt)] : []),
      ...(unmended ? [breach("F6", appeal.answeredAt ?? now)] : []),
    ];
  });
}

/** Is a decision that costs somebody work or pay taken, explained and reviewed by a human being? */
export default defineDetector({
  id: "decision-without-human",
  version: 2,
  title: "Decisions without a human",
  question:
    "Are suspensions, terminations, withheld pay and demotions decided, explained and reviewed by people?",
  harm: "A machine decides, without reasons or real review, or work falls away after a complaint.",
  kind: "deterministic",
  requires: [],
  needs: ["decisions", "tierChanges", "appeals", "policies", "people", "timelines"],
  params: {
    tokenSec: param("Shortest time between opening the evidence and deciding", "seconds", [30, 1, 600]),
    clockDays: param(
      "Days to answer an appeal, and to put right",
      "days",
      [14, 1, 60],
      THRESHOLD.source,
      "law",
    ),
    upheldShare: param(
      "Share of own earlier decisions a reviewer upholds that counts as token",
      "share",
      [0.99, 0.9, 1],
    ),
    upheldCases: param("Cases before that share is judged", "cases", [50, 10, 1_000]),
    filers: param("People who filed an appeal, for the comparison of offers", "people", [10, 5, 100]),
    rateRatio: param("Offers after filing against before, compared with others", "ratio", [0.7, 0.1, 1]),
  },
  minimum: "One decision or demotion; ten people who appealed for the comparison of offers before and after.",
  innocent: [
    "The source may not export who decided, or when the evidence was opened.",
    "Work may have fallen off for everybody who appealed for a reason of its own.",
  ],
  limits: [
    "What the ledger does not record cannot be seen; openings are judged only where some are on record.",
    "National law decides details of the Directive from 2 December 2026 on.",
  ],
  sources: [
    { kind: "law", text: THRESHOLD.source },
    { kind: "law", text: "Court of Appeal Amsterdam 2023, ECLI:NL:GHAMS:2023:796: more than symbolic" },
    { kind: "convention", text: "30 seconds; 99 % upheld; rate ratio 0.7" },
  ],
  seenBy: ["manager", "annotator", "researcher"],
  remedy:
    "Suspend the effect, have a person with authority review it, reinstate and compensate where it falls, and log it.",
  messages: {
    flagged: "{cases} decisions and {appeals} appeals were examined; {count} did not meet a duty: {faults}.",
    clear: "All {cases} decisions and {appeals} appeals examined met the duties that the ledger can show.",
    own: "{count} duties were not met in decisions about this person: {faults}.",
  },
  detect(evidence, params, context) {
    const { window, now, people } = context;
    const within = (at: number) => at >= window.from && at <= window.to;
    const cases = casesOf(evidence).filter((one) => within(one.at));
    const appeals = evidence.appeals.filter((appeal) => within(appeal.filedAt));
    const threshold = THRESHOLD;
    if (cases.length === 0 && appeals.length === 0) {
      const details = { n: 0, nUnit: "decisions", threshold };
      return [
        insufficientAnswer("no decisions, demotions or appeals (decisions, tier_changes, appeals)", details),
      ];
    }
    const openedRecorded = cases.some((one) => one.evidenceOpenedAt !== null);
    const breaches: Breach[] = [
      ...cases.flatMap((one) =>
        faultsOf(one, openedRecorded, params.tokenSec).map((fault) => ({
          fault,
          caseId: one.id,
          annotator: one.annotator,
          at: one.at,
        })),
      ),
      ...tokenReviewers(evidence, appeals, cases, params),
      ...appealBreaches(appeals, evidence.people, params.clockDays, now),
    ];
    const offers = retaliation(evidence.timelines, appeals, window, params.filers, params.rateRatio);
    const programme = programmeFinding(breaches, cases, appeals, offers, people, now);
    return [programme, ...ownFindings(breaches, people)];
  },
});

/** A reviewer who upholds nearly everything: each of the reviewer's rejected appeals is reviewed in name only. */
function tokenReviewers(
  { decisions }: Pick<Evidence, "decisions">,
  appeals: Evidence["appeals"],
  cases: readonly Case[],
  params: { readonly upheldCases: number; readonly upheldShare: number },
): readonly Breach[] {
  const deciders = new Map([...cases, ...decisions].map((one) => [one.id, one.actorId]));
  const answered = appeals.filter((appeal) => appeal.outcome === "rejected" || appeal.outcome === "upheld");
  const byReviewer = groupBy(answered, (appeal) => deciders.get(appeal.subjectId) ?? null);
  return [...byReviewer].flatMap(([reviewer, own]) => {
    const kept = own.filter((appeal) => appeal.outcome === "rejected");
    if (reviewer === null || own.length < params.upheldCases) return [];
    const share = wilson(kept.length, own.length);
    if (kept.length / own.length < params.upheldShare || share.low <= 0.95) return [];
    return kept.map(({ id, annotator, filedAt }) => ({
      fault: "F2" as const,
      caseId: id,
      annotator,
      at: filedAt,
    }));
  });
}

function programmeFinding(
  breaches: readonly Breach[],
  cases: readonly Case[],
  appeals: Evidence["appeals"],
  offers: ReturnType<typeof retaliation>,
  people: number,
  now: number,
): Answer {
  const counts = Object.fromEntries(
    Object.keys(FAULTS).map((fault) => [fault, breaches.filter((breach) => breach.fault === fault).length]),
  );
  const flagged = breaches.length > 0 || offers.flagged;
  const critical = breaches.some(({ fault }) => fault === "F1" || fault === "F3");
  const total = cases.length + appeals.length;
  const touched = new Set(breaches.map(({ caseId }) => caseId)).size;
  const share = wilson(Math.min(touched, total), total);
  const latency = kaplanMeier(
    appeals.map(({ filedAt, answeredAt }) => ({
      time: Math.max(0, (answeredAt ?? now) - filedAt) / DAY,
      ended: answeredAt !== null,
    })),
  );
  return programmeAnswer({
    outcome: flagged ? "flagged" : "clear",
    severity: flagged ? (critical ? "critical" : breachSeverity(breaches, people)) : null,
    message: {
      id: flagged ? "flagged" : "clear",
      data: {
        cases: cases.length,
        appeals: appeals.length,
        count: breaches.length,
        faults: faultWords(breaches),
      },
    },
    effect: {
      name: "cases_with_a_duty_unmet",
      value: touched / total,
      unit: "share",
      ...share,
      method: "Wilson 95 %",
    },
    // A breach of a duty needs no test; less work after complaints alone does.
    p: breaches.length === 0 && offers.flagged ? offers.p : null,
    n: total,
    nUnit: "decisions and appeals",
    threshold: THRESHOLD,
    wouldChange: "Records of who decided, when the evidence was opened, and the reasons given.",
    coverage: cases.length === 0 ? null : cases.filter((one) => one.decidedAt !== null).length / cases.length,
    evidence: {
      counts,
      meanings: FAULTS,
      appealMedianDays: latency ? survivalQuantile(latency).value : null,
      openAppeals: appeals.filter(({ answeredAt }) => answeredAt === null).length,
      offersAfterFiling: offers.evidence,
    },
    rowIds: firstRowIds(new Set(breaches.map(({ caseId }) => caseId))),
    affected: new Set(breaches.map(({ annotator }) => annotator)).size,
    chart: {
      kind: "bars",
      title: "Duties not met",
      unit: "decisions or appeals",
      bars: Object.entries(counts).map(([label, value]) => ({ label, value })),
      reference: null,
    },
  });
}

const faultWords = (breaches: readonly Breach[]): string =>
  [...new Set(breaches.map(({ fault }) => fault))]
    .toSorted()
    .map((fault) => FAULTS[fault])
    .join("; ");

function ownFindings(breaches: readonly Breach[], people: number): readonly Answer[] {
  return [...groupBy(breaches, ({ annotator }) => annotator)].map(([annotator, own]) =>
    subjectAnswer("annotator", annotator, {
      outcome: "flagged",
      severity: own.some(({ fault }) => fault === "F1" || fault === "F3")
        ? "critical"
        : breachSeverity(own, Math.max(people, 100)),
      message: { id: "own", data: { count: own.length, faults: faultWords(own) } },
      n: new Set(own.map(({ caseId }) => caseId)).size,
      nUnit: "decisions and appeals",
      threshold: THRESHOLD,
      wouldChange: "Records of who decided, when the evidence was opened, and the reasons given.",
      evidence: { faults: own.map(({ fault, caseId }) => ({ fault, case: caseId })) },
      rowIds: firstRowIds(new Set(own.map(({ caseId }) => caseId))),
      affected: 1,
    }),
  );
}
