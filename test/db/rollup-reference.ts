import type { Db } from "db/client";
import { answerKey, matchesGold } from "~/domain/answer";

/** The rollups of a small ledger counted in plain TypeScript, without a thought for speed: what SQL must agree with. */
export type ReferenceCell = Readonly<Record<string, unknown>>;

const WORKED = ["submitted", "approved", "rejected"];

export async function referenceRollups(db: Db): Promise<ReferenceCell[]> {
  const ledger = await readLedger(db);
  const cells = new Map<string, Judgment[]>();
  for (const judgment of ledger.judgments) {
    const key = cellKey(judgment);
    cells.set(key, [...(cells.get(key) ?? []), judgment]);
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => referenceCell(own, ledger));
}

type Ledger = Awaited<ReturnType<typeof readLedger>>;
type Judgment = Ledger["judgments"][number];

async function readLedger(db: Db) {
  const judgments = await db
    .selectFrom("judgments")
    .innerJoin("annotators", "annotators.annotatorId", "judgments.annotatorId")
    .innerJoin("projects", "projects.projectId", "judgments.projectId")
    .innerJoin("items", "items.itemId", "judgments.itemId")
    .select([
      "annotators.sourceId as annotator",
      "projects.sourceId as project",
      "projects.taskType",
      "projects.answerRule",
      "projects.goldTolerance",
      "items.sourceId as item",
      "items.goldAnswer",
      "items.goldStatus",
      "judgments.sourceId",
      "judgments.status",
      "judgments.answer",
      "judgments.startedAt",
      "judgments.submittedAt",
      "judgments.activeSeconds",
      "judgments.leadSeconds",
      "judgments.payMinor",
    ])
    .execute();
  const reviews = await db.selectFrom("reviews").selectAll().execute();
  return { judgments, reviews };
}

const dayOf = ({ submittedAt, startedAt }: Judgment) =>
  (submittedAt ?? startedAt)?.slice(0, 10) ?? "-infinity";
const cellKey = (judgment: Judgment) => [judgment.annotator, judgment.project, dayOf(judgment)].join("|");
const count = <T>(rows: readonly T[], test: (row: T) => boolean) => rows.filter(test).length;

function referenceCell(own: readonly Judgment[], ledger: Ledger): ReferenceCell {
  const [first] = own as [Judgment];
  const worked = own.filter(({ status }) => WORKED.includes(status));
  const keyed = worked.filter(
    ({ goldAnswer, goldStatus }) => goldAnswer !== null && (goldStatus ?? "active") === "active",
  );
  const majorities = worked.flatMap((judgment) => {
    const majority = majorityOfOthers(judgment, ledger);
    return majority === null ? [] : [answerKey(judgment.answer ?? "") === majority];
  });
  return {
    annotator: first.annotator,
    project: first.project,
    day: dayOf(first),
    judgments: own.length,
    submitted: count(own, ({ status }) => status === "submitted"),
    approved: count(own, ({ status }) => status === "approved"),
    rejected: count(own, ({ status }) => status === "rejected"),
    skipped: count(own, ({ status }) => status === "skipped"),
    goldTotal: keyed.length,
    goldCorrect: count(keyed, (j) =>
      matchesGold(j.answer ?? "", j.goldAnswer!, j.answerRule ?? "overlap", j.goldTolerance ?? 0),
    ),
    consensusTotal: majorities.length,
    consensusAgreeing: count(majorities, (agrees) => agrees),
    ...reviewCounts(own, ledger),
    ...times(worked),
    spans: union(own.flatMap((judgment) => interval(judgment))),
    paidSpans: union(
      own
        .filter(({ status, payMinor }) => ["submitted", "approved"].includes(status) && (payMinor ?? 0) > 0)
        .flatMap((judgment) => interval(judgment)),
    ),
  };
}

/** The strict plurality of the other annotators' latest answers, by going through them one by one. */
function majorityOfOthers(judgment: Judgment, { judgments }: Ledger): string | null {
  if (judgment.taskType === "revision" || answerKey(judgment.answer ?? "") === "") return null;
  const votes = new Map<string, Judgment>();
  for (const other of judgments) {
    const same = other.item === judgment.item && other.project === judgment.project;
    if (!same || other.annotator === judgment.annotator || !WORKED.includes(other.status)) continue;
    if (answerKey(other.answer ?? "") === "") continue;
    const known = votes.get(other.annotator);
    if (!known || order(other) > order(known)) votes.set(other.annotator, other);
  }
  const tally = new Map<string, number>();
  for (const { answer } of votes.values()) {
    const key = answerKey(answer ?? "");
    tally.set(key, (tally.get(key) ?? 0) + 1);
  }
  const ranked = [...tally].sort(([, a], [, b]) => b - a);
  const [top, next] = ranked;
  return top && top[1] > (next?.[1] ?? 0) ? top[0] : null;
}

const order = (judgment: Judgment) =>
  `${judgment.submittedAt ?? judgment.startedAt ?? ""}|${judgment.sourceId}`;

function reviewCounts(own: readonly Judgment[], { reviews }: Ledger) {
  const counts = {
    reviewTotal: 0,
    reviewAccepted: 0,
    reviewJudgments: 0,
    reviewFirstPass: 0,
    targetedTotal: 0,
    targetedAccepted: 0,
  };
  for (const { sourceId } of own) {
    const about = reviews
      .filter(({ judgmentSourceId, outcome }) => judgmentSourceId === sourceId && outcome !== null)
      .sort((a, b) => (a.reviewedAt + a.reviewId < b.reviewedAt + b.reviewId ? -1 : 1));
    for (const [index, { outcome, overturnedAt, routing }] of about.entries()) {
      const accepted = outcome === "accepted" || (outcome === "rejected" && overturnedAt !== null) ? 1 : 0;
      counts.reviewTotal += 1;
      counts.reviewAccepted += accepted;
      if (index === 0) counts.reviewJudgments += 1;
      if (index === 0) counts.reviewFirstPass += accepted;
      if (routing === "targeted") counts.targetedTotal += 1;
      if (routing === "targeted") counts.targetedAccepted += accepted;
    }
  }
  return counts;
}

const ms = (instant: string) => Date.parse(instant);

function times(worked: readonly Judgment[]) {
  const acceptToSubmit: number[] = [];
  const inferred: number[] = [];
  let apportioned = false;
  const page = (judgment: Judgment) =>
    worked.filter(
      (other) =>
        other.startedAt === judgment.startedAt &&
        other.submittedAt === judgment.submittedAt &&
        hasNoTime(other) === hasNoTime(judgment),
    );
  const seen = new Set<Judgment>();
  for (const judgment of worked) {
    if (judgment.submittedAt === null || seen.has(judgment)) continue;
    const together = page(judgment);
    for (const one of together) seen.add(one);
    const submitted = ms(judgment.submittedAt);
    if (judgment.startedAt !== null) {
      const span = submitted - ms(judgment.startedAt);
      if (span < 0) continue;
      acceptToSubmit.push(...shares(span, together.length));
      apportioned ||= together.length > 1;
    } else if (hasNoTime(judgment)) {
      const before = worked.flatMap(({ submittedAt }) =>
        submittedAt !== null && ms(submittedAt) < submitted ? [ms(submittedAt)] : [],
      );
      const gap = submitted - Math.max(...before);
      if (gap <= 1_800_000) inferred.push(...shares(gap, together.length));
    }
  }
  return {
    activeMs: sorted(
      worked.flatMap(({ activeSeconds }) => (activeSeconds === null ? [] : [activeSeconds * 1_000])),
    ),
    leadMs: sorted(worked.flatMap(({ leadSeconds }) => (leadSeconds === null ? [] : [leadSeconds * 1_000]))),
    acceptToSubmitMs: sorted(acceptToSubmit),
    inferredMs: sorted(inferred),
    apportioned,
  };
}

const hasNoTime = ({ startedAt, activeSeconds, leadSeconds }: Judgment) =>
  startedAt === null && activeSeconds === null && leadSeconds === null;

/** Whole milliseconds that add up to the span. */
const shares = (span: number, count: number) =>
  Array.from({ length: count }, (_, place) => Math.floor((span + place) / count));

export const sorted = (values: readonly number[] | null) =>
  values === null || values.length === 0 ? null : [...values].sort((a, b) => a - b);

function interval({ startedAt, submittedAt, activeSeconds, leadSeconds }: Judgment): [number, number][] {
  if (submittedAt === null) return [];
  const to = ms(submittedAt);
  const seconds = activeSeconds ?? leadSeconds;
  const from = startedAt !== null ? ms(startedAt) : seconds === null ? to : to - seconds * 1_000;
  return from < to ? [[from, to]] : [];
}

/** As PostgreSQL writes a multirange. */
function union(intervals: readonly [number, number][]): string | null {
  if (intervals.length === 0) return null;
  const joined: [number, number][] = [];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = joined[joined.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return `{${joined.map(([from, to]) => `[${from},${to})`).join(",")}}`;
}

export function without<T extends object, K extends keyof T>(row: T, ...names: readonly K[]): Omit<T, K> {
  const rest = { ...row };
  for (const name of names) delete rest[name];
  return rest;
}
