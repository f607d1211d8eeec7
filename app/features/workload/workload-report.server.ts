import type { Db } from "db/client";
import { collectEvidence, findRecordedSpan } from "db/queries/evidence";
import { listWorkloadRows, type WorkloadRow } from "db/queries/workload";
import { WORKLOAD_METRICS } from "~/detectors/workload";
import { type Measured, unmeasured } from "~/domain/measured";
import { CONDITION_NEEDS, type Conditions, conditionsOf } from "~/features/audit/conditions";
import { annotatorReport } from "~/features/report/annotator-report.server";
import { reasonOf } from "~/features/report/report-row";
import { middleOf } from "./measures.server";

/** A fair-workload number as JSON prints it: null with its reason where there is none, never 0. */
interface PrintedCondition {
  readonly value: number | null;
  readonly interval: readonly [low: number | null, high: number | null] | null;
  readonly n: number;
  readonly reason: string | null;
}

type Printed = Readonly<Record<string, unknown>>;

/** Fewer people than this are no group. */
const SMALLEST_GROUP = 5;

/**
 * `report workload`: the rows of `report annotators` less their quality, each with every fair-workload metric measured
 * now over the window, and in the head the middle person of the programme, of each tier and of each project.
 */
export async function workloadReport(db: Db, options: Parameters<typeof annotatorReport>[1]) {
  const report = await annotatorReport(db, options);
  const conditions = await measureConditions(db, options.period);
  const members = await listWorkloadRows(db, 0, "both");
  const overall = members.filter(({ project }) => project === "");
  const head = {
    window: report.window,
    definitions_version: report.definitionsVersion,
    programme: { people: overall.length, conditions: middlePerson(overall, conditions) },
    tiers: groups("tier", overall, ({ tier }) => tier, conditions),
    projects: groups("project", members, ({ project }) => project || null, conditions),
  };
  return { head, rows: rowsOf(report.rows, conditions) };
}

async function measureConditions(
  db: Db,
  period: { readonly from: string | null; readonly to: string | null },
): Promise<ReadonlyMap<string, Conditions>> {
  const span = await findRecordedSpan(db);
  if (!span) return new Map();
  const from = period.from === null ? span.first : Date.parse(period.from) / 1_000;
  // The last day asked for belongs to the window, and so does the last record.
  const to = period.to === null ? span.last + 1 : Date.parse(period.to) / 1_000 + 86_400;
  const evidence = await collectEvidence(db, { from, to }, CONDITION_NEEDS);
  return conditionsOf(evidence, Math.min(span.last, to));
}

async function* rowsOf(
  rows: AsyncIterable<string> | Iterable<string>,
  conditions: ReadonlyMap<string, Conditions>,
): AsyncGenerator<Printed> {
  for await (const text of rows) {
    const { annotator_id, project, judgments, pay, workload, tier } = JSON.parse(text) as Printed;
    const own = conditions.get(String(annotator_id)) ?? {};
    const printed = WORKLOAD_METRICS.map(({ id, absent, nUnit }) => [
      id.replaceAll("-", "_"),
      print(own[id] ?? unmeasured(absent), nUnit),
    ]);
    yield {
      annotator_id,
      project,
      judgments,
      pay,
      workload,
      tier,
      conditions: Object.fromEntries(printed) as Printed,
    };
  }
}

function print(measured: Measured, nUnit: string): PrintedCondition {
  const reason = reasonOf(measured, nUnit);
  if (measured.kind !== "measured") {
    return { value: null, interval: null, n: measured.kind === "insufficient" ? measured.n : 0, reason };
  }
  const { value, low, high, n } = measured;
  return { value, interval: [finite(low), finite(high)], n, reason };
}

const finite = (end: number): number | null => (Number.isFinite(end) ? end : null);

function middlePerson(
  people: readonly Pick<WorkloadRow, "annotator">[],
  conditions: ReadonlyMap<string, Conditions>,
): Printed {
  return Object.fromEntries(
    WORKLOAD_METRICS.map(({ id, absent }) => {
      const values = people.flatMap(({ annotator }) => {
        const own = conditions.get(annotator)?.[id];
        return own?.kind === "measured" ? [own.value] : [];
      });
      return [id.replaceAll("-", "_"), print(middleOf(values, SMALLEST_GROUP, absent), "people")];
    }),
  );
}

function groups(
  name: string,
  rows: readonly WorkloadRow[],
  groupOf: (row: WorkloadRow) => string | null,
  conditions: ReadonlyMap<string, Conditions>,
): readonly Printed[] {
  const members = new Map<string, WorkloadRow[]>();
  for (const row of rows) {
    const group = groupOf(row);
    if (group === null) continue;
    const own = members.get(group);
    if (own) own.push(row);
    else members.set(group, [row]);
  }
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, own]) => ({
      [name]: group,
      people: own.length,
      conditions: middlePerson(own, conditions),
    }));
}
