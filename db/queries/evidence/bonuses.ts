import { sql } from "kysely";
import type { Bonus } from "~/domain/evidence";
import { localDay } from "~/domain/local-time";
import type { Db } from "../../client";
import { PEOPLE_AT_ONCE, streamRows } from "./stream";
import { wholeNumbers } from "./timelines";
import { instant, type EvidenceWindow } from "./window";

interface Paid {
  readonly id: string;
  readonly annotator: string;
  readonly zone: string;
  readonly paidAt: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly ruleId: string | null;
}

interface Rule {
  readonly ruleId: string;
  readonly publishedAt: number;
  readonly validFrom: number;
  readonly validTo: number | null;
  readonly unit: "judgments" | "approved_judgments" | "active_minutes";
  readonly period: "day" | "week" | "month";
  readonly threshold: number;
  readonly amountMinor: number;
}

/** What one person did on one local day, in the units that rules count. */
interface Day {
  readonly day: number;
  readonly judgments: number;
  readonly approvedJudgments: number;
  readonly activeMinutes: number;
}

/** Bonuses of the window, each with what its published rule gives for the period it falls in or follows. */
export async function listBonuses(db: Db, window: EvidenceWindow): Promise<readonly Bonus[]> {
  const paid = await bonusPayments(db, window);
  if (paid.length === 0) return [];
  const rules = new Map((await listRules(db)).map((rule) => [rule.ruleId, rule]));
  const work = await workDays(db, [...new Set(paid.map(({ annotator }) => annotator))]);
  const last = new Map<string, number>();
  return paid.map((bonus) => {
    const days = work.get(bonus.annotator) ?? [];
    const today = localDay(bonus.zone, bonus.paidAt);
    const before = last.get(bonus.annotator);
    last.set(bonus.annotator, today);
    const rule = bonus.ruleId === null ? undefined : rules.get(bonus.ruleId);
    const state =
      bonus.ruleId === null
        ? "none"
        : !rule
          ? "missing"
          : rule.publishedAt > bonus.paidAt
            ? "unpublished"
            : "published";
    return {
      id: bonus.id,
      annotator: bonus.annotator,
      paidAt: bonus.paidAt,
      amountMinor: bonus.amountMinor,
      currency: bonus.currency,
      ruleId: bonus.ruleId,
      rule: state,
      expectedMinor: rule ? expected(rule, days, today, bonus.amountMinor) : null,
      workSince: before === undefined ? null : countDays(days, "judgments", before, today),
    };
  });
}

async function bonusPayments(db: Db, { from, to }: EvidenceWindow): Promise<readonly Paid[]> {
  const { rows } = await sql<Paid>`
    select payment_id as id, a.source_id as annotator, coalesce(a.time_zone, 'UTC') as zone,
      date_part('epoch', paid_at)::float8 as paid_at, amount_minor, currency, rule_id
    from payments p join annotators a using (annotator_id)
    where kind = 'bonus' and paid_at >= ${instant(from)} and paid_at <= ${instant(to)}
    order by p.annotator_id, paid_at, payment_id`.execute(db);
  return rows;
}

async function listRules(db: Db): Promise<readonly Rule[]> {
  const { rows } = await sql<Rule>`
    select rule_id, date_part('epoch', published_at)::float8 as published_at, valid_from - date '1970-01-01' as valid_from,
      valid_to - date '1970-01-01' as valid_to, unit, period, threshold, amount_minor
    from bonus_rules`.execute(db);
  return rows;
}

/** Reads `withWorkDays`; one row a person, its days in one text. */
async function workDays(db: Db, annotators: readonly string[]): Promise<ReadonlyMap<string, Day[]>> {
  const query = sql<{ annotator: string; days: string }>`
    select a.source_id as annotator, w.days from (
      select annotator_id, string_agg(concat_ws(',', day - date '1970-01-01', judgments, approved, active_us), ' ' order by day) as days
      from (
        select annotator_id, local_day as day, sum(judgments) as judgments, coalesce(sum(approved), 0) as approved,
          coalesce(sum(active_us), 0)::bigint as active_us
        from audit_work_days where submitted group by 1, 2
      ) d group by annotator_id
    ) w join annotators a using (annotator_id) where a.source_id = any(${annotators})
    order by w.annotator_id`;
  const days = new Map<string, Day[]>();
  for await (const row of streamRows(db, query, PEOPLE_AT_ONCE)) {
    const numbers = wholeNumbers(row.days);
    const own: Day[] = [];
    for (let at = 0; at < numbers.length; at += 4) {
      const [day = 0, judgments = 0, approvedJudgments = 0, activeUs = 0] = numbers.slice(at, at + 4);
      own.push({ day, judgments, approvedJudgments, activeMinutes: activeUs / 6e7 });
    }
    days.set(row.annotator, own);
  }
  return days;
}

const UNITS = {
  judgments: "judgments",
  approved_judgments: "approvedJudgments",
  active_minutes: "activeMinutes",
} as const;

/** The rule's amount where the period of the payment, or the one before it, reached the threshold; else nothing. */
function expected(rule: Rule, days: readonly Day[], today: number, paidMinor: number): number {
  const reached = [
    periodOf(rule.period, today),
    periodOf(rule.period, periodOf(rule.period, today).first - 1),
  ].some(({ first, next }) => {
    const valid = next > rule.validFrom && (rule.validTo === null || first <= rule.validTo);
    return valid && countDays(days, UNITS[rule.unit], first, next) >= rule.threshold;
  });
  if (!reached) return 0;
  return Math.abs(rule.amountMinor - paidMinor) <= 1 ? paidMinor : rule.amountMinor;
}

/** The calendar period a day lies in: its first day and the next period's. Weeks begin on Mondays. */
function periodOf(period: Rule["period"], day: number): { first: number; next: number } {
  if (period === "day") return { first: day, next: day + 1 };
  // 1970-01-01 was a Thursday.
  if (period === "week") {
    const first = day - ((((day + 3) % 7) + 7) % 7);
    return { first, next: first + 7 };
  }
  const date = new Date(day * 86_400_000);
  const month = (offset: number) =>
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1) / 86_400_000;
  return { first: month(0), next: month(1) };
}

function countDays(
  days: readonly Day[],
  unit: "judgments" | "approvedJudgments" | "activeMinutes",
  from: number,
  to: number,
): number {
  let total = 0;
  for (const day of days) if (day.day >= from && day.day < to) total += day[unit];
  return total;
}
