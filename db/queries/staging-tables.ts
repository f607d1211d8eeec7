import type { RecordTable } from "~/domain/importer";
import { type Field, camelCase, fieldsOf } from "~/domain/ledger";

export type SqlType =
  "text" | "bigint" | "int" | "double precision" | "boolean" | "timestamptz" | "date" | "jsonb";

/** A ledger column as it is staged: under its published name, in its SQL type, references still as text. */
export interface StagedField {
  /** Published name, e.g. `from`. */
  readonly name: string;
  /** Property of a record, e.g. `submittedAt`. */
  readonly property: string;
  readonly type: SqlType;
  /** Whether its text can hold nothing that COPY would read as anything else. */
  readonly plain: boolean;
}

const POLICY_FIELDS: readonly StagedField[] = [
  { name: "version", property: "version", type: "int", plain: true },
  { name: "policy", property: "policy", type: "jsonb", plain: false },
];

/** The columns of a staged table, in the order in which COPY sends them. */
export function stagedFields(table: RecordTable): readonly StagedField[] {
  if (table === "tier_policies") return POLICY_FIELDS;
  return fieldsOf(table).map(([name, field]) => ({
    name,
    property: camelCase(name),
    type: sqlType(name, field),
    plain: field.values !== undefined || (field.type !== "string" && field.type !== "object"),
  }));
}

function sqlType(name: string, { type }: Field): SqlType {
  switch (type) {
    case "string":
      return "text";
    case "number":
      return "double precision";
    case "integer":
      return name.includes("_minor") ? "bigint" : "int";
    case "boolean":
      return "boolean";
    case "datetime":
      return "timestamptz";
    case "date":
      return "date";
    case "object":
      return "jsonb";
  }
}

/** The tables in which an import waits to be merged; `part` names a table that the merge derives from the first. */
export function stagingName(importId: number, table: RecordTable, part?: string): string {
  return part === undefined ? `staging_${importId}_${table}` : `staging_${importId}_${table}_${part}`;
}

/** `"from"`: published names are words of SQL here and there. */
export const quoted = (name: string): string => `"${name}"`;
