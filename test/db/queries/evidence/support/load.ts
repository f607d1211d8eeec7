import { sql } from "kysely";
import type { Db } from "db/client";
import { replaceWorkDays } from "db/queries/work-days";
import type { LedgerRecord, Row, TableName } from "~/domain/ledger";

const AT_ONCE = 1_000;
type Values = Record<string, unknown>;

/** Names by table, and the numbers they stand for in the database. */
class Numbers {
  readonly #known = new Map<string, number>();
  of(name: string): number {
    let number = this.#known.get(name);
    if (number === undefined) {
      number = this.#known.size + 1;
      this.#known.set(name, number);
    }
    return number;
  }
}

/**
 * Puts a ledger straight into an empty database, rollups by plain SQL: evidence is tested against the schema alone,
 * without the importer and its refresh.
 */
export async function loadLedger(
  db: Db,
  records: Iterable<LedgerRecord>,
  policies: readonly object[] = [],
): Promise<void> {
  const rows = new Map<string, Values[]>();
  const flush = async (table: string) => {
    const own = rows.get(table) ?? [];
    rows.set(table, []);
    if (own.length > 0)
      await db
        .insertInto(table as "judgments")
        .values(own as never)
        .execute();
  };
  const numbers = numbering();
  for (const record of records) {
    const table = tableOf(record.table);
    const own = rows.get(table) ?? [];
    rows.set(table, own);
    own.push(valuesOf(record, numbers));
    if (own.length >= AT_ONCE) await flush(table);
  }
  for (const table of rows.keys()) await flush(table);
  for (const policy of policies) {
    const { version } = policy as { version: number };
    await sql`insert into tier_policies (version, policy, import_id) values (${version}, ${JSON.stringify(policy)}, 1)`.execute(
      db,
    );
  }
  await sql`analyze`.execute(db);
  await countRollups(db);
}

const tableOf = (table: TableName): string =>
  table.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function numbering() {
  return {
    platforms: new Numbers(),
    projects: new Numbers(),
    batches: new Numbers(),
    annotators: new Numbers(),
    items: new Numbers(),
    judgments: new Numbers(),
    authors: new Map<string, number>(),
  };
}
type Numbering = ReturnType<typeof numbering>;

const LOOKUPS = ["platforms", "projects", "batches", "annotators"] as const;

function valuesOf({ table, row }: LedgerRecord, numbers: Numbering): Values {
  const values: Values = { ...row, importId: 1 };
  const replace = (from: string, to: string, value: unknown) => {
    delete values[from];
    values[to] = value;
  };
  for (const lookup of LOOKUPS) {
    const id = idOf(lookup);
    if (values[id] === undefined || values[id] === null) continue;
    const source = values[id] as string;
    values[id] = numbers[lookup].of(source);
    if (lookup === table) values["sourceId"] = source;
  }
  if (table === "annotators" && values["groups"]) values["groups"] = JSON.stringify(values["groups"]);
  if (table === "items" || table === "judgments") {
    const source = values["itemId"] as string;
    values["itemId"] = String(numbers.items.of(source));
    if (table === "items") values["sourceId"] = source;
  }
  if (table === "judgments") judgmentValues(values, row, numbers);
  if (table === "reviews") reviewValues(values, row, numbers);
  if (table === "availability" || table === "time_entries" || table === "targets") {
    replace("from", "fromAt", values["from"]);
    replace("to", "toAt", values["to"]);
  }
  if (table === "wage_floors") values["region"] ??= "";
  return values;
}

const idOf = (table: (typeof LOOKUPS)[number]): string =>
  `${table === "batches" ? "batch" : table.slice(0, -1)}Id`;

function judgmentValues(values: Values, row: Row<"judgments">, numbers: Numbering): void {
  values["sourceId"] = row.judgmentId;
  values["judgmentId"] = String(numbers.judgments.of(row.judgmentId));
  numbers.authors.set(row.judgmentId, values["annotatorId"] as number);
}

function reviewValues(values: Values, row: Row<"reviews">, numbers: Numbering): void {
  values["judgmentSourceId"] = row.judgmentId;
  values["judgmentId"] = String(numbers.judgments.of(row.judgmentId));
  values["annotatorId"] = numbers.authors.get(row.judgmentId) ?? 0;
}

/** What evidence reads of the rollups. */
async function countRollups(db: Db): Promise<void> {
  await sql`
    insert into rollups (annotator_id, project_id, day, judgments, submitted, approved, rejected, skipped, returned, expired,
      abandoned, gold_correct, gold_total, consensus_agreeing, consensus_total, review_accepted, review_first_pass,
      review_total, review_judgments, targeted_accepted, targeted_total, apportioned, spans)
    select annotator_id, project_id, day, count(*), 0, 0, 0, 0, 0, 0, 0,
      count(*) filter (where correct), count(*) filter (where gold), 0, 0, 0, 0, 0, 0, 0, 0, false, range_agg(span)
    from (
      select j.annotator_id, j.project_id, coalesce(j.submitted_at, j.started_at)::date as day,
        i.gold_answer is not null and coalesce(i.gold_status, 'active') = 'active' and j.status in ('submitted', 'approved', 'rejected') as gold,
        i.gold_answer is not null and coalesce(i.gold_status, 'active') = 'active' and j.status in ('submitted', 'approved', 'rejected')
          and matches_gold(j.answer, i.gold_answer, coalesce(p.answer_rule, 'overlap'), coalesce(p.gold_tolerance, 0)) as correct,
        case when j.submitted_at is not null and (j.started_at is not null or j.active_seconds is not null) then
          int8range(
            (extract(epoch from coalesce(j.started_at, j.submitted_at - make_interval(secs => j.active_seconds))) * 1000)::bigint,
            (extract(epoch from j.submitted_at) * 1000)::bigint)
        end as span
      from judgments j join items i using (item_id) join projects p on p.project_id = j.project_id
    ) one where day is not null group by annotator_id, project_id, day`.execute(db);
  await db.transaction().execute((own) => replaceWorkDays(own, { cells: null, inferred: false }));
}
