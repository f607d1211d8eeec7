import type { Db } from "db/client";
import {
  type DayWindow,
  findRecordedPeriod,
  listAnnotatorPlaces,
  listExchangeRates,
  listJudgmentPay,
  listPaymentSums,
  listProjectNames,
  listTiersInForce,
  listWageFloors,
  streamCells,
  streamTimeRecords,
} from "db/queries/measures";
import type { Period } from "~/domain/period";
import { floorMinorOn, minorFactor } from "~/domain/wage-floor";
import type { Tallies } from "~/domain/tallies";
import { byScope, loadPolicies } from "~/features/tiers/policies.server";
import {
  type AnnotatorEvidence,
  type OwnTime,
  ownTime,
  reportRow,
  type TimeEvidence,
  type TimeRecord,
  timeTallies,
  workTallies,
} from "./assemble";
import { followBy, groupBy } from "./grouping";
import { type CurrencySum, inOneCurrency } from "./pay";
import { type OwnedRecord, expectedSeconds, projectContext } from "./project-context";
import type { ReportRow } from "./report-row";
import { policyInForce, tierOf } from "./row-tier";
import { type Cell, withoutSpans, workRecord } from "./work-record";

export interface MeasureOptions {
  readonly period: Period;
  readonly project: string | null;
  /** One row an annotator and project, one an annotator over all projects, or both. */
  readonly grain: "project" | "overall" | "both";
}

export interface MeasuredRow {
  readonly annotatorId: number;
  readonly projectId: number;
  readonly row: ReportRow;
  readonly handling: Tallies["handling"];
  readonly time: OwnTime;
  readonly country: string | null;
}

export interface MeasuredWindow {
  readonly from: string | null;
  readonly to: string | null;
  readonly rows: readonly MeasuredRow[];
}

export interface PreparedWindow extends Omit<MeasuredWindow, "rows"> {
  /** Ordered by annotator, then project, by the source's ids. */
  readonly records: readonly EvidencedRecord<OwnTime>[];
  /** The row of one of them. */
  readonly measure: (record: EvidencedRecord<OwnTime>) => MeasuredRow;
}

/** Measures every annotator with work in the period; rows are ordered by annotator, then project, by the source's ids. */
export async function measureWindow(db: Db, options: MeasureOptions): Promise<MeasuredWindow> {
  const { records, measure, ...window } = await prepareWindow(db, options);
  return { ...window, rows: records.map(measure) };
}

/**
 * Counts every annotator with work in the period, from rollups: one pass over their cells, those of one annotator in
 * memory at a time. Rows, which are several times their records, are made when they are asked for.
 */
export async function prepareWindow(db: Db, options: MeasureOptions): Promise<PreparedWindow> {
  const { lookups, records, expected } = await collect(db, options, ownTime);
  const byProject = groupBy(records, ({ projectId }) => projectId);
  const contexts = new Map(
    [...byProject].map(([projectId, owned]) => [
      projectId,
      projectContext(lookups.projectName(projectId) ?? "", owned),
    ]),
  );
  const measure = ({ annotatorId, projectId, record, evidence, time }: EvidencedRecord<OwnTime>) => {
    const context = contexts.get(projectId)!;
    const rank = context.ranks.get(annotatorId);
    const { row, handling } = reportRow({ ...evidence, record, time, rank }, context, expected);
    const country = lookups.person.get(annotatorId)?.country ?? null;
    return { annotatorId, projectId, row, handling, time, country };
  };
  const { firstAt, lastAt } = lookups.recorded;
  return {
    from: options.period.from ?? firstAt?.slice(0, 10) ?? null,
    to: options.period.to ?? lastAt?.slice(0, 10) ?? null,
    records,
    measure,
  };
}

/** The tallies behind every metric, one annotator (and project) each, without anybody being ranked. */
export async function talliesOfPeriod(
  db: Db,
  options: MeasureOptions,
): Promise<
  readonly { readonly annotatorId: number; readonly projectId: number; readonly tallies: Tallies }[]
> {
  const { records, expected } = await collect(db, options, timeTallies);
  const kept = { goldKept: true, consensusKept: true, reviewsKept: true };
  return records.map(({ annotatorId, projectId, record, evidence, time }) => {
    const tallies = { ...workTallies(record, kept, expected), ...time };
    // Several currencies are not summed without a rate, and one of them is not what an hour paid.
    return { annotatorId, projectId, tallies: evidence.pay.several ? { ...tallies, pay: null } : tallies };
  });
}

/** Everybody's records; of each one's time only what `summarise` makes of it is kept. */
async function collect<Time>(db: Db, options: MeasureOptions, summarise: Summarise<Time>) {
  const lookups = await loadLookups(db, options);
  // What work is expected to take is known by project, whatever is asked for.
  const grain = options.grain === "overall" ? "both" : options.grain;
  const all = await collectRecords(db, { ...options, grain }, lookups, summarise);
  const expected = expectedSeconds(all.filter(({ projectId }) => projectId !== 0));
  const records = options.grain === "overall" ? all.filter(({ projectId }) => projectId === 0) : all;
  return { lookups, records, expected };
}

type Lookups = Awaited<ReturnType<typeof loadLookups>>;
type Summarise<Time> = (evidence: TimeEvidence) => Time;
type EvidencedRecord<Time> = OwnedRecord & {
  readonly evidence: Omit<AnnotatorEvidence, "record" | "time" | "rank">;
  readonly time: Time;
};

async function loadLookups(db: Db, { period, project, grain }: MeasureOptions) {
  const projects = await listProjectNames(db);
  const names = new Map(projects.map(({ projectId, sourceId }) => [projectId, sourceId]));
  const projectId =
    project === null ? null : (projects.find(({ sourceId }) => sourceId === project)?.projectId ?? -1);
  const window: DayWindow = {
    fromDay: period.from,
    toDay: period.to,
    undated: period.from === null && period.to === null,
  };
  const from = period.from && `${period.from}T00:00:00.000Z`;
  const to = period.to && nextDay(period.to);
  const [people, pay, payments, tiers, policies, floors, rates, recorded] = await Promise.all([
    listAnnotatorPlaces(db),
    listJudgmentPay(db, window, projectId),
    listPaymentSums(db, from, to),
    listTiersInForce(db, to),
    loadPolicies(db),
    listWageFloors(db),
    listExchangeRates(db),
    findRecordedPeriod(db, projectId),
  ]);
  return {
    grain,
    window,
    from,
    to,
    projectId,
    recorded,
    projectName: (id: number) => (id === 0 ? null : (names.get(id) ?? null)),
    person: new Map(people.map((person) => [person.annotatorId, person])),
    pay: groupBy(pay, ({ annotatorId }) => annotatorId),
    payments: groupBy(payments, ({ annotatorId }) => annotatorId),
    tiers: groupBy(tiers, ({ annotatorId }) => annotatorId),
    policies: byScope(policies),
    floors,
    rates,
  };
}

async function collectRecords<Time>(
  db: Db,
  options: MeasureOptions,
  lookups: Lookups,
  summarise: Summarise<Time>,
): Promise<EvidencedRecord<Time>[]> {
  const timeRecords = followBy(
    streamTimeRecords(db, lookups.from, lookups.to),
    ({ annotatorId }) => annotatorId,
  );
  const cells = followBy(
    streamCells(db, lookups.window, lookups.projectId),
    ({ annotatorId }) => annotatorId,
  );
  const found: EvidencedRecord<Time>[] = [];
  for await (const [annotatorId, own] of cells.groups()) {
    const times = (await timeRecords.of(annotatorId)).map(({ fromAt, toAt, ...rest }) => ({
      ...rest,
      from: Date.parse(fromAt) / 1_000,
      to: Date.parse(toAt) / 1_000,
    }));
    const parts = recordsOf(annotatorId, own, times, options.grain, lookups);
    found.push(
      ...parts.map(({ record, evidence, time, ...whose }) => ({
        ...whose,
        record: withoutSpans(record),
        evidence,
        time: summarise({ ...time, record, pay: evidence.pay }),
      })),
    );
  }
  await timeRecords.close();
  return found.sort(
    (a, b) =>
      compare(a.evidence.annotatorId, b.evidence.annotatorId) ||
      compare(a.evidence.project ?? "", b.evidence.project ?? ""),
  );
}

function recordsOf(
  annotatorId: number,
  cells: readonly Cell[],
  times: readonly TimeRecord[],
  grain: MeasureOptions["grain"],
  lookups: Lookups,
) {
  // The surrogates depend on what came in first; the source's names do not.
  const ordered = [...cells].sort(
    (a, b) =>
      compare(lookups.projectName(a.projectId) ?? "", lookups.projectName(b.projectId) ?? "") ||
      compare(a.day, b.day),
  );
  const byProject = groupBy(ordered, ({ projectId }) => projectId);
  const one = byProject.size === 1;
  const record = (projectId: number, own: readonly Cell[]) => ({
    annotatorId,
    projectId,
    record: workRecord(own),
    evidence: evidenceOf(annotatorId, projectId, one, lookups),
    time: { ...placeOf(annotatorId, lookups), timeRecords: times.filter(belongsTo(projectId, one)) },
  });
  return [
    ...(grain === "project" ? [] : [record(0, ordered)]),
    ...(grain === "overall" ? [] : [...byProject].map(([projectId, own]) => record(projectId, own))),
  ];
}

/** Time and money that name no project belong to the overall row, or to the only project a person works on. */
const belongsTo =
  (projectId: number, only: boolean) =>
  (entry: { readonly projectId: number | null }): boolean =>
    projectId === 0 || entry.projectId === projectId || (entry.projectId === null && only);

/** The last day of the period, or of the record. */
const lastDay = ({ window, recorded }: Lookups): string =>
  window.toDay ?? recorded.lastAt?.slice(0, 10) ?? "9999-12-31";

function placeOf(annotatorId: number, lookups: Lookups): Pick<TimeEvidence, "floorMinor" | "zone"> {
  const person = lookups.person.get(annotatorId)!;
  return {
    floorMinor: (currency) => floorMinorOn(lookups.floors, lookups.rates, person, lastDay(lookups), currency),
    zone: { name: person.timeZone ?? "UTC", assumed: person.timeZone === null },
  };
}

function evidenceOf(
  annotatorId: number,
  projectId: number,
  only: boolean,
  lookups: Lookups,
): EvidencedRecord<unknown>["evidence"] {
  const person = lookups.person.get(annotatorId)!;
  const belongs = belongsTo(projectId, only);
  return {
    annotatorId: person.sourceId,
    displayName: person.displayName,
    project: lookups.projectName(projectId),
    pay: inOneCurrency(
      currencySums(
        (lookups.pay.get(annotatorId) ?? []).filter(belongs),
        (lookups.payments.get(annotatorId) ?? []).filter(belongs),
      ),
      (from, to) => minorFactor(lookups.rates, from, to, lastDay(lookups)),
    ),
    tier: tierOf(
      (lookups.tiers.get(annotatorId) ?? []).filter(belongsTo(projectId, true)),
      policyInForce(lookups.policies, lookups.projectName(projectId), lookups.to ?? lookups.recorded.lastAt),
    ),
  };
}

function currencySums(
  judgments: readonly { currency: string; payMinor: number; paidJudgments: number }[],
  payments: readonly { currency: string; kind: string; amountMinor: number }[],
): CurrencySum[] {
  const sums = new Map<string, { payMinor: number; otherMinor: number; judgments: number }>();
  const of = (currency: string) => {
    const sum = sums.get(currency) ?? { payMinor: 0, otherMinor: 0, judgments: 0 };
    sums.set(currency, sum);
    return sum;
  };
  for (const { currency, payMinor, paidJudgments } of judgments) {
    of(currency).payMinor += payMinor;
    of(currency).judgments += paidJudgments;
  }
  for (const { currency, kind, amountMinor } of payments) {
    // Judgments say what is due; payments of kind work say the same money again, and count only where judgments do not.
    if (kind !== "work") of(currency).otherMinor += amountMinor;
    else if (judgments.length === 0) of(currency).payMinor += amountMinor;
  }
  return [...sums].map(([currency, sum]) => ({ currency, ...sum }));
}

const nextDay = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString();

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
