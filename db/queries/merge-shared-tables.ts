import { asJson, itemHash, REFERENCES, type SharedTable } from "./merge-tables";
import { type SqlType, type StagedField, quoted, stagedFields } from "./staging-tables";

/** A column that describes a shared row. */
export interface Attribute {
  /** Published name and column are the same. */
  readonly name: string;
  readonly type: SqlType;
  /** The alias of the shared table it refers to. */
  readonly reference: string | null;
}

/** Layers of a shared row, as in `standing`: what a row of its own says covers what other rows mention in passing. */
export const MENTIONED = 1;
export const OWN = 2;

/** The name by which a layer's versions, repeats and holdings are kept. */
export const layerName = (table: SharedTable, layer: number): string =>
  layer === OWN ? table : `${table}:mentioned`;

/** How a shared table is matched and put together; SQL throughout, `c` a contribution, `t` a row of the table. */
export interface SharedSpec {
  readonly table: SharedTable;
  readonly id: string;
  /** Published names of the columns that name a row. */
  readonly key: readonly string[];
  readonly attributes: readonly Attribute[];
  readonly rowHash: (row: string) => string;
  readonly match: string;
  /** Joins from `t`, or from `c` by name, to what attributes refer to. */
  readonly joins: (row: "t" | "c") => string;
  /** The join from `c` that `identity` needs. */
  readonly keyJoin: string;
  /** Columns that a row is made with, and their values from `c`. */
  readonly identity: ReadonlyArray<readonly [column: string, value: string]>;
}

const specs = new Map<SharedTable, SharedSpec>();

export function sharedSpec(table: SharedTable): SharedSpec {
  let spec = specs.get(table);
  if (!spec) specs.set(table, (spec = buildSpec(table)));
  return spec;
}

const ID: Readonly<Record<SharedTable, string>> = {
  platforms: "platform_id",
  projects: "project_id",
  batches: "batch_id",
  annotators: "annotator_id",
  items: "item_id",
};

function buildSpec(table: SharedTable): SharedSpec {
  const id = ID[table];
  const key = table === "items" ? ["project_id", "item_id"] : [id];
  const attributes = stagedFields(table)
    .filter(({ name }) => !key.includes(name))
    .map(attributeOf);
  return {
    table,
    id,
    key,
    attributes,
    rowHash: (row) =>
      table === "items"
        ? itemHash(`${row}.project_id`, `${row}.item_id`)
        : `hashtextextended(${row}.${id}, 0)`,
    match: table === "items" ? "t.item_id = c.row_hash" : `t.source_id = c.${id}`,
    joins: (row) => referenceJoins(attributes, row),
    keyJoin: table === "items" ? " left join projects named on named.source_id = c.project_id" : "",
    identity:
      table === "items"
        ? [
            ["item_id", "c.row_hash"],
            ["project_id", "named.project_id"],
            ["source_id", "c.item_id"],
          ]
        : [["source_id", `c.${id}`]],
  };
}

const attributeOf = ({ name, type }: StagedField): Attribute => ({
  name,
  type,
  reference: REFERENCES[name]?.alias ?? null,
});

function referenceJoins(attributes: readonly Attribute[], row: "t" | "c"): string {
  return attributes
    .flatMap(({ name, reference }) => {
      const referred = REFERENCES[name];
      if (!reference || !referred) return [];
      const on =
        row === "t" ? `${reference}.${name} = t.${name}` : `${reference}.source_id = c.${quoted(name)}`;
      return [` left join ${referred.table} ${reference} on ${on}`];
    })
    .join("");
}

/** Values of attributes as the database keeps them, from a contribution `c` joined to what it refers to. */
export const resolved = ({ name, reference }: Attribute): string =>
  reference ? `${reference}.${name}` : `c.${quoted(name)}`;

/** Values of attributes as they came in, from a row `t` joined to what it refers to. */
export const brought = ({ name, reference }: Attribute): string =>
  reference ? `${reference}.source_id` : `t.${name}`;

/** A description as it is kept among the versions. */
export function versionOf({ attributes }: SharedSpec, value: (attribute: Attribute) => string): string {
  const pairs = attributes.map((attribute) => `'${attribute.name}', ${asJson(attribute, value(attribute))}`);
  return `jsonb_strip_nulls(jsonb_build_object(${pairs.join(", ")}))`;
}

/**
 * One value out of several that rows mention in passing, chosen by value and never by order: the earliest release or
 * joining, the last leaving, otherwise the greatest; a value beats none. An amount stays with its currency.
 */
export function chosen({ name, type }: Attribute, row: "s" | "v"): string {
  const value = `${row}.${quoted(name)}`;
  if (name === "pay_minor_per_item") return `(${bestPay(row)})[2]::bigint`;
  if (name === "currency") return `(${bestPay(row)})[1]`;
  switch (type) {
    case "text":
      return `max(${value} collate "C")`;
    case "boolean":
      return `bool_or(${value})`;
    case "jsonb":
      return `max(${value}::text collate "C")::jsonb`;
    case "timestamptz":
      return name === "left_at" ? `max(${value})` : `min(${value})`;
    default:
      return `max(${value})`;
  }
}

const bestPay = (row: string): string =>
  `max(array[${row}.currency, lpad(${row}.pay_minor_per_item::text, 20, '0')] collate "C")`;

/** Attributes that what is kept of judgments depends on: a change of them marks what must be counted again. */
export const MARKED: Partial<Record<SharedTable, readonly string[]>> = {
  projects: ["task_type", "gold_tolerance", "answer_rule"],
  items: ["gold_answer", "gold_status"],
  batches: ["premium", "pay_minor_per_item", "currency", "estimated_seconds_per_item"],
  annotators: ["time_zone"],
};
