import { joinSpans, type Span, shortRestCount, SPELL_GAP_SEC, totalSec } from "~/domain/span";
import { localDay, secondsBetweenHours } from "~/domain/local-time";
import type { Programme } from "db/demo";
import { groupBy, mean, seconds, spread, sum, type Tables, tierHistory } from "./demo-ledger";

/** Rough measures of one planted pattern each: enough to see it is there, and no detector. */
export interface Measured {
  readonly programme: Programme;
  readonly tables: Tables;
}

const done = ({ tables }: Measured) => tables.judgments.filter(({ submittedAt }) => submittedAt != null);

const isPremium = ({ tables }: Measured): ReadonlySet<string> =>
  new Set(tables.batches.filter(({ premium }) => premium === true).map(({ batchId }) => batchId));

/**
 * Premium offers over those expected of a lottery by hours among people who truly pass, within each project and week:
 * inside over outside of what `inside` says.
 */
export function premiumRatio(
  measured: Measured,
  inside: (annotatorId: string, at: string) => boolean,
): number {
  const { tables, programme } = measured;
  const premium = new Map(
    tables.batches.filter((batch) => batch.premium === true).map((batch) => [batch.batchId, batch.projectId]),
  );
  const passes = (id: string) => (programme.truth.accuracy.get(id) ?? 0) >= 0.9;
  const onProject = new Set(
    tables.judgments.map(({ annotatorId, projectId }) => `${annotatorId}/${projectId}`),
  );
  const week = (at: string) => Math.floor((seconds(at) - seconds(programme.from)) / 604_800);
  const online = groupBy(
    tables.availability.filter(({ annotatorId, source }) => source === "online" && passes(annotatorId)),
    ({ from }) => String(week(from)),
  );
  const observed = { in: 0, out: 0 };
  const expected = { in: 0, out: 0 };
  const side = (id: string, at: string): "in" | "out" => (inside(id, at) ? "in" : "out");
  const drawn = tables.offers.filter(({ batchId }) => premium.has(batchId));
  for (const [stratum, offers] of groupBy(drawn, (o) => `${week(o.offeredAt)}/${premium.get(o.batchId)}`)) {
    const [number = "", project = ""] = stratum.split("/");
    const hours = (online.get(number) ?? [])
      .filter(({ annotatorId }) => onProject.has(`${annotatorId}/${project}`))
      .map(({ annotatorId, from, to }) => ({
        side: side(annotatorId, from),
        hours: seconds(to) - seconds(from),
      }));
    const total = sum(hours.map((each) => each.hours));
    for (const each of hours) expected[each.side] += (each.hours / total) * offers.length;
    for (const { annotatorId, offeredAt } of offers) observed[side(annotatorId, offeredAt)] += 1;
  }
  return observed.in / expected.in / (observed.out / expected.out);
}

export const byTier = (measured: Measured, tiers: readonly string[]): number => {
  const tierAt = tierHistory(measured.tables);
  return premiumRatio(measured, (id, at) => tiers.includes(tierAt(id, at)));
};

export const women = ({ tables }: Measured): ReadonlySet<string> =>
  new Set(
    tables.annotators
      .filter(({ groups }) => groups?.gender === "woman")
      .map(({ annotatorId }) => annotatorId),
  );

/** Offers per hour online above 90 % of a weekly target, over those between 50 and 90 %. */
export function nearTargetRatio({ tables }: Measured): number {
  const submitted = groupBy(
    tables.judgments.filter(({ submittedAt }) => submittedAt != null),
    ({ annotatorId }) => annotatorId,
  );
  const offers = groupBy(tables.offers, ({ annotatorId }) => annotatorId);
  const online = groupBy(
    tables.availability.filter(({ source }) => source === "online"),
    ({ annotatorId }) => annotatorId,
  );
  const found = { near: [0, 0], far: [0, 0] };
  for (const { annotatorId, from, to, goal, reachedAt } of tables.targets) {
    const times = (submitted.get(annotatorId) ?? [])
      .map(({ submittedAt }) => submittedAt ?? "")
      .filter((at) => at >= from && at < to)
      .sort();
    const half = times[Math.ceil(goal * 0.5) - 1];
    const near = times[Math.ceil(goal * 0.9) - 1];
    if (half === undefined) continue;
    const stretches = [
      { key: "far" as const, from: half, to: near ?? to },
      { key: "near" as const, from: near ?? to, to: reachedAt ?? to },
    ];
    for (const { key, ...stretch } of stretches) {
      const inside = (at: string) => at >= stretch.from && at < stretch.to;
      found[key][0]! += (offers.get(annotatorId) ?? []).filter(({ offeredAt }) => inside(offeredAt)).length;
      for (const each of online.get(annotatorId) ?? []) {
        const overlap =
          Math.min(seconds(each.to), seconds(stretch.to)) -
          Math.max(seconds(each.from), seconds(stretch.from));
        found[key][1]! += Math.max(0, overlap);
      }
    }
  }
  return found.near[0]! / found.near[1]! / (found.far[0]! / found.far[1]!);
}

/** Share correct on gold in the fastest fifth of a person's work in a project, less that in the middle three. */
export function fastWorkDifference(measured: Measured): number {
  const fast = { correct: 0, n: 0 };
  const middle = { correct: 0, n: 0 };
  const groups = groupBy(done(measured), ({ annotatorId, projectId }) => `${annotatorId}/${projectId}`);
  const verdict = goldVerdicts(measured.tables);
  for (const own of groups.values()) {
    const ordered = own.toSorted((one, other) => (one.activeSeconds ?? 0) - (other.activeSeconds ?? 0));
    ordered.forEach((judgment, index) => {
      const correct = verdict(judgment.itemId, judgment.answer ?? "");
      const share = index / ordered.length;
      if (correct === null || share >= 0.8) return;
      const cell = share < 0.2 ? fast : middle;
      cell.n += 1;
      cell.correct += Number(correct);
    });
  }
  return fast.correct / fast.n - middle.correct / middle.n;
}

export function goldVerdicts({
  items,
  projects,
}: Tables): (itemId: string, answer: string) => boolean | null {
  const tolerance = new Map(projects.map(({ projectId, goldTolerance }) => [projectId, goldTolerance ?? 0]));
  const keys = new Map(
    items.flatMap(({ itemId, goldAnswer, projectId }) =>
      goldAnswer == null ? [] : [[itemId, { goldAnswer, tolerance: tolerance.get(projectId) ?? 0 }] as const],
    ),
  );
  return (itemId, answer) => {
    const key = keys.get(itemId);
    if (key === undefined) return null;
    return key.tolerance > 0
      ? Math.abs(Number(answer) - Number(key.goldAnswer)) <= key.tolerance
      : answer === key.goldAnswer;
  };
}

/** Seconds worked, paid or not, by person: judgments and time entries, overlaps counted once. */
export function workedSpans({ tables }: Measured): ReadonlyMap<string, readonly Span[]> {
  const spans = [
    ...tables.judgments.flatMap(({ annotatorId, startedAt, submittedAt }) =>
      startedAt == null || submittedAt == null
        ? []
        : [{ annotatorId, from: seconds(startedAt), to: seconds(submittedAt) }],
    ),
    ...tables.time_entries.map(({ annotatorId, from, to }) => ({
      annotatorId,
      from: seconds(from),
      to: seconds(to),
    })),
  ];
  const groups = groupBy(spans, ({ annotatorId }) => annotatorId);
  return new Map([...groups].map(([id, own]) => [id, joinSpans(own)]));
}

/** Share of people whose pay per hour of all work lies below the floor of their place. */
export function belowFloorShare(measured: Measured): number {
  const { tables } = measured;
  const rate = (currency: string) =>
    tables.exchange_rates.find(
      ({ fromCurrency, toCurrency }) => fromCurrency === currency && toCurrency === "USD",
    )?.rate ?? 1;
  const earned = groupBy(tables.payments, ({ annotatorId }) => annotatorId);
  const spans = workedSpans(measured);
  const below = tables.annotators.map((annotator) => {
    const floor = tables.wage_floors.findLast(
      ({ country, region, kind }) =>
        kind === "minimum" &&
        country === annotator.country &&
        (region == null || region === annotator.region),
    );
    const hours = totalSec(spans.get(annotator.annotatorId) ?? []) / 3_600;
    const dollars = sum(
      (earned.get(annotator.annotatorId) ?? []).map((p) => p.amountMinor * rate(p.currency)),
    );
    const floorDollars =
      (floor?.amountMinorPerHour ?? 0) * (1 / fromDollar(tables, floor?.currency ?? "USD"));
    return hours > 10 && dollars / hours < floorDollars ? 1 : 0;
  });
  return mean(below);
}

const fromDollar = (tables: Tables, currency: string): number =>
  tables.exchange_rates.find(
    ({ fromCurrency, toCurrency }) => fromCurrency === "USD" && toCurrency === currency,
  )?.rate ?? 1;

/** Unpaid seconds of time entries over all seconds of work. */
export function unpaidShare(measured: Measured): number {
  const unpaid = measured.tables.time_entries.filter(({ paid }) => !paid);
  const all = sum([...workedSpans(measured).values()].map(totalSec));
  return sum(unpaid.map(({ from, to }) => seconds(to) - seconds(from))) / all;
}

/** The largest pay over the smallest for the same project, premium or not, day, country and tier. */
export function widestPay(measured: Measured): number {
  const premium = isPremium(measured);
  const tierAt = tierHistory(measured.tables);
  const country = new Map(measured.tables.annotators.map((each) => [each.annotatorId, each.country]));
  const paid = done(measured).filter((each) => (each.payMinor ?? 0) > 0 && each.revisionOf == null);
  const cells = groupBy(paid, (each) =>
    [
      each.projectId,
      premium.has(each.batchId ?? ""),
      each.submittedAt?.slice(0, 10),
      country.get(each.annotatorId),
      tierAt(each.annotatorId, each.submittedAt ?? ""),
    ].join("/"),
  );
  const ratios = [...cells.values()].map((cell) => {
    const pays = cell.map((each) => each.payMinor ?? 0);
    return Math.max(...pays) / Math.min(...pays);
  });
  return Math.max(...ratios);
}

/** Sessions that begin after ten in the evening on days a streak is at risk, over the others, of those who follow one. */
export function lateAtRiskRatio({ tables }: Measured): number {
  const zones = new Map(tables.annotators.map((each) => [each.annotatorId, each.timeZone ?? "UTC"]));
  const whole = new Set(
    tables.annotators
      .filter(({ joinedAt, leftAt }) => (joinedAt ?? "") < "2026-01-01" && leftAt == null)
      .map(({ annotatorId }) => annotatorId),
  );
  const streaks = tables.streaks.filter(({ annotatorId }) => whole.has(annotatorId));
  const followers = new Set(streaks.map(({ annotatorId }) => annotatorId));
  const risky = new Set(
    streaks.map(
      ({ annotatorId, atRiskAt }) =>
        `${annotatorId}/${localDay(zones.get(annotatorId) ?? "UTC", seconds(atRiskAt))}`,
    ),
  );
  const late = { risk: 0, calm: 0 };
  for (const { annotatorId, from, source } of tables.availability) {
    if (source !== "online" || !followers.has(annotatorId)) continue;
    const zone = zones.get(annotatorId) ?? "UTC";
    const start = seconds(from);
    if (secondsBetweenHours(zone, { from: start, to: start + 60 }, 22, 24) < 60) continue;
    late[risky.has(`${annotatorId}/${localDay(zone, start)}`) ? "risk" : "calm"] += 1;
  }
  const days = 182 * followers.size;
  return late.risk / risky.size / (late.calm / (days - risky.size));
}

export const unruledBonusShare = ({ tables }: Measured): number => {
  const bonuses = tables.payments.filter(({ kind }) => kind === "bonus");
  return (
    sum(bonuses.filter(({ ruleId }) => ruleId == null).map(({ amountMinor }) => amountMinor)) /
    sum(bonuses.map(({ amountMinor }) => amountMinor))
  );
};

/** Share of people with at least one work day that is followed by less than eleven hours of rest. */
export function shortRestShare(measured: Measured): number {
  const spans = workedSpans(measured);
  return mean([...spans.values()].map((own) => (shortRestCount(joinSpans(own, SPELL_GAP_SEC)) > 0 ? 1 : 0)));
}

/** The longest spell of work without a break of over a quarter of an hour, hours. */
export const longestSpellHours = (measured: Measured): number =>
  Math.max(
    ...[...workedSpans(measured).values()].flatMap((own) =>
      joinSpans(own, SPELL_GAP_SEC).map(({ from, to }) => (to - from) / 3_600),
    ),
  );

/** Variation of monthly income over full months, the middle person's. */
export function monthlyVariation(measured: Measured): number {
  const months = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"];
  const early = new Set(
    measured.tables.annotators
      .filter(({ joinedAt, leftAt }) => (joinedAt ?? "") < "2026-01-01" && leftAt == null)
      .map(({ annotatorId }) => annotatorId),
  );
  const byPerson = groupBy(done(measured), ({ annotatorId }) => annotatorId);
  const variations = [...byPerson].flatMap(([id, own]) => {
    if (!early.has(id)) return [];
    const income = months.map((month) =>
      sum(
        own.filter(({ submittedAt }) => submittedAt?.startsWith(month)).map(({ payMinor }) => payMinor ?? 0),
      ),
    );
    return [spread(income) / mean(income)];
  });
  return variations.sort((one, other) => one - other)[Math.floor(variations.length / 2)] ?? NaN;
}

/** Seconds of items over seconds of items and waiting. */
export function utilisation(measured: Measured): number {
  const worked = sum(done(measured).map(({ activeSeconds }) => activeSeconds ?? 0));
  const waiting = measured.tables.time_entries.filter(({ kind }) => kind === "waiting");
  return worked / (worked + sum(waiting.map(({ from, to }) => seconds(to) - seconds(from))));
}

/** Standard deviation of reviewers' acceptance shares beyond what chance gives. */
export function reviewerSpread({ tables }: Measured): number {
  const shares = [...groupBy(tables.reviews, ({ reviewerId }) => reviewerId).values()].map((own) => ({
    n: own.length,
    share: own.filter(({ outcome }) => outcome === "accepted").length / own.length,
  }));
  const chance = mean(shares.map(({ n, share }) => (share * (1 - share)) / n));
  return Math.sqrt(Math.max(0, spread(shares.map(({ share }) => share)) ** 2 - chance));
}

/** Longest stretch on content of severity 2 or more, minutes. */
export function longestExposureMinutes(measured: Measured): number {
  const severe = new Set(
    measured.tables.projects
      .filter((each) => (each.contentSeverity ?? 0) >= 2)
      .map(({ projectId }) => projectId),
  );
  const exposed = groupBy(
    done(measured).filter(({ projectId }) => severe.has(projectId)),
    ({ annotatorId }) => annotatorId,
  );
  const stretches = [...exposed.values()].flatMap((own) =>
    joinSpans(
      own.map(({ startedAt, submittedAt }) => ({
        from: seconds(startedAt ?? ""),
        to: seconds(submittedAt ?? ""),
      })),
      300,
    ),
  );
  return Math.max(...stretches.map(({ from, to }) => (to - from) / 60));
}
