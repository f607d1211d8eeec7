import fc from "fast-check";
import type { ImportRecord } from "~/domain/importer";
import type { RecordFile } from "./record-sources";

/** Ledgers of a few rows over a few names, so that imports often speak of the same rows, and differ. */

const name = (prefix: string, count: number) =>
  fc.integer({ min: 1, max: count }).map((number) => `${prefix}${number}`);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });
/** Two days, some instants minutes apart, some the same. */
const instant = fc
  .tuple(fc.constantFrom(0, 0, 0, 1), fc.constantFrom(0, 5, 12, 30, 95))
  .map(([day, minutes]) => new Date(Date.UTC(2026, 0, 1 + day, 23, minutes)).toISOString());

const annotatorId = name("A", 3);
const projectId = name("P", 2);
const itemId = name("I", 2);
const batchId = name("B", 2);
const platformId = name("L", 2);

const rows = {
  platforms: fc.record({ platformId, name: fc.constantFrom("one", "two") }),
  projects: fc.record({
    projectId,
    platformId,
    name: fc.constantFrom("x", "y"),
    taskType: fc.constantFrom("categorical" as const, "categorical" as const, "revision" as const),
    client: maybe(fc.constantFrom("c", "d")),
    contentWarned: maybe(fc.boolean()),
    goldTolerance: maybe(fc.constant(1)),
    answerRule: maybe(fc.constant("set_equality" as const)),
  }),
  batches: fc.record({
    batchId,
    projectId,
    releasedAt: instant,
    premium: maybe(fc.boolean()),
    payMinorPerItem: maybe(fc.integer({ min: 0, max: 30 })),
    currency: fc.constantFrom("USD", "EUR"),
  }),
  annotators: fc.record({
    annotatorId,
    country: maybe(fc.constantFrom("KE", "PH")),
    timeZone: maybe(fc.constantFrom("Africa/Nairobi", "America/Bogota")),
    leftAt: maybe(instant),
    groups: maybe(fc.constantFrom({ g: "1" }, { g: "2", h: "☃" })),
  }),
  items: fc.record({
    itemId,
    projectId,
    batchId: maybe(batchId),
    goldAnswer: maybe(fc.constantFrom("yes", "no", "a", "3")),
    goldStatus: maybe(fc.constantFrom("active" as const, "disputed" as const)),
  }),
  judgments: fc.record({
    judgmentId: name("J", 8),
    annotatorId,
    itemId,
    projectId,
    batchId: maybe(batchId),
    startedAt: maybe(instant),
    submittedAt: maybe(instant),
    activeSeconds: fc.option(fc.constantFrom(1.5, 20), { nil: null, freq: 2 }),
    leadSeconds: fc.option(fc.constantFrom(2.25, 4_000), { nil: null, freq: 2 }),
    answer: maybe(fc.constantFrom("yes", "yes", "yes", "yes", "no", "a|b", "2.0", "tab\there \\ and\nline")),
    status: fc.constantFrom(
      "submitted" as const,
      "approved" as const,
      "rejected" as const,
      "skipped" as const,
    ),
    payMinor: maybe(fc.constantFrom(5, 7)),
    currency: fc.constant("USD"),
    revisedAt: maybe(instant),
  }),
  reviews: fc.record({
    reviewId: name("R", 3),
    judgmentId: name("J", 5),
    reviewerId: name("V", 2),
    reviewedAt: instant,
    outcome: maybe(fc.constantFrom("accepted" as const, "rejected" as const)),
    routing: maybe(fc.constantFrom("random" as const, "targeted" as const)),
    overturnedAt: maybe(instant),
  }),
  offers: fc.record({
    offerId: name("O", 2),
    batchId,
    annotatorId,
    offeredAt: instant,
    acceptedAt: maybe(instant),
  }),
  availability: fc.record({
    annotatorId,
    from: instant,
    to: instant,
    source: fc.constant("online" as const),
  }),
  payments: fc.record({
    paymentId: name("Y", 2),
    annotatorId,
    projectId: maybe(projectId),
    paidAt: instant,
    amountMinor: fc.integer({ min: -2, max: 2 }),
    currency: fc.constant("EUR"),
    kind: fc.constantFrom("work" as const, "bonus" as const),
  }),
  wage_floors: fc.record({
    country: fc.constantFrom("KE", "PH"),
    region: maybe(fc.constant("KE-30")),
    validFrom: fc.constantFrom("2026-01-01", "2026-02-01"),
    amountMinorPerHour: fc.integer({ min: 1, max: 2 }),
    currency: fc.constant("KES"),
    kind: fc.constant("minimum" as const),
    source: fc.constant("law"),
  }),
  tier_policies: fc.record({
    version: fc.integer({ min: 1, max: 2 }),
    policy: fc.record({ name: fc.constantFrom("p", "q") }),
  }),
};

type Table = keyof typeof rows;
const record = (table: Table): fc.Arbitrary<ImportRecord> =>
  rows[table].map((row) => ({ table, row }) as unknown as ImportRecord);

const mentioned = fc.array(
  fc.constantFrom<Table>("platforms", "projects", "batches", "annotators", "items").chain(record),
  { maxLength: 2 },
);

const file = (table: Table): fc.Arbitrary<RecordFile> =>
  fc
    .array(fc.tuple(table === "judgments" ? mentioned : fc.constant([]), record(table)), {
      minLength: 1,
      maxLength: 5,
    })
    .map((tuples) => ({ table, rows: tuples.map(([context, own]) => [...context, own]) }));

/** The files of one import; judgments more often than anything else. */
export const smallImport: fc.Arbitrary<readonly RecordFile[]> = fc.array(
  fc
    .oneof(
      { weight: 3, arbitrary: fc.constant<Table>("judgments") },
      { weight: 1, arbitrary: fc.constant<Table>("reviews") },
      { weight: 1, arbitrary: fc.constant<Table>("items") },
      { weight: 2, arbitrary: fc.constantFrom<Table>(...(Object.keys(rows) as Table[])) },
    )
    .chain(file),
  { minLength: 1, maxLength: 3 },
);
