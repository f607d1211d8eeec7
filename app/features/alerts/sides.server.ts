import type { Db } from "db/client";
import { listDetectorAnswers } from "db/queries/alerts";
import { listProjectNames, listTiersInForce } from "db/queries/measures";
import { listAnnotatorSourceIds } from "db/queries/tier-tallies";
import type { Measured } from "~/domain/measured";
import type { Period } from "~/domain/period";
import type { Tallies } from "~/domain/tallies";
import { groupBy } from "~/features/report/grouping";
import { talliesOfPeriod } from "~/features/report/report.server";
import { type Side, sideOf, sideOfAnswer } from "./crossing";
import { measureGroup } from "./reading";
import { type AlertRule, metricOf, readingText } from "./rule";

/** Where one subject of a rule lies, and the number that says so, in words. */
export interface SubjectSide {
  readonly subject: string;
  readonly side: Side;
  readonly reading: string;
}

/** What rules are held against: the tallies of a period, by person and by project, and the tiers in force at its end. */
export interface Measures {
  readonly overall: readonly { readonly subject: string; readonly tallies: Tallies }[];
  readonly byProject: ReadonlyMap<string, readonly Tallies[]>;
  readonly byTier: ReadonlyMap<string, readonly Tallies[]>;
}

export async function loadMeasures(db: Db, period: Period): Promise<Measures> {
  const [rows, projects, ids, tiers] = await Promise.all([
    talliesOfPeriod(db, { period, project: null, grain: "both" }),
    listProjectNames(db),
    listAnnotatorSourceIds(db),
    listTiersInForce(db, period.to && `${period.to}T23:59:59.999Z`),
  ]);
  const names = new Map(projects.map(({ projectId, sourceId }) => [projectId, sourceId]));
  // Where somebody has a tier of the programme and others of projects, that of the programme stands for them.
  const tierOf = new Map<number, string>();
  for (const { annotatorId, projectId, toTier } of tiers) {
    if (projectId === null || !tierOf.has(annotatorId)) tierOf.set(annotatorId, toTier);
  }
  const overall = rows.filter(({ projectId }) => projectId === 0);
  const tallies = <K>(groups: Map<K, (typeof rows)[number][]>) =>
    new Map([...groups].map(([key, own]) => [key, own.map((row) => row.tallies)]));
  return {
    overall: overall.map((row) => ({ subject: ids.get(row.annotatorId) ?? "", tallies: row.tallies })),
    byProject: tallies(
      groupBy(
        rows.filter(({ projectId }) => projectId !== 0),
        ({ projectId }) => names.get(projectId) ?? "",
      ),
    ),
    byTier: tallies(
      groupBy(
        overall.filter(({ annotatorId }) => tierOf.has(annotatorId)),
        ({ annotatorId }) => tierOf.get(annotatorId) ?? "",
      ),
    ),
  };
}

/** On which side of a metric's bound each subject of the rule lies. Pay in another currency is not looked at. */
export function metricSides(rule: AlertRule, measures: Measures): readonly SubjectSide[] {
  const metric = metricOf(rule);
  if (!metric || rule.bound === null) return [];
  const bound = { op: rule.op, value: rule.bound, minimumN: rule.minimumN };
  const own = (people: readonly Tallies[]) =>
    rule.currency === null ? people : people.filter(({ pay }) => pay?.currency === rule.currency);
  const sideFor = (subject: string, measured: Measured): SubjectSide => ({
    subject,
    side: sideOf(measured, bound),
    reading: readingText(rule, measured),
  });
  const isNamed = (subject: string) => rule.subject === "" || subject === rule.subject;
  if (rule.scope === "programme")
    return [sideFor("", measureGroup(metric, own(measures.overall.map(({ tallies }) => tallies))))];
  if (rule.scope === "annotator") {
    return measures.overall.flatMap(({ subject, tallies }) =>
      isNamed(subject) && own([tallies]).length > 0 ? [sideFor(subject, metric.measure(tallies))] : [],
    );
  }
  return [...(rule.scope === "project" ? measures.byProject : measures.byTier)].flatMap(
    ([subject, people]) => (isNamed(subject) ? [sideFor(subject, measureGroup(metric, own(people)))] : []),
  );
}

/** The answers of each run, the oldest first; of the newest run that has any where `since` is null. */
export async function detectorSides(
  db: Db,
  rule: AlertRule,
  since: Date | null,
): Promise<readonly (readonly SubjectSide[])[]> {
  const answers = await listDetectorAnswers(db, rule.measure, rule.scope, since);
  return [...groupBy(answers, ({ runId }) => runId).values()].map((run) =>
    run
      .filter(({ subject }) => rule.subject === "" || subject === rule.subject)
      .map(({ subject, outcome, severity }) => ({
        subject,
        side: sideOfAnswer({ outcome, severity }, rule.severity ?? "watch"),
        reading: severity === null ? outcome : `${outcome}, ${severity}`,
      })),
  );
}
