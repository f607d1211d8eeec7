import type { LedgerRecord, Row, TableName } from "~/domain/ledger";
import { drawNormal } from "~/stats/draws";
import { seededRandom } from "~/stats/random";
import { DAY, iso, isoDate } from "./calendar";
import { appealRows, decisionRows } from "./conduct";
import { contractRows } from "./contracts";
import { streakRows, targetRows } from "./gamification";
import { bonusRuleRows, paymentRows, settlePay } from "./pay";
import { DOLLAR_WORTH, WAGE_FLOORS } from "./places";
import { itemPayMinor, PLATFORMS, projectRow, PROJECTS } from "./projects";
import type { Simulated } from "./simulate";
import { tierChangeRows } from "./tier-changes";

/** The whole ledger of a programme that has run, table by table in the ledger's order. */
export function* ledgerRecords(simulated: Simulated): Generator<LedgerRecord> {
  const changes = tierChangeRows(simulated);
  settlePay(simulated, changes);
  const decisions = decisionRows(simulated);
  yield* tag("platforms", PLATFORMS);
  yield* tag("annotators", annotatorRows(simulated));
  yield* tag("contracts", contractRows(simulated));
  yield* tag(
    "projects",
    PROJECTS.map((project) => projectRow(project, simulated.studio.effects)),
  );
  yield* tag("batches", batchRows(simulated));
  yield* tag("items", itemRows(simulated));
  yield* tag("offers", offerRows(simulated));
  yield* tag("availability", availabilityRows(simulated));
  yield* tag("judgments", judgmentRows(simulated));
  yield* tag("reviews", reviewRows(simulated));
  yield* tag("time_entries", timeRows(simulated));
  yield* tag("payments", paymentRows(simulated));
  yield* tag("tier_changes", changes);
  yield* tag("decisions", decisions);
  yield* tag("appeals", appealRows(simulated, changes, decisions));
  yield* tag("streaks", streakRows(simulated));
  yield* tag("targets", targetRows(simulated));
  yield* tag("bonus_rules", bonusRuleRows(simulated));
  yield* tag("exchange_rates", exchangeRows(simulated));
  yield* tag("wage_floors", WAGE_FLOORS);
}

function* tag<T extends TableName>(table: T, rows: Iterable<Row<T>>): Generator<LedgerRecord> {
  for (const row of rows) yield { table, row } as LedgerRecord;
}

const annotatorRows = ({ studio }: Simulated): readonly Row<"annotators">[] =>
  studio.people.map((person) => ({
    annotatorId: person.id,
    displayName: person.name,
    country: person.place.country,
    region: person.place.region,
    timeZone: person.place.zone,
    joinedAt: iso(person.joinedMs),
    leftAt: person.leftMs === null ? null : iso(person.leftMs),
    expertise: person.expertise,
    groups: person.groups,
  }));

function* batchRows({ studio }: Simulated): Generator<Row<"batches">> {
  for (const { id, project, premium, releasedMs } of studio.inventory.batches) {
    yield {
      batchId: id,
      projectId: project.id,
      name: `${project.name} ${id.slice(1).replace(/^0+/, "")}`,
      releasedAt: iso(releasedMs),
      premium,
      payMinorPerItem: itemPayMinor(project, premium, studio.effects),
      currency: project.currency,
      estimatedSecondsPerItem: Math.round(project.baseSec * 1.08),
      minimumTier: null,
    };
  }
}

function* itemRows({ studio }: Simulated): Generator<Row<"items">> {
  for (const [projectId, pool] of studio.inventory.goldPools) {
    for (const { id, key } of pool) {
      yield { itemId: id, projectId, batchId: null, goldAnswer: key, goldStatus: "active" };
    }
  }
  for (const { id: batchId, project, items } of studio.inventory.batches) {
    for (const { id } of items) yield { itemId: id, projectId: project.id, batchId };
  }
}

function* offerRows({ studio }: Simulated): Generator<Row<"offers">> {
  let count = 0;
  for (const { person, batch, offeredMs, answeredMs, accepted } of studio.facts.offers) {
    yield {
      offerId: `O${String(++count).padStart(6, "0")}`,
      batchId: batch.id,
      annotatorId: person.id,
      offeredAt: iso(offeredMs),
      expiresAt: iso(offeredMs + DAY),
      acceptedAt: accepted ? iso(answeredMs) : null,
      declinedAt: accepted ? null : iso(answeredMs),
    };
  }
}

function* availabilityRows({ studio }: Simulated): Generator<Row<"availability">> {
  for (const { person, fromMs, toMs, source } of studio.facts.online) {
    yield { annotatorId: person.id, from: iso(fromMs), to: iso(toMs), source };
  }
}

function* judgmentRows({ studio }: Simulated): Generator<Row<"judgments">> {
  for (const work of studio.facts.work) {
    yield {
      judgmentId: work.id,
      annotatorId: work.person.id,
      itemId: work.item.id,
      projectId: work.project.id,
      batchId: work.batch.id,
      startedAt: iso(work.startedMs),
      submittedAt: work.submittedMs === null ? null : iso(work.submittedMs),
      activeSeconds: work.activeSec,
      idleSeconds: work.idleSec,
      answer: work.answer,
      status: work.status,
      payMinor: work.payMinor,
      currency: work.project.currency,
      rejectedAt: work.rejectedMs === null ? null : iso(work.rejectedMs),
      rejectionReason: work.rejectionReason,
      revisionOf: work.revisionOf,
    };
  }
}

function* reviewRows({ studio }: Simulated): Generator<Row<"reviews">> {
  for (const review of studio.facts.reviews) {
    yield {
      reviewId: review.id,
      judgmentId: review.work.id,
      reviewerId: review.reviewerId,
      reviewedAt: iso(review.reviewedMs),
      outcome: review.outcome,
      score: review.score,
      scoreMax: review.score === null ? null : 5,
      routing: review.routing,
      blind: review.blind,
      overturnedAt: review.overturnedMs === null ? null : iso(review.overturnedMs),
    };
  }
}

function* timeRows({ studio }: Simulated): Generator<Row<"time_entries">> {
  let count = 0;
  for (const { person, projectId, fromMs, toMs, kind, paid } of studio.facts.time) {
    const timeEntryId = `E${String(++count).padStart(6, "0")}`;
    yield { timeEntryId, annotatorId: person.id, projectId, from: iso(fromMs), to: iso(toMs), kind, paid };
  }
}

/** Weekly rates from what people are paid in to every currency of a floor: illustrative. */
function* exchangeRows({ studio }: Simulated): Generator<Row<"exchange_rates">> {
  const random = seededRandom(`${studio.settled.seed}/exchange`);
  const worth = new Map(Object.entries(DOLLAR_WORTH));
  for (let day = 0; day < studio.calendar.dayCount; day += 7) {
    for (const [currency, dollars] of worth) {
      if (currency !== "USD") worth.set(currency, dollars * Math.exp(0.004 * drawNormal(random)));
    }
    for (const fromCurrency of ["USD", "EUR", "GBP"]) {
      for (const [toCurrency, dollars] of worth) {
        if (toCurrency === fromCurrency) continue;
        const rate = Number(((worth.get(fromCurrency) ?? 1) / dollars).toPrecision(6));
        yield { date: isoDate(studio.calendar.startMs + day * DAY), fromCurrency, toCurrency, rate };
      }
    }
  }
}
