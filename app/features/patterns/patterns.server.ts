import type { Db } from "db/client";
import {
  countFlagged,
  findFigure,
  type LatestFinding,
  listDetectorSettings,
  listFindingHistory,
  listFindingNotes,
  listFindingStates,
  listLatestFindings,
  listOwnFindings,
  listSubjectFindings,
  type Shelf,
} from "db/queries/audit-runs";
import { listPolicies } from "db/queries/evidence/policies";
import { hasRecords } from "db/queries/measures";
import { DETECTORS } from "~/detectors";
import type { Detector } from "~/domain/detector";
import type { Audience, Finding } from "~/domain/finding";
import type { Viewer } from "~/domain/viewer";
import type { ClockFigure } from "~/features/audit/figures";
import type { ReviewerFunnel } from "~/features/quality/reviewer-funnel";
import { roundedPeople } from "~/stats/disclosure/counts";
import { changeText, findingView, urgency } from "./finding-view";
import { type RuleTimeline, ruleTimeline } from "./rule-timeline";
import { runningAudit } from "./running.server";
import { type ShownClock, toldClock } from "./told-clock";
import { tellRuns } from "./told-runs.server";

/** What a loader of findings reads with: the viewer's own rows, and the system's for counts that are suppressed here. */
export interface Sources {
  readonly viewer: Viewer;
  readonly db: Db;
  readonly system: Db;
}

const PROGRAMME = { scope: "programme", subject: null } as const;

/** Every detector with its last answer for the programme, what needs looking at first. */
export async function loadPatterns({ viewer, db, system }: Sources) {
  const shelf = await shelfOf(viewer, system);
  const [latest, states, recorded] = await Promise.all([
    listLatestFindings(db, null, shelf),
    listFindingStates(db),
    hasRecords(system),
  ]);
  const show = shownTo(viewer);
  const runs = [...new Set(latest.filter(({ place }) => place === 1).map(({ runId }) => runId))];
  const cases = await countFlagged(system, runs);
  const patterns = DETECTORS.flatMap((detector) => {
    const own = answersOf(latest, detector, show);
    if (!own) return [];
    const flagged = cases.filter((row) => row.runId === own.run.runId && row.detector === detector.id);
    const status = states.find((row) => row.detector === detector.id && row.scope === "programme")?.status;
    return [
      {
        id: detector.id,
        title: detector.title,
        question: detector.question,
        seenBy: detector.seenBy,
        ...findingView(detector, own.finding),
        urgency: urgency(own.finding),
        runAt: own.run.runAt,
        change: changeText(own.finding, own.before),
        status: status ?? ("new" as const),
        cases: casesOf(flagged, viewer),
      },
    ];
  }).sort((a, b) => a.urgency - b.urgency);
  const newest = latest.reduce<LatestFinding | null>(
    (found, row) => (found && found.runAt >= row.runAt ? found : row),
    null,
  );
  return {
    patterns,
    run: newest && {
      runAt: newest.runAt,
      definitionsVersion: newest.definitionsVersion,
      from: newest.windowFrom,
      to: newest.windowTo,
    },
    running: runningAudit(),
    hasRecords: recorded,
    mayRun: viewer.role === "administrator" || viewer.role === "manager",
  };
}

export type Patterns = Awaited<ReturnType<typeof loadPatterns>>;
export type PatternRow = Patterns["patterns"][number];

const isFor = (audience: Audience, { detector }: Finding): boolean =>
  DETECTORS.find(({ id }) => id === detector)?.seenBy.includes(audience) ?? false;

type Show = (finding: Finding) => Finding | null;

/** Who sees people reads whole findings; researchers what is kept for them, made here where it is not yet. */
export async function shelfOf(viewer: Viewer, system: Db): Promise<Shelf> {
  if (viewer.role !== "researcher") return "whole";
  await tellRuns(system);
  return "told";
}

/** Findings of detectors that are for the viewer's role. */
export function shownTo({ role }: Viewer): Show {
  const audience = role === "researcher" ? "researcher" : "manager";
  return (finding) => (isFor(audience, finding) ? finding : null);
}

function answersOf(latest: readonly LatestFinding[], { id }: Detector, show: Show) {
  const parsed = latest.flatMap((run) => {
    const finding = JSON.parse(run.document) as Finding;
    return finding.detector === id ? [{ run, finding }] : [];
  });
  const [now, before] = [1, 2].map((place) => parsed.find(({ run }) => run.place === place));
  const finding = now && show(now.finding);
  if (!now || !finding) return null;
  return { run: now.run, finding, before: (before && show(before.finding)) ?? null };
}

interface CaseCount {
  readonly scope: string;
  readonly count: number;
}

/** How many subjects besides the programme were flagged: "152 annotators". */
function casesOf(flagged: readonly CaseCount[], viewer: Viewer): readonly string[] {
  return flagged.flatMap(({ scope, count }) => {
    const isPerson = scope === "annotator" || scope === "reviewer";
    const shown = viewer.role === "researcher" && isPerson ? roundedPeople(count) : count;
    return shown === null ? [] : [`${shown} ${scope}${shown === 1 ? "" : "s"}`];
  });
}

const MOST_SUBJECTS = 100;

/** One detector, whole; null for an id that is none. */
export async function loadPattern({ viewer, db, system }: Sources, id: string) {
  const detector = DETECTORS.find((known) => known.id === id);
  if (!detector) return null;
  const key = { detector: id, ...PROGRAMME };
  const shelf = await shelfOf(viewer, system);
  const show = shownTo(viewer);
  const [latest, states, notes, history, settings] = await Promise.all([
    listLatestFindings(db, id, shelf),
    listFindingStates(db),
    listFindingNotes(db, key),
    listFindingHistory(db, key, shelf),
    listDetectorSettings(db),
  ]);
  const own = answersOf(latest, detector, show);
  const subjects = own
    ? await listSubjectFindings(db, { runId: own.run.runId, detector: id, limit: MOST_SUBJECTS }, shelf)
    : [];
  const mayDecide = viewer.role === "administrator" || viewer.role === "manager";
  return {
    definition: definitionOf(detector, settings[id] ?? {}),
    finding: own && {
      ...findingView(detector, own.finding),
      chart: own.finding.chart,
      evidence: own.finding.evidence,
      change: changeText(own.finding, own.before),
      run: {
        runAt: own.run.runAt,
        definitionsVersion: own.run.definitionsVersion,
        from: own.run.windowFrom,
        to: own.run.windowTo,
      },
    },
    subjects: subjects.flatMap(({ label, document }) => {
      const finding = show(JSON.parse(document) as Finding);
      if (!finding) return [];
      const { scope, subject } = finding;
      return [{ scope, subject: subject ?? "", label, ...findingView(detector, finding) }];
    }),
    figure: await figureOf(detector, db, system, mayDecide),
    status: states.find((row) => row.detector === id && row.scope === "programme")?.status ?? "new",
    notes,
    history,
    running: runningAudit(),
    mayDecide,
  };
}

export type Pattern = NonNullable<Awaited<ReturnType<typeof loadPattern>>>;

function definitionOf(detector: Detector, settings: Readonly<Record<string, number>>) {
  const { id, version, title, question, harm, kind, minimum, innocent, limits, sources, remedy } = detector;
  return {
    ...{ id, version, title, question, harm, kind, minimum, innocent, limits, sources, remedy },
    requires: detector.requires,
    params: shownParams(detector, settings),
  };
}

/** A detector's parameters as they are set, in the order of its definition. */
export const shownParams = ({ params }: Detector, settings: Readonly<Record<string, number>>) =>
  Object.entries(params).map(([name, param]) => ({ name, ...param, value: settings[name] ?? param.default }));

export type PatternFigureData =
  | ({ readonly kind: "rules" } & RuleTimeline)
  | { readonly kind: "clock"; readonly clock: ShownClock }
  | { readonly kind: "funnel"; readonly funnel: ReviewerFunnel };

const wholeClock = ({ people, hours, days }: ClockFigure): ShownClock => ({ people, hours, days });

/** A drawing beyond the finding's own, for those questions that have one. */
async function figureOf(
  { id }: Detector,
  db: Db,
  system: Db,
  seesPeople: boolean,
): Promise<PatternFigureData | null> {
  if (id === "goalpost-ratchet") {
    return { kind: "rules", ...ruleTimeline(await listPolicies(db)) };
  }
  if (id === "hours-rest-night-breach") {
    const clock = await findFigure(system, "clock");
    const whole = clock && (JSON.parse(clock.document) as ClockFigure);
    const shown = whole && (seesPeople ? wholeClock(whole) : toldClock(whole));
    return shown && { kind: "clock", clock: shown };
  }
  if (id === "reviewer-lottery" && seesPeople) {
    const found = await findFigure(db, "reviewers");
    return found && { kind: "funnel", funnel: JSON.parse(found.document) as ReviewerFunnel };
  }
  return null;
}

/**
 * What the newest runs found about one annotator's own case, for that annotator's own page: only detectors that
 * annotators may see, and nobody else's findings. `db` must see findings: the system's.
 */
export async function findingsFor(db: Db, annotatorId: number) {
  return (await listOwnFindings(db, annotatorId)).flatMap(({ runAt, document }) => {
    const finding = JSON.parse(document) as Finding;
    const detector = DETECTORS.find(({ id }) => id === finding.detector);
    if (!detector?.seenBy.includes("annotator")) return [];
    return [
      {
        detector: detector.id,
        title: detector.title,
        question: detector.question,
        runAt,
        ...findingView(detector, finding),
        remedy: detector.remedy,
        innocent: detector.innocent,
        methodHref: `/methodology/${detector.id}`,
      },
    ];
  });
}

export type OwnFinding = Awaited<ReturnType<typeof findingsFor>>[number];
