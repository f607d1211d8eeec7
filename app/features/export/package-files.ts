import { type TableName, LEDGER, fieldsOf } from "~/domain/ledger";
import { PSEUDONYMISATION } from "./pseudonymise";

/** The columns of `aggregates.csv`. */
export const AGGREGATES = [
  {
    name: "measure",
    type: "string",
    description: "What is measured; definitions.json and the README say how.",
  },
  { name: "unit", type: "string", description: "ratio, share, seconds, hours, factor, number or count." },
  { name: "by", type: "string", description: "What groups are compared by." },
  { name: "group", type: "string", description: "The group; everybody for all together." },
  {
    name: "state",
    type: "string",
    description:
      "shown, bounded (a share with fewer than ten people on one side: only low and high), withheld (too few people, or it would give others away), unmeasured.",
  },
  { name: "people", type: "integer", description: "People, to the nearest five; empty where withheld." },
  {
    name: "value",
    type: "number",
    description: "The measure, three significant digits; a share of people is one of rounded counts.",
  },
  {
    name: "low",
    type: "number",
    description: "Lower end of the 95 % interval, or of what is told of a bounded share.",
  },
  {
    name: "high",
    type: "number",
    description: "Upper end of the 95 % interval, or of what is told of a bounded share.",
  },
  { name: "n", type: "integer", description: "Judgments or people it rests on, to the nearest five." },
] as const;

export interface Part {
  readonly table: TableName;
  readonly path: string;
  readonly rows: number;
}

/** The Frictionless description of an exported ledger, from the ledger's own definition. */
export function dataPackage(parts: readonly Part[], { aggregates = false } = {}) {
  return {
    profile: "tabular-data-package",
    name: "evenhand-ledger",
    title: "Evenhand ledger",
    version: "1.0.0",
    resources: [
      ...parts.map(({ table, path }) => ({
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
      ...(aggregates ? [AGGREGATES_RESOURCE] : []),
    ],
  };
}

const AGGREGATES_RESOURCE = {
  name: "aggregates",
  path: "aggregates.csv",
  profile: "tabular-data-resource",
  description:
    "Every measure by tier, project, task type, platform, country and declared group, small cells withheld.",
  schema: { fields: AGGREGATES.map((field) => ({ ...field })), primaryKey: ["measure", "by", "group"] },
};

/** The README of a bundle for researchers: how it was made safe, then what each file and column holds. */
export function bundleReadme(parts: readonly Part[], minimumCell: number): string {
  return [
    "# Bundle for researchers",
    "",
    "`findings.json`: every detector's newest answer over the programme with effect, interval, threshold and its source.",
    "`aggregates.csv`: every measure by group. `definitions.json`: what metrics and detectors mean, by version.",
    "`SHA256SUMS`: checksums of all files. The absence of a flag is not shown as fair, and is not to be read so.",
    "",
    "## What is withheld",
    "",
    `Cells of fewer than ${Math.max(10, minimumCell)} people, and others that would give them away; medians of fewer than 34, so that ten people lie`,
    "beyond either end of the interval; totals of which one person makes up more than half. Small groups are put",
    "together. Counts are rounded to the nearest five, shares of people are of such counts and only bounded where fewer",
    "than ten are on one side, values have three significant digits. No number differs from one that was told before by",
    "fewer than ten people. Findings about one person are not in it; of the others `findings.json` has what each detector",
    "names as fit to be told, so no extremes, no lists of people or items, curves only as far as ten people are behind",
    "them, and the outcome alone where the rest would be about fewer than ten.",
    "",
    "| column of aggregates.csv | type | holds |",
    "|---|---|---|",
    ...AGGREGATES.map(({ name, type, description }) => `| ${name} | ${type} | ${description} |`),
    "",
    ...(parts.length === 0 ? [] : ["## Rows under pseudonyms", "", PSEUDONYMISATION, "", codebook(parts)]),
  ].join("\n");
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
