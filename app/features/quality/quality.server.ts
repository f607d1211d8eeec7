import type { Db } from "db/client";
import {
  findDataStamp,
  findModelledAnnotator,
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
import { type Method, METHODS } from "~/features/agreement/analysis";
import type {
  KeptAgreement,
  KeptAnnotator,
  KeptModel,
  KeptPreference,
  KeptRating,
} from "~/features/agreement/kept";
import { keptSum } from "~/features/report/kept-sums.server";
import consensusAgreement from "~/metrics/consensus-agreement";
import { notFound } from "~/features/shell/not-found";
import goldAccuracy from "~/metrics/gold-accuracy";
import type { KeptQuality } from "./compute.server";
import { computingOf } from "./computing.server";
import { disputeOf } from "./dispute";
import { disputedTiers } from "./dispute-tiers.server";
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
}

const MOST_ANNOTATORS = 500;

/** All that a project's screen shows; null for a project that does not exist. */
export async function loadProjectQuality(db: Db, system: Db, id: string, question: ProjectQuestion) {
  const [rules] = await agreementProjects(db, id);
  if (!rules) return null;
  const { projectId } = rules;
  const [projects, rows, stamp, annotators] = await Promise.all([
    keptSum(system, ["project", projectId], (all) => tallyProjects(all, projectId)),
    listProjectAggregations(db, projectId),
    findDataStamp(db),
    listModelledAnnotators(db, projectId, MOST_ANNOTATORS),
  ]);
  const kept = new Map(rows.map((row) => [row.method, row]));
  const result = <T>(method: string) => (kept.get(method)?.result as T | undefined) ?? null;
  const head = kept.get("quality");
  return {
    project: rules.sourceId,
    name: rules.name ?? rules.sourceId,
    taskType: rules.taskType,
    answerRule: rules.answerRule ?? ("overlap" as const),
    goldTolerance: rules.goldTolerance ?? 0,
    ...shares(projects[0]),
    agreement: result<KeptAgreement>("agreement"),
    models: METHODS.flatMap((method): { method: Method; model: KeptModel }[] => {
      const model = result<KeptModel>(method);
      return model ? [{ method, model }] : [];
    }),
    quality: result<KeptQuality>("quality"),
    ranks: result<{ ranks: ProjectRanks | null }>("ranks")?.ranks ?? null,
    rating: rules.taskType === "rating" ? result<KeptRating>("rating") : null,
    preference: rules.taskType === "preference" ? result<KeptPreference>("preference") : null,
    revision:
      rules.taskType === "revision"
        ? (result<{ revision: RevisionQuality | null }>("revision")?.revision ?? null)
        : null,
    kept: head ? standing(head, stamp) : null,
    computing: computingOf(id),
    annotators,
    matrix: await loadMatrix(db, projectId, question.annotator ?? annotators[0]?.annotator ?? null),
    hidesLiveKeys: (await listHidingProjects(db)).some(({ sourceId }) => sourceId === id),
    dispute: await loadDispute(db, rules, question.dispute),
  };
}

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

async function loadMatrix(db: Db, projectId: number, annotator: string | null) {
  if (annotator === null) return null;
  const found = (await findModelledAnnotator(db, projectId, annotator)) as KeptAnnotator | null;
  return { annotator, found };
}

/** Before and after, were a key disputed: read only. `found` is null for an item without key or answers. */
async function loadDispute(
  db: Db,
  project: { readonly projectId: number; readonly sourceId: string },
  item: string | null,
) {
  if (item === null) return null;
  const [everybody, responses] = await Promise.all([
    tallyAnnotatorGold(db, project.projectId),
    tallyItemResponses(db, project.projectId, item),
  ]);
  const found = disputeOf(item, everybody, responses);
  return { item, found, tiers: found?.status === "active" ? await disputedTiers(db, project, item) : null };
}
