import type { Measured } from "~/domain/measured";
import { type CellMeasure, measures } from "~/features/report/row-measures";
import type { ReportRow } from "~/features/report/report-row";

/** The measures of a line: one a column. */
export const MEASURES = [
  "gold",
  "consensus",
  "review",
  "hours",
  "hourly",
  "paidShare",
  "restBreaches",
  "nightShare",
  "longestSpell",
  "access",
  "mean",
  "median",
  "ratio",
] as const;
export type MeasureName = (typeof MEASURES)[number];
export type LineMeasures = Readonly<Record<MeasureName, CellMeasure>>;

/** A line of the ranking: a person, or people that have something in common. */
export interface RankingLine {
  /** The source's id of the person, or what the people have in common. */
  readonly id: string;
  /** The name, where there is one beside the id. */
  readonly name: string | null;
  /** Null for a person. */
  readonly people: number | null;
  readonly judgments: number;
  readonly country: string | null;
  readonly tier: Pick<ReportRow["tier"], "tier" | "reason">;
  readonly rank: ReportRow["rank"] | null;
  readonly measures: LineMeasures;
}

/** Premium work received over what a lottery among who passes would have brought, of the last audit. */
export const accessMeasure = (measured: Measured): CellMeasure => ({
  measured,
  unit: { kind: "factor" },
  reference: { value: 1, label: "a lottery" },
  lineageHref: "/methodology/access-ratio",
});

/** A snapshot's row as a line; `access` comes from the last audit. */
export function personLine(row: ReportRow, country: string | null, access: Measured): RankingLine {
  return {
    id: row.annotator_id,
    name: row.display_name,
    people: null,
    judgments: row.judgments,
    country,
    tier: row.tier,
    rank: row.rank,
    measures: { ...measures(row), access: accessMeasure(access) },
  };
}

/** The number of a measure, for sorting and for files; null where there is none. */
export const valueOf = ({ kind, ...rest }: Measured): number | null =>
  kind === "measured" && "value" in rest ? rest.value : null;
