import type { Db } from "db/client";
import {
  findDataStamp,
  findModelledAnnotator,
  listAggregationHeads,
  listAggregations,
  listModelledAnnotators,
  listProjectAggregations,
} from "db/queries/agreement";
import { tallyProjects } from "db/queries/projects";
import { listHidingProjects, setHidesLiveKeys } from "db/queries/record-rows";
import { tallyAnnotatorGold, tallyItemResponses } from "db/queries/quality";
import { DEFINITIONS_VERSION } from "~/domain/definitions-version";
import type { Viewer } from "~/domain/viewer";
import type { Tallies } from "~/domain/tallies";
import { agreementProjects } from "~/features/agreement/agreement.server";
import { METHODS } from "~/features/agreement/analysis";
import type { KeptAgreement, KeptAnnotator } from "~/features/agreement/kept";
import { keptSum } from "~/features/report/kept-sums.server";
import consensusAgreement from "~/metrics/consensus-agreement";
import { notFound } from "~/features/shell/not-found";
import goldAccuracy from "~/metrics/gold-accuracy";
import type { KeptQuality } from "./compute.server";
import { computingOf } from "./computing.server";
import { disputeOf } from "./dispute";
import { disputedTiers } from "./dispute-tiers.server";
import type { LongList } from "./long-lists";
import {
  agreementView,
  disputeView,
  errorsView,
  keysAndReviewersView,
  modelView,
  preferenceView,
  ranksView,
  ratingView,
  revisionView,
} from "./project.view";
import type { ProjectRanks } from "./ranks";
import type { RevisionQuality } from "./revision";

type ProjectTallies = Awaited<ReturnType<typeof tallyProjects>>[number];

const shares = (project: ProjectTallies | undefined) => {
  const tallies = {
    gold: project?.goldTotal ? { correct: project.goldCorrect, judged: project.goldTotal } : null,
    consensus: project?.consensusTotal
      ? { agreeing: project.consensusAgreeing, judged: project.consensusTotal }
      : null,
  } as Tallies;
  return { gold: goldAccuracy.measure(tallies), consensus: consensusAgreement.measure(tallies) };
};

interface Kept {
  readonly computedAt: string;
  readonly dataStamp: string;
  readonly definitionsVersion: string;
}

/** When a result was computed, and whether the records or the definitions are others by now. */
const standing = (kept: Kept, stamp: string) => ({
  computedAt: kept.computedAt,
  definitionsVersion: kept.definitionsVersion,
  stale: kept.dataStamp !== stamp || kept.definitionsVersion !== DEFINITIONS_VERSION,
});

/** Every project with its agreement, gold accuracy and the state of its keys. */
export async function loadQuality(db: Db, system: Db) {
  const [projects, agreements, qualities, stamp] = await Promise.all([
    keptSum(system, ["projects"], (all) => tallyProjects(all)),
    listAggregations(db, "agreement"),
    listAggregations(db, "quality"),
    findDataStamp(db),
  ]);
  return projects.map((project) => {
    const kept = agreements.find(({ projectId }) => projectId === project.projectId);
    const quality = qualities.find(({ projectId }) => projectId === project.projectId);
    const result = kept?.result as KeptAgreement | undefined;
    const gold = (quality?.result as KeptQuality | undefined)?.gold;
    return {
      project: project.sourceId,
      name: project.name ?? project.sourceId,
      taskType: project.taskType,
      judgments: project.judgments,
      annotators: project.annotators,
      ...shares(project),
      level: result?.agreement.level ?? null,
      alpha: result ? result.agreement[result.agreement.level] : null,
      warnings: result?.warnings.length ?? 0,
      keys: gold ? { items: gold.items, inDoubt: gold.inDoubt, disputed: gold.disputed } : null,
      computing: computingOf(project.sourceId)?.state ?? null,
      kept: kept && quality ? standing(kept, stamp) : null,
    };
  });
}

export type QualityRow = Awaited<ReturnType<typeof loadQuality>>[number];

/** Projects without a result of today's records. */
export async function projectsToCompute(db: Db, system: Db): Promise<string[]> {
  return (await loadQuality(db, system))
    .filter(({ kept }) => kept === null || kept.stale)
    .map(({ project }) => project);
}

export interface ProjectQuestion {
  /** Whose error matrix to show. */
  readonly annotator: string | null;
  /** Whose key to dispute, as a preview. */
  readonly dispute: string | null;
  /** Which long lists to show in whole. */
  readonly open: ReadonlySet<LongList>;
}

const MOST_ANNOTATORS = 500;
/** Annotators that are offered by name; any other's id can be typed. */
const OFFERED = 50;

/** All that a project's screen shows, long lists by their first rows; null for a project that does not exist. */
export async function loadProjectQuality(db: Db, system: Db, id: string, question: ProjectQuestion) {
  const [rules] = await agreementProjects(db, id);
  if (!rules) return null;
  const { projectId, taskType } = rules;
  const { open } = question;
  const [projects, heads, stamp, hiding] = await Promise.all([
    keptSum(system, ["project", projectId], (all) => tallyProjects(all, projectId)),
    listAggregationHeads(db, projectId),
    findDataStamp(db),
    listHidingProjects(db),
  ]);
  const results = await resultsOf(system, projectId, heads);
  const shown = <Kept, View>(method: string, view: (kept: Kept, open: ProjectQuestion["open"]) => View) => {
    const kept = results.byMethod.get(method) as Kept | undefined;
    return kept === undefined ? null : view(kept, open);
  };
  const { annotators } = results;
  const head = heads.find(({ method }) => method === "quality");
  return {
    project: rules.sourceId,
    name: rules.name ?? rules.sourceId,
    taskType,
    answerRule: rules.answerRule ?? ("overlap" as const),
    goldTolerance: rules.goldTolerance ?? 0,
    ...shares(projects[0]),
    agreement: shown("agreement", agreementView),
    models: METHODS.flatMap((method) => {
      const model = shown(method, modelView);
      return model ? [{ method, model }] : [];
    }),
    quality: shown("quality", keysAndReviewersView),
    ranks: shown("ranks", ({ ranks }: { ranks: ProjectRanks | null }) => ranks && ranksView(ranks, open)),
    rating: taskType === "rating" ? shown("rating", ratingView) : null,
    preference: taskType === "preference" ? shown("preference", preferenceView) : null,
    revision:
      taskType === "revision"
        ? shown("revision", (kept: { revision: RevisionQuality | null }) =>
            kept.revision ? revisionView(kept.revision) : null,
          )
        : null,
    kept: head ? standing(head, stamp) : null,
    computing: computingOf(id),
    annotators: { shown: annotators.slice(0, OFFERED), of: annotators.length },
    matrix: await loadMatrix(db, projectId, results, question),
    hidesLiveKeys: hiding.some(({ sourceId }) => sourceId === id),
    dispute: await loadDispute(db, rules, question),
  };
}

type Heads = Awaited<ReturnType<typeof listAggregationHeads>>;

/**
 * A project's kept results, read once for each computation of them: on a large programme they are megabytes, of which a
 * screen shows the first rows. For those who see the project's heads, as managers do: it reads as the system.
 */
async function resultsOf(system: Db, projectId: number, heads: Heads) {
  if (heads.length === 0) return { byMethod: new Map<string, object>(), annotators: [], first: null };
  return keptSum(system, ["results", projectId, heads], async (all) => {
    const [rows, annotators] = await Promise.all([
      listProjectAggregations(all, projectId),
      listModelledAnnotators(all, projectId, MOST_ANNOTATORS),
    ]);
    const [first] = annotators;
    return {
      byMethod: new Map(rows.map(({ method, result }) => [method, result])),
      annotators,
      first: first ? await findModelledAnnotator(all, projectId, first.annotator) : null,
    };
  });
}

type Results = Awaited<ReturnType<typeof resultsOf>>;

/** Keeps whether annotators see the keys of live gold they missed; in words, for the log. */
export async function changeKeyVisibility(
  db: Db,
  project: string,
  hides: boolean,
  viewer: Viewer,
  at: Date,
): Promise<string> {
  if ((await agreementProjects(db, project)).length === 0) throw notFound("project");
  await setHidesLiveKeys(db, project, hides, { at, by: viewer.name });
  return `live keys of ${project} ${hides ? "hidden from" : "shown to"} annotators`;
}

export type ProjectQuality = NonNullable<Awaited<ReturnType<typeof loadProjectQuality>>>;

async function loadMatrix(
  db: Db,
  projectId: number,
  { byMethod, annotators, first }: Results,
  { annotator: asked, open }: ProjectQuestion,
) {
  const annotator = asked ?? annotators[0]?.annotator ?? null;
  if (annotator === null) return null;
  const found = (
    annotator === annotators[0]?.annotator ? first : await findModelledAnnotator(db, projectId, annotator)
  ) as KeptAnnotator | null;
  const { classes = [] } = (byMethod.get("agreement") ?? {}) as Partial<KeptAgreement>;
  return { annotator, found: found && errorsView(found, classes, open) };
}

/** Before and after, were a key disputed: read only. `found` is null for an item without key or answers. */
async function loadDispute(
  db: Db,
  project: { readonly projectId: number; readonly sourceId: string },
  { dispute: item, open }: ProjectQuestion,
) {
  if (item === null) return null;
  const [everybody, responses] = await Promise.all([
    tallyAnnotatorGold(db, project.projectId),
    tallyItemResponses(db, project.projectId, item),
  ]);
  const found = disputeOf(item, everybody, responses);
  if (!found) return { item, found: null, tiers: null };
  const tiers = found.status === "active" ? await disputedTiers(db, project, item) : null;
  return { item, ...disputeView(found, tiers, open) };
}
