import type { RecordTable } from "~/domain/importer";
import { LEDGER } from "~/domain/ledger";
import { type SqlType, type StagedField, quoted, stagedFields } from "./staging-tables";

/** Tables that others refer to, in the order in which they refer to each other. */
export const SHARED_TABLES = ["platforms", "projects", "batches", "annotators", "items"] as const;
export type SharedTable = (typeof SHARED_TABLES)[number];
export type FactTable = Exclude<RecordTable, SharedTable>;

export const isShared = (table: RecordTable): table is SharedTable =>
  (SHARED_TABLES as readonly RecordTable[]).includes(table);

/** Judgments first, because reviews look up their authors in them. */
export const FACT_TABLES: readonly FactTable[] = [
  "judgments",
  ...(Object.keys(LEDGER) as RecordTable[]).filter(
    (table): table is FactTable => !isShared(table) && table !== "judgments",
  ),
  "tier_policies",
];

/** The column that refers to a shared table, and the alias under which merges join that table. */
export const REFERENCES: Readonly<Record<string, { readonly table: SharedTable; readonly alias: string }>> = {
  platform_id: { table: "platforms", alias: "platform" },
  project_id: { table: "projects", alias: "project" },
  batch_id: { table: "batches", alias: "batch" },
  annotator_id: { table: "annotators", alias: "annotator" },
};

/** Every unit separator keeps two texts apart that one without it would run together. */
const SEPARATOR = "chr(31)";

export const itemHash = (project: string, item: string): string =>
  `hashtextextended(${project} || ${SEPARATOR} || ${item}, 0)`;

/** How the rows of a ledger table that are facts lie in the database; SQL throughout, `t` a row of it, `s` staged. */
export interface FactSpec {
  readonly table: FactTable;
  /** Every column but `import_id`, with its value from a staged row `s`. */
  readonly columns: ReadonlyArray<{ readonly name: string; readonly staged: string }>;
  /** The columns that tell two versions of a row apart. */
  readonly compared: readonly string[];
  readonly primaryKey: readonly string[];
  /** The columns of the ledger's own key, by which versions of a row find each other. */
  readonly ledgerKey: readonly string[];
  readonly rowHash: (row: "s" | "t") => string;
  /** Joins that `columns` or `rowHash("s")` need. */
  readonly stagedJoins: string;
  /** Joins that `asBrought` or `rowHash("t")` need. */
  readonly storedJoins: string;
  /** The row as it came in, as jsonb by published names. */
  readonly asBrought: string;
  /** Newer versions have a greater one; of equal ones the later import's stands. */
  readonly revision: (row: string) => string;
}

const specs = new Map<FactTable, FactSpec>();

export function factSpec(table: FactTable): FactSpec {
  let spec = specs.get(table);
  if (!spec) specs.set(table, (spec = buildSpec(table)));
  return spec;
}

function buildSpec(table: FactTable): FactSpec {
  const fields = stagedFields(table);
  const key = keyOf(table).map((name) => fields.find((field) => field.name === name)!);
  const columns = [...fields.map((field) => columnOf(table, field)), ...derivedColumns(table)];
  const ledgerKey = table === "judgments" ? ["judgment_id"] : key.map((field) => columnOf(table, field).name);
  const byAnnotator = columns.some(({ name }) => name === "annotator_id");
  const derived = new Set(table === "reviews" ? ["annotator_id"] : []);
  return {
    table,
    columns,
    compared: columns.map(({ name }) => name).filter((name) => !derived.has(name)),
    primaryKey: [...new Set([...(byAnnotator ? ["annotator_id"] : []), ...ledgerKey])],
    ledgerKey,
    rowHash: (row) =>
      table === "judgments" && row === "t"
        ? "t.judgment_id"
        : hashOf(key, (field) => (row === "s" ? `s.${quoted(field.name)}` : brought(table, field))),
    stagedJoins: joins(fields, "s", "source_id", (name) => quoted(name)) + reviewJoin(table),
    storedJoins: joins(fields, "t", undefined, (name) => name) + itemJoin(table),
    asBrought: `jsonb_strip_nulls(jsonb_build_object(${fields
      .map((field) => `'${field.name}', ${asJson(field, brought(table, field))}`)
      .join(", ")}))`,
    revision: (row) => revisionOf(table, row),
  };
}

const keyOf = (table: FactTable): readonly string[] =>
  table === "tier_policies" ? ["version"] : LEDGER[table].key;

function columnOf(table: FactTable, field: StagedField): { name: string; staged: string } {
  const staged = `s.${quoted(field.name)}`;
  const reference = REFERENCES[field.name];
  if (reference) return { name: field.name, staged: `${reference.alias}.${field.name}` };
  if (field.name === "from" || field.name === "to") return { name: `${field.name}_at`, staged };
  if (table === "judgments" && field.name === "judgment_id") return { name: "source_id", staged };
  if (field.name === "item_id") return { name: "item_id", staged: itemHash("s.project_id", "s.item_id") };
  if (table === "reviews" && field.name === "judgment_id") return { name: "judgment_source_id", staged };
  // A column of a key cannot be null.
  if (table === "wage_floors" && field.name === "region") {
    return { name: "region", staged: `coalesce(${staged}, '')` };
  }
  return { name: field.name, staged };
}

const JUDGMENT_HASH = "hashtextextended(s.judgment_id, 0)";

function derivedColumns(table: FactTable): { name: string; staged: string }[] {
  if (table === "judgments") return [{ name: "judgment_id", staged: JUDGMENT_HASH }];
  if (table !== "reviews") return [];
  return [
    { name: "judgment_id", staged: JUDGMENT_HASH },
    { name: "annotator_id", staged: "coalesce(judgment.annotator_id, 0)" },
  ];
}

/** A field of the row as it came in, from the stored row `t`. */
function brought(table: FactTable, field: StagedField): string {
  const reference = REFERENCES[field.name];
  if (reference) return `${reference.alias}.source_id`;
  if (field.name === "item_id") return "item.source_id";
  if (table === "wage_floors" && field.name === "region") return "nullif(t.region, '')";
  return `t.${columnOf(table, field).name}`;
}

function joins(
  fields: readonly StagedField[],
  row: string,
  by: "source_id" | undefined,
  name: (field: string) => string,
): string {
  return fields
    .filter((field) => field.name in REFERENCES)
    .map((field) => {
      const { table, alias } = REFERENCES[field.name]!;
      return ` left join ${table} ${alias} on ${alias}.${by ?? field.name} = ${row}.${name(field.name)}`;
    })
    .join("");
}

const reviewJoin = (table: FactTable): string =>
  table === "reviews" ? ` left join judgments judgment on judgment.judgment_id = ${JUDGMENT_HASH}` : "";

const itemJoin = (table: FactTable): string =>
  table === "judgments" ? " left join items item on item.item_id = t.item_id" : "";

function hashOf(key: readonly StagedField[], value: (field: StagedField) => string): string {
  const texts = key.map((field) => asText(field, value(field)));
  return `hashtextextended(${texts.join(` || ${SEPARATOR} || `)}, 0)`;
}

/** A key column as a text that does not depend on a session's settings. */
function asText({ type, name }: StagedField, value: string): string {
  if (type === "timestamptz") return `(extract(epoch from ${value}) * 1000)::bigint::text`;
  if (type === "date") return `to_char(${value}, 'YYYY-MM-DD')`;
  if (type === "int") return `${value}::text`;
  return name === "region" ? `coalesce(${value}, '')` : value;
}

/** Instants by their own clock: `to_jsonb` writes them in the session's time zone. */
export function asJson({ type }: { readonly type: SqlType }, value: string): string {
  if (type !== "timestamptz") return value;
  return `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** The instants that come into a row in the course of its life: of two versions the one with more of them is newer. */
const LIFE: Partial<Record<FactTable, readonly string[]>> = {
  contracts: ["ended_at"],
  offers: ["accepted_at", "declined_at"],
  reviews: ["overturned_at"],
  tier_changes: ["evidence_opened_at", "decided_at", "notified_at"],
  decisions: ["evidence_opened_at", "decided_at", "notified_at"],
  appeals: ["answered_at", "rectified_at"],
  streaks: ["reset_at"],
  targets: ["reached_at"],
};

function revisionOf(table: FactTable, row: string): string {
  const instants = (names: readonly string[]) => names.map((name) => `${row}.${name}`).join(", ");
  if (table === "judgments") {
    const latest = `greatest(${instants(["revised_at", "rejected_at", "submitted_at", "started_at"])})`;
    return `coalesce(${latest}, '-infinity'::timestamptz)`;
  }
  const life = LIFE[table];
  return life ? `to_timestamp(num_nonnulls(${instants(life)}))` : "'-infinity'::timestamptz";
}
