import { type TableName, camelCase, fieldsOf } from "~/domain/ledger";

type Row = Readonly<Record<string, unknown>>;

/** Where somebody works, as the annotators' table has it. */
export interface Place {
  readonly country: string | null;
  readonly region: string | null;
  readonly timeZone: string | null;
}

export interface Rules {
  /** The same text of the same kind is the same pseudonym. */
  readonly pseudonym: (kind: string, id: string) => string;
  /** Whether enough people gave this very answer on the project. */
  readonly isSharedAnswer: (project: string, answer: string) => boolean;
  /** What of a place enough people share. */
  readonly sharedPlace: (place: Place) => Place;
}

/** Columns that name a row or a person, by what they name. */
const NAMES: Readonly<Record<string, string>> = {
  annotator_id: "person",
  reviewer_id: "person",
  actor_id: "person",
  judgment_id: "judgment",
  revision_of: "judgment",
  item_id: "item",
  batch_id: "batch",
  contract_id: "contract",
  offer_id: "offer",
  review_id: "review",
  time_entry_id: "time-entry",
  payment_id: "payment",
  tier_change_id: "tier-change",
  decision_id: "decision",
  appeal_id: "appeal",
  target_id: "target",
};

/** What an appeal is about, by the kind of its identifier. */
const SUBJECTS: Readonly<Record<string, string>> = {
  gold_item: "item",
  tier_change: "tier-change",
  time_entry: "time-entry",
};

/** Says who somebody is, or what they declared of themselves: left out. */
const LEFT_OUT = new Set(["display_name", "expertise", "groups", "client", "batches.name"]);

/** Somebody's own words: that there are any still counts, what they are does not leave. */
const WORDS = new Set(["end_reason", "rejection_reason", "reasons", "contact"]);
export const WITHHELD = "withheld";

/** Told by month: the day on which somebody came or went is known to many. */
const BY_MONTH = new Set(["joined_at", "left_at"]);

/**
 * A row of the ledger as researchers may have it: identifiers replaced by keyed pseudonyms, names and free text left
 * out, places and answers only where enough people share them. It stays a row of the same table.
 */
export function pseudonymised(table: TableName, row: Row, rules: Rules): Row {
  const place = table === "annotators" ? rules.sharedPlace(placeOf(row)) : null;
  return Object.fromEntries(
    fieldsOf(table).map(([column]) => {
      const name = camelCase(column);
      const value = row[name] ?? null;
      if (place && name in place) return [name, place[name as keyof Place]];
      return [name, value === null ? null : told(table, column, value, row, rules)];
    }),
  );
}

function told(table: TableName, column: string, value: unknown, row: Row, rules: Rules): unknown {
  if (LEFT_OUT.has(column) || LEFT_OUT.has(`${table}.${column}`)) return null;
  if (WORDS.has(column)) return WITHHELD;
  if (typeof value !== "string") return value;
  if (BY_MONTH.has(column)) return `${value.slice(0, 7)}-01T00:00:00.000Z`;
  const kind = column === "subject_id" ? subjectKind(String(row["subject"])) : NAMES[column];
  if (kind !== undefined) return rules.pseudonym(kind, value);
  if (column === "answer" || column === "gold_answer") {
    return rules.isSharedAnswer(String(row["projectId"]), value) ? value : null;
  }
  return value;
}

const subjectKind = (subject: string): string => SUBJECTS[subject] ?? subject;

const placeOf = (row: Row): Place => ({
  country: (row["country"] ?? null) as string | null,
  region: (row["region"] ?? null) as string | null,
  timeZone: (row["timeZone"] ?? null) as string | null,
});

/** Countries, and regions and zones within them, of at least so many people; what fewer share is left out. */
export function placesShared(
  counts: readonly (Place & { readonly people: number })[],
  minimum: number,
): (place: Place) => Place {
  const sums = new Map<string, number>();
  const keys = ({ country, region, timeZone }: Place) => [
    JSON.stringify([country]),
    JSON.stringify([country, timeZone]),
    JSON.stringify([country, timeZone, region]),
  ];
  for (const { people, ...place } of counts) {
    for (const key of keys(place)) sums.set(key, (sums.get(key) ?? 0) + people);
  }
  return (place) => {
    const [country, zone, region] = keys(place).map((key) => (sums.get(key) ?? 0) >= minimum);
    return {
      country: country ? place.country : null,
      timeZone: zone ? place.timeZone : null,
      region: region ? place.region : null,
    };
  };
}

/** How the bundle was made safe, for its README. */
export const PSEUDONYMISATION = [
  "People, reviewers and rows are keyed pseudonyms (HMAC-SHA-256; the key stays with the installation, which gives the",
  "same pseudonym each time). Names, tags of expertise, clients, names of batches and groups that people declared are",
  "left out; declared groups are in `aggregates.csv` alone. Reasons, comments and contact persons read `withheld` where",
  "there were any. Answers and keys are given where enough people gave that very answer on the project, places where",
  "enough people share them. The days on which people joined and left are coarsened to the month; other instants are",
  "whole, since hours, rest and pay an hour cannot be computed again without them. Rows are in an order that says",
  "nothing. Text that a spreadsheet would take for a formula has an apostrophe before it. Pseudonymised rows are still personal data: times of work may be recognised by whoever saw the work.",
].join("\n");
