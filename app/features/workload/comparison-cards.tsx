import { PlainTable, type PlainColumn } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { formatValue, type Unit } from "~/ui/format";
import { IntervalPlot } from "~/ui/interval-plot";
import type { Workload } from "./workload.server";

interface Difference {
  readonly group: string;
  readonly pooled: number | null;
  readonly alike: number | null;
  readonly strata: number;
}

/** One measure between groups: everybody together, and like for like. */
export function ComparisonCards({ comparison, query, programme }: Workload) {
  const measure = programme.find(({ id }) => id === query.measure);
  if (!measure || comparison.groups.length === 0) return null;
  const { difference, ratio } = comparison;
  const reading =
    difference === null
      ? "Fewer than two groups are large enough to compare."
      : `Highest less lowest: ${formatValue(difference, measure.unit)}${ratio === null ? "" : `; lowest over highest: ${ratio.toFixed(2)}`}.`;
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      <IntervalPlot
        title={`${measure.label} by ${query.by}`}
        reading={reading}
        noun={query.by}
        unit={measure.unit}
        methodHref={`/methodology/${measure.methodId}`}
        rows={comparison.groups.map(({ group, measured }) => ({ id: group, label: group, measured }))}
        rules={measure.reference ? [{ value: measure.reference.value, name: measure.reference.label }] : []}
      />
      <LikeForLike
        comparison={comparison}
        by={query.by}
        held={query.by === "project" ? "tier" : "main project"}
        unit={measure.unit}
      />
    </div>
  );
}

export interface LikeForLikeProps {
  readonly comparison: Workload["comparison"];
  readonly by: string;
  /** What is held constant, in words. */
  readonly held: string;
  readonly unit: Unit;
}

/** Each group's difference from the reference, pooled and within strata side by side, and whether the sign turns. */
export function LikeForLike({ comparison, by, held, unit }: LikeForLikeProps) {
  const { reference, groups, stratified, signSentence } = comparison;
  const base = valueOf(groups, reference);
  const rows = groups.flatMap(({ group, suppressed }): Difference[] => {
    if (group === reference || suppressed) return [];
    const own = valueOf(groups, group);
    const alike = stratified.find((one) => one.group === group);
    return [
      {
        group,
        pooled: own === null || base === null ? null : own - base,
        alike: alike?.difference ?? null,
        strata: alike?.strata ?? 0,
      },
    ];
  });
  return (
    <Card
      title={`Difference from ${reference ?? "the highest group"}`}
      note={`Everybody together, and like for like: people of the same ${held} compared, weighed by how many there are (Mantel and Haenszel).`}
      flush
    >
      {signSentence ? (
        <p role="note" className="mx-4 mb-2 rounded-md bg-caution-soft px-3 py-2 text-sm text-caution">
          {signSentence}
        </p>
      ) : null}
      {rows.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-faint">There is no second group of sufficient size.</p>
      ) : (
        <PlainTable
          label="Differences"
          columns={columnsOf(by, unit)}
          rows={rows}
          rowId={({ group }) => group}
        />
      )}
    </Card>
  );
}

const valueOf = (groups: Workload["comparison"]["groups"], group: string | null): number | null => {
  const measured = groups.find((one) => one.group === group)?.measured;
  return measured?.kind === "measured" ? measured.value : null;
};

function columnsOf(by: string, unit: Unit): readonly PlainColumn<Difference>[] {
  const signed = (value: number | null) =>
    value === null ? (
      <span className="text-2xs text-faint">no shared stratum</span>
    ) : (
      <span className="tabular-nums">{`${value > 0 ? "+" : ""}${formatValue(value, unit)}`}</span>
    );
  return [
    { header: by.charAt(0).toUpperCase() + by.slice(1), cell: ({ group }) => group },
    { header: "Together", align: "end", cell: ({ pooled }) => signed(pooled) },
    { header: "Like for like", align: "end", cell: ({ alike }) => signed(alike) },
    { header: "Strata", align: "end", cell: ({ strata }) => strata },
  ];
}
