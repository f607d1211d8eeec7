import { type TableName, LEDGER, fieldsOf } from "~/domain/ledger";

interface Part {
  readonly table: TableName;
  readonly path: string;
  readonly rows: number;
}

/** The Frictionless description of an exported ledger, from the ledger's own definition. */
export function dataPackage(parts: readonly Part[]) {
  return {
    profile: "tabular-data-package",
    name: "evenhand-ledger",
    title: "Evenhand ledger",
    version: "1.0.0",
    resources: parts.map(({ table, path }) => ({
      name: table,
      path,
      profile: "tabular-data-resource",
      description: LEDGER[table].description,
      schema: {
        fields: fieldsOf(table).map(([name, { type, description, required, values }]) => ({
          name,
          type,
          description,
          ...(required || values
            ? { constraints: { ...(required ? { required } : {}), ...(values ? { enum: values } : {}) } }
            : {}),
        })),
        primaryKey: LEDGER[table].key,
      },
    })),
  };
}

/** What each file and column holds, to be read by people. */
export function codebook(parts: readonly Part[]): string {
  const tables = parts.flatMap(({ table, path, rows }) => [
    `## ${path}`,
    "",
    `${LEDGER[table].description} ${rows} rows, key ${LEDGER[table].key.join(", ")}.`,
    "",
    "| column | type | required | holds |",
    "|---|---|---|---|",
    ...fieldsOf(table).map(
      ([name, { type, required, values, description }]) =>
        `| ${name} | ${values ? values.join(", ") : type} | ${required ? "yes" : "no"} | ${description} |`,
    ),
    "",
  ]);
  return [
    "# Ledger",
    "",
    "The complete record of an annotation programme. Instants are ISO 8601 in UTC, money integer minor units beside a",
    "currency, an empty cell is what is not known. SHA256SUMS has the checksums, definitions.json what the measures mean.",
    "",
    ...tables,
  ].join("\n");
}
